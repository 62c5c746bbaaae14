import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { mailingList } from '../../nodes/FeishuMailingListMember/mailingList';
import * as listNode from '../../nodes/FeishuMailingListMember/operations';
import { publicMailbox } from '../../nodes/FeishuPublicMailboxMember/publicMailbox';
import * as mailboxNode from '../../nodes/FeishuPublicMailboxMember/operations';
import * as listPages from '../deletions/mailingListMember/spec';
import * as mailboxPages from '../deletions/publicMailboxMember/spec';
import { numbered, rl } from '../deletions/values';
import { SANDBOX_APP, thingsOf } from '../sandbox';
import type { SeedMailPlace } from '../sandbox/mailPlaces';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { listFrom } from '../support/lists';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const LIN = { openId: 'ou_lin', unionId: 'on_lin', userId: 'lin', email: 'lin@example.com', mobile: '+8613900000001' };
const ZHOU = { openId: 'ou_zhou', unionId: 'on_zhou', userId: 'zhou' };

/** The two nodes, by what the tests call differently. */
const PLACES = [
	{
		type: 'feishuMailingListMember',
		endpoint: 'mailingListMember',
		...mailingList,
		calls: { list: 'mailgroupList', get: 'mailgroupGet', members: 'mailgroupMembers', create: 'mailgroupMemberCreate' },
		node: listNode,
		pages: listPages,
		seedPlace: (place: SeedMailPlace) => world.sandbox.seed.mailgroup(place),
	},
	{
		type: 'feishuPublicMailboxMember',
		endpoint: 'publicMailboxMember',
		...publicMailbox,
		calls: { list: 'publicMailboxList', get: 'publicMailboxGet', members: 'publicMailboxMembers', create: 'publicMailboxMemberCreate' },
		node: mailboxNode,
		pages: mailboxPages,
		seedPlace: (place: SeedMailPlace) => world.sandbox.seed.publicMailbox(place),
	},
] as const;

