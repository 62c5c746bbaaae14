import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createReasons } from '../../nodes/FeishuAppFeedCard/createRefusals';
import { cardReasons, type CardReasons } from '../../nodes/FeishuAppFeedCard/refusals';
import type { Api } from '../../nodes/shared/endpoint';
import { generalRefusals } from '../../nodes/shared/engine/judge/generalRefusals';
import { LONGEST_WAIT_MS, MAX_RATE_REPEATS, MAX_REPEATS } from '../../nodes/shared/engine/send/retry';
import type { Refusal, Refusals } from '../../nodes/shared/refusal';
import { PARTS } from '../deletions/sandbox';
import type { SiblingSpec } from '../specs';
import { ENDPOINTS } from '../sandbox/endpoints';

const ROOT = path.join(__dirname, '../..');

type Page = Pick<SiblingSpec, 'title' | 'url'>;

/** A call of a node, as the node has it and as Feishu's page says. */
interface Call {
	page: Page;
	refusals: Refusals;
}

/** What one code means, and for which calls of the node it does. */
interface Meaning {
	code: number;
	refusal: Refusal;
	pages: readonly Page[];
}

/** How far a refusal reaches: the words of the tables, and what they stand for. */
const REACHES: Readonly<Record<Refusal['reach'], [words: string, meaning: string]>> = {
	record: [
		'one record',
		'The record is `refused`. If the call had several records, the node finds out which one Feishu means, and the others are not affected.',
	],
	target: ['one target', 'The event, the task or the message: nothing more is sent to it. Records of others are not affected.'],
	run: ['the run', 'The app, the credential or a quota: nothing more is sent. The remaining records are `not_sent`.'],
	rate: [
		'rate',
		`Nothing was done. The call is repeated up to ${MAX_RATE_REPEATS} times, each time after the wait that Feishu asks for (at most ${LONGEST_WAIT_MS / 1_000} seconds). If that does not help, nothing more is sent.`,
	],
	token: ['token', 'Nothing was done. The token is renewed once and the call is repeated. If that does not help, nothing more is sent.'],
	transient: [
		'passing',
		`Feishu failed internally and may have done it anyway. The call is repeated up to ${MAX_REPEATS} times, unless it sends messages.`,
	],
};

/** The head of a table, and the line below it; codes stand to the right. */
const headOf = (...columns: string[]) => [lineOf(columns), lineOf(columns.map((_name, index) => (index === 0 ? '---:' : '---')))];

const isApi = (value: unknown): value is Api =>
	typeof value === 'object' && value !== null && 'documentation' in value && 'refusals' in value && 'rates' in value;

const isPage = (rules: object): rules is Page => 'title' in rules && 'url' in rules;

const pages: readonly Page[] = ENDPOINTS.map(({ rules }): object => rules).filter(isPage);

