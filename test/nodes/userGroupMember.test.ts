import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { groupList, groupsOf, memberList } from '../../nodes/FeishuUserGroupMember/calls';
import * as groupPages from '../deletions/userGroupMember/groupLists';
import * as memberPages from '../deletions/userGroupMember/memberCalls';
import { numbered, PEOPLE, rl } from '../deletions/values';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { listFrom } from '../support/lists';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

async function run(
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings: NodeSetup['settings'] = CONTINUE,
) {
	const node: NodeSetup = {
		type: 'feishuUserGroupMember',
		credentials: { feishuTenantApi: 'tenant' },
		settings,
		parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
	};
	return await runNode(items, node, sandboxCredentials(world.sandbox));
}

const calls = (name: string) => world.sandbox.calls(name).length;
const seed = (groupId: string, members: Parameters<typeof world.sandbox.seed.userGroup>[0]['members'], more = {}) =>
	world.sandbox.seed.userGroup({ groupId, name: `Team ${groupId}`, ...(members && { members }), ...more });
const membersIn = (groupId: string) => world.sandbox.state.userGroups.get(groupId)?.members.map(({ openId }) => openId);
const remove = async (memberIds: string, options: INodeParameters = {}) => await run('delete', { groupId: rl('g1'), memberIds, options });
const told = (json: IDataObject[]) => json.map(({ member_id, status, code }) => [member_id, status, code]);

test.each([
	['the list of groups', groupList, groupPages.userGroupList],
	['the groups of a person', groupsOf, groupPages.userGroupsOf],
	['the list of members', memberList, memberPages.groupMemberList],
] as const)('%s has the address, the rates and the codes of its page', (_name, call, { rules }) => {
	expect(call.documentation).toBe(rules.url);
	expect(call.rates.map(({ calls: most, perMs }) => ({ calls: most, windowMs: perMs }))).toEqual(rules.rateLimits);
	expect(Object.keys(call.refusals).map(Number).sort()).toEqual(rules.errors.map(({ code }) => code).sort());
	expect([call.method, `/open-apis${call.path}`]).toEqual([rules.method, rules.path]);
});

