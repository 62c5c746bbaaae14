import type { Spec, SiblingSpec } from '../specs';
import { inWords, type ApiCall, type ApiEndpoint, type SiblingEndpoint } from './endpoint';
import { isObject, type JsonObject } from './json';
import { pagedAnswer, sizeOf } from './paging';
import { specRefusal } from './refusal';
import { thingsOf, type Thing } from './world';

/** What a call has done, for its answer. */
export interface Deed {
	/** Every record that it names, in its order. */
	named: readonly string[];
	/** Those that were there, and are not any more. */
	deleted: ReadonlySet<string>;
	/** Those that were refused by themselves, with the code. */
	refused: ReadonlyMap<string, number>;
	/** The other records of the same target. */
	left: readonly string[];
	call: ApiCall;
}

/** What the tables of a page leave open about a deletion whose records are named by IDs alone. */
interface Behaviour {
	/** The code for parameters that are not valid. */
	invalid: number;
	/** The code for a record that is not there, which refuses the whole call; without it such a record is passed over. */
	missing?: number;
	/** The code for calls that overlap, and the parameter of the path that they have in common: the whole path if it is not given. */
	overlapping?: { code: number; at?: string };
	/** The columns that name a record, if the list holds objects: its name has their values, with a blank between them. */
	columns?: readonly string[];
	/** Most records in a call, if fewer than the table says are taken with some parameters. */
	most?: (query: ApiCall['query']) => number;
	/** Records that are refused do not sink the call: the rest is done, and the answer has this code. */
	part?: { code: number; status: number };
	/** The data of an accepted call. */
	answer?: (deed: Deed) => object;
}

/** What things of a page belong to: the values of its path, but for the last one if that names the record. */
function targetOf(params: ApiCall['params'], isListed: boolean): string {
	return Object.values(params)
		.slice(0, isListed ? undefined : -1)
		.join('/');
}

/** The endpoint of a page that names its records by the last part of its path, or by a list in its body. */
export function deletionEndpoint(spec: Spec, behaviour: Behaviour): ApiEndpoint {
	const { invalid: invalidCode, missing, overlapping, columns = [], most, part, answer = () => ({}) } = behaviour;
	const [list] = Object.entries(spec.body ?? {}).find(([, { type }]) => type.endsWith('[]')) ?? [];
	const last = Object.keys(spec.pathParameters).at(-1) ?? '';
	const nameOf = (entry: unknown) => (isObject(entry) ? columns.map((column) => String(entry[column] ?? '')).join(' ') : String(entry));
	const namesIn = (body: JsonObject) => (body[list ?? ''] as unknown[] | undefined)?.map(nameOf) ?? [];
	const invalid: ApiEndpoint['invalid'] = (violations) =>
		specRefusal(spec, invalidCode, inWords(violations), { fieldViolations: violations });
	return {
		rules: spec,
		invalid,
		...(overlapping && {
			exclusive: (params) => ({
				target: JSON.stringify([spec.name, overlapping.at === undefined ? params : params[overlapping.at]]),
				refusal: specRefusal(spec, overlapping.code),
			}),
		}),
		work(call) {
			const { params, body, query } = call;
			const named = list === undefined ? [params[last] ?? ''] : namesIn(body);
			const limit = most?.(query) ?? named.length;
			if (named.length > limit)
				throw invalid([{ field: list ?? last, value: String(named.length), description: `the max len is ${limit}` }]);
			const things = thingsOf(call.platform.state, spec.name);
			const target = targetOf(params, list !== undefined);
			// What says nothing of what it belongs to belongs to any.
			const keyOf = (name: string) => [`${target} ${name}`, name].find((key) => things.has(key)) ?? name;
			const refused = new Map(
				named.flatMap((name): Array<[string, number]> => {
					const code = things.get(keyOf(name))?.refuses;
					return code === undefined ? [] : [[name, code]];
				}),
			);
			const [sinking] = refused.values();
			if (part === undefined && sinking !== undefined) throw specRefusal(spec, sinking);
			if (missing !== undefined && named.some((name) => !things.has(keyOf(name)))) throw specRefusal(spec, missing);
			const isDeletable = (name: string) => !refused.has(name) && things.get(keyOf(name))?.stays !== true;
			const deleted = new Set(named.filter((name) => isDeletable(name) && things.delete(keyOf(name))));
			const left = [...things.values()].flatMap(({ id, in: own = target }) => (own === target ? [id] : []));
			const data = answer({ named, deleted, refused, left, call });
			return { data, ...(refused.size > 0 && part) };
		},
	};
}

/** What the page of a list of such records leaves open. */
interface Listing {
	/** The page whose deletion deletes them. */
	of: Pick<Spec, 'name'>;
	/** The code for parameters that are not valid, a token of another list among them. */
	invalid: number;
	/** Where the rows stand in the answer; `items` unless given. */
	list?: string;
	/** How many rows a page has if the call does not say. */
	size: number;
	/** What the list shows of a record; nothing if it leaves it out. */
	row: (thing: Thing, call: ApiCall) => JsonObject | undefined;
}

/** The endpoint that lists, page by page, what a deletion by ID deletes: what belongs to its path. */
export function listEndpoint(rules: SiblingSpec, { of, invalid: code, list, size, row }: Listing): SiblingEndpoint {
	const invalid: ApiEndpoint['invalid'] = (violations) => specRefusal(rules, code, inWords(violations), { fieldViolations: violations });
	return {
		rules,
		invalid,
		...(rules.method === 'POST' && { onlyReads: true as const }),
		work(call) {
			const target = targetOf(call.params, true);
			const things = [...thingsOf(call.platform.state, of.name)].filter(([, thing]) => (thing.in ?? target) === target);
			const { page_token: token = '', page_size: _size, ...filters } = call.query;
			return pagedAnswer(
				call,
				{
					prefix: rules.name,
					items: new Map(things),
					row: (thing) => row(thing, call),
					size: sizeOf(call, size),
					filters: { ...filters, target },
					lapsed: () => invalid([{ field: 'page_token', value: token, description: 'is none of this list' }]),
				},
				list,
			);
		},
	};
}