/** The calls that the files of a node's folder export. One page of Feishu's is one call, however many operations make it. */
async function callsOf(folder: string): Promise<Call[]> {
	// The file of the node itself exports no call, and has a name that Node.js takes for a binary's.
	const files = readdirSync(path.join(ROOT, 'nodes', folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.node.ts'));
	const modules = await Promise.all(files.map(async (file) => (await import(path.join(ROOT, 'nodes', folder, file))) as object));
	const refusals = new Map<string, Refusals>();
	for (const api of modules.flatMap((module): unknown[] => Object.values(module)).filter(isApi)) {
		refusals.set(api.documentation, { ...refusals.get(api.documentation), ...api.refusals });
	}
	return [...refusals].map(([documentation, own]) => {
		const page = pages.find(({ url }) => url === documentation);
		if (page === undefined) throw new Error(`No page of the sandbox has the address ${documentation}.`);
		return { page, refusals: own };
	});
}

/** The codes of all calls, those together that mean the same. */
function meaningsOf(calls: readonly Call[]): Meaning[] {
	const meanings = new Map<string, Meaning>();
	for (const { page, refusals } of calls) {
		for (const [digits, refusal] of Object.entries(refusals)) {
			const code = Number(digits);
			const { what, todo, reach } = refusal;
			const key = JSON.stringify([code, what, todo, reach]);
			const known = meanings.get(key);
			meanings.set(key, { code, refusal, pages: [...(known?.pages ?? []), page] });
		}
	}
	return [...meanings.values()].toSorted((one, other) => one.code - other.code);
}

/** A line of a table. */
function lineOf(cells: readonly string[]): string {
	return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function row(code: number, refusal: Refusal, ...call: string[]): string {
	return lineOf([`\`${code}\``, ...call, refusal.what, refusal.todo, REACHES[refusal.reach][0]]);
}

/** The calls by their numbers in the list above the table. */
function numbersOf(some: readonly Page[], calls: readonly Call[]): string {
	return some.length === calls.length ? 'all' : some.map((page) => calls.findIndex((call) => call.page === page) + 1).join(', ');
}

/** @param folder of the node: `FeishuTaskFollower` is that of the node Feishu Task Follower */
async function sectionOf(folder: string): Promise<string> {
	const title = folder.replaceAll(/(?<=.)(?=[A-Z])/g, ' ');
	const calls = await callsOf(folder);
	const list = calls.map(({ page }, index) => `${index + 1}. [${page.title}](${page.url})`);
	const rows = meaningsOf(calls).map(({ code, refusal, pages: some }) => row(code, refusal, numbersOf(some, calls)));
	return [`## ${title}`, '', 'Calls:', '', ...list, '', ...headOf('Code', 'Call', 'What happened', 'What to do', 'Reaches'), ...rows].join(
		'\n',
	);
}

function cardRows(reasons: CardReasons, call: string): string[] {
	return Object.entries(reasons).map(([digit, reason]) => {
		const { name, what, todo, reach } = reason;
		return lineOf([digit, name, call, what, todo, REACHES[reach][0]]);
	});
}

function cards(): string {
	return [
		'## Single feed cards',
		'',
		'Feishu can accept a call and refuse single cards. Their `code` is then the number of Feishu’s reason, or `null` if it gives none (0).',
		'',
		...headOf('Number', 'Feishu’s word', 'Call', 'What happened', 'What to do', 'Reaches'),
		...cardRows(cardReasons, 'delete'),
		...cardRows(createReasons, 'create'),
	].join('\n');
}

function general(): string {
	const rows = Object.entries(generalRefusals).map(([digits, refusal]) => row(Number(digits), refusal));
	return [
		'## Any call',
		'',
		'Feishu can answer any call with these, including those that fetch and renew a token. If a node’s own table has the code, that one applies.',
		'',
		...headOf('Code', 'What happened', 'What to do', 'Reaches'),
		...rows,
	].join('\n');
}

function introduction(): string {
	return [
		'# Troubleshooting by code',
		'',
		'Every code of Feishu’s that the nodes know. A refused record has it as `code`. Its `what_to_do` says the same as this page, and `reason` has Feishu’s own words. For the first hour, see the [README](../README.md#troubleshooting).',
		'',
		'If a code isn’t listed, read `reason`, or send the `log_id` to Feishu support.',
		'',
		'| Reaches | Then |',
		'|---|---|',
		...Object.values(REACHES).map(lineOf),
		'',
		'`npm run docs` writes this page from the tables of the nodes. Make changes there.',
	].join('\n');
}

/** The page with all codes, from the nodes' own tables; the titles of the calls are those of Feishu's pages. */
export async function renderTroubleshooting(): Promise<string> {
	const folders = Object.keys(PARTS).map((name) => `Feishu${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
	const sections = await Promise.all(folders.map(async (folder) => await sectionOf(folder)));
	return `${[introduction(), ...sections, cards(), general()].join('\n\n')}\n`;
}
