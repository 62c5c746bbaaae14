import type { Page } from '../pages';
import { inWords, type ApiEndpoint } from './endpoint';
import type { JsonObject } from './json';
import { pageRefusal } from './refusal';
import { thingsOf } from './world';

/** What the tables of a page leave open about a deletion whose records are named by IDs alone. */
interface Behaviour {
	/** The code for parameters that are not valid. */
	invalid: number;
	/** The code for a record that is not there, which refuses the whole call; without it such a record is passed over. */
	missing?: number;
	/** The code for calls that overlap, and the parameter of the path that they have in common: the whole path if it is not given. */
	overlapping?: { code: number; at?: string };
	/** The column with the ID, if the list holds objects. */
	column?: string;
	/** The data of an accepted call, from the IDs that it named and those that were there. */
	answer?: (named: readonly string[], deleted: ReadonlySet<string>) => object;
}

/** The endpoint of a page that names its records by the last part of its path, or by the only list in its body. */
export function deletionEndpoint(page: Page, { invalid, missing, overlapping, column, answer = () => ({}) }: Behaviour): ApiEndpoint {
	const [list] = Object.entries(page.body ?? {}).find(([, { type }]) => type.endsWith('[]')) ?? [];
	const last = Object.keys(page.pathParameters).at(-1) ?? '';
	const idsOf = (body: JsonObject) =>
		((body[list ?? ''] ?? []) as Array<string | JsonObject>).map((one) => (typeof one === 'string' ? one : String(one[column ?? ''])));
	return {
		rules: page,
		invalid: (violations) => pageRefusal(page, invalid, inWords(violations), { fieldViolations: violations }),
		...(overlapping && {
			exclusive: (params) => ({
				target: JSON.stringify([page.name, overlapping.at === undefined ? params : params[overlapping.at]]),
				refusal: pageRefusal(page, overlapping.code),
			}),
		}),
		work({ platform: { state }, params, body }) {
			const ids = list === undefined ? [params[last] ?? ''] : idsOf(body);
			const there = thingsOf(state, page.name);
			const refusing = ids.map((id) => there.get(id)?.refuses).find((code) => code !== undefined);
			if (refusing !== undefined) throw pageRefusal(page, refusing);
			if (missing !== undefined && ids.some((id) => !there.has(id))) throw pageRefusal(page, missing);
			const deleted = new Set(ids.filter((id) => there.delete(id)));
			return { data: answer(ids, deleted) };
		},
	};
}
