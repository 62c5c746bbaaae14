import type { Samples } from '../sample';
import type { Sandbox } from '../../sandbox';
import { numbered } from '../values';

const path = { task_guid: 't1' };

const seed = ({ seed }: Sandbox) => {
	seed.task({ taskId: 't1', followers: ['ou_a'] });
};

const members = [{ id: 'ou_a', type: 'user', role: 'follower' }];

/** Tasks in two lists. */
const seedLists = ({ seed }: Sandbox, count: number) => {
	const taskIds = numbered(count, (index) => `t${index}`);
	for (const taskId of taskIds) seed.task({ taskId, collaborators: ['ou_sandbox_user'] });
	for (const guid of ['l1', 'l2']) seed.tasklist({ guid, taskIds, viewers: ['ou_other'] });
	return taskIds;
};

export const samples: Samples = {
	taskMember: { params: path, seed, body: { members } },
	taskMemberAdd: { params: path, seed, body: { members } },
	taskV2Get: { params: path, seed },
	myTasks: {
		list: {
			seed: seedLists,
			rows: 'items',
			column: 'guid',
			others: [{ query: { completed: 'false' } }, { query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.task.v2.task.list({ params }, options),
		},
	},
	tasklists: {
		list: {
			seed: ({ seed }, count) =>
				numbered(count, (index) => {
					seed.tasklist({ guid: `l${index}` });
					return `l${index}`;
				}),
			rows: 'items',
			column: 'guid',
			others: [{ query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.task.v2.tasklist.list({ params }, options),
		},
	},
	tasksOfList: {
		params: { tasklist_guid: 'l1' },
		seed: ({ seed }) => {
			seed.tasklist({ guid: 'l1' });
		},
		list: {
			seed: seedLists,
			rows: 'items',
			column: 'guid',
			others: [{ params: { tasklist_guid: 'l2' } }, { query: { completed: 'false' } }, { query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.task.v2.tasklist.tasks({ path: { tasklist_guid: 'l1' }, params }, options),
		},
	},
};
