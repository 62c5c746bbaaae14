import { idIn, isObject } from '../shared/answer';
import type { Endpoint, Verdict } from '../shared/endpoint';
import { judgeByList } from '../shared/listedAnswer';
import type { Refusals } from '../shared/refusal';
import { PARTLY, UNKNOWN_MEMBER } from './refusals';

/** What a result says of its member. */
function verdictOf({ code }: { code?: unknown }, done: 'deleted' | 'created', refusals: Refusals): Verdict {
	if (code === 0) return { status: done };
	if (typeof code !== 'number') return { status: 'unknown', reason: 'Feishu’s answer has no code for this member' };
	const { what, todo, reach } = refusals[code] ?? {
		what: 'Feishu refused this member.',
		todo: 'Look up the code on the page of this call, or give the log ID to Feishu support.',
	};
	return {
		status: reach === 'transient' ? 'unknown' : 'refused',
		code,
		reason: what.replace(/\.$/, ''),
		todo,
		...(code === UNKNOWN_MEMBER && { mayBeMissing: true }),
	};
}

/**
 * Reads an answer by its results, which may come with any code. A call that was carried out in part is never cut in
 * halves: it would be refused for those that are done.
 * @param without what became of the members if an accepted call has no results
 */
export function judgeByResults(done: 'deleted' | 'created', refusals: Refusals, without: Verdict['status']): Endpoint['judge'] {
	return (answer, ...others) => {
		const { code, data } = answer;
		if (code !== 0 && code !== PARTLY && !Array.isArray(data.results)) return undefined;
		const listed = {
			list: ({ results }: typeof data) => results,
			nameOf: (entry: typeof data | string) => (isObject(entry) ? idIn(entry, 'member_id') : ''),
			listed: (entry: typeof data | string) => verdictOf(isObject(entry) ? entry : {}, done, refusals),
			without,
			partCodes: code === 0 ? [] : [code],
		};
		return judgeByList(listed, refusals)(answer, ...others);
	};
}
