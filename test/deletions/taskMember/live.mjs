import { byId } from '../../laboratory/workflow.mjs';

const task = '83912691-2e43-47fc-94a4-d512e03984fa';
const benchTask = 'bench-task';

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { tasks: [{ taskId: task, collaborators: ['ou_lin', 'ou_zhou'] }] },
	parameters: { taskGuid: byId(task), role: 'assignee', memberIds: '={{ $json.ids }}', options: { userIdType: 'open_id' } },
	items: [{ ids: ['ou_lin'] }],
	wire: {
		method: 'POST',
		path: `/open-apis/task/v2/tasks/${task}/remove_members`,
		query: { user_id_type: 'open_id' },
		body: { members: [{ id: 'ou_lin', type: 'user', role: 'assignee' }] },
	},
	records: [{ task_guid: task, member_id: 'ou_lin', role: 'assignee', status: 'deleted' }],
	left: ({ tasks }) => tasks[0].collaborators,
	remains: ['ou_zhou'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'task-member',
	title: 'Members of one task',
	refuses: 1470400,
	limit: 500,
	rates: [{ calls: 100, perMs: 60_000 }],
	oneAtATime: true,
	id: (index) => `ou_${index}`,
	world: (ids) => ({ tasks: [{ taskId: benchTask, followers: ids }] }),
	left: ({ tasks }) => tasks[0].followers.length,
	parameters: { taskGuid: byId(benchTask), role: 'follower', memberIds: '={{ $json.id }}' },
	request: {
		method: 'POST',
		path: `/task/v2/tasks/${benchTask}/remove_members`,
		body: '{ "members": [{ "id": "{{ $json.id }}", "role": "follower" }] }',
	},
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'assignees or followers',
	parameters: {
		taskGuid: byId(benchTask),
		role: 'follower',
		memberIds: "={{ $fromAI('member_ids', 'Open IDs (ou_…) of the people to remove, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ member_ids: ids.join(', ') }),
};

const found = { taskGuid: byId('={{ $json.task_guid }}'), role: '={{ $json.role }}', memberIds: '={{ $json.member_id }}' };
const membersOf = ({ tasks }) => tasks.map(({ collaborators, followers }) => [collaborators, followers.map(({ openId }) => openId)]);

/** Lin is responsible for the first task and follows it, and follows the second one, which is in two lists. */
const lists = {
	tasks: [
		{ taskId: 'e2e-0', collaborators: ['ou_lin', 'ou_zhou'], followers: ['ou_lin'] },
		{ taskId: 'e2e-1', followers: ['ou_lin', 'ou_wang'] },
		{ taskId: 'e2e-2', followers: ['ou_wang'] },
	],
	tasklists: [
		{ guid: 'e2e-list-0', taskIds: ['e2e-0', 'e2e-1'] },
		{ guid: 'e2e-list-1', taskIds: ['e2e-1', 'e2e-2'] },
	],
};

const ofLin = [
	{ task_guid: 'e2e-0', member_id: 'ou_lin', role: 'assignee' },
	{ task_guid: 'e2e-0', member_id: 'ou_lin', role: 'follower' },
	{ task_guid: 'e2e-1', member_id: 'ou_lin', role: 'follower' },
];

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'finds a person in all tasks, removes them with copies, and adds them again',
		world: lists,
		items: [{}],
		steps: [
			{ parameters: { operation: 'getAll', scope: 'all', returnAll: true, options: { onlyThese: 'ou_lin' } }, gives: ofLin },
			{
				parameters: { ...found, options: { keepCopy: true, alreadyGone: true } },
				onError: 'continueRegularOutput',
				gives: ofLin.map((record) => ({ ...record, status: 'deleted' })),
			},
			{
				parameters: { operation: 'create', taskGuid: found.taskGuid, role: 'follower', members: '={{ $json.snapshot }}' },
				gives: ofLin.map((record) => ({ ...record, status: 'created' })),
			},
		],
		left: membersOf,
		remains: [
			[['ou_zhou', 'ou_lin'], ['ou_lin']],
			[[], ['ou_wang', 'ou_lin']],
			[[], ['ou_wang']],
		],
	},
	{
		does: 'lists several tasks, those that are not there on the output of errors',
		world: lists,
		items: [{ id: 'e2e-1' }, { id: 'e2e-none' }],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'one', taskGuid: byId('={{ $json.id }}'), returnAll: false, limit: 1 },
				onError: 'continueErrorOutput',
				gives: [{ task_guid: 'e2e-1', member_id: 'ou_lin', role: 'follower' }],
				refuses: [{ error: { task_guid: 'e2e-none' } }],
			},
		],
		left: () => 0,
		remains: 0,
	},
	{
		does: 'adds, and removes, though the answers are lost: a look tells',
		world: { tasks: [{ taskId: task, followers: [] }] },
		fault: [
			{ endpoint: 'taskMemberAdd', kind: 'resetAfter', on: 'every' },
			{ endpoint: 'taskMember', kind: 'resetAfter', on: 'every' },
		],
		items: [{ id: 'ou_lin' }],
		steps: [
			{
				parameters: { operation: 'create', taskGuid: byId(task), role: 'follower', members: '={{ $json.id }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'created', confirmed_by: 'read' }],
			},
			{ parameters: found, onError: 'continueRegularOutput', gives: [{ status: 'deleted', confirmed_by: 'read' }] },
		],
		left: ({ tasks }) => tasks[0].followers,
		remains: [],
	},
];
