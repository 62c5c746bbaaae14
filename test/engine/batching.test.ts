import type { IDataObject } from 'n8n-workflow';
import { attendance, CONTINUE, deletions, messages, nodeOf, sandboxCredentials, type Deletion } from '../support/deletions';
import { runNode } from '../support/engine';
import { expectEachOnce, expectTruth, expectTrueMessage, reported, tally } from '../support/law';
import { batchesOf, sandboxed } from '../support/sandboxed';
import { unhandledDuring } from '../support/unhandled';

const world = sandboxed();

/** Long enough for each batch to be settled before the next one starts. */
const APART = 100;

/** Waits for what is said of batches that were still under way, on a busy machine, when n8n ended the node. */
async function whenTold(collected: readonly Error[]): Promise<void> {
	while (collected.length === 0) await new Promise(setImmediate);
}

/** Parameters whose expressions throw for an item that is `bad`. */
function throwing(deletion: Deletion) {
	const parameters = JSON.stringify(deletion.parameters).replace(
		/\{\{ (\$json\.\w+) \}\}/,
		"{{ $json.bad ? $('Nowhere').first().json.id : $1 }}",
	);
	return JSON.parse(parameters) as Deletion['parameters'];
}

function itemsOf(deletion: Deletion, names: readonly string[], bad?: number): IDataObject[] {
	return names.map((name, index) => (index === bad ? { bad: true } : deletion.item(name)));
}

describe('under Stop, when the expression of an item throws in the middle of a batch', () => {
	test.each(deletions)('$type does not send its batch; the batches before it are done', async (deletion) => {
		const names = deletion.names(6);
		deletion.seed(world.sandbox, names);
		const apart = deletion.looksFirst === undefined ? APART : 10 * APART;
		const node = nodeOf(deletion, { parameters: { ...throwing(deletion), ...batchesOf(3, apart) } });
		const dropped = await unhandledDuring(async (collected) => {
			const { error } = await runNode(itemsOf(deletion, names, 4), node, sandboxCredentials(world.sandbox));
			expect(error?.message).toBe("Referenced node doesn't exist");
			await whenTold(collected);
		});
		expect(names.map((name) => deletion.exists(world.sandbox, name))).toEqual([false, false, false, true, true, true]);
		// What became of the run is said once, and of the whole run.
		expect(dropped.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^3 of 4 .+, 1 not sent\. The node failed at another item/),
		]);
	});

	test.each([1, 2])('nothing is sent where it is in the first batch, at item %i', async (bad) => {
		const names = attendance.names(6);
		attendance.seed(world.sandbox, names);
		const node = nodeOf(attendance, { parameters: { ...throwing(attendance), ...batchesOf(3) } });
		await unhandledDuring(async () => {
			const { error } = await runNode(itemsOf(attendance, names, bad), node, sandboxCredentials(world.sandbox));
			expect(error?.message).toBe("Referenced node doesn't exist");
		});
		expect(world.sandbox.log).toEqual([]);
	});

	test('in a last batch that is not full nothing of it is sent', async () => {
		const names = attendance.names(5);
		attendance.seed(world.sandbox, names);
		const node = nodeOf(attendance, { parameters: { ...throwing(attendance), ...batchesOf(3, APART) } });
		await unhandledDuring(async (collected) => {
			await runNode(itemsOf(attendance, names, 4), node, sandboxCredentials(world.sandbox));
			await whenTold(collected);
		});
		expect(names.map((name) => attendance.exists(world.sandbox, name))).toEqual([false, false, false, true, true]);
	});

	test('a last batch that is not full is sent where nothing throws', async () => {
		const names = attendance.names(5);
		attendance.seed(world.sandbox, names);
		const result = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { parameters: batchesOf(3) }),
			sandboxCredentials(world.sandbox),
		);
		expect(tally(attendance, result)).toEqual({ deleted: 5 });
	});

	test('a batch that is still under way sends nothing more', async () => {
		const names = messages.names(40);
		messages.seed(world.sandbox, names);
		world.sandbox.setOptions({ latencyMs: 100 });
		const parameters = { ...throwing(messages), ...batchesOf(20) };
		await unhandledDuring(async () => {
			await runNode(itemsOf(messages, names, 30), nodeOf(messages, { parameters }), sandboxCredentials(world.sandbox));
			// The first call is still under way when the expression throws; it is the only one.
			while (names.every((name) => messages.exists(world.sandbox, name))) await new Promise(setImmediate);
			await new Promise((resolve) => setTimeout(resolve, 300));
		});
		expect(world.sandbox.calls('batchMessage')).toHaveLength(1);
	});
});