describe.each(PLACES)('members of a $one', ({ type, endpoint, parameter, key, nameKey, emailKey, calls: names, node, pages, ...place }) => {
	const seedPlace: (about: SeedMailPlace) => unknown = place.seedPlace;
	const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}], settings: NodeSetup['settings'] = {}) =>
		await runNode(
			items,
			{
				type,
				credentials: { feishuTenantApi: 'tenant' },
				settings,
				parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
			},
			sandboxCredentials(world.sandbox),
		);
	const calls = (name: string) => world.sandbox.calls(name).length;
	const members = (id: string) => [...thingsOf(world.sandbox.state, endpoint).values()].filter((one) => one.in === id).map((one) => one.id);
	const person = (id: string, openId: string) => ({ id, row: { type: 'USER', user_id: openId } });
	const seed = (id: string, things: ReadonlyArray<{ id: string; row?: object }>, about: Partial<SeedMailPlace> = {}) => {
		seedPlace({ id, ...about });
		world.sandbox.seed.things(
			endpoint,
			things.map((thing) => ({ ...thing, in: id }) as never),
		);
	};
	const remove = async (memberIds: string, options: INodeParameters = {}, settings: NodeSetup['settings'] = CONTINUE) =>
		await run('delete', { [parameter]: rl('p1'), memberIds, options }, [{}], settings);
	const find = async (parameters: INodeParameters, settings: NodeSetup['settings'] = {}) =>
		await run('getAll', { scope: 'one', [parameter]: rl('p1'), returnAll: true, simplify: true, ...parameters }, [{}], settings);

	test('each call has the address, the rate and the codes of its page', () => {
		for (const [call, page] of [
			[place.list, pages.LIST_SPEC],
			[place.get, pages.GET_SPEC],
			[place.members, pages.MEMBERS_SPEC],
			[node.addition.endpoint, pages.CREATE_SPEC],
		] as const) {
			expect(call.documentation).toBe(page.url);
			expect(call.rates).toEqual(page.rateLimits.map(({ calls: most, windowMs }) => ({ calls: most, perMs: windowMs })));
			expect(Object.keys(call.refusals).map(Number).sort()).toEqual(page.errors.map(({ code }) => code).sort());
			if ('path' in call) expect([call.method, `/open-apis${call.path}`]).toEqual([page.method, page.path]);
		}
	});

	test('are removed 200 a call, and named by the ID of the place or by its address, which is asked for once', async () => {
		const ids = numbered(250, (index) => `m${index}`);
		seed(
			'p1',
			ids.map((id) => ({ id })),
			{ email: 'Team@example.com' },
		);
		const items = ids.map((id, index) => ({ id, place: index % 2 === 0 ? 'p1' : 'team@example.com' }));
		const { json } = await run('delete', { [parameter]: rl('={{ $json.place }}'), memberIds: '={{ $json.id }}' }, items);
		expect(json.map(({ status, member_id, [key]: of }) => [status, member_id, of])).toEqual(ids.map((id) => ['deleted', id, 'p1']));
		expect([calls(endpoint), calls(names.get), members('p1')]).toEqual([2, 1, []]);
	});

	test('are not sent to an address that nothing has, and the rest is', async () => {
		seed('p1', [{ id: 'm1' }]);
		const items = [{ place: 'none@example.com' }, { place: 'p1' }];
		const { json } = await run('delete', { [parameter]: rl('={{ $json.place }}'), memberIds: 'm1' }, items, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'deleted']);
		expect(json[0]?.reason).toMatch(/could not be looked up/);
	});

	test.each(['ou_lin', 'on_lin', 'lin@example.com', '+8613900000001', 'oc_1', 'om_1'])(
		'%s is no member ID: nothing is sent, and Get Many is named',
		async (id) => {
			const { error } = await run('delete', { [parameter]: rl('p1'), memberIds: id });
			expect(`${error?.message} ${String((error as { description?: string } | undefined)?.description)}`).toMatch(/Only These Members/);
			expect([endpoint, ...Object.values(names)].map(calls)).toEqual([0, 0, 0, 0, 0]);
		},
	);

	describe.each(['refusesAll', 'othersGo'] as const)('if one of several is not there, and Feishu %s', (missingMailMember) => {
		beforeEach(() => {
			world.sandbox.setOptions({ answers: { missingMailMember } });
			seed(
				'p1',
				numbered(8, (index) => `m${index}`).map((id) => ({ id })),
			);
		});

		test('the others are removed, and one read of the list tells', async () => {
			const { json } = await remove('m0,m1,m2,gone,m3', { alreadyGone: true });
			expect(json.every(({ status }) => status === 'deleted' || status === 'already_gone')).toBe(true);
			expect(json[3]).toMatchObject({ member_id: 'gone', status: 'already_gone' });
			expect(members('p1')).toEqual(['m4', 'm5', 'm6', 'm7']);
			expect(calls(endpoint)).toBeLessThanOrEqual(2);
		});

		test('with a copy of those that were there, they are deleted, and the one is already gone', async () => {
			const { json } = await remove('m0,m1,gone,m2', { alreadyGone: true, keepCopy: true });
			expect(json.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'already_gone', 'deleted']);
			expect(members('p1')).toEqual(['m3', 'm4', 'm5', 'm6', 'm7']);
		});

		test('without Already Gone, the one is refused by its own call', async () => {
			const { json } = await remove('m0,gone', { alreadyGone: false });
			expect(json[1]).toMatchObject({ status: 'refused' });
			expect(members('p1')).not.toContain('m0');
		});
	});

	test('are settled by the list if the answer is lost', async () => {
		seed(
			'p1',
			numbered(3, (index) => `m${index}`).map((id) => ({ id })),
		);
		world.sandbox.fault({ endpoint, kind: 'resetAfter', on: 'every' });
		const { json } = await remove('m0,m1');
		expect(json).toMatchObject([
			{ status: 'deleted', confirmed_by: 'read' },
			{ status: 'deleted', confirmed_by: 'read' },
		]);
		expect(members('p1')).toEqual(['m2']);
	});

	describe('Never Delete', () => {
		beforeEach(() => {
			for (const one of [LIN, ZHOU]) world.sandbox.seed.person(one);
			seed('p1', [person('m1', LIN.openId), person('m2', ZHOU.openId)]);
		});

		test.each<[string, string, INodeParameters]>([
			['an Open ID', 'ou_lin', {}],
			['a Union ID', 'on_lin', { userIdType: 'union_id' }],
			['a User ID', 'lin', { userIdType: 'user_id' }],
			['an email address', 'LIN@example.com', {}],
			['a mobile number', '+8613900000001', {}],
			['the member ID', 'm1', {}],
		])('finds a person behind the member ID by %s', async (_what, neverDelete, options) => {
			const { json } = await remove('m1,m2', { neverDelete, ...options });
			expect(json.map(({ status }) => status)).toEqual(['not_sent', 'deleted']);
			expect(members('p1')).toEqual(['m1']);
			expect(world.sandbox.calls(endpoint).every(({ query }) => Object.keys(query).length === 0)).toBe(true);
		});

		test('sends nothing for an ID that User ID Type does not fit, or an address that is nobody’s in a mailbox', async () => {
			const { json } = await remove('m1', { neverDelete: 'on_lin' });
			expect(json[0]).toMatchObject({ status: 'not_sent', reason: expect.stringMatching(/while User ID Type is Open ID/) as unknown });
			expect(calls(endpoint)).toBe(0);
		});

		test.each(['lin@example.com', 'ou_lin', '+8613900000001'])(
			'finds them by %s as well if the place is named by its address',
			async (neverDelete) => {
				const parameters = { [parameter]: rl('p1@example.com'), memberIds: 'm1,m2', options: { neverDelete } };
				const { json } = await run('delete', parameters, [{}], CONTINUE);
				expect(json.map(({ status }) => status)).toEqual(['not_sent', 'deleted']);
				expect(members('p1')).toEqual(['m1']);
			},
		);

		test.each(['p1', 'p1@example.com'])('keeps all members if it names the place by its ID, and items name it by %s', async (at) => {
			const parameters = { [parameter]: rl(at), memberIds: 'm1,m2', options: { neverDelete: 'p1' } };
			const { json } = await run('delete', parameters, [{}], CONTINUE);
			expect(json.map(({ status }) => status)).toEqual(['not_sent', 'not_sent']);
			expect(calls(endpoint)).toBe(0);
		});

		test(`keeps a ${place.one} by its address, whatever names it elsewhere`, async () => {
			seedPlace({ id: 'p1', email: 'all@example.com' });
			expect((await remove('m1', { neverDelete: 'All@example.com' })).json).toMatchObject([
				{ status: 'not_sent', reason: 'Never Delete names this record' },
			]);
			expect([calls(endpoint), calls(names.get)]).toEqual([0, 1]);
		});

		test('sends nothing if it is not known whether an address is that of the place', async () => {
			world.sandbox.fault({ endpoint: names.get, on: 'every', kind: 'code', code: 99991672 });
			const { json } = await remove('m1', { neverDelete: 'all@example.com' });
			expect(json[0]).toMatchObject({
				status: 'not_sent',
				reason: expect.stringMatching(/^Never Delete holds "all@example.com", which could not be looked up/) as unknown,
			});
			expect(calls(endpoint)).toBe(0);
		});

		test('sends nothing for a User ID that the list does not show', async () => {
			const { json } = await remove('m1', { neverDelete: 'lin' });
			expect(json[0]).toMatchObject({ status: 'not_sent', reason: expect.stringMatching(/so it would protect nobody/) as unknown });
			expect(calls(endpoint)).toBe(0);
		});

		test('keeps a person whose ID the list does not show', async () => {
			world.sandbox.fault({
				endpoint: names.members,
				kind: 'answer',
				on: 'every',
				body: { code: 0, data: { items: [{ member_id: 'm2', type: 'USER' }], has_more: false } },
			});
			expect((await remove('m2', { neverDelete: 'ou_lin' })).json).toMatchObject([{ status: 'not_sent' }]);
			expect(calls(endpoint)).toBe(0);
		});
	});

	test('after a lost answer, a list that does not say who is in it does not show that somebody was not added', async () => {
		seed('p1', [person('m2', 'ou_zhou')]);
		world.sandbox.fault({ endpoint: names.create, on: 'every', kind: 'resetAfter' });
		world.sandbox.fault({ endpoint: names.members, on: 'every', kind: 'omit', field: 'user_id' });
		const { json } = await run('create', { [parameter]: rl('p1'), members: 'ou_lin' }, [{}], CONTINUE);
		expect(json).toMatchObject([{ status: 'unknown' }]);
	});

	test('without a member ID are not returned, which is said', async () => {
		seed('p1', [person('m1', 'ou_lin')]);
		world.sandbox.fault({ endpoint: names.members, on: 'every', kind: 'omit', field: 'member_id' });
		expect((await find({}, CONTINUE)).json).toMatchObject([
			{ status: 'refused', reason: `Feishu gives no ID of one member of this ${place.one}` },
		]);
	});

	test('are found in one place, by its address as well, with its name', async () => {
		seed('p1', [person('m1', 'ou_lin'), person('m2', 'ou_zhou')], { name: 'Team', email: 'team@example.com' });
		const { json } = await find({ [parameter]: rl('team@example.com') });
		expect(json).toEqual([
			{ type: 'USER', [nameKey]: 'Team', [emailKey]: 'team@example.com', [key]: 'p1', member_id: 'm1', user_id: 'ou_lin' },
			{ type: 'USER', [nameKey]: 'Team', [emailKey]: 'team@example.com', [key]: 'p1', member_id: 'm2', user_id: 'ou_zhou' },
		]);
		expect([calls(names.get), calls(names.members), calls(names.list)]).toEqual([1, 1, 0]);
	});

	test('one person is found in all places, and removed from them by what Get Many returns', async () => {
		for (const one of [LIN, ZHOU]) world.sandbox.seed.person(one);
		for (const id of numbered(30, (index) => `p${index}`))
			seed(id, [person(`${id}z`, ZHOU.openId), ...(id.endsWith('7') ? [person(`${id}l`, LIN.openId)] : [])]);
		const { json } = await find({ scope: 'all', options: { onlyThese: 'lin@example.com' } });
		expect(json.map(({ [key]: of, member_id }) => [of, member_id])).toEqual(['p7', 'p17', 'p27'].map((id) => [id, `${id}l`]));
		expect([calls(names.list), calls(names.members), calls(names.get)]).toEqual([1, 30, 0]);
		const removed = await run('delete', { [parameter]: rl(`={{ $json.${key} }}`), memberIds: '={{ $json.member_id }}' }, json);
		expect(removed.json.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'deleted']);
		expect(members('p7')).toEqual(['p7z']);
	});

	test('a dry run of the search counts the places, and reads no members', async () => {
		for (const id of numbered(3, (index) => `p${index}`)) seed(id, [{ id: `${id}m` }]);
		const { json } = await find({ scope: 'all', dryRun: true });
		expect([json.length, calls(names.members), calls(names.list)]).toEqual([1, 0, 1]);
	});

	test('an empty array in Only These Members finds nobody, and asks nothing', async () => {
		seed('p1', [person('m1', 'ou_lin')]);
		expect((await find({ options: { onlyThese: '={{ [] }}' } })).json).toEqual([]);
		expect([endpoint, ...Object.values(names)].map(calls)).toEqual([0, 0, 0, 0, 0]);
	});

	test('a place that cannot be read is one line, and the others are read', async () => {
		for (const id of ['p1', 'p2', 'p3']) seed(id, [{ id: `${id}m` }]);
		world.sandbox.fault({ endpoint: names.members, kind: 'code', code: pages.MEMBERS_SPEC.errors[0]!.code, msg: 'gone', on: 2 });
		const { json } = await find({ scope: 'all' }, CONTINUE);
		expect(json.map(({ [key]: of, member_id, status }) => member_id ?? [of, status])).toEqual(['p1m', ['p2', expect.anything()], 'p3m']);
	});

	test('Simplify off adds what Feishu says of both', async () => {
		seed('p1', [person('m1', 'ou_lin')]);
		const { json } = await find({ simplify: false });
		expect(json[0]).toMatchObject({ member: { member_id: 'm1' }, [key.replace('_id', '')]: { [key]: 'p1' } });
	});

	test('a person is put back from a copy, with a new member ID', async () => {
		world.sandbox.seed.person(LIN);
		seed('p1', [person('m1', LIN.openId)]);
		const { json } = await remove('m1', { keepCopy: true });
		expect(json[0]).toMatchObject({ status: 'deleted', snapshot: { type: 'USER', user_id: 'ou_lin', user_id_type: 'open_id' } });
		const back = await run('create', { [parameter]: rl('p1'), members: '={{ $json.snapshot }}' }, json);
		const [added] = members('p1');
		expect(back.json[0]).toMatchObject({ status: 'created', user_id: 'ou_lin', member_id: added });
		expect(added).not.toBe('m1');
	});

	test.each(['listed', 'leftOut'] as const)(
		'somebody who is a member already is created, if Feishu answers: %s',
		async (existingMailMember) => {
			world.sandbox.setOptions({ answers: { existingMailMember } });
			seed('p1', [person('m1', 'ou_lin')]);
			const { json } = await run('create', { [parameter]: rl('p1'), members: 'ou_lin,ou_zhou' });
			expect(json).toMatchObject([{ status: 'created', member_id: 'm1' }, { status: 'created' }]);
			expect(members('p1')).toHaveLength(2);
		},
	);

	test('somebody is added by email address', async () => {
		world.sandbox.seed.person(LIN);
		seed('p1', []);
		const { json } = await run('create', { [parameter]: rl('p1'), members: 'lin@example.com' });
		expect(json[0]).toMatchObject({ status: 'created', user_id: 'ou_lin', looked_up: 'lin@example.com' });
	});

	test('the list in the editor has names and addresses, and searches both', async () => {
		for (const id of numbered(230, (index) => `p${index}`)) seedPlace({ id, name: `Team ${id}`, email: `${id}@example.com` });
		const list = async (filter?: string) =>
			await listFrom(
				type,
				place.searchMethod,
				{
					parameters: { authentication: 'feishuTenantApi', operation: 'delete' },
					credentials: { feishuTenantApi: 'tenant' },
					...(filter !== undefined && { filter }),
				},
				sandboxCredentials(world.sandbox),
			);
		expect((await list()).results[0]).toEqual({ name: 'Team p0 (p0@example.com)', value: 'p0' });
		expect((await list('P229@EXAMPLE')).results.map(({ value }) => value)).toEqual(['p229']);
	});
});

