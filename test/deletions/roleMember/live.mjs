import { hundredPerMinute } from '../rates.mjs';

const role = '7vrj3vk70xk7v5r';
const membersOf = ({ roles }) => roles[0].members.map(({ openId }) => openId);

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { roles: [{ roleId: role, members: ['ou_lin', 'ou_zhou'] }] },
	parameters: { roleId: role, memberIds: '={{ $json.ids }}', options: { userIdType: 'open_id' } },
	items: [{ ids: ['ou_lin'] }],
	wire: {
		method: 'PATCH',
		path: `/open-apis/contact/v3/functional_roles/${role}/members/batch_delete`,
		query: { user_id_type: 'open_id' },
		body: { members: ['ou_lin'] },
	},
	records: [{ role_id: role, member_id: 'ou_lin', status: 'deleted' }],
	left: membersOf,
	remains: ['ou_zhou'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'role-member',
	title: 'Members of one role',
	// The page has no code for a single record: its answer tells of each.
	refuses: 41202,
	limit: 100,
	rates: hundredPerMinute,
	oneAtATime: false,
	id: (index) => `ou_${index}`,
	world: (ids) => ({ roles: [{ roleId: role, members: ids }] }),
	left: ({ roles }) => roles[0].members.length,
	parameters: { roleId: role, memberIds: '={{ $json.id }}' },
	request: {
		method: 'PATCH',
		path: `/contact/v3/functional_roles/${role}/members/batch_delete`,
		body: '{ "members": ["{{ $json.id }}"] }',
	},
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'members',
	parameters: {
		roleId: role,
		memberIds: "={{ $fromAI('member_ids', 'Open IDs (ou_…) of the people to remove, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ member_ids: ids.join(', ') }),
};

/** More members than a page of their list has. */
const crowd = Array.from({ length: 120 }, (_, index) => `ou_${index}`);

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'lists everybody, removes them with copies, and adds them again',
		world: { roles: [{ roleId: role, members: crowd }] },
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', roleId: role, returnAll: true },
				gives: crowd.map((member_id) => ({ role_id: role, member_id })),
			},
			{
				parameters: { roleId: '={{ $json.role_id }}', memberIds: '={{ $json.member_id }}', options: { keepCopy: true } },
				onError: 'continueRegularOutput',
				gives: crowd.map((member_id) => ({ member_id, status: 'deleted', snapshot: { member_id } })),
			},
			{
				parameters: { operation: 'create', roleId: '={{ $json.role_id }}', members: '={{ $json.snapshot }}' },
				gives: crowd.map((member_id) => ({ member_id, status: 'created' })),
			},
		],
		left: membersOf,
		remains: crowd,
	},
];
