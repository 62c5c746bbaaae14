import { assertCustomApp, findGroup, malformed, personIn } from './access';
import * as groupLists from './groupLists';
import * as memberCalls from './memberCalls';
import { spec } from './spec';
import type { ApiEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { specRefusal } from '../../sandbox/refusal';

interface Answers {
	/** Whether an accepted call says of each member what became of it. */
	groupResults: 'none' | 'each';
	/** What members that are refused do: sink the call, or leave the others be, with results or without. */
	groupRefusals: 'sink' | 'part' | 'part without results';
	/** What is answered of somebody who is no member. */
	groupNonMembers: 'refuse' | 'pass';
	/** What a dynamic group answers: refused, or accepted with nothing done. */
	groupDynamic: 'refuse' | 'accept';
	/** Whether the groups of a person have those that their department is in. */
	groupsByDepartment: 'leave out' | 'list';
	/** Somebody who is a member already is told among the results, or refuses the call. */
	groupPresent: 'results' | 'refuse';
}

export const answers: Answers = {
	groupResults: 'none',
	groupRefusals: 'sink',
	groupNonMembers: 'refuse',
	groupDynamic: 'refuse',
	groupsByDepartment: 'leave out',
	groupPresent: 'results',
};

const remove: ApiEndpoint = {
	rules: spec,
	invalid(violations) {
		const isType = violations.some(({ field }) => field.endsWith('member_type'));
		return isType ? specRefusal(spec, 41074, undefined, { fieldViolations: violations }) : malformed(violations);
	},
	work(call) {
		assertCustomApp(call);
		const group = findGroup(call, spec);
		const { groupResults, groupRefusals, groupNonMembers, groupDynamic } = call.platform.settings.answers;
		if (group.kind === 'dynamic') {
			if (groupDynamic === 'refuse') throw specRefusal(spec, 42002);
			return { data: {} };
		}
		const entries = call.body['members'] as JsonObject[];
		const codeOf = (entry: JsonObject): number => {
			const { openId, code } = personIn(call, entry);
			const member = group.members.find((one) => one.openId === openId);
			if (member === undefined && code === undefined) return groupNonMembers === 'refuse' ? 41073 : 0;
			return member?.refuses ?? code ?? 0;
		};
		const results = entries.map((entry) => ({ member_id: entry['member_id'], code: codeOf(entry) }));
		const bad = results.find(({ code }) => code !== 0);
		if (bad !== undefined && groupRefusals === 'sink') throw specRefusal(spec, bad.code);
		const leaving = new Set(entries.filter((_entry, index) => results[index]?.code === 0).map((entry) => personIn(call, entry).openId));
		group.members = group.members.filter(({ openId }) => !leaving.has(openId));
		if (bad !== undefined) {
			const { status, message: msg } = specRefusal(spec, 40022);
			return { code: 40022, status, msg, data: groupRefusals === 'part' ? { results } : {} };
		}
		return { data: groupResults === 'each' ? { results } : {} };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [remove, ...Object.values(groupLists), ...Object.values(memberCalls)];

declare module '../sandbox' {
	interface Parts {
		userGroupMember: typeof import('./sandbox');
	}
}
