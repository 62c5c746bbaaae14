import { putBackById } from '../../nodes/shared/putBackById';
import { refusalBy } from '../support/invalidField';

const role = { displayName: 'Role', name: 'role', type: 'options', default: 'follower', options: [] } as const;

const { endpoint } = putBackById({
	noun: { one: 'member', many: 'members' },
	documentation: 'https://open.feishu.cn/document/some-page',
	rates: [],
	refusals: {},
	limit: 10,
	request: { method: 'POST', url: '/groups/:group_id/members' },
	path: { group_id: { displayName: 'Group', name: 'groupId', type: 'string', default: '' } },
	list: { parameter: 'members', field: { displayName: 'Members', example: 'ou_1', description: '' } },
	key: 'member_id',
	copyIt: 'Map a copy.',
	with: {
		role: { field: 'Role', choices: ['follower', 'assignee'], isKey: true },
		type: { field: 'Type', choices: ['user', 'app'], isKey: false },
	},
	beside: { role: { ...role, options: [...role.options] } },
	elsewhere: ({ type }) => (type === 'app' ? { open_id: 'Choose User.' } : { app_id: 'Choose App.' }),
	judge: () => undefined,
	operation: { name: 'Add Members', action: 'Add members', description: 'Add members' },
});

const item = { timezone: 'UTC', uniqueMark: 'run 1' };

const read = (members: unknown, more: object = {}) => endpoint.read({ members: members as string, role: 'assignee', ...more }, item);

describe('what goes with a person who is put back', () => {
	test('is what a copy says, or else what the item says of all', () => {
		const { records, contents, body } = read(['ou_1', { member_id: 'ou_2', role: 'follower' }, { member_id: 'cli_3', type: 'app' }], {
			other: 1,
		});
		expect(records).toEqual([
			{ member_id: 'ou_1', role: 'assignee' },
			{ member_id: 'ou_2', role: 'follower' },
			{ member_id: 'cli_3', role: 'assignee' },
		]);
		expect(contents).toEqual([
			{ member_id: 'ou_1', role: 'assignee', type: 'user', run: 'run 1' },
			{ member_id: 'ou_2', role: 'follower', type: 'user', run: 'run 1' },
			{ member_id: 'cli_3', role: 'assignee', type: 'app', run: 'run 1' },
		]);
		expect(body).toEqual({ other: 1 });
	});

	test('is one of the choices, and decides which IDs belong elsewhere', () => {
		expect(refusalBy(() => read('ou_1', { role: 'owner' })).field).toBe('Role');
		expect(refusalBy(() => read([{ member_id: 'ou_1', role: 'owner' }])).field).toBe('Role');
		expect(refusalBy(() => read('cli_1')).todo).toBe('Choose App.');
		expect(refusalBy(() => read('ou_1', { type: 'app' })).todo).toBe('Choose User.');
		expect(read('cli_1', { type: 'app' }).records).toHaveLength(1);
	});

	test('fills a field beside the list', () => {
		expect(endpoint.parameters).toEqual({ group_id: 'groupId', role: 'role', members: 'members' });
		expect(endpoint.pathFields).toEqual({ group_id: 'Group' });
	});
});