describe('under Stop, the failure of a run in batches', () => {
	test.each([1, 2, 3])('tells of the whole run, with %i items in a batch', async (size) => {
		const names = attendance.names(7);
		attendance.seed(
			world.sandbox,
			names.filter((_name, index) => index !== 1 && index !== 4),
		);
		const dropped = await unhandledDuring(async () => {
			const result = await runNode(
				itemsOf(attendance, names),
				nodeOf(attendance, { parameters: batchesOf(size, APART) }),
				sandboxCredentials(world.sandbox),
			);
			expect(result.error?.message).toMatch(/^5 of 7 attendance records deleted, 2 refused\. Record not found\.$/);
			for (const index of [1, 4]) expect(result.error?.description).toContain(names[index]);
			expectTrueMessage(result, names, (name) => name === names[1] || name === names[4] || attendance.exists(world.sandbox, name));
		});
		expect(dropped).toEqual([]);
	});

	test('tells of batches that were settled after it, too', async () => {
		const names = attendance.names(7);
		attendance.seed(world.sandbox, names.slice(1));
		// All batches are started while the first one is under way.
		world.sandbox.setOptions({ latencyMs: 100 });
		const { error } = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { parameters: batchesOf(1) }),
			sandboxCredentials(world.sandbox),
		);
		expect(error?.message).toBe('6 of 7 attendance records deleted, 1 refused. Record not found.');
	});

	test('tells of the batches that came after the end of the run', async () => {
		const names = attendance.names(4);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'code', code: 99991403, status: 429, on: 2 });
		const { error } = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { parameters: batchesOf(1, APART) }),
			sandboxCredentials(world.sandbox),
		);
		expect(error?.message).toMatch(/^1 of 4 attendance records deleted, 1 refused, 2 not sent\. /);
		expect(world.sandbox.calls('attendanceRecord')).toHaveLength(2);
	});

	test('names the item whose field cannot be sent, and what was done before it', async () => {
		const names = attendance.names(3);
		attendance.seed(world.sandbox, names);
		const items = [...itemsOf(attendance, names), { id: 'not an ID' }, ...itemsOf(attendance, ['7'])];
		const { error } = await runNode(items, nodeOf(attendance, { parameters: batchesOf(1, APART) }), sandboxCredentials(world.sandbox));
		expect(error?.message).toMatch(/^3 of 5 attendance records deleted, 1 refused, 1 not sent\. The field “Record IDs” of item 3 holds /);
		expect(world.sandbox.calls('attendanceRecord')).toHaveLength(3);
	});

	test('under Execute Once is that of the one item', async () => {
		const names = attendance.names(3);
		const { error } = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { parameters: batchesOf(1), settings: { executeOnce: true } }),
			sandboxCredentials(world.sandbox),
		);
		expect(error?.message).toMatch(/^0 of 1 attendance record deleted, 1 refused\. /);
	});
});

