import type { INodeParameters } from 'n8n-workflow';
import { operations } from '../deletions';
import { PEOPLE } from '../deletions/values';
import { attendance, callsOf, CONTINUE, deletionOf, deletions, nodeOf, sandboxCredentials } from '../support/deletions';
import { runLoop, runNode, type NodeName } from '../support/engine';
import { CredentialStore } from '../support/credentialStore';
import { reported, tally } from '../support/law';
import { runsIn } from '../support/runs';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();
const { run, all } = runsIn(world);

const ON_ERROR = [{}, CONTINUE, { onError: 'continueErrorOutput' }] as const;

describe.each(deletions)('a dry run of $type', (deletion) => {
	const dry = { dryRun: true };

	test.each(ON_ERROR.flatMap((settings) => [{}, batchesOf(2), batchesOf(2, 100)].map((batching) => ({ settings, batching }))))(
		'sends nothing and names each record, under $settings, $batching',
		async ({ settings, batching }) => {
			const { names, items } = all(deletion, 5);
			const result = await run(deletion, items, { ...dry, ...batching }, settings);
			expect(world.sandbox.log).toEqual([]);
			expect(result.error).toBeUndefined();
			expect(result.errorJson).toEqual([]);
			expect(reported(deletion, result).map(({ name, item }) => [name, item])).toEqual(names.map((name, item) => [name, item]));
			for (const json of result.json) {
				expect(json).toMatchObject({ status: 'dry_run', deleted: false });
				// What holds for all of them is said by the summary.
				if (deletion.contract.dryRunNote !== undefined) expect(json.what_to_do).toMatch(/every occurrence|If (the|an) event repeats/);
				else for (const key of ['code', 'reason', 'what_to_do', 'log_id']) expect(json).not.toHaveProperty(key);
			}
			expect(names.every((name) => deletion.exists(world.sandbox, name))).toBe(true);
		},
	);

	test('tells the calls that the run then makes', async () => {
		const { names, items } = all(deletion, 45);
		const options = { output: 'summary' };
		const [planned = {}] = (await run(deletion, items, { ...dry, options })).json;
		const [done = {}] = (await run(deletion, items, { options })).json;
		expect(planned).toMatchObject({ asked: 45, deleted: 0, dry_run: 45, refused: 0, unknown: 0, not_sent: 0, calls: 0 });
		expect(planned.reasons).toMatchObject([{ status: 'dry_run', count: 45, reason: 'Dry Run is on: nothing was sent' }]);
		expect(planned.planned_calls).toBe(done.calls);
		expect(done.calls).toBe(callsOf(world.sandbox, deletion));
		expect(planned.planned_percent_of_10000_calls).toBeCloseTo(Number(done.calls) / 100);
		expect(done).not.toHaveProperty('planned_calls');
		expect(names.some((name) => deletion.exists(world.sandbox, name))).toBe(false);
	});

	test('needs no token: Feishu is not there', async () => {
		const { tenant } = sandboxCredentials(world.sandbox);
		const node = nodeOf(deletion, { parameters: dry });
		const items = deletion.names(2).map((name) => deletion.item(name));
		const { json, error } = await runNode(items, node, { tenant: { ...tenant, baseUrl: 'http://127.0.0.1:9' } });
		expect(error).toBeUndefined();
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'dry_run']);
	});
});

describe('a dry run', () => {
	test('needs no account to be connected', async () => {
		const node = nodeOf(deletionOf('taskFollower'), {
			parameters: { authentication: 'feishuOAuth2Api', dryRun: true },
			credentials: { feishuOAuth2Api: 'user' },
		});
		const item = deletionOf('taskFollower').item(deletionOf('taskFollower').names(1)[0] ?? '');
		const { json } = await runNode([item], node, { user: { region: 'custom', baseUrl: world.sandbox.url } });
		expect(json.map(({ status }) => status)).toEqual(['dry_run']);
	});

	test('refuses what the run would refuse', async () => {
		const { items } = all(attendance, 2);
		const stopped = await run(attendance, [...items, { id: '../x' }], { dryRun: true });
		expect(stopped.error?.message).toMatch(/^The field “Record IDs” of item 2 holds .+ Nothing was sent\.$/);
		const { json } = await run(attendance, [...items, { id: '../x' }], { dryRun: true }, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'dry_run', 'refused']);
	});

	test.each(['maybe', null, undefined, '', 1])('is never taken as off: an expression that returns %j is refused', async (value) => {
		const { names, items } = all(attendance, 1);
		const { error } = await run(attendance, [{ ...items[0], dry: value }], { dryRun: '={{ $json.dry }}' });
		expect(error?.message).toMatch(/^The field “Dry Run” of item 0 holds .+ Nothing was sent\.$/);
		expect(error?.description).toMatch(/^Choose on or off, /);
		expect(names.every((name) => attendance.exists(world.sandbox, name))).toBe(true);
	});

	test('may hold for some items alone, also of the same record', async () => {
		const { names, items } = all(attendance, 3);
		const given = [
			{ ...items[0], dry: true },
			{ ...items[0], dry: false },
			{ ...items[1], dry: 'true' },
			{ ...items[2], dry: 'false' },
		];
		const { json } = await run(attendance, given, { dryRun: '={{ $json.dry }}' });
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'deleted', 'dry_run', 'deleted']);
		expect(names.map((name) => attendance.exists(world.sandbox, name))).toEqual([false, true, false]);
	});

	test('is followed in one execution by the run itself', async () => {
		const { names, items } = all(attendance, 3);
		const node = nodeOf(attendance, { parameters: { dryRun: '={{ $runIndex === 0 }}' } });
		const rounds = await runLoop([items, items], node, new CredentialStore(sandboxCredentials(world.sandbox)));
		expect(rounds.map((round) => tally(attendance, round))).toEqual([{ dry_run: 3 }, { deleted: 3 }]);
		expect(names.some((name) => attendance.exists(world.sandbox, name))).toBe(false);
	});
});

