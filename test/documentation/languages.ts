import type { RateLimit, TokenKind } from '../pages';

/** The words of the generated tables. Names of nodes and operations are the same in both: the editor shows them. */
export interface Language {
	operations: readonly string[];
	rates: readonly string[];
	tokens: Readonly<Record<TokenKind, string>>;
	betweenTokens: string;
	betweenPermissions: string;
	records: (most: string) => string;
	/** A rate by the length of its window. */
	windows: Readonly<Record<number, string>>;
	betweenRates: string;
}

export const ENGLISH: Language = {
	operations: ['Operation', 'Token', 'Permission'],
	rates: ['Node', 'Operation', 'Per call', 'Documented rate'],
	tokens: { tenant: 'tenant', user: 'user' },
	betweenTokens: ', ',
	betweenPermissions: ', ',
	records: (most) => `${most} ${most === '1' ? 'record' : 'records'}`,
	windows: { 1_000: '/s', 60_000: '/min' },
	betweenRates: ' and ',
};

export const CHINESE: Language = {
	operations: ['操作', 'token', '权限'],
	rates: ['节点', '操作', '每次调用', '文档规定的频率'],
	tokens: { tenant: '应用', user: '用户' },
	betweenTokens: '、',
	betweenPermissions: '，',
	records: (most) => `${most} 条记录`,
	windows: { 1_000: ' 次/秒', 60_000: ' 次/分钟' },
	betweenRates: '且 ',
};

export const figure = (count: number) => count.toLocaleString('en-US');

/** All rates of a call that are to be held at once. */
export function rateIn({ windows, betweenRates }: Language, rates: readonly RateLimit[]): string {
	return rates
		.map(({ calls, windowMs }) => {
			const window = windows[windowMs];
			if (window === undefined) throw new Error(`A rate for ${windowMs} ms has no words: add them to languages.ts.`);
			return `${figure(calls)}${window}`;
		})
		.join(betweenRates);
}
