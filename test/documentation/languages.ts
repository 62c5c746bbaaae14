import type { RateLimit, TokenKind } from '../specs';

/** The words of the generated tables. Names of nodes and operations are the same in both: the editor shows them. */
export interface Language {
	/** What the name of a file has before its extension. */
	suffix: string;
	nodes: readonly string[];
	operations: readonly string[];
	rates: readonly string[];
	fields: readonly string[];
	options: readonly string[];
	/** In the column of operations. */
	all: string;
	/** What a field is, from its description in the editor; undefined if people write it. */
	describe: (description: string) => string | undefined;
	tokens: Readonly<Record<TokenKind, string>>;
	/** Who acts with which kind of token. */
	actors: Readonly<Record<TokenKind, string>>;
	betweenTokens: string;
	betweenPermissions: string;
	records: (most: string) => string;
	/** A rate by the length of its window. */
	windows: Readonly<Record<number, string>>;
	betweenRates: string;
	/** A rate of which Feishu says only that there is one. */
	unpublished: string;
}

export const ENGLISH: Language = {
	suffix: '',
	nodes: ['Node', 'What it does', 'Acts as'],
	operations: ['Operation', 'Token', 'Permission'],
	rates: ['Operation', 'Per call', 'Documented rate'],
	fields: ['Field', 'Operation', 'Description'],
	options: ['Option', 'Operation', 'Description'],
	all: 'all',
	describe: (description) => description,
	tokens: { tenant: 'tenant', user: 'user' },
	actors: { tenant: 'app', user: 'person' },
	betweenTokens: ', ',
	betweenPermissions: ', ',
	records: (most) => `${most} ${most === '1' ? 'record' : 'records'}`,
	windows: { 1_000: '/s', 60_000: '/min' },
	betweenRates: ' and ',
	unpublished: 'not published',
};

export const CHINESE: Language = {
	suffix: '.zh-CN',
	nodes: ['节点', '作用', '身份'],
	operations: ['操作', 'token', '权限'],
	rates: ['操作', '每次调用', '文档规定的频率'],
	fields: ['字段', '操作', '说明'],
	options: ['选项', '操作', '说明'],
	all: '全部',
	describe: () => undefined,
	tokens: { tenant: '应用', user: '用户' },
	actors: { tenant: '应用', user: '用户' },
	betweenTokens: '、',
	betweenPermissions: '，',
	records: (most) => `${most} 条记录`,
	windows: { 1_000: ' 次/秒', 60_000: ' 次/分钟' },
	betweenRates: '且 ',
	unpublished: '未公布',
};

export const figure = (count: number) => count.toLocaleString('en-US');

/** All rates of a call that are to be held at once. */
export function rateIn({ windows, betweenRates, unpublished }: Language, rates: readonly RateLimit[]): string {
	return rates
		.map(({ calls, windowMs, isUnpublished }) => {
			if (isUnpublished === true) return unpublished;
			const window = windows[windowMs];
			if (window === undefined) throw new Error(`A rate for ${windowMs} ms has no words: add them to languages.ts.`);
			return `${figure(calls)}${window}`;
		})
		.join(betweenRates);
}
