import type { Call, DocumentedNode, OperationCall } from './calls';
import { figure, rateIn, type Language } from './languages';

/** A row of a table, cell by cell. */
type Cells = readonly string[];

const lineOf = (cells: Cells) => `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;

const headOf = (columns: Cells) => [lineOf(columns), `|${columns.map(() => '---').join('|')}|`];

/** The rows of the table in a text, without its head. */
function rowsIn(text: string): Cells[] {
	const lines = text.split('\n').filter((line) => line.startsWith('|'));
	return lines.slice(2).map((line) =>
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
	return calls.find(({ page }) => page.url === address);
}

/** A link to the page of a call, and what people wrote behind it. */
function linked({ operation, page }: OperationCall, standing = ''): string {
	return `[${operation}](${page.url})${standing.replace(/^\[[^\]]*\]\([^)]*\)/, '')}`;
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
	calls.filter(({ page }) => !rows.some((row) => addressIn(row) === page.url));

/**
 * The operations of a node: the page, the tokens and the permissions of each, in the order in which they
 * stand. People may add rows: with a link to another call of the node, or without any.
 */
export function operationsTable(language: Language, { calls, reads }: DocumentedNode, standing: string): string {
	const rowOf = ({ page }: Call, first: string, permissions?: string) => [
		first,
		page.tokens.map((kind) => language.tokens[kind]).join(language.betweenTokens),
		permissionsIn(language, page.scopes, permissions),
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

/** How many records each call takes, and how often it may be made, for all nodes. */
export function ratesTable(language: Language, nodes: readonly DocumentedNode[], standing: string): string {
	const rowOf = (call: OperationCall, [, operation, most]: Cells) => [
		linked(call, operation),
		mostIn(language, figure(call.most), most),
		rateIn(language, call.page.rateLimits),
	];
	const written = rowsIn(standing);
	const rows = nodes.flatMap(({ title, calls }) => {
		const standingRows = written.flatMap((row) => {
			const call = callIn(row, calls);
			return call === undefined ? [] : [rowOf(call, row)];
		});
		const missing = missingIn(written, calls).map((call) => rowOf(call, []));
		return [...standingRows, ...missing].map((cells, index) => lineOf([index === 0 ? title : '', ...cells]));
	});
	return [...headOf(language.rates), ...rows].join('\n');
}

/** The permissions of each node, as Feishu's console takes them. */
export function permissionBlocks(nodes: readonly DocumentedNode[]): string {
	const listOf = (scopes: readonly string[]) => `[${scopes.map((scope) => `"${scope}"`).join(', ')}]`;
	return nodes
		.map(({ title, permissions }) => {
			const kinds = Object.entries(permissions).map(([kind, scopes]) => `    "${kind}": ${listOf(scopes)}`);
			return [`### ${title}`, '', '```json', '{', '  "scopes": {', kinds.join(',\n'), '  }', '}', '```'].join('\n');
		})
		.join('\n\n');
}
