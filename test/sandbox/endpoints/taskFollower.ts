import { taskFollower } from '../../pages';
import { inWords, type ApiEndpoint } from '../endpoint';
import { fromOpenId, idKindViolation, toOpenId } from '../people';
import { pageRefusal, Refusal, type FieldViolation } from '../refusal';

/** The page lists no code for wrong parameters; this is the one that the pages of the newer task API give. */
const INVALID_PARAMETER = 1470400;

function invalid(violations: readonly FieldViolation[]): Refusal {
	return new Refusal(400, INVALID_PARAMETER, `request parameters error: ${inWords(violations)}`, { fieldViolations: violations });
}

/** Takes followers off a task and names those who really were followers. */
export const taskFollowerDeletion: ApiEndpoint = {
	rules: taskFollower,
	invalid,
	exclusive: (params) => ({
		target: JSON.stringify(['task', params['task_id']]),
		refusal: pageRefusal('taskFollower', 1470451),
	}),
	work({ platform: { state }, params, body, userIdType }) {
		const ids = (body['id_list'] ?? []) as string[];
		// Allowed by the page's tables, but a call that deletes nobody is a mistake of its sender.
		if (ids.length === 0) throw invalid([{ field: 'id_list', value: '[]', description: 'at least one entry is needed' }]);
		const wrongKind = ids.flatMap((id, index) => idKindViolation(state.people, userIdType, id, `id_list[${index}]`) ?? []);
		if (wrongKind.length > 0) throw invalid(wrongKind);
		const task = state.tasks.get(params['task_id'] ?? '');
		if (!task) throw pageRefusal('taskFollower', 1470602);
		if (task.refuses !== undefined) throw pageRefusal('taskFollower', task.refuses);
		const named = new Set(ids.map((id) => toOpenId(state.people, userIdType, id)));
		const leaving = task.followers.filter(({ openId }) => named.has(openId));
		const refusing = leaving.find(({ refuses }) => refuses !== undefined);
		if (refusing?.refuses !== undefined) throw pageRefusal('taskFollower', refusing.refuses, refusing.openId);
		task.followers = task.followers.filter(({ openId }) => !named.has(openId));
		return { data: { followers: leaving.map(({ openId }) => fromOpenId(state.people, userIdType, openId)) } };
	},
};
