import { SANDBOX_APP, type Sandbox } from '../../sandbox';
import type { Samples } from '../sample';
import { numbered } from '../values';

const params = { chat_id: 'oc_1' };

/** Two groups that the app and a person of the tests manage. */
const seedGroups = ({ seed }: Sandbox, people: readonly string[] = []) => {
	for (const chatId of ['oc_1', 'oc_2']) {
		const managers = [SANDBOX_APP.appId, 'ou_sandbox_user'];
		seed.chat({ chatId, members: [...managers, ...people, ...numbered(60, (index) => `ou_${index}`)], managers });
	}
};

const ids = { id_list: ['ou_1'] };

export const samples: Samples = {
	chatMember: { params, body: ids, seed: (sandbox) => seedGroups(sandbox) },
	chatMemberCreate: { params, query: { succeed_type: '1' }, body: ids, seed: (sandbox) => seedGroups(sandbox) },
	chatGet: { params, seed: (sandbox) => seedGroups(sandbox) },
	chatBotList: { params, seed: (sandbox) => seedGroups(sandbox) },
	chatMemberList: {
		params,
		seed: (sandbox) => seedGroups(sandbox),
		list: {
			seed: ({ seed }, count) => {
				const people = numbered(count, (index) => `ou_m${index}`);
				for (const chatId of ['oc_1', 'oc_2']) seed.chat({ chatId, members: [SANDBOX_APP.appId, ...people] });
				return people;
			},
			rows: 'items',
			column: 'member_id',
			others: [{ params: { chat_id: 'oc_2' } }, { query: { member_id_type: 'union_id' } }],
			sdk: (client, query, options) => client.im.v1.chatMembers.get({ path: params, params: query }, options),
		},
	},
};
