import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { memberGet, memberList, scopeSet } from '../../nodes/FeishuRoleMember/calls';
import * as pages from '../deletions/roleMember/roleCalls';
import { numbered, PEOPLE, USER_ID_TYPES } from '../deletions/values';
import { as, sdkClient } from '../sandbox/sdkClient';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

async function run(operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) {
	const node: NodeSetup = {
		type: 'feishuRoleMember',
		credentials: { feishuTenantApi: 'tenant' },
		settings: CONTINUE,
		parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
	};
	return (await runNode(items, node, sandboxCredentials(world.sandbox))).json;
}

const calls = (name: string) => world.sandbox.calls(name).length;
const remove = async (memberIds: string, options: INodeParameters = {}) => await run('delete', { roleId: 'r1', memberIds, options });
const told = (json: IDataObject[]) => json.map(({ member_id, status }) => [member_id, status]);

test.each([
	['the list of members', memberList, pages.roleMemberList],
	['the look at one', memberGet, pages.roleMemberGet],
	['the departments of members', scopeSet, pages.roleMemberScopes],
] as const)('%s has the address, the rates and the codes of its page', (_name, call, { rules }) => {
	expect(call.documentation).toBe(rules.url);
	expect(call.rates.map(({ calls: most, perMs }) => ({ calls: most, windowMs: perMs }))).toEqual(rules.rateLimits);
	expect(Object.keys(call.refusals).map(Number).sort()).toEqual(rules.errors.map(({ code }) => code).sort());
	expect([call.method, `/open-apis${call.path}`]).toEqual([rules.method, rules.path]);
});

describe('Remove Role Members', () => {
	test.each(['result', 'results'] as const)('reads what became of each from the %s', async (roleResults) => {
		world.sandbox.setOptions({ answers: { roleResults } });
		world.sandbox.seed.role({ roleId: 'r1', members: ['ou_1', { openId: 'ou_2', refuses: 3 }] });
		const json = await remove('ou_1,ou_2,ou_3', { alreadyGone: true });
		expect(told(json)).toEqual([
			['ou_1', 'deleted'],
			['ou_2', 'refused'],
			['ou_3', 'already_gone'],
		]);
		expect(json[1]?.reason).toMatch(/^Feishu gives reason 3/);
		expect([calls('roleMember'), calls('roleMemberGet')]).toEqual([1, 0]);
	});

	test('knows by a look of those whom the answer does not name', async () => {
		world.sandbox.setOptions({ answers: { roleNamed: 'refused' } });
		world.sandbox.seed.role({ roleId: 'r1', members: ['ou_1', { openId: 'ou_2', refuses: 3 }] });
		const json = await remove('ou_1,ou_2');
		expect(json).toMatchObject([
			{ member_id: 'ou_1', status: 'deleted', confirmed_by: 'read' },
			{ member_id: 'ou_2', status: 'refused' },
		]);
	});

	test('copies many by the list of the role, and looks at those whom it leaves out', async () => {
		const people = numbered(120, (index) => `ou_${index}`);
		world.sandbox.seed.role({
			roleId: 'r1',
			members: people.map((openId, index) => ({
				openId,
				scope: 'Part' as const,
				departments: ['od_1'],
				...(index === 7 && { isHidden: true as const }),
			})),
		});
		const json = await remove([...people, 'ou_nobody'].join(), { keepCopy: true, alreadyGone: true });
		expect(json.filter(({ status }) => status === 'deleted')).toHaveLength(120);
		expect(told(json).at(-1)).toEqual(['ou_nobody', 'already_gone']);
		expect(json[7]?.snapshot).toMatchObject({ member_id: 'ou_7', user_id_type: 'open_id', scope_type: 'Part', department_ids: ['od_1'] });
		expect([calls('roleMember'), calls('roleMemberGet')]).toEqual([2, 2]);
	});
});

describe('Get Many', () => {
	beforeEach(() => {
		world.sandbox.seed.role({ roleId: 'r1', members: ['ou_1', { openId: 'ou_2', scope: 'Part', departments: ['od_1'] }] });
		world.sandbox.seed.role({ roleId: 'r2', members: ['ou_2'] });
	});

	test('lists several roles, and says which one cannot be read', async () => {
		expect(await run('getAll', { roleId: 'r1, absent, r2', returnAll: true })).toMatchObject([
			{ role_id: 'r1', member_id: 'ou_1', scope_type: 'None' },
			{ role_id: 'r1', member_id: 'ou_2', scope_type: 'Part', department_ids: ['od_1'] },
			{ role_id: 'absent', status: 'refused', code: 41202 },
			{ role_id: 'r2', member_id: 'ou_2' },
		]);
	});

	test('finds some people', async () => {
		const json = await run('getAll', { roleId: 'r1,r2', returnAll: true, options: { onlyThese: 'ou_2' } });
		expect(json.map(({ role_id, member_id }) => [role_id, member_id])).toEqual([
			['r1', 'ou_2'],
			['r2', 'ou_2'],
		]);
	});
});

