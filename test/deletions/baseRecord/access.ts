import type { Spec } from '../../specs';
import { inWords, type ApiCall, type ApiEndpoint } from '../../sandbox/endpoint';
import { Refusal, specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import type { Base, Table } from './world';

/** The Base that a call's path names. */
export function findBase({ platform, params }: ApiCall, page: RefusingSpec): Base {
	const base = platform.state.bases.get(params['app_token'] ?? '');
	if (base === undefined) throw specRefusal(page, 1254040);
	return base;
}

/** The table that it names. */
export function findTable(call: ApiCall, page: RefusingSpec): { base: Base; table: Table } {
	const base = findBase(call, page);
	const table = base.tables.get(call.params['table_id'] ?? '');
	if (table === undefined) throw specRefusal(page, 1254041);
	return { base, table };
}

/** Without advanced permissions, who may use the Base may use all of it. */
export function manages({ caller }: ApiCall, { managers }: Base): boolean {
	return managers === undefined || managers.includes(caller.identity);
}

/** A table of which all may be changed by this caller. */
export function findOwnTable(call: ApiCall, page: RefusingSpec): { base: Base; table: Table } {
	const found = findTable(call, page);
	if (!manages(call, found.base)) throw specRefusal(page, 1254302);
	return found;
}

/** What the endpoints of tables have in common: wrong parameters, and calls that overlap. */
export function ofTable(page: Pick<Spec, 'name' | 'errors'>): Pick<ApiEndpoint, 'invalid' | 'exclusive'> {
	return {
		invalid: (violations) => specRefusal(page, 1254001, inWords(violations), { fieldViolations: violations }),
		// Whatever the calls do: the pages of those that read say that they collide, too.
		exclusive: (params) => ({
			target: JSON.stringify(['base', params['app_token'], params['table_id']]),
			refusal: specRefusal(page, 1254291),
		}),
	};
}

/** The pages name no code for a page token of another list; this is the one for parameters that are not valid. */
export const foreignToken = () => new Refusal(400, 99992402, 'field validation failed: page_token is none of this list');
