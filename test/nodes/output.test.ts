import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { blind, callsOf, type Deletion, deletionOf, deletions, itemsOf, nodeOf, sandboxCredentials, seedBut } from '../support/deletions';
import { runNode, type NodeResult, type NodeSetup } from '../support/engine';
import { expectEachOnce, reported } from '../support/law';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

const continuing = { onError: 'continueRegularOutput' } as const;

async function run(
	deletion: Deletion,
	items: readonly IDataObject[],
	parameters: INodeParameters = {},
	settings: NodeSetup['settings'] = continuing,
): Promise<NodeResult> {
	return await runNode(items, nodeOf(deletion, { parameters, settings }), sandboxCredentials(world.sandbox));
}

const pairedItems = ({ outputs }: NodeResult) => outputs.flat().map(({ pairedItem }) => pairedItem);

const WHY = ['code', 'reason', 'what_to_do'];

describe.each(deletions)('$type', (deletion) => {
	const { endpoint, done, keys } = deletion;
	const withOptions = (options: INodeParameters): INodeParameters => ({ options });

	test('shows the status, the keys of the record, and then the rest, where there is something to say', async () => {
		const names = deletion.names(2);
		seedBut(world.sandbox, deletion, names, names.slice(1));
		const { json } = await run(deletion, itemsOf(deletion, names));
		// An accepted recall is neither deleted nor not.
		expect(Object.keys(json[0] ?? {})).toEqual(['status', ...keys, ...(done === 'deleted' ? ['deleted'] : []), 'log_id']);
		expect(Object.keys(json[1] ?? {}).filter((key) => key !== 'code')).toEqual([
			'status',
			...keys,
			'deleted',
			...WHY.filter((key) => key !== 'code'),
			'log_id',
		]);
		expect(json[0]).toMatchObject({
			status: done,
			...(done === 'deleted' && { deleted: true }),
		});
		expect(json[1]).toMatchObject({ status: 'refused', deleted: false });
		for (const item of json) {
			expect(item.log_id).toMatch(/^\d{14}/);
			for (const key of keys) expect(typeof item[key]).toBe('string');
		}
	});

	test('adds the input item’s fields under "input" when asked to', async () => {
		const names = deletion.names(2);
		deletion.seed(world.sandbox, names);
		const items = names.map((name, index) => ({ ...deletion.item(name), status: 'mine', row: index }));
		const { json } = await run(deletion, items, withOptions({ includeInputFields: true }));
		expect(json.map(({ input }) => input)).toEqual(items);
		expect(json.map(({ status }) => status)).toEqual([done, done]);
		const without = await run(deletion, items, withOptions({ includeInputFields: false }));
		expect(without.json.some((item) => 'input' in item)).toBe(false);
	});

	test('sums a run up in one item that is paired with all, when asked to', async () => {
		const names = deletion.names(4);
		const [, refused = ''] = names;
		seedBut(world.sandbox, deletion, names, [refused]);
		const result = await run(deletion, itemsOf(deletion, names), withOptions({ output: 'summary' }));
		expect(result.json).toHaveLength(1);
		const [summary = {}] = result.json;
		const recall = done === 'recall_requested';
		expect(Object.keys(summary)).toEqual([
			'asked',
			'deleted',
			...(recall ? ['recall_requested'] : []),
			'refused',
			'unknown',
			'not_sent',
			'reasons',
			'calls',
			'calls_repeated',
			'seconds_waited',
			'seconds',
		]);
		expect(summary).toMatchObject({
			asked: 4,
			deleted: recall ? 0 : 3,
			...(recall && { recall_requested: 3 }),
			refused: 1,
			unknown: 0,
			not_sent: 0,
			calls: callsOf(world.sandbox, deletion),
			calls_repeated: 0,
		});
		const [reason = {}, ...more] = summary.reasons as IDataObject[];
		expect(more).toEqual([]);
		expect(Object.keys(reason)).toEqual(['status', 'count', 'code', 'reason', 'what_to_do', 'log_id', 'records']);
		expect(reason).toMatchObject({ status: 'refused', count: 1 });
		const records = reason.records as IDataObject[];
		expect(records.map((json) => deletion.nameOf(json))).toEqual([refused]);
		expect(Object.keys(records[0]!)).toEqual(keys);
		expect(pairedItems(result)).toEqual([names.map((_name, item) => ({ item }))]);
	});

	test('sends a record once that two items name, and answers both', async () => {
		const names = deletion.names(2);
		const [first = '', second = ''] = names;
		deletion.seed(world.sandbox, names);
		const asked = [first, second, first, first];
		const result = await run(deletion, itemsOf(deletion, asked));
		expectEachOnce(deletion, result, asked);
		expect(reported(deletion, result).map(({ json }) => json.status)).toEqual([done, done, done, done]);
		const bodies = JSON.stringify(world.sandbox.calls(endpoint).map(({ path, body }) => [path, body]));
		const own = String(Object.values(deletion.item(first)).at(-1));
		expect(bodies.split(own)).toHaveLength(2);
	});

	test('never shows a message as recalled, or anything else as recall requested', async () => {
		const names = deletion.names(3);
		deletion.seed(world.sandbox, names);
		const { json } = await run(deletion, itemsOf(deletion, names));
		expect(new Set(json.map(({ status, deleted }) => `${String(status)} ${String(deleted)}`))).toEqual(
			new Set([done === 'recall_requested' ? 'recall_requested undefined' : 'deleted true']),
		);
	});
});

