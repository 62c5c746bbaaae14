import * as followerCalls from './followerCalls';
import { invalid } from './invalid';
import { spec } from './spec';
import * as taskLists from './taskLists';
import { findTask } from './taskMembers';
import type { ApiEndpoint } from '../../sandbox/endpoint';
import { fromOpenId, idKindViolation, toOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';

interface Answers {
	/** What becomes of a call that adds somebody who already follows the task: the page of that call has a code for it, and no word on when. */
	existingFollowers: 'ignore' | 'refuse';
}

export const answers: Answers = { existingFollowers: 'ignore' };

/** Takes followers off a task and names those who really were followers. */
const taskFollowerDeletion: ApiEndpoint = {
	rules: spec,
	invalid,
	exclusive: (params) => ({
		target: JSON.stringify(['task', params['task_id']]),
		refusal: specRefusal(spec, 1470451),
	}),
	work(call) {
		const { platform, body, userIdType } = call;
		const { people } = platform.state;
		const ids = (body['id_list'] ?? []) as string[];
		// Allowed by the page's tables, but a call that deletes nobody is a mistake of its sender.
		if (ids.length === 0) throw invalid([{ field: 'id_list', value: '[]', description: 'at least one entry is needed' }]);
		const wrongKind = ids.flatMap((id, index) => idKindViolation(people, userIdType, id, `id_list[${index}]`) ?? []);
		if (wrongKind.length > 0) throw invalid(wrongKind);
		const task = findTask(call, spec);
		if (task.refuses !== undefined) throw specRefusal(spec, task.refuses);
		const named = new Set(ids.map((id) => toOpenId(people, userIdType, id)));
		const leaving = task.followers.filter(({ openId }) => named.has(openId));
		const refusing = leaving.find(({ refuses }) => refuses !== undefined);
		if (refusing?.refuses !== undefined) throw specRefusal(spec, refusing.refuses, refusing.openId);
		task.followers = task.followers.filter(({ openId }) => !named.has(openId));
		return { data: { followers: leaving.map(({ openId }) => fromOpenId(people, userIdType, openId)) } };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [taskFollowerDeletion, ...Object.values(taskLists), ...Object.values(followerCalls)];

declare module '../sandbox' {
	interface Parts {
		taskFollower: typeof import('./sandbox');
	}
}