describe('batches and the tries of Retry On Fail', () => {
	const retrying = { retryOnFail: true, maxTries: 4, waitBetweenTries: 1 } as const;

	test.each(deletions)('$type sends what is settled never again, over batches and tries', async (deletion) => {
		const names = deletion.names(6);
		deletion.seed(world.sandbox, names);
		// The third batch is lost for good in the first try.
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'http500', on: deletion.limit === 1 ? [5, 6, 7, 8] : [3, 4, 5, 6] });
		const result = await runNode(
			itemsOf(deletion, names),
			nodeOf(deletion, { parameters: batchesOf(2, APART), settings: retrying }),
			sandboxCredentials(world.sandbox),
		);
		expect(result.error).toBeUndefined();
		expectEachOnce(deletion, result, names);
		expect(tally(deletion, result)).toEqual({ [deletion.done]: 6 });
		const sent = world.sandbox
			.calls(deletion.endpoint)
			.filter(({ code }) => code === 0)
			.map(({ rawBody, path }) => `${path} ${rawBody}`);
		expect(new Set(sent).size).toBe(sent.length);
	});

	test('the failure of the last try counts each record once, and calls of all tries', async () => {
		const names = attendance.names(6);
		attendance.seed(world.sandbox, names.slice(0, 5));
		const result = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { parameters: batchesOf(2, APART), settings: retrying }),
			sandboxCredentials(world.sandbox),
		);
		expect(result.error?.message).toMatch(/^5 of 6 attendance records deleted, 1 refused\. /);
		expect(world.sandbox.calls('attendanceRecord')).toHaveLength(3);
	});

	/** Items of which the last one's expression throws the first time alone: while the first batch is under way. */
	function throwingOnce(names: readonly string[]): IDataObject[] {
		const items = itemsOf(messages, names);
		let times = 0;
		const last = Object.defineProperty(items.at(-1) ?? {}, 'bad', {
			enumerable: true,
			get: () => {
				times += 1;
				return times === 1;
			},
		});
		return [...items.slice(0, -1), last];
	}

	test('a try that begins while the last one is still being settled waits for it, and sends what it left', async () => {
		const names = messages.names(6);
		messages.seed(world.sandbox, names);
		world.sandbox.setOptions({ latencyMs: 120 });
		const parameters = { ...throwing(messages), ...batchesOf(2) };
		const dropped = await unhandledDuring(async () => {
			const result = await runNode(
				throwingOnce(names),
				nodeOf(messages, { parameters, settings: { ...retrying, maxTries: 2 } }),
				sandboxCredentials(world.sandbox),
			);
			expect(result.error).toBeUndefined();
			expectEachOnce(messages, result, names);
			expect(tally(messages, result)).toEqual({ recall_requested: 6 });
		});
		expect(dropped.length).toBeLessThanOrEqual(1);
		expect(world.sandbox.calls('batchMessage')).toHaveLength(6);
	});

	test('the failure after such a try tells of each item once', async () => {
		const names = messages.names(6);
		messages.seed(world.sandbox, names.slice(0, 5));
		world.sandbox.setOptions({ latencyMs: 120 });
		await unhandledDuring(async () => {
			const parameters = { ...throwing(messages), ...batchesOf(2) };
			const { error } = await runNode(
				throwingOnce(names),
				nodeOf(messages, { parameters, settings: { ...retrying, maxTries: 2 } }),
				sandboxCredentials(world.sandbox),
			);
			expect(error?.message).toMatch(/^5 of 6 batch message recalls requested, 1 refused\. /);
		});
	});
});

describe('the summaries of a run in batches', () => {
	const summary = { options: { output: 'summary' } };

	test('each count their own items and calls', async () => {
		const names = attendance.names(7);
		attendance.seed(world.sandbox, names.slice(0, 6));
		const node = nodeOf(attendance, { parameters: { ...summary, ...batchesOf(3, APART) }, settings: CONTINUE });
		const { outputs } = await runNode(itemsOf(attendance, names), node, sandboxCredentials(world.sandbox));
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.asked, json.deleted, json.calls, pairedItem])).toEqual([
			[3, 3, 1, [{ item: 0 }, { item: 1 }, { item: 2 }]],
			[3, 3, 1, [{ item: 3 }, { item: 4 }, { item: 5 }]],
			[1, 0, 1, [{ item: 6 }]],
		]);
	});

	test('count repeated calls with the batch that made them', async () => {
		const names = attendance.names(4);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'http500', on: [2, 3] });
		const node = nodeOf(attendance, { parameters: { ...summary, ...batchesOf(2, APART) }, settings: CONTINUE });
		const { json } = await runNode(itemsOf(attendance, names), node, sandboxCredentials(world.sandbox));
		expect(json.map(({ calls }) => calls)).toEqual([1, 3]);
	});

	test('remember the calls of earlier tries', async () => {
		const names = attendance.names(2);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'http500', on: [1, 2, 3, 4] });
		const node = nodeOf(attendance, { parameters: summary, settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
		const { json } = await runNode(itemsOf(attendance, names), node, sandboxCredentials(world.sandbox));
		// Four in the first try, two looks at each of the two records, and one in the second try.
		expect(json).toEqual([expect.objectContaining({ asked: 2, deleted: 2, calls: 9 })]);
	});
});

test.each(deletions)('records of $type that several batches name are sent once, and told of each time', async (deletion) => {
	const [one = '', two = ''] = deletion.names(2);
	deletion.seed(world.sandbox, [one, two]);
	const asked = [one, two, one, one, two];
	const result = await runNode(
		itemsOf(deletion, asked),
		nodeOf(deletion, { parameters: batchesOf(2), settings: CONTINUE }),
		sandboxCredentials(world.sandbox),
	);
	expectEachOnce(deletion, result, asked);
	expect(tally(deletion, result)).toEqual({ [deletion.done]: 5 });
	expectTruth(deletion, result, (name) => deletion.exists(world.sandbox, name));
	expect(reported(deletion, result)).toHaveLength(5);
	expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(deletion.limit === 1 ? 2 : 1);
});
