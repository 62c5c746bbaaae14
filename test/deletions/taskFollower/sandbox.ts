import { page } from './page';
import { inWords, type ApiEndpoint } from '../../sandbox/endpoint';
import { fromOpenId, idKindViolation, toOpenId } from '../../sandbox/people';
import { pageRefusal, Refusal, type FieldViolation } from '../../sandbox/refusal';

/** The page lists no code for wrong parameters; this is the one that the pages of the newer task API give. */
const INVALID_PARAMETER = 1470400;

function invalid(violations: readonly FieldViolation[]): Refusal {
	return new Refusal(400, INVALID_PARAMETER, `request parameters error: ${inWords(violations)}`, { fieldViolations: violations });
}

/** Takes followers off a task and names those who really were followers. */
const taskFollowerDeletion: ApiEndpoint = {
	rules: page,
	invalid,
	exclusive: (params) => ({
		target: JSON.stringify(['task', params['task_id']]),
		refusal: pageRefusal(page, 1470451),
	}),
	work({ platform: { state }, params, body, userIdType }) {
		const ids = (body['id_list'] ?? []) as string[];
		// Allowed by the page's tables, but a call that deletes nobody is a mistake of its sender.
		if (ids.length === 0) throw invalid([{ field: 'id_list', value: '[]', description: 'at least one entry is needed' }]);
		const wrongKind = ids.flatMap((id, index) => idKindViolation(state.people, userIdType, id, `id_list[${index}]`) ?? []);
		if (wrongKind.length > 0) throw invalid(wrongKind);
		const task = state.tasks.get(params['task_id'] ?? '');
		if (!task) throw pageRefusal(page, 1470602);
		if (task.refuses !== undefined) throw pageRefusal(page, task.refuses);
		const named = new Set(ids.map((id) => toOpenId(state.people, userIdType, id)));
		const leaving = task.followers.filter(({ openId }) => named.has(openId));
		const refusing = leaving.find(({ refuses }) => refuses !== undefined);
		if (refusing?.refuses !== undefined) throw pageRefusal(page, refusing.refuses, refusing.openId);
		task.followers = task.followers.filter(({ openId }) => !named.has(openId));
		return { data: { followers: leaving.map(({ openId }) => fromOpenId(state.people, userIdType, openId)) } };
	},
};

export { page };
export { createWorld, demo } from './world';

export const endpoints = [taskFollowerDeletion];