describe('members of a mailing list who are no people', () => {
	const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
		await runNode(
			items,
			{
				type: 'feishuMailingListMember',
				credentials: { feishuTenantApi: 'tenant' },
				settings: CONTINUE,
				parameters: { authentication: 'feishuTenantApi', operation, mailgroupId: rl('p1'), options: {}, ...parameters },
			},
			sandboxCredentials(world.sandbox),
		);
	const ROWS = [
		{ type: 'DEPARTMENT', department_id: 'od-1' },
		{ type: 'EXTERNAL_USER', email: 'Guest@example.org' },
		{ type: 'MAIL_GROUP', email: 'all@example.com' },
		{ type: 'OTHER_MEMBER', email: 'desk@example.com' },
	];

	beforeEach(() => {
		world.sandbox.seed.mailgroup({ id: 'p1' });
		world.sandbox.seed.person(LIN);
		world.sandbox.seed.things(
			'mailingListMember',
			[...ROWS, { type: 'COMPANY' }, { type: 'PUBLIC_MAILBOX', email: 'hr@example.com' }].map((row, index) => ({
				id: `m${index}`,
				in: 'p1',
				row,
			})),
		);
	});

	test('are put back by their type, and those without a field for it are not removed with Keep a Copy', async () => {
		const { json } = await run('delete', { memberIds: 'm0,m1,m2,m3,m4,m5', options: { keepCopy: true } });
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'deleted', 'deleted', 'not_sent', 'not_sent']);
		expect(json[4]?.reason).toMatch(/COMPANY/);
		const back = await run('create', { members: '={{ $json.snapshot }}' }, json.slice(0, 4));
		expect(back.json).toMatchObject(ROWS.map((row) => ({ status: 'created', ...row })));
	});

	test.each([
		['an address from outside', 'guest@example.org', ['m1']],
		['a department', 'od-1', ['m0']],
		['a colleague’s address, which is another member’s too', 'lin@example.com,all@example.com', ['m2']],
	])('are found by %s', async (_what, onlyThese, found) => {
		const { json } = await run('getAll', { scope: 'one', returnAll: true, simplify: true, options: { onlyThese } });
		expect(json.map(({ member_id }) => member_id)).toEqual(found);
	});

	test.each([
		['by its ID', 'p1', 'team@example.com', 'not_sent'],
		['by its address', 'TEAM@example.com', 'team@example.com', 'not_sent'],
		['by its ID, and an address from outside means no list', 'p1', 'guest@example.com', 'deleted'],
	])('Never Delete keeps a whole list by its address, if items name it %s', async (_what, at, neverDelete, status) => {
		world.sandbox.seed.mailgroup({ id: 'p1', email: 'team@example.com' });
		const { json } = await run('delete', { mailgroupId: rl(at), memberIds: 'm0', options: { neverDelete } });
		expect(json).toMatchObject([{ status }]);
		expect(world.sandbox.calls('mailgroupGet').length).toBeLessThanOrEqual(2);
	});

	test('Never Delete that cannot be looked up sends nothing', async () => {
		world.sandbox.fault({ endpoint: 'mailgroupGet', kind: 'http500', on: 'every' });
		const { json } = await run('delete', { memberIds: 'm0', options: { neverDelete: 'guest@example.com' } });
		expect(json).toMatchObject([{ status: 'not_sent' }]);
		expect(world.sandbox.calls('mailingListMember')).toEqual([]);
	});

	test('an address that cannot be looked up is refused, with what this node can do about it', async () => {
		world.sandbox.seed.app({ ...SANDBOX_APP, scopes: ['mail:mailgroup'] });
		const { json } = await run('getAll', { scope: 'one', returnAll: true, simplify: true, options: { onlyThese: 'guest@example.org' } });
		expect(json[0]?.reason).toMatch(/could not be looked up/);
		expect(json[0]?.what_to_do).not.toMatch(/Attendee/);
		expect(world.sandbox.calls('mailgroupMembers')).toEqual([]);
	});

	test('Never Delete with a department keeps it', async () => {
		world.sandbox.seed.things('mailingListMember', [{ id: 'd1', in: 'p1', row: { type: 'DEPARTMENT', department_id: 'od-1' } }] as never);
		const { json } = await run('delete', { memberIds: 'd1', options: { neverDelete: 'od-1' } });
		expect(json).toMatchObject([{ status: 'not_sent' }]);
	});

	test.each([
		['an address from outside keeps it', 'guest@example.org', 'not_sent'],
		['another one does not', 'other@example.org', 'deleted'],
	])('Never Delete with %s', async (_what, neverDelete, status) => {
		const { json } = await run('delete', { memberIds: 'm1', options: { neverDelete } });
		expect(json).toMatchObject([{ status }]);
	});
});

test('an address that is nobody’s protects nobody in a public mailbox, and says so', async () => {
	world.sandbox.seed.person(LIN);
	world.sandbox.seed.publicMailbox({ id: 'p1' });
	const { json } = await runNode(
		[{}],
		{
			type: 'feishuPublicMailboxMember',
			credentials: { feishuTenantApi: 'tenant' },
			settings: CONTINUE,
			parameters: {
				authentication: 'feishuTenantApi',
				operation: 'delete',
				publicMailboxId: rl('p1'),
				memberIds: 'm1',
				options: { neverDelete: 'nobody@example.org' },
			},
		},
		sandboxCredentials(world.sandbox),
	);
	expect(json[0]).toMatchObject({ status: 'not_sent', reason: expect.stringMatching(/finds nobody with it/) as unknown });
});
