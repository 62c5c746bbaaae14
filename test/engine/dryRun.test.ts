import { deletionOf, deletions, nodeOf, sandboxCredentials } from '../support/deletions';
import { runLoop, runNode } from '../support/engine';
import { CredentialStore } from '../support/credentialStore';
import { reported, tally } from '../support/law';
import { runsIn } from '../support/runs';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();
const { run, all } = runsIn(world);
const attendance = deletionOf('attendanceRecord');

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const ON_ERROR = [{}, CONTINUE, { onError: 'continueErrorOutput' }] as const;

describe.each(deletions)('a dry run of $type', (deletion) => {
	const dry = { options: { dryRun: true } };

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
				expect(json).toMatchObject({ status: 'dry_run', deleted: false, code: null, log_id: null });
				expect(json.reason).toBe('Dry Run is on: nothing was sent');
			}
			expect(names.every((name) => deletion.exists(world.sandbox, name))).toBe(true);
		},
	);

	test('tells the calls that the run then makes', async () => {
		const { names, items } = all(deletion, 45);
		const options = { output: 'summary' };
		const [planned = {}] = (await run(deletion, items, { options: { ...options, dryRun: true } })).json;
		const [done = {}] = (await run(deletion, items, { options })).json;
		expect(planned).toMatchObject({ asked: 45, deleted: 0, dry_run: 45, refused: 0, unknown: 0, not_sent: 0, calls: 0 });
		expect(planned.reasons).toMatchObject([{ status: 'dry_run', count: 45, reason: 'Dry Run is on: nothing was sent' }]);
		expect(planned.planned_calls).toBe(done.calls);
		expect(done.calls).toBe(world.sandbox.calls(deletion.endpoint).length);
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
			parameters: { authentication: 'feishuOAuth2Api', options: { dryRun: true } },
			credentials: { feishuOAuth2Api: 'user' },
		});
		const item = deletionOf('taskFollower').item(deletionOf('taskFollower').names(1)[0] ?? '');
		const { json } = await runNode([item], node, { user: { region: 'custom', baseUrl: world.sandbox.url } });
		expect(json.map(({ status }) => status)).toEqual(['dry_run']);
	});

	test('refuses what the run would refuse', async () => {
		const { items } = all(attendance, 2);
		const stopped = await run(attendance, [...items, { id: '../x' }], { options: { dryRun: true } });
		expect(stopped.error?.message).toMatch(/^The field “Record IDs” of item 2 holds .+ Nothing was sent\.$/);
		const { json } = await run(attendance, [...items, { id: '../x' }], { options: { dryRun: true } }, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'dry_run', 'refused']);
	});

	test.each(['maybe', null, undefined, '', 1])('is never taken as off: an expression that yields %j is refused', async (value) => {
		const { names, items } = all(attendance, 1);
		const { error } = await run(attendance, [{ ...items[0], dry: value }], { options: { dryRun: '={{ $json.dry }}' } });
		expect(error?.message).toMatch(/^The field “Dry Run” of item 0 holds .+ Choose on or off, .+ Nothing was sent\.$/);
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
		const { json } = await run(attendance, given, { options: { dryRun: '={{ $json.dry }}' } });
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'deleted', 'dry_run', 'deleted']);
		expect(names.map((name) => attendance.exists(world.sandbox, name))).toEqual([false, true, false]);
	});

	test('is followed in one execution by the run itself', async () => {
		const { names, items } = all(attendance, 3);
		const node = nodeOf(attendance, { parameters: { options: { dryRun: '={{ $runIndex === 0 }}' } } });
		const rounds = await runLoop([items, items], node, new CredentialStore(sandboxCredentials(world.sandbox)));
		expect(rounds.map((round) => tally(attendance, round))).toEqual([{ dry_run: 3 }, { deleted: 3 }]);
		expect(names.some((name) => attendance.exists(world.sandbox, name))).toBe(false);
	});
});
