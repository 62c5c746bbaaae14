import type { Sandbox } from '../../sandbox';
import { numbered } from '../values';
import type { Samples } from '../sample';

const path = { group_id: 'g1' };

const seed = ({ seed }: Sandbox) => {
	seed.userGroup({ groupId: 'g1', members: ['ou_a'] });
};

const members = (member_id: string) => ({ members: [{ member_id, member_type: 'user', member_id_type: 'open_id' }] });

export const samples: Samples = {
	userGroupMember: {
		params: path,
		seed: ({ seed }) => {
			seed.userGroup({ groupId: 'g1', members: numbered(100, () => 'ou_a') });
		},
		body: members('ou_a'),
	},
	groupMemberAdd: { params: path, seed, body: members('ou_b') },
	groupMemberList: {
		params: path,
		seed,
		list: {
			seed: ({ seed }, count) => {
				const ids = numbered(count, (index) => `ou_${index}`);
				for (const groupId of ['g1', 'g2']) seed.userGroup({ groupId, members: ids, departments: ['od_1'] });
				return ids;
			},
			rows: 'memberlist',
			column: 'member_id',
			others: [{ params: { group_id: 'g2' } }, { query: { member_type: 'department' } }, { query: { member_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.contact.v3.groupMember.simplelist({ path, params }, options),
		},
	},
	userGroupList: {
		list: {
			seed: ({ seed }, count) =>
				numbered(count, (index) => {
					seed.userGroup({ groupId: `g${index}` });
					return `g${index}`;
				}),
			rows: 'grouplist',
			column: 'id',
			others: [{ query: { type: '2' } }],
			sdk: (client, params, options) => client.contact.v3.group.simplelist({ params }, options),
		},
	},
	userGroupsOf: { query: { member_id: 'ou_a' }, seed },
};