describe('Remove Group Members', () => {
	test('takes 1,000 people out of a group in 10 calls, and touches no department', async () => {
		const people = numbered(1_000, (index) => `ou_${index}`);
		seed('g1', people, { departments: ['od_1'] });
		const items = people.map((id) => ({ id }));
		const { json } = await run('delete', { groupId: rl('g1'), memberIds: '={{ $json.id }}' }, items);
		expect(json.filter(({ status }) => status === 'deleted')).toHaveLength(1_000);
		expect([calls('userGroupMember'), membersIn('g1'), world.sandbox.state.userGroups.get('g1')?.departments]).toEqual([10, [], ['od_1']]);
	});

	test('names people by IDs of several types in one call', async () => {
		for (const person of PEOPLE) world.sandbox.seed.person(person);
		seed('g1', ['ou_wire1', 'ou_wire2']);
		const items = [
			{ id: 'ou_wire1', type: 'open_id' },
			{ id: 'wire2', type: 'user_id' },
		];
		const options = { memberIdType: '={{ $json.type }}', keepCopy: true };
		const { json } = await run('delete', { groupId: rl('g1'), memberIds: '={{ $json.id }}', options }, items);
		expect(json).toMatchObject([
			{ member_id: 'ou_wire1', status: 'deleted', snapshot: { member_id: 'ou_wire1', member_id_type: 'open_id' } },
			{ member_id: 'wire2', status: 'deleted', snapshot: { member_id: 'wire2', member_id_type: 'user_id' } },
		]);
		expect([calls('userGroupMember'), membersIn('g1')]).toEqual([1, []]);
	});

	test.each([
		['a User ID, which would keep nobody', 'lin', 'not_sent', /holds "lin", .+ while User ID Type is Open ID, so it would protect nobody/],
		['the group', 'team_1', 'not_sent', /^Never Delete names this record$/],
		['another group', 'g187131', 'deleted', undefined],
	])('Never Delete by %s', async (_what, neverDelete, status, reason) => {
		seed('team_1', ['ou_1']);
		const { json } = await run('delete', { groupId: rl('team_1'), memberIds: 'ou_1', options: { neverDelete } });
		expect(json).toMatchObject([{ member_id: 'ou_1', status, ...(reason && { reason: expect.stringMatching(reason) as string }) }]);
	});

	test('Never Delete by an address keeps somebody by each type of ID that the run has', async () => {
		for (const name of ['1', '2']) {
			world.sandbox.seed.person({ openId: `ou_${name}`, unionId: `on_${name}`, userId: `user${name}`, email: `${name}@example.com` });
		}
		seed('g1', ['ou_1', 'ou_2']);
		const items = [
			{ id: 'ou_1', type: 'open_id' },
			{ id: 'user1', type: 'user_id' },
			{ id: 'user2', type: 'user_id' },
		];
		const options = { memberIdType: '={{ $json.type }}', neverDelete: '1@example.com' };
		const { json } = await run('delete', { groupId: rl('g1'), memberIds: '={{ $json.id }}', options }, items);
		expect(json.map(({ member_id, status, reason }) => [member_id, status, reason])).toEqual([
			['ou_1', 'not_sent', 'Never Delete names this record'],
			['user1', 'not_sent', 'Never Delete names this record'],
			['user2', 'deleted', undefined],
		]);
	});

	test('finds one who is refused by halving the call, if the whole call is', async () => {
		seed('g1', [...numbered(9, (index) => `ou_${index}`), { openId: 'ou_hidden', refuses: 41050 }]);
		const { json } = await remove([...numbered(9, (index) => `ou_${index}`), 'ou_hidden'].join());
		expect(json.filter(({ status }) => status === 'deleted')).toHaveLength(9);
		expect(told(json).at(-1)).toEqual(['ou_hidden', 'refused', 41050]);
		expect(membersIn('g1')).toEqual(['ou_hidden']);
	});

	test('reads what became of each from the results, and halves nothing', async () => {
		world.sandbox.setOptions({ answers: { groupRefusals: 'part' } });
		seed('g1', ['ou_1', { openId: 'ou_hidden', refuses: 41050 }, 'ou_2']);
		const { json } = await remove('ou_1,ou_hidden,ou_2');
		expect(told(json)).toEqual([
			['ou_1', 'deleted', undefined],
			['ou_hidden', 'refused', 41050],
			['ou_2', 'deleted', undefined],
		]);
		expect([calls('userGroupMember'), calls('groupMemberList')]).toEqual([1, 0]);
	});

	test('reads results under any code', async () => {
		seed('g1', ['ou_1', 'ou_2']);
		const results = [
			{ member_id: 'ou_1', code: 0 },
			{ member_id: 'ou_2', code: 41050 },
		];
		world.sandbox.fault({ endpoint: 'userGroupMember', kind: 'answer', body: { code: 41050, msg: 'no', data: { results } }, on: 'every' });
		const { json } = await remove('ou_1,ou_2');
		expect(told(json)).toEqual([
			['ou_1', 'deleted', undefined],
			['ou_2', 'refused', 41050],
		]);
		expect(calls('userGroupMember')).toBe(1);
	});

	test('looks who is left if a call was carried out in part and has no results', async () => {
		world.sandbox.setOptions({ answers: { groupRefusals: 'part without results' } });
		seed('g1', ['ou_1', { openId: 'ou_hidden', refuses: 41050 }, 'ou_2']);
		const { json } = await remove('ou_1,ou_hidden,ou_2');
		expect(json).toMatchObject([
			{ member_id: 'ou_1', status: 'deleted', confirmed_by: 'read' },
			{ member_id: 'ou_hidden', status: 'refused', code: 40022, confirmed_by: 'read' },
			{ member_id: 'ou_2', status: 'deleted', confirmed_by: 'read' },
		]);
		expect(calls('userGroupMember')).toBe(1);
	});

	test('does not take somebody for gone whom the list may leave out', async () => {
		seed('g1', ['ou_1', { openId: 'ou_2', isHidden: true }]);
		world.sandbox.fault({ endpoint: 'userGroupMember', kind: 'code', code: 40022, msg: 'partly', on: 1 });
		const { json } = await remove('ou_2');
		expect(json).toMatchObject([{ member_id: 'ou_2', status: 'unknown' }]);
		expect((await remove('ou_2', { keepCopy: true })).json).toMatchObject([{ status: 'not_sent' }]);
		expect((await remove('ou_9', { keepCopy: true, alreadyGone: true })).json).toMatchObject([{ status: 'not_sent' }]);
	});

	test.each(['refuse', 'pass'] as const)('tells by a copy that somebody is no member, if Feishu would %s', async (groupNonMembers) => {
		world.sandbox.setOptions({ answers: { groupNonMembers } });
		seed('g1', ['ou_1']);
		const { json } = await remove('ou_1,ou_2', { keepCopy: true, alreadyGone: true });
		expect(told(json)).toEqual([
			['ou_1', 'deleted', undefined],
			['ou_2', 'already_gone', undefined],
		]);
	});

	test.each(['refuse', 'pass'] as const)('says who is gone already by one look, if Feishu would %s', async (groupNonMembers) => {
		world.sandbox.setOptions({ answers: { groupNonMembers } });
		seed('g1', ['ou_1']);
		expect(told((await remove('ou_1,ou_2', { alreadyGone: true })).json)).toEqual([
			['ou_1', 'deleted', undefined],
			['ou_2', 'already_gone', undefined],
		]);
		expect([calls('userGroupMember'), calls('groupMemberList')]).toEqual([1, 1]);
	});

	test.each(['refuse', 'accept'] as const)('refuses dynamic groups by one question a run, if Feishu would %s', async (groupDynamic) => {
		world.sandbox.setOptions({ answers: { groupDynamic } });
		for (const groupId of ['g1', 'g2', 'g3']) seed(groupId, ['ou_1'], { kind: groupId === 'g3' ? 'ordinary' : 'dynamic' });
		const items = ['g1', 'g2', 'g3'].map((group) => ({ group }));
		const { json } = await run('delete', { groupId: rl('={{ $json.group }}'), memberIds: 'ou_1' }, items);
		expect(json.map(({ group_id, status }) => [group_id, status])).toEqual([
			['g1', 'refused'],
			['g2', 'refused'],
			['g3', 'deleted'],
		]);
		expect(json[0]?.reason).toMatch(/^This is a dynamic user group/);
		expect([calls('userGroupMember'), calls('userGroupList')]).toEqual([1, 1]);
	});

	test('lets Feishu decide if the dynamic groups cannot be listed', async () => {
		seed('g1', ['ou_1']);
		world.sandbox.fault({ endpoint: 'userGroupList', kind: 'code', code: 40012, msg: 'no', on: 'every' });
		expect(told((await remove('ou_1')).json)).toEqual([['ou_1', 'deleted', undefined]]);
	});

	test.each([
		['oc_1', /Feishu Group Chat Member/],
		['om_1', /which is the ID of a message/],
		['Lin Wei', /not a Feishu ID/],
		['on_1', /while User ID Type is Open ID/],
		[' ', /blank/],
	])('refuses %s before anything is sent', async (memberIds, words) => {
		const { error } = await run('delete', { groupId: rl('g1'), memberIds: `={{ ${JSON.stringify(memberIds)} }}` }, [{}], {});
		expect(`${error?.message} ${error?.description}`).toMatch(words);
		expect(calls('userGroupMember')).toBe(0);
	});
});