describe('a dry run that an earlier version saved among the options', () => {
	test.each<[string, INodeParameters, 'dry_run' | 'deleted']>([
		['is on', { options: { dryRun: true } }, 'dry_run'],
		['is on beside the switch, which is off', { dryRun: false, options: { dryRun: true } }, 'dry_run'],
		['is off beside the switch, which is on', { dryRun: true, options: { dryRun: false } }, 'dry_run'],
		['is an expression beside the switch, which is off', { dryRun: false, options: { dryRun: '={{ $json.dry }}' } }, 'dry_run'],
		['is off', { options: { dryRun: false } }, 'deleted'],
	])('%s', async (_what, parameters, status) => {
		const { names, items } = all(attendance, 1);
		const { json } = await run(attendance, [{ ...items[0], dry: true }], parameters);
		expect(json.map((one) => one.status)).toEqual([status]);
		expect(names.map((name) => attendance.exists(world.sandbox, name))).toEqual([status === 'dry_run']);
	});
});

const creations = operations.filter(({ contract }) => contract.kind === 'create');

describe.each(creations.map((creation) => ({ node: creation.type, creation })))('a dry run of what $node creates', ({ creation }) => {
	const { type, operation, parameters, seed, wire } = creation;

	test.each(wire.map((row) => [row.name, row] as const))('sends nothing and says what for: %s', async (_name, row) => {
		for (const person of PEOPLE) world.sandbox.seed.person(person);
		seed(world.sandbox);
		const runWith = async (more: INodeParameters) =>
			await runNode(
				row.items ?? [{}],
				{
					type: type as NodeName,
					credentials: { feishuTenantApi: 'tenant' },
					parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters, ...row.parameters, ...more },
				},
				sandboxCredentials(world.sandbox),
			);
		const options = (row.parameters.options ?? parameters.options ?? {}) as INodeParameters;
		const rehearsed = await runWith({ dryRun: true });
		const [summary] = (await runWith({ dryRun: true, options: { ...options, output: 'summary' } })).json;
		expect(world.sandbox.log).toEqual([]);
		expect(rehearsed.error).toBeUndefined();
		for (const json of rehearsed.json) expect(json).toMatchObject({ status: 'dry_run', created: false });
		// An ID that the node makes up is another one in each run: what is shown is what the run does.
		expect((await runWith({ dryRun: true })).json).toEqual(rehearsed.json);
		const again = (await runWith({ dryRun: true, options: { ...options, output: 'summary' } })).json[0];
		expect(again?.reasons).toEqual(summary?.reasons);

		const [done] = (await runWith({ options: { ...options, output: 'summary' } })).json;
		expect(summary).toMatchObject({ asked: done?.asked, dry_run: done?.asked, created: 0, calls: 0 });
		expect(rehearsed.json).toHaveLength(Number(done?.asked));
	});
});

describe('a rehearsed creation', () => {
	const send = (more: INodeParameters) => ({
		type: 'feishuBatchMessage' as const,
		credentials: { feishuTenantApi: 'tenant' },
		parameters: {
			authentication: 'feishuTenantApi',
			operation: 'create',
			messageType: 'text',
			text: 'The canteen is closed today. '.repeat(10),
			recipients: { openIds: 'ou_lin, ou_zhou' },
			dryRun: true,
			options: {},
			...more,
		},
	});

	test('shows what the message is, and how it begins', async () => {
		const { json } = await runNode([{}], send({}), sandboxCredentials(world.sandbox));
		expect(json).toHaveLength(2);
		expect(json[0]).toMatchObject({ status: 'dry_run', open_id: 'ou_lin', message_type: 'text' });
		expect(json[0]?.message).toMatch(/^The canteen is closed today\. .{71}…$/);
	});

	test('shows of a punch what its keys do not say', async () => {
		const parameters = {
			authentication: 'feishuTenantApi',
			operation: 'create',
			employeeId: 'e1',
			creatorId: 'admin',
			locationName: 'Gate',
			checkTime: '2026-01-01T09:00:00Z',
			comment: 'In',
			dryRun: true,
		};
		const node = { type: 'feishuAttendanceRecord' as const, credentials: { feishuTenantApi: 'tenant' }, parameters };
		const { json } = await runNode([{}], node, sandboxCredentials(world.sandbox));
		expect(json).toEqual([
			{
				status: 'dry_run',
				punch_time: '2026-01-01T17:00:00+08:00',
				user_id: 'e1',
				check_time: '1767258000',
				location_name: 'Gate',
				comment: 'In',
				created: false,
			},
		]);
	});

	test.each([
		['the node makes up is not shown', {}, []],
		['is the builder’s own is', { additionalFields: { bizId: 'order-42' } }, ['order-42']],
	])('an ID that %s', async (_whose, fields, ids) => {
		const parameters: INodeParameters = {
			authentication: 'feishuTenantApi',
			operation: 'create',
			userIds: 'ou_lin',
			link: 'https://example.com',
			dryRun: true,
			...fields,
		};
		const node = { type: 'feishuAppFeedCard' as const, credentials: { feishuTenantApi: 'tenant' }, parameters };
		const { json } = await runNode([{}], node, sandboxCredentials(world.sandbox));
		expect(json).toMatchObject([{ status: 'dry_run', user_id: 'ou_lin' }]);
		expect(json.flatMap((item) => ('biz_id' in item ? [item.biz_id] : []))).toEqual(ids);
	});
});
