import type { Sandbox } from '../../sandbox';
import { numbered } from '../values';
import type { Samples } from '../sample';

const path = { role_id: 'r1' };

const seed = ({ seed }: Sandbox) => {
	seed.role({ roleId: 'r1', members: ['ou_a'] });
};

export const samples: Samples = {
	roleMember: { params: path, seed, body: { members: ['ou_a'] } },
	roleMemberCreate: { params: path, seed, body: { members: ['ou_b'] } },
	roleMemberScopes: { params: path, seed, body: { members: ['ou_a'], departments: ['od_1'] } },
	roleMemberGet: { params: { ...path, member_id: 'ou_a' }, seed },
	roleMemberList: {
		params: path,
		seed,
		list: {
			seed: ({ seed }, count) => {
				const members = numbered(count, (index) => `ou_${index}`);
				for (const roleId of ['r1', 'r2']) seed.role({ roleId, members });
				return members;
			},
			rows: 'members',
			column: 'user_id',
			others: [{ params: { role_id: 'r2' } }, { query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.contact.v3.functionalRoleMember.list({ path, params }, options),
		},
	},
};
