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

/** More followers than a page of their list has. */
const crowd = Array.from({ length: 70 }, (_, index) => `ou_${index}`);
const found = { taskId: byId('={{ $json.task_id }}'), followerIds: '={{ $json.follower_id }}' };
const followersOf = ({ tasks }) => tasks[0].followers.map(({ openId }) => openId);

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'lists everybody, removes them with copies, and adds them again',
		world: { tasks: [{ taskId: task, followers: crowd }] },
		items: [{ link: `https://applink.feishu.cn/client/todo/detail?guid=${task}&suite_entity_num=t104121` }],
		steps: [
			{
				parameters: {
					operation: 'getAll',
					scope: 'one',
					taskId: { __rl: true, mode: 'url', value: '={{ $json.link }}' },
					returnAll: true,
				},
				gives: crowd.map((follower_id) => ({ task_id: task, follower_id })),
			},
			{
				parameters: { ...found, options: { keepCopy: true } },
				onError: 'continueRegularOutput',
				gives: crowd.map((follower_id) => ({ follower_id, status: 'deleted', snapshot: { follower_id } })),
			},
			{
				parameters: { operation: 'create', taskId: found.taskId, followers: '={{ $json.snapshot }}' },
				gives: crowd.map((follower_id) => ({ follower_id, status: 'created' })),
			},
		],
		left: followersOf,
		remains: crowd,
	},
	{
		does: 'takes the followers off all tasks that are done',
		world: {
			// More tasks than a page of their list has.
			tasks: Array.from({ length: 120 }, (_, index) => ({
				taskId: `e2e-${index}`,
				followers: ['ou_lin'],
				...(index % 4 === 0 && { completedAt: Date.UTC(2026, 1, 6) }),
			})),
		},
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'all', returnAll: true, options: { completed: 'completed' } },
				gives: Array.from({ length: 30 }, (_, index) => ({ task_id: `e2e-${index * 4}`, follower_id: 'ou_lin' })),
			},
			{
				parameters: { ...found, options: { output: 'summary' } },
				onError: 'continueRegularOutput',
				gives: [{ asked: 30, deleted: 30 }],
			},
		],
		left: ({ tasks }) => tasks.filter(({ followers }) => followers.length === 0).length,
		remains: 30,
	},
	{
		does: 'lists several tasks, those that are not there on the output of errors',
		world: { tasks: [{ taskId: task, followers: ['ou_lin', 'ou_zhou'] }] },
		items: [{ id: task }, { id: 'e2e-none' }],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'one', taskId: byId('={{ $json.id }}'), returnAll: false, limit: 1 },
				onError: 'continueErrorOutput',
				gives: [{ task_id: task, follower_id: 'ou_lin' }],
				refuses: [{ error: { task_id: 'e2e-none' } }],
			},
		],
		left: followersOf,
		remains: ['ou_lin', 'ou_zhou'],
	},
	{
		does: 'adds, and removes, though the answers are lost: a look tells',
		world: { tasks: [{ taskId: task, followers: [] }] },
		fault: [
			{ endpoint: 'followerCreate', kind: 'resetAfter', on: 'every' },
			{ endpoint: 'taskFollower', kind: 'resetAfter', on: 'every' },
		],
		items: [{ id: 'ou_lin' }],
		steps: [
			{
				parameters: { operation: 'create', taskId: byId(task), followers: '={{ $json.id }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'created', confirmed_by: 'read' }],
			},
			{ parameters: found, onError: 'continueRegularOutput', gives: [{ status: 'deleted', confirmed_by: 'read' }] },
		],
		left: followersOf,
		remains: [],
	},
];
