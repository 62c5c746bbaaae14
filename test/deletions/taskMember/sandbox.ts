import type { ApiEndpoint } from '../../sandbox/endpoint';
import { inWords } from '../../sandbox/endpoint';
import { specRefusal } from '../../sandbox/refusal';
import { namedIn } from './members';
import { spec } from './spec';
import * as taskCalls from './taskCalls';
import { findEditable, taskRow } from './taskRow';

interface Answers {
	/** Whether a row of a list of tasks has their members. */
	membersInLists: 'named' | 'left out';
	/** What an answer says of a task that has no members. */
	noMembers: 'an empty list' | 'left out';
}

export const answers: Answers = { membersInLists: 'named', noMembers: 'an empty list' };

const invalid: ApiEndpoint['invalid'] = (violations) => specRefusal(spec, 1470400, inWords(violations), { fieldViolations: violations });

/** Takes members off a task, in the role that is named, and answers the task as it is then. */
const taskMemberRemoval: ApiEndpoint = {
	rules: spec,
	invalid,
	work(call) {
		const named = namedIn(call);
		const task = findEditable(call, spec);
		const isNamed = (role: string) => (openId: string) => named.some((one) => one.role === role && one.openId === openId);
		const [isAssignee, isFollower] = [isNamed('assignee'), isNamed('follower')];
		const leaving = task.followers.filter(({ openId }) => isFollower(openId));
		const refusing = leaving.find(({ refuses }) => refuses !== undefined);
		if (refusing?.refuses !== undefined) throw specRefusal(spec, refusing.refuses, refusing.openId);
		task.followers = task.followers.filter((one) => !leaving.includes(one));
		task.collaborators = task.collaborators.filter((openId) => !isAssignee(openId));
		return { data: { task: taskRow(call, task) } };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [taskMemberRemoval, ...Object.values(taskCalls)];

declare module '../sandbox' {
	interface Parts {
		taskMember: typeof import('./sandbox');
	}
}
