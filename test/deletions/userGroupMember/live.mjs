import { byId } from '../../laboratory/workflow.mjs';
import { hundredPerMinute } from '../rates.mjs';

const group = 'g187131';
const membersOf = ({ userGroups }) => userGroups[0].members.map(({ openId }) => openId);

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { userGroups: [{ groupId: group, members: ['ou_lin', 'ou_zhou'] }] },
	parameters: { groupId: byId(group), memberIds: '={{ $json.ids }}', options: { memberIdType: 'open_id' } },
	items: [{ ids: ['ou_lin'] }],
	wire: {
		method: 'POST',
		path: `/open-apis/contact/v3/group/${group}/member/batch_remove`,
		query: {},
		body: { members: [{ member_id: 'ou_lin', member_type: 'user', member_id_type: 'open_id' }] },
	},
	records: [{ group_id: group, member_id: 'ou_lin', status: 'deleted' }],
	left: membersOf,
	remains: ['ou_zhou'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'user-group-member',
	title: 'Members of one user group',
	refuses: 41050,
	limit: 100,
	rates: hundredPerMinute,
	oneAtATime: false,
	id: (index) => `ou_${index}`,
	world: (ids) => ({ userGroups: [{ groupId: group, members: ids }] }),
	left: ({ userGroups }) => userGroups[0].members.length,
	parameters: { groupId: byId(group), memberIds: '={{ $json.id }}' },
	request: {
		method: 'POST',
		path: `/contact/v3/group/${group}/member/batch_remove`,
		body: '{ "members": [{ "member_id": "{{ $json.id }}", "member_type": "user", "member_id_type": "open_id" }] }',
	},
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'members',
	parameters: {
		groupId: byId(group),
		memberIds: "={{ $fromAI('member_ids', 'Open IDs (ou_…) of the people to remove, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ member_ids: ids.join(', ') }),
	// Which groups are dynamic.
	looks: 1,
};

/** More members than a page of their list has. */
const crowd = Array.from({ length: 120 }, (_, index) => `ou_${index}`);
const found = { groupId: byId('={{ $json.group_id }}'), memberIds: '={{ $json.member_id }}' };

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'lists everybody, removes them with copies, and adds them again',
		world: { userGroups: [{ groupId: group, name: 'VPN users', members: crowd }] },
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'one', groupId: byId(group), returnAll: true },
				gives: crowd.map((member_id) => ({ group_name: 'VPN users', group_id: group, member_id })),
			},
			{
				parameters: { ...found, options: { keepCopy: true } },
				onError: 'continueRegularOutput',
				gives: crowd.map((member_id) => ({ member_id, status: 'deleted', snapshot: { member_id } })),
			},
			{
				parameters: { operation: 'create', groupId: found.groupId, members: '={{ $json.snapshot }}' },
				gives: crowd.map((member_id) => ({ member_id, status: 'created' })),
			},
		],
		left: membersOf,
		remains: crowd,
	},
	{
		does: 'takes one person out of all ordinary user groups',
		world: {
			// More groups than a page of their list has.
			userGroups: [
				...Array.from({ length: 120 }, (_, index) => ({
					groupId: `g${index}`,
					name: `Team ${index}`,
					members: index % 4 === 0 ? ['ou_lin', 'ou_zhou'] : ['ou_zhou'],
				})),
				{ groupId: 'g_dynamic', kind: 'dynamic', members: ['ou_lin'] },
			],
		},
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'all', returnAll: true, options: { onlyThese: 'ou_lin' } },
				gives: Array.from({ length: 30 }, (_, index) => ({
					group_name: `Team ${index * 4}`,
					group_id: `g${index * 4}`,
					member_id: 'ou_lin',
				})),
			},
			{ parameters: { ...found, options: { output: 'summary' } }, onError: 'continueRegularOutput', gives: [{ asked: 30, deleted: 30 }] },
		],
		left: ({ userGroups }) => userGroups.filter(({ members }) => members.some(({ openId }) => openId === 'ou_lin')).length,
		remains: 1,
	},
	{
		does: 'adds, and removes, though the answers are lost: a look tells',
		world: { userGroups: [{ groupId: group, members: [] }] },
		fault: [
			{ endpoint: 'groupMemberAdd', kind: 'resetAfter', on: 'every' },
			{ endpoint: 'userGroupMember', kind: 'resetAfter', on: 'every' },
		],
		items: [{ id: 'ou_lin' }],
		steps: [
			{
				parameters: { operation: 'create', groupId: byId(group), members: '={{ $json.id }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'created', confirmed_by: 'read' }],
			},
			{
				parameters: found,
				onError: 'continueRegularOutput',
				gives: [{ status: 'deleted', confirmed_by: 'read' }],
			},
		],
		left: membersOf,
		remains: [],
	},
];
