import { deletions, operations } from '../deletions';
import { PARTS, type SandboxPart } from '../deletions/sandbox';
import type { SiblingSpec, TokenKind } from '../specs';
import type { CombinedLimit } from '../specs/spec';
import type { Rules } from '../sandbox/endpoint';
import { fieldsOf, type Field } from './fields';

type CallSpec = Omit<SiblingSpec, 'method'> & { combinedLimits?: readonly CombinedLimit[] };

/** One call of a node, with what its page says of it. */
export interface Call {
	spec: Pick<CallSpec, 'url' | 'tokens' | 'scopes' | 'rateLimits'>;
}

/** The call that does the work of an operation. */
export interface OperationCall extends Call {
	/** As the editor names it. */
	operation: string;
	/** Most records in one call. */
	most: number;
}

/** A node with what the documentation derives for it. */
export interface DocumentedNode {
	/** As the editor shows it. */
	title: string;
	/** Its page in docs/nodes, without language and extension. */
	page: string;
	fields: readonly Field[];
	options: readonly Field[];
	/** The calls of its operations, the deletion first. */
	calls: readonly OperationCall[];
	/** The calls that it makes besides: lists of the editor, and what is looked up. */
	reads: readonly Call[];
	/** The permissions that are enough for all that it can do, lists of the editor and copies among them. */
	permissions: Readonly<Partial<Record<TokenKind, readonly string[]>>>;
}

/** The page's own limit; ours where it limits no list. */
function mostIn({ combinedLimits = [], body = {}, queryParameters }: CallSpec, ours: unknown): number {
	const list = Object.values(body).find(({ type }) => type.endsWith('[]'));
	const most = combinedLimits[0]?.maxItems ?? list?.maxItems ?? queryParameters['page_size']?.maximum;
	return most ?? (list !== undefined && typeof ours === 'number' ? ours : 1);
}

const groupsOf = ({ scopes, needs = [scopes] }: Pick<Rules, 'scopes' | 'needs'>, kind: TokenKind) =>
	'tenant' in needs ? needs[kind] : needs;

/** The narrowest permission of each group that a call needs: the one that opens the fewest calls of the node. */
function permissionsFor(calls: readonly Rules[], kind: TokenKind): string[] {
	const widthOf = (scope: string) => calls.filter((call) => groupsOf(call, kind).flat().includes(scope)).length;
	const partsOf = (scope: string) => scope.split(/[:.]/).length;
	const narrowest = (group: readonly string[]) =>
		group.toSorted((one, other) => widthOf(one) - widthOf(other) || partsOf(other) - partsOf(one)).slice(0, 1);
	return [...new Set(calls.flatMap((call) => groupsOf(call, kind).flatMap(narrowest)))].toSorted();
}

/** Every node, in the order of package.json. */
export const NODES: readonly DocumentedNode[] = deletions.map((deletion): DocumentedNode => {
	const { displayName, properties, credentials = [] } = deletion.node.description;
	/** A page may take tokens of people, and the node none, because its deletion does not. */
	const actsAs: TokenKind[] = ['tenant', ...(credentials.some(({ name }) => name === 'feishuOAuth2Api') ? (['user'] as const) : [])];
	const taken = <Page extends Pick<CallSpec, 'tokens'>>(page: Page): Page => ({
		...page,
		tokens: page.tokens.filter((kind) => actsAs.includes(kind)),
	});
	const choices = properties.find(({ name }) => name === 'operation')?.options ?? [];
	const nameOf = (value: string) => choices.find((choice) => 'value' in choice && choice.value === value)?.name ?? value;
	const callOf = (operation: string, spec: CallSpec, contract: object): OperationCall => ({
		operation: nameOf(operation),
		spec: taken(spec),
		most: mostIn(spec, 'limit' in contract ? contract.limit : undefined),
	});
	const { endpoints, shared = [] }: SandboxPart = PARTS[deletion.endpoint];
	const rules = [...endpoints, ...shared].map((endpoint): Rules | SiblingSpec => taken(endpoint.rules));
	const taking = (kind: TokenKind) => rules.filter(({ tokens }) => tokens.includes(kind));
	const forPeople = taking('user');
	const calls = [
		callOf('delete', deletion.spec, deletion.contract),
		...operations.filter(({ type }) => type === deletion.type).map(({ operation, spec, contract }) => callOf(operation, spec, contract)),
	];
	return {
		title: displayName,
		page: deletion.endpoint.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
		...fieldsOf(deletion.node.description),
		calls,
		reads: rules.flatMap((spec) => ('url' in spec && !calls.some((call) => call.spec.url === spec.url) ? [{ spec }] : [])),
		permissions: {
			tenant: permissionsFor(taking('tenant'), 'tenant'),
			// Without the last one, a person's token expires after two hours.
			...(forPeople.length > 0 && { user: [...permissionsFor(forPeople, 'user'), 'offline_access'] }),
		},
	};
});