describe('several records in one item', () => {
	test.each(deletions.filter(({ limit }) => limit > 1))('$type: one output item for each, all paired with it', async (deletion) => {
		const groups = [deletion.listNames(1, 4), deletion.listNames(2, 1), deletion.listNames(3, 3)];
		deletion.seed(world.sandbox, groups.flat());
		const result = await run(
			deletion,
			groups.map((group) => deletion.listItem(group)),
			deletion.listParameters,
		);
		expectEachOnce(deletion, result, groups);
		expect(reported(deletion, result).map(({ name }) => name)).toEqual(groups.flat());
		expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(1);
	});

	test.each(deletions.filter(({ limit }) => limit > 1))(
		'$type: one that the item names twice is sent once and answered once',
		async (deletion) => {
			const [first = '', second = ''] = deletion.listNames(1, 2);
			deletion.seed(world.sandbox, [first, second]);
			const result = await run(deletion, [deletion.listItem([first, second, first])], deletion.listParameters);
			expectEachOnce(deletion, result, [[first, second]]);
			expect(reported(deletion, result).map(({ json }) => json.status)).toEqual([deletion.done, deletion.done]);
		},
	);

	const withEmpty = deletions.flatMap((deletion) => (deletion.emptyItem === undefined ? [] : [{ ...deletion, empty: deletion.emptyItem }]));

	test.each(withEmpty)('$type: an empty array is nothing to do', async ({ empty, ...deletion }) => {
		const names = deletion.listNames(1, 2);
		deletion.seed(world.sandbox, names);
		const result = await run(deletion, [empty, deletion.listItem(names), empty], deletion.listParameters, {});
		expect(result.error).toBeUndefined();
		expectEachOnce(deletion, result, [[], names, []]);

		const alone = await run(deletion, [empty], deletion.listParameters, {});
		expect(alone.error).toBeUndefined();
		expect(alone.outputs.flat()).toEqual([]);
		expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(1);
	});
});

describe('a summary', () => {
	const attendance = deletionOf('attendanceRecord');
	const names = attendance.names(12);
	const items = itemsOf(attendance, names);

	test('lists what was not sent, and counts the calls that left', async () => {
		world.sandbox.fault({ kind: 'code', code: 99991672, endpoint: 'attendanceRecord', on: 'every' });
		const { json } = await run(attendance, items, { options: { output: 'summary' } });
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({ asked: 12, deleted: 0, refused: 10, unknown: 0, not_sent: 2, calls: 1 });
		const reasons = json[0]?.reasons as IDataObject[];
		expect(reasons.map(({ status, count, code }) => [status, count, code])).toEqual([
			['refused', 10, 99991672],
			['not_sent', 2, 99991672],
		]);
		expect(reasons.flatMap(({ records }) => records as IDataObject[]).map(({ record_id }) => record_id)).toEqual(names);
	});

	test('says how often calls were repeated, and what the rate and all of it took', async () => {
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ kind: 'rate', code: 99991400, resetSeconds: 7, endpoint: 'attendanceRecord', on: 1 });
		const { json } = await run(attendance, items, { options: { output: 'summary' } });
		expect(json[0]).toMatchObject({ asked: 12, deleted: 12, calls: 3, calls_repeated: 1 });
		expect(json[0]?.seconds_waited).toBeGreaterThanOrEqual(7);
		expect(json[0]?.seconds).toBeGreaterThanOrEqual(Number(json[0]?.seconds_waited));
	});

	test('of a batch speaks of that batch alone', async () => {
		attendance.seed(world.sandbox, names);
		const parameters = { requestOptions: { batching: { batch: { batchSize: 4, batchInterval: 100 } } } };
		const { json } = await run(attendance, items, { ...parameters, options: { output: 'summary' } });
		expect(json.map(({ asked, calls }) => [asked, calls])).toEqual([4, 4, 4].map((asked) => [asked, 1]));
	});

	test('stands on the main output while those that were not deleted go to the error output', async () => {
		attendance.seed(world.sandbox, names.slice(1));
		const { json, errorJson } = await run(attendance, items, { options: { output: 'summary' } }, { onError: 'continueErrorOutput' });
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({ asked: 12, deleted: 11 });
		expect(errorJson.map(({ error }) => (error as IDataObject).record_id)).toEqual([names[0]]);
	});

	test('under Stop does not hide that a record was refused', async () => {
		attendance.seed(world.sandbox, names.slice(1));
		const { error, outputs } = await run(attendance, items, { options: { output: 'summary' } }, {});
		expect(error?.message).toMatch(/^11 of 12 attendance records deleted, 1 refused\. /);
		expect(outputs.flat()).toEqual([]);
	});

	test('tells a record that Feishu listed nowhere from one that was refused', async () => {
		const deletion = deletionOf('taskFollower');
		const people = deletion.names(2);
		deletion.seed(world.sandbox, people);
		world.sandbox.fault({ kind: 'omit', field: 'followers', endpoint: 'taskFollower', on: 1 });
		blind(world.sandbox, deletion);
		const { json } = await run(deletion, itemsOf(deletion, people), { options: { output: 'summary' } });
		expect(json[0]).toMatchObject({ asked: 2, deleted: 0, refused: 0, unknown: 2, not_sent: 0 });
		const [reason = {}] = json[0]?.reasons as IDataObject[];
		expect((reason.records as IDataObject[]).map(({ follower_id }) => follower_id)).toEqual(people);
	});
});
