import type { Spec } from '../specs';
import type { DeletionRow } from './deletion';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The things of a deletion, in the world and in the state of the sandbox. */
interface Things {
	things: Record<string, Array<{ id: string }> | undefined>;
}

/**
 * What end-to-end tests and the benchmark must know of a deletion by ID: it follows from its page and its row. See `live.mjs`
 * for what each part is.
 */
export function liveById(row: DeletionRow, spec: Spec) {
	const { contract, done, keys, parameters, title, limit, recordCodes, filling } = row;
	const [first = '', second = ''] = row.names(2);
	const [list] = Object.entries(spec.body ?? {}).find(([, { type }]) => type.endsWith('[]')) ?? [];
	const recordKey = keys.at(-1) ?? '';
	const inPath = (name: string, id: string) => (name === recordKey ? id : String(spec.pathParameters[name]?.example));
	const pathOf = (id: string) => spec.path.replace(/:(\w+)/g, (_match, name: string) => inPath(name, id));
	const bodyOf = (id: string) => (list === undefined ? undefined : contract.write([{ [recordKey]: id }], [{ [recordKey]: id }]));
	const worldOf = (ids: readonly string[]): Things => ({ things: { [spec.name]: ids.map((id) => ({ id })) } });
	const left = ({ things }: Things) => (things[spec.name] ?? []).map(({ id }) => id);
	const body = bodyOf(first);
	return {
		deed: {
			world: worldOf([first, second]),
			parameters,
			items: [row.item(first)],
			wire: { method: spec.method, path: pathOf(first), query: {}, ...(body && { body }) },
			records: [{ ...Object.fromEntries(keys.map((name) => [name, inPath(name, first)])), status: done }],
			left,
			remains: [second],
		},
		load: {
			name: kebab(spec.name),
			title,
			refuses: recordCodes[0],
			limit,
			rates: spec.rateLimits.map(({ calls, windowMs }) => ({ calls, perMs: windowMs })),
			oneAtATime: contract.oneCallAtATime !== undefined,
			id: (index: number) => `${first}${index}`,
			world: worldOf,
			left: (state: Things) => left(state).length,
			parameters,
			request: {
				method: spec.method,
				path: pathOf('{{ $json.id }}').replace('/open-apis', ''),
				...(body && { body: JSON.stringify(bodyOf('{{ $json.id }}')) }),
			},
		},
		tool: {
			destroys: contract.noun.one,
			parameters: {
				...filling.required,
				[contract.parameters[list ?? recordKey] ?? '']:
					`={{ $fromAI('${recordKey}', 'ID of the ${contract.noun.one}${list === undefined ? '' : ', or several separated by commas'}', 'string') }}`,
			},
			arguments: (ids: readonly string[]) => ({ [recordKey]: list === undefined ? ids[0] : ids.join(', ') }),
		},
	};
}