describe('Add Group Members', () => {
	const add = async (members: string) => (await run('create', { groupId: rl('g1'), members })).json;

	test('takes copies back, and says who is there already, or has left', async () => {
		world.sandbox.seed.person({ openId: 'ou_left', unionId: 'on_left', userId: 'left', hasLeft: true });
		seed('g1', ['ou_1', 'ou_2']);
		const { json } = await remove('ou_1', { keepCopy: true });
		expect(told(await add(`[${JSON.stringify(json[0]?.snapshot)}, "ou_2", "ou_left"]`))).toEqual([
			['ou_1', 'created', undefined],
			['ou_2', 'refused', 42005],
			['ou_left', 'refused', 42006],
		]);
		expect([membersIn('g1'), calls('groupMemberAdd')]).toEqual([['ou_2', 'ou_1'], 1]);
	});

	test('takes copies back as a data table has them, as texts', async () => {
		seed('g1', ['ou_1', 'ou_2']);
		const { json: removed } = await remove('ou_1,ou_2', { keepCopy: true });
		const members = removed.map(({ snapshot }) => JSON.stringify(snapshot));
		const { json } = await run('create', { groupId: rl('g1'), members: '={{ $json.members }}' }, [{ members }]);
		expect(json.map(({ member_id, status }) => [member_id, status])).toEqual([
			['ou_1', 'created'],
			['ou_2', 'created'],
		]);
	});

	test('finds who is there already by one look, if that refuses the call', async () => {
		world.sandbox.setOptions({ answers: { groupPresent: 'refuse' } });
		seed('g1', ['ou_1']);
		expect(told(await add('ou_1,ou_2,ou_3'))).toEqual([
			['ou_1', 'refused', 42005],
			['ou_2', 'created', undefined],
			['ou_3', 'created', undefined],
		]);
		expect([calls('groupMemberAdd'), calls('groupMemberList')]).toEqual([2, 1]);
	});

	test('after a lost answer, tells by a look who was added', async () => {
		seed('g1', []);
		world.sandbox.fault({ endpoint: 'groupMemberAdd', kind: 'resetAfter', on: 1 });
		expect(await add('ou_1')).toMatchObject([{ status: 'created', confirmed_by: 'read' }]);
		expect(membersIn('g1')).toEqual(['ou_1']);
	});
});

