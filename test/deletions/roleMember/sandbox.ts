import { findRole, malformed, namedIn, personBy } from './access';
import * as roleCalls from './roleCalls';
import { spec } from './spec';
import type { ApiEndpoint } from '../../sandbox/endpoint';

interface Answers {
	/** What the list of results is called: as on this page, or as on the others. */
	roleResults: 'result' | 'results';
	/** Whether the results name all members, or only those that were refused. */
	roleNamed: 'all' | 'refused';
}

export const answers: Answers = { roleResults: 'result', roleNamed: 'all' };

const remove: ApiEndpoint = {
	rules: spec,
	invalid: malformed,
	work(call) {
		const role = findRole(call, spec);
		const { roleResults, roleNamed } = call.platform.settings.answers;
		const results = namedIn(call).map((user_id) => {
			const { openId, reason } = personBy(call, user_id);
			const member = role.members.find((one) => one.openId === openId);
			return { user_id, openId, reason: reason ?? (member === undefined ? 5 : (member.refuses ?? 1)) };
		});
		const leaving = new Set(results.flatMap(({ openId, reason }) => (reason === 1 ? [openId] : [])));
		role.members = role.members.filter(({ openId }) => !leaving.has(openId));
		const named = results.filter(({ reason }) => roleNamed === 'all' || reason !== 1);
		return { data: { [roleResults]: named.map(({ user_id, reason }) => ({ user_id, reason })) } };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [remove, ...Object.values(roleCalls)];

declare module '../sandbox' {
	interface Parts {
		roleMember: typeof import('./sandbox');
	}
}
