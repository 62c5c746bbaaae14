import { byId } from '../../laboratory/workflow.mjs';
import { fiftyPerSecond } from '../rates.mjs';

const task = '83912691-2e43-47fc-94a4-d512e03984fa';
const benchTask = 'bench-task';

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { tasks: [{ taskId: task, followers: ['ou_lin', 'ou_zhou'] }] },
	parameters: { taskId: byId(task), followerIds: '={{ $json.ids }}', options: { userIdType: 'open_id' } },
	items: [{ ids: ['ou_lin'] }],
	wire: {
		method: 'POST',
		path: `/open-apis/task/v1/tasks/${task}/batch_delete_follower`,
		query: { user_id_type: 'open_id' },
		body: { id_list: ['ou_lin'] },
	},
	records: [{ task_id: task, follower_id: 'ou_lin', status: 'deleted' }],
	left: ({ tasks }) => tasks[0].followers.map(({ openId }) => openId),
	remains: ['ou_zhou'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'follower',
	title: 'Followers of one task',
	refuses: 1470712,
	// The page gives no limit. 100 is what this package allows itself.
	limit: 100,
	rates: fiftyPerSecond,
	oneAtATime: true,
	id: (index) => `ou_${index}`,
	world: (ids) => ({ tasks: [{ taskId: benchTask, followers: ids }] }),
	left: ({ tasks }) => tasks[0].followers.length,
	parameters: { taskId: byId(benchTask), followerIds: '={{ $json.id }}' },
	request: { method: 'POST', path: `/task/v1/tasks/${benchTask}/batch_delete_follower`, body: '{ "id_list": ["{{ $json.id }}"] }' },
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'followers',
	parameters: {
		taskId: byId(benchTask),
		followerIds: "={{ $fromAI('follower_ids', 'Open IDs (ou_…) of the people to remove, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ follower_ids: ids.join(', ') }),
};