describe('Get Many', () => {
	const find = async (parameters: INodeParameters) => (await run('getAll', { returnAll: true, ...parameters })).json;

	beforeEach(() => {
		seed('g1', ['ou_1', 'ou_2']);
		seed('g2', ['ou_2'], { departments: ['od_1'] });
		seed('g3', ['ou_1'], { kind: 'dynamic' });
		seed('g4', ['ou_1'], { isHidden: true });
	});

	test('lists one group, and all ordinary ones, with their names', async () => {
		const [first, second] = [
			{ group_name: 'Team g1', group_id: 'g1', member_id: 'ou_1' },
			{ group_name: 'Team g1', group_id: 'g1', member_id: 'ou_2' },
		];
		expect(await find({ scope: 'one', groupId: rl('g1') })).toEqual([first, second]);
		expect(await find({ scope: 'one', groupId: rl('g1'), options: { onlyThese: 'ou_2' } })).toEqual([second]);
		expect(await find({ scope: 'all' })).toEqual([first, second, { group_name: 'Team g2', group_id: 'g2', member_id: 'ou_2' }]);
	});

	test('finds the groups of some people by one call for each', async () => {
		for (const id of numbered(50, (index) => `g_more${index}`)) seed(id, ['ou_9']);
		const json = await find({ scope: 'all', options: { onlyThese: 'ou_2,ou_1' } });
		expect(json).toEqual([
			{ group_name: 'Team g1', group_id: 'g1', member_id: 'ou_2' },
			{ group_name: 'Team g2', group_id: 'g2', member_id: 'ou_2' },
			{ group_name: 'Team g1', group_id: 'g1', member_id: 'ou_1' },
		]);
		expect([calls('userGroupsOf'), calls('userGroupList'), calls('groupMemberList')]).toEqual([2, 1, 0]);
	});

	test('says whom it cannot tell, if a list names them by another type of ID, or leaves an ID out', async () => {
		world.sandbox.fault({ endpoint: 'groupMemberList', on: 'every', kind: 'otherKind', field: 'member_id', prefix: 'ou_' });
		expect(await find({ scope: 'one', groupId: rl('g1'), options: { memberIdType: 'user_id', onlyThese: 'lin' } })).toMatchObject([
			{ status: 'refused', group_id: 'g1', reason: 'Feishu gives no ID of 2 members of this user group' },
		]);
		world.sandbox.fault({
			endpoint: 'userGroupsOf',
			on: 1,
			kind: 'answer',
			body: { code: 0, data: { group_list: ['', 'g2'], has_more: false } },
		});
		expect(await find({ scope: 'all', options: { onlyThese: 'ou_2' } })).toMatchObject([
			{ group_id: 'g2', member_id: 'ou_2' },
			{ status: 'refused', member_id: 'ou_2', reason: 'Feishu gives no ID of one user group of this person' },
		]);
	});

	test('finds somebody by address, and nobody by an empty list', async () => {
		world.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'one', email: 'one@example.com' });
		expect(await find({ scope: 'all', options: { onlyThese: 'one@example.com' } })).toMatchObject([{ group_id: 'g1', member_id: 'ou_1' }]);
		expect(await find({ scope: 'all', options: { onlyThese: '={{ [] }}' } })).toEqual([]);
	});

	test('a person who cannot be looked up is a line of its own', async () => {
		world.sandbox.seed.person({ openId: 'ou_hidden', unionId: 'on_hidden', userId: 'hidden', isHidden: true });
		expect(await find({ scope: 'all', options: { onlyThese: 'ou_hidden,ou_1' } })).toMatchObject([
			{ member_id: 'ou_hidden', status: 'refused', code: 41050 },
			{ member_id: 'ou_1', group_id: 'g1' },
		]);
	});

	test('a dry run counts people if there are some, and groups if not', async () => {
		const plan = async (options: INodeParameters) => await find({ scope: 'all', dryRun: true, options });
		expect(await plan({})).toMatchObject([
			{ containers: 2, planned_calls: 3, reason: expect.stringContaining('the user groups') as string },
		]);
		expect(await plan({ onlyThese: 'ou_1,ou_2,ou_3' })).toMatchObject([
			{ containers: 3, planned_calls: 4, reason: expect.stringContaining('the people') as string },
		]);
	});
});

test('the list in the editor has the ordinary groups of the contact scope, and how many people are in them', async () => {
	seed('g1', ['ou_1']);
	seed('g2', ['ou_1', 'ou_2'], { name: '' });
	seed('g3', [], { kind: 'dynamic' });
	const { results } = await listFrom(
		'feishuUserGroupMember',
		'searchGroups',
		{ parameters: { authentication: 'feishuTenantApi' }, credentials: { feishuTenantApi: 'tenant' } },
		sandboxCredentials(world.sandbox),
	);
	expect(results).toEqual([
		{ name: 'Team g1 (1 person)', value: 'g1' },
		{ name: 'User group without a name (2 people)', value: 'g2' },
	]);
});
