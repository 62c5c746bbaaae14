import type { Sandbox } from '../../sandbox';
import { numbered } from '../values';
import type { Samples } from '../sample';

const path = { task_id: 't1' };

const seed = ({ seed }: Sandbox) => {
	seed.task({ taskId: 't1', followers: ['ou_a'] });
};

export const samples: Samples = {
	taskFollower: { params: path, seed, body: { id_list: ['ou_a'] } },
	followerCreate: { params: path, seed, body: { id_list: ['ou_b'] } },
	followerList: {
		params: path,
		seed,
		list: {
			seed: ({ seed }, count) => {
				const followers = numbered(count, (index) => `ou_${index}`);
				for (const taskId of ['t1', 't2']) seed.task({ taskId, followers });
				return followers;
			},
			rows: 'items',
			column: 'id',
			others: [{ params: { task_id: 't2' } }, { query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.task.v1.taskFollower.list({ path, params }, options),
		},
	},
	taskGet: { params: path, seed },
	taskList: {
		list: {
			seed: ({ seed }, count) =>
				numbered(count, (index) => {
					seed.task({ taskId: `t${index}` });
					return `t${index}`;
				}),
			rows: 'items',
			column: 'id',
			others: [{ query: { task_completed: 'false' } }, { query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.task.v1.task.list({ params }, options),
		},
	},
};
