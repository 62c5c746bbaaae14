import type { Call, DocumentedNode, OperationCall } from './calls';
import type { Field } from './fields';
import { figure, rateIn, type Language } from './languages';

/** A row of a table, cell by cell. */
type Cells = readonly string[];

const lineOf = (cells: Cells) => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;

const headOf = (columns: Cells) => [lineOf(columns), `|${columns.map(() => '---').join('|')}|`];

/** The rows of the tables in a text, without their heads. */
function rowsIn(text: string): Cells[] {
	const lines = text.split('\n').filter((line) => line.startsWith('|'));
	const isHead = (index: number) => [lines[index], lines[index + 1]].some((line) => line?.startsWith('|---') === true);
	return lines
		.filter((_line, index) => !isHead(index))
		.map((line) =>
			line
				.split(/(?<!\\)\|/)
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
}

/** Where the first link of a row leads; what people added by themselves need not have one. */
const addressIn = (row: Cells) => /\]\(([^)]+)\)/.exec(row.join('|'))?.[1];

function callIn<Of extends Call>(row: Cells, calls: readonly Of[]): Of | undefined {
	const address = addressIn(row);
	return calls.find(({ spec }) => spec.url === address);
}

/** A link to the page of a call, and what people wrote behind it. */
function linked({ operation, spec }: OperationCall, standing = ''): string {
	return `[${operation}](${spec.url})${standing.replace(/^\[[^\]]*\]\([^)]*\)/, '')}`;
}

/** Permissions in the order and with the words of people, as long as they are those of the page. */
function permissionsIn({ betweenPermissions }: Language, scopes: readonly string[], standing = ''): string {
	const written = [...standing.matchAll(/`([^`]+)`/g)].map(([, scope = '']) => scope);
	if (written.length === scopes.length && scopes.every((scope) => written.includes(scope))) return standing;
	return scopes.map((scope) => `\`${scope}\``).join(betweenPermissions);
}

/** How many records a call takes, in the words of people as long as their first figure is right. */
function mostIn({ records }: Language, most: string, standing = ''): string {
	return /\d[\d,]*/.exec(standing)?.[0] === most ? standing : records(most);
}

const missingIn = (rows: readonly Cells[], calls: readonly OperationCall[]) =>
	calls.filter(({ spec }) => !rows.some((row) => addressIn(row) === spec.url));

/**
 * The operations of a node: the page, the tokens and the permissions of each, in the order in which they
 * stand. People may add rows: with a link to another call of the node, or without any.
 */
export function operationsTable(language: Language, { calls, reads }: DocumentedNode, standing: string): string {
	const rowOf = ({ spec }: Call, first: string, permissions?: string) => [
		first,
		spec.tokens.map((kind) => language.tokens[kind]).join(language.betweenTokens),
		permissionsIn(language, spec.scopes, permissions),
	];
	const written = rowsIn(standing);
	const rows = written.flatMap((row): Cells[] => {
		const [first = '', , permissions] = row;
		const [call, read] = [callIn(row, calls), callIn(row, reads)];
		if (call !== undefined) return [rowOf(call, linked(call, first), permissions)];
		if (read !== undefined) return [rowOf(read, first, permissions)];
		return addressIn(row) === undefined ? [row] : [];
	});
	const missing = missingIn(written, calls).map((call) => rowOf(call, linked(call)));
	return [...headOf(language.operations), ...[...rows, ...missing].map(lineOf)].join('\n');
}

/** How many records each call of a node takes, and how often it may be made. */
export function ratesTable(language: Language, { calls }: DocumentedNode, standing: string): string {
	const rowOf = (call: OperationCall, [operation, most]: Cells) => [
		linked(call, operation),
		mostIn(language, figure(call.most), most),
		rateIn(language, call.spec.rateLimits),
	];
	const written = rowsIn(standing);
	const rows = written.flatMap((row) => {
		const call = callIn(row, calls);
		return call === undefined ? [] : [rowOf(call, row)];
	});
	const missing = missingIn(written, calls).map((call) => rowOf(call, []));
	return [...headOf(language.rates), ...[...rows, ...missing].map(lineOf)].join('\n');
}

/** What a person has still to write. */
export const UNWRITTEN = '⟨…⟩';

/** The fields of a node, or its options: in English with the words of the editor, in Chinese with those of people. */
export function fieldsTable(language: Language, columns: Cells, fields: readonly Field[], standing: string): string {
	const written = new Map(rowsIn(standing).map(([name = '', , description = '']) => [pathIn(name), description]));
	const rows = fields.map(({ path, choices, operations, description }) => {
		const name = path.map((one) => `**${one}**`).join(' > ');
		return [
			choices.length > 0 ? `${name} (${choices.join(', ')})` : name,
			operations.length > 0 ? operations.join(', ') : language.all,
			(language.describe(description) ?? written.get(name) ?? UNWRITTEN).replaceAll('|', '\\|'),
		];
	});
	return [...headOf(columns), ...rows.map(lineOf)].join('\n');
}

/** The name of a field in its row, without its choices. */
const pathIn = (cell: string) => cell.replace(/ \([^*]*\)$/, '');

/** What a page says first, in one line. */
const summaryIn = (page: string) => page.split('\n').find((line) => /^[^#[\s<!]/.test(line)) ?? UNWRITTEN;

/** All nodes, each with the first words of its page. */
export function nodesTable(
	language: Language,
	nodes: readonly DocumentedNode[],
	pageOf: (node: DocumentedNode) => string,
	folder: string,
): string {
	const rows = nodes.map((node) => {
		const kinds = (['tenant', 'user'] as const).filter((kind) => node.permissions[kind] !== undefined);
		return [
			`[${node.title}](${folder}${node.page}${language.suffix}.md)`,
			summaryIn(pageOf(node)),
			kinds.map((kind) => language.actors[kind]).join(language.betweenTokens),
		];
	});
	return [...headOf(language.nodes), ...rows.map(lineOf)].join('\n');
}

/** The permissions that are enough for all of these nodes, as Feishu's console takes them. */
export function permissionBlock(nodes: ReadonlyArray<Pick<DocumentedNode, 'permissions'>>): string {
	const kinds = (['tenant', 'user'] as const).flatMap((kind) => {
		const scopes = [...new Set(nodes.flatMap(({ permissions }) => permissions[kind] ?? []))].toSorted();
		return scopes.length > 0 ? [`    "${kind}": [${scopes.map((scope) => `"${scope}"`).join(', ')}]`] : [];
	});
	return ['```json', '{', '  "scopes": {', kinds.join(',\n'), '  }', '}', '```'].join('\n');
}