describe('Add Role Members', () => {
	test('takes copies back', async () => {
		world.sandbox.seed.role({ roleId: 'r1', members: ['ou_1', 'ou_2'] });
		const [line] = await remove('ou_1', { keepCopy: true });
		const json = await run('create', { roleId: 'r1', members: `[${JSON.stringify(line?.snapshot)}, "ou_2"]` });
		expect(told(json)).toEqual([
			['ou_1', 'created'],
			['ou_2', 'refused'],
		]);
		expect(json.some((item) => 'not_restored' in item)).toBe(false);
	});

	const losing: IDataObject[] = [
		{ member_id: 'ou_1', scope_type: 'Part', department_ids: ['od_1', 'od_2'] },
		{ member_id: 'ou_2', scope_type: 'All' },
		{ member_id: 'ou_3', scope_type: 'Part' },
		{ member_id: 'ou_4', scope_type: 'None' },
		{ member_id: 'ou_5' },
	];
	const lost = [
		['ou_1', undefined],
		['ou_2', ['all departments']],
		['ou_3', ['departments that the snapshot does not name']],
		['ou_4', undefined],
		['ou_5', undefined],
	];
	const add = async (members: unknown, more: INodeParameters = {}) =>
		await run('create', { roleId: 'r1', members: JSON.stringify(members), ...more });
	const scopesOf = () => world.sandbox.state.roles.get('r1')?.members.map(({ openId, scope, departments }) => [openId, scope, departments]);
	const part = (member_id: string, ...department_ids: string[]) => ({ member_id, scope_type: 'Part', department_ids });
	const lostOf = (json: IDataObject[]) => json.map(({ member_id, not_restored }) => [member_id, not_restored]);

	test.each([
		['are added', 'created', {}],
		['would be added', 'dry_run', { dryRun: true }],
	])('says which departments are not restored of people who %s', async (_what, status, more) => {
		world.sandbox.seed.role({ roleId: 'r1' });
		const json = await add(losing, more);
		expect(new Set(told(json).map(([, is]) => is))).toEqual(new Set([status]));
		expect(lostOf(json)).toEqual(lost);
		expect([calls('roleMemberCreate'), calls('roleMemberScopes')]).toEqual(status === 'created' ? [1, 1] : [0, 0]);
	});

	test('says so of people whom only a look shows in the role', async () => {
		world.sandbox.seed.role({ roleId: 'r1' });
		world.sandbox.fault({ endpoint: 'roleMemberCreate', kind: 'omit', field: 'results', on: 'every' });
		const json = await add(losing);
		expect(json).toMatchObject(losing.map(({ member_id }) => ({ member_id, status: 'created', confirmed_by: 'read' })));
		expect(lostOf(json)).toEqual(lost);
	});

	test('says nothing of it of somebody who is not added', async () => {
		world.sandbox.seed.role({ roleId: 'r1', members: ['ou_1'] });
		const json = await add([losing[0], { ...losing[1], deletion_status: 'refused' }]);
		expect(told(json)).toEqual([
			['ou_1', 'refused'],
			['ou_2', 'not_sent'],
		]);
		expect(lostOf(json)).toEqual([
			['ou_1', undefined],
			['ou_2', undefined],
		]);
	});

	test('adds somebody once who is named by an ID and by copies, and gives all departments', async () => {
		world.sandbox.seed.role({ roleId: 'r1' });
		const other = { member_id: 'ou_1', scope_type: 'Part', department_ids: ['od_2', 'od_3'] };
		expect(lostOf(await add(['ou_1', losing[0], other]))).toEqual([['ou_1', undefined]]);
		expect(scopesOf()).toEqual([['ou_1', 'Part', ['od_1', 'od_2', 'od_3']]]);
		expect(world.sandbox.calls('roleMemberCreate').map(({ body }) => body)).toEqual([{ members: ['ou_1'] }]);
	});

	test('gives back departments, by one call for all who had the same ones, in any order', async () => {
		world.sandbox.seed.role({ roleId: 'r1' });
		const json = await add([part('ou_1', 'od_1', 'od_2'), part('ou_2', 'od_2', 'od_1'), part('ou_3', 'od_3'), 'ou_4']);
		expect(json).toMatchObject(['ou_1', 'ou_2', 'ou_3', 'ou_4'].map((member_id) => ({ member_id, status: 'created' })));
		expect(json.some((item) => 'not_restored' in item || 'reason' in item)).toBe(false);
		expect(scopesOf()).toEqual([
			['ou_1', 'Part', ['od_1', 'od_2']],
			['ou_2', 'Part', ['od_1', 'od_2']],
			['ou_3', 'Part', ['od_3']],
			['ou_4', 'None', []],
		]);
		expect(calls('roleMemberScopes')).toBe(2);
	});

	test('sends at most 100 people and 100 departments in a call, and names departments that no call takes', async () => {
		world.sandbox.seed.role({ roleId: 'r1' });
		const people = numbered(150, (index) => `ou_${index}`).map((id) => part(id, 'od_1'));
		const lots = part('ou_lots', ...numbered(101, (index) => `od_${index}`));
		const json = await add([...people, lots]);
		expect(json.filter((item) => 'not_restored' in item)).toMatchObject([{ member_id: 'ou_lots', status: 'created' }]);
		expect(json.at(-1)?.not_restored).toHaveLength(101);
		expect(world.sandbox.calls('roleMemberScopes').map(({ body }) => (body as { members: string[] }).members.length)).toEqual([100, 50]);
	});

	test.each([
		[
			'a refusal of the whole call',
			{ kind: 'code', code: 41211, msg: '‹Feishu’s words›' },
			41211,
			/^Feishu may not have set the departments that this person had the role for: ‹Feishu’s words›$/,
		],
		['a permission that is missing', { kind: 'code', code: 99991672, msg: '‹Feishu’s words›' }, 99991672, /had the role for: /],
		['a lost answer', { kind: 'drop' }, undefined, /had the role for: /],
		['an answer without results', { kind: 'omit', field: 'results' }, undefined, /had the role for: No answer names this record$/],
		[
			'a reason for each',
			{ kind: 'answer', body: { data: { results: ['ou_1', 'ou_2'].map((user_id) => ({ user_id, reason: 6 })) } } },
			undefined,
			/had the role for: Feishu gives reason 6: the app has no permission for the departments/,
		],
	] as const)('leaves people created after %s, and says what is not restored and why', async (_what, fault, code, reason) => {
		world.sandbox.seed.role({ roleId: 'r1' });
		world.sandbox.fault({ endpoint: 'roleMemberScopes', on: 'every', ...fault } as Parameters<typeof world.sandbox.fault>[0]);
		const json = await add([part('ou_1', 'od_1'), part('ou_2', 'od_1')]);
		expect(json).toMatchObject(
			['ou_1', 'ou_2'].map((member_id) => ({ member_id, status: 'created', created: true, not_restored: ['department od_1'] })),
		);
		for (const item of json) {
			expect(item.reason).toMatch(reason);
			expect(item.what_to_do).toMatch(/ Then set the departments in the Feishu Admin console: the person is in the role already\.$/);
			expect(item.code).toBe(code);
		}
	});

	test('finds the one for whose sake all are refused', async () => {
		world.sandbox.seed.role({ roleId: 'r1' });
		world.sandbox.fault({ endpoint: 'roleMemberScopes', kind: 'code', code: 41211, msg: 'no authority', on: [1, 2] });
		const json = await add(['ou_1', 'ou_2', 'ou_3', 'ou_4'].map((id) => part(id, 'od_1')));
		expect(json.map((item) => [item.status, 'not_restored' in item])).toEqual(json.map(() => ['created', false]));
		expect(calls('roleMemberScopes')).toBe(5);
	});

	test('gives somebody departments whom one item names by an ID, and another one by a copy', async () => {
		world.sandbox.seed.role({ roleId: 'r1' });
		const json = await run('create', { roleId: 'r1', members: '={{ $json.member }}' }, [
			{ member: 'ou_1' },
			{ member: part('ou_1', 'od_1') },
		]);
		expect(lostOf(json)).toEqual([
			['ou_1', undefined],
			['ou_1', undefined],
		]);
		expect(scopesOf()).toEqual([['ou_1', 'Part', ['od_1']]]);
		expect([calls('roleMemberCreate'), calls('roleMemberScopes')]).toEqual([1, 1]);
	});

	test('plans the calls for departments, too', async () => {
		const people = ['ou_1', 'ou_2'].map((id) => part(id, id));
		expect(await add(people, { dryRun: true, options: { output: 'summary' } })).toMatchObject([{ dry_run: 2, planned_calls: 3 }]);
	});

	test.each(USER_ID_TYPES)('says for which departments as the official SDK does, with %s', async (user_id_type, key) => {
		const [members, departments] = [PEOPLE.map((person) => person[key]), ['od_1', 'od_2']];
		const start = () => {
			world.sandbox.reset('empty');
			for (const person of PEOPLE) world.sandbox.seed.person(person);
			world.sandbox.seed.role({ roleId: 'r1' });
		};
		const sent = () =>
			world.sandbox.calls('roleMemberScopes').map(({ method, path, query, body, code }) => ({ method, path, query, body, code }));
		start();
		await add(
			members.map((id) => ({ ...part(id, ...departments), user_id_type })),
			{ options: { userIdType: user_id_type } },
		);
		const ours = sent();
		start();
		world.sandbox.seed.role({ roleId: 'r1', members: PEOPLE });
		await sdkClient(world.sandbox).contact.v3.functionalRoleMember.scopes(
			{ path: { role_id: 'r1' }, params: { user_id_type }, data: { members, departments } },
			as(world.sandbox),
		);
		expect(ours).toEqual(sent());
		expect(ours.map(({ code }) => code)).toEqual([0]);
	});
});
