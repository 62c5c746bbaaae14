import type { INodeParameters } from 'n8n-workflow';
import {
	attendance,
	attendees,
	blind,
	callsOf,
	cards,
	CONTINUE,
	type Deletion,
	deletions,
	followers,
	itemsOf,
	nodeOf,
	sandboxCredentials,
} from '../support/deletions';
import { CredentialStore } from '../support/credentialStore';
import { runNode, startWorkflow } from '../support/engine';
import { expectEachOnce, expectTruth, reported, tally } from '../support/law';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();

const calls = (deletion: Deletion) => world.sandbox.calls(deletion.endpoint).length;

/** A code of no page: it may concern one record, as far as anybody knows. */
const UNKNOWN_CODE = 123456;

/** A code that may concern one record. */
const recordCodeOf = ({ recordCodes: [code = UNKNOWN_CODE] }: Deletion) => code;

/** Those whose records share calls. A batch message is a call, and a target, of its own. */
const shared = deletions.filter(({ limit }) => limit > 1);

/** Names of many records, and the items that ask for them: one with a list of all, where n8n needs a millisecond for each item. */
function manyOf(deletion: Deletion, inEach = 1_000) {
	if (deletion.limit === 1) {
		const names = deletion.names(100);
		return { names, items: itemsOf(deletion, names), parameters: {} };
	}
	const names = deletion.listNames(0, 1_000);
	const items = Array.from({ length: 1_000 / inEach }, (_, index) => deletion.listItem(names.slice(index * inEach, (index + 1) * inEach)));
	return { names, items, parameters: deletion.listParameters };
}

async function runMany(deletion: Deletion, { items, parameters }: ReturnType<typeof manyOf>, more: INodeParameters = {}) {
	const node = nodeOf(deletion, { settings: CONTINUE, parameters: { ...parameters, ...more } });
	return await runNode(items, node, sandboxCredentials(world.sandbox));
}

/** Runs the node over one item that asks for all of `names`. */
async function run(deletion: Deletion, names: readonly string[], more: Parameters<typeof nodeOf>[1] = {}) {
	const parameters = { ...deletion.listParameters, ...more.parameters };
	const node = nodeOf(deletion, { settings: CONTINUE, ...more, parameters });
	return await runNode([deletion.listItem(names)], node, sandboxCredentials(world.sandbox));
}

describe('a refusal that meets every record alike', () => {
	test.each(shared)('costs at most 40 calls of $type over 1,000 records', async (deletion) => {
		const many = manyOf(deletion);
		const { names } = many;
		deletion.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'code', code: recordCodeOf(deletion), on: 'every' });
		const result = await runMany(deletion, many);
		expect(calls(deletion)).toBeLessThanOrEqual(40);
		expectEachOnce(deletion, result, [names]);
		expectTruth(deletion, result, (name) => deletion.exists(world.sandbox, name));
		expect(Object.keys(tally(deletion, result)).sort()).toEqual(deletion.limit < 1_000 ? ['not_sent', 'refused'] : ['refused']);
	});

	// Ten more than above: where the first batch is slow, each of the others has sent a call before anything is known.
	test.each(shared)('costs at most 50 calls of $type in batches of 100', async (deletion) => {
		const many = manyOf(deletion, 100);
		deletion.seed(world.sandbox, many.names);
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'code', code: recordCodeOf(deletion), on: 'every' });
		await runMany(deletion, many, batchesOf(1, 60));
		expect(calls(deletion)).toBeLessThanOrEqual(50);
	});

	test.each([123456, 99992402, 9499, 10001, 99992375])(
		'costs at most 40 calls for 500 attendees with the general code %i',
		async (code) => {
			const names = attendees.listNames(0, 500);
			attendees.seed(world.sandbox, names);
			world.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'code', code, on: 'every' });
			expect(tally(attendees, await run(attendees, names))).toEqual({ refused: 500 });
			expect(calls(attendees)).toBeLessThanOrEqual(40);
		},
	);

	test.each([99992375, 99992376, 99992352, 99992355, 9499, 10001])('says what the general code %i means', async (code) => {
		const names = attendees.listNames(0, 1);
		attendees.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'code', code, on: 'every' });
		const { json } = await run(attendees, names);
		expect(json[0]).toMatchObject({ status: 'refused', code });
		expect(json[0]?.what_to_do).not.toContain('a code that the page of this call does not list');
	});

	test('says of each record whether it was tried alone, and leaves the others to a later try', async () => {
		const names = attendees.listNames(0, 500);
		attendees.seed(world.sandbox, names);
		world.sandbox.fault({
			endpoint: 'calendarEventAttendee',
			kind: 'code',
			code: 190002,
			on: Array.from({ length: 15 }, (_, index) => index + 1),
		});
		const result = await run(attendees, names, { settings: { ...CONTINUE, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
		const alone = world.sandbox
			.calls('calendarEventAttendee')
			.filter(({ body }) => (body as { attendee_ids: string[] }).attendee_ids.length === 1).length;
		const untried = reported(attendees, result).filter(({ json }) =>
			String(json.what_to_do).includes(`not tried alone: ${alone} others were`),
		);
		expect(untried).toHaveLength(500 - alone);
	});

	test('ends with the one call where only its search is refused, and the others go on', async () => {
		const names = attendance.listNames(0, 40);
		attendance.seed(world.sandbox, names.slice(0, 10), { refuses: 1220001 });
		attendance.seed(world.sandbox, names.slice(10));
		const result = await run(attendance, names);
		expect(tally(attendance, result)).toEqual({ refused: 10, deleted: 30 });
	});

	test('does not hide what became of records that a lost answer had deleted', async () => {
		const names = attendees.listNames(0, 500);
		attendees.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetAfter', on: 1 });
		world.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'code', code: 190002, on: 'every' });
		const result = await run(attendees, names);
		expect(tally(attendees, result)).toEqual({ deleted: 500 });
		expect(new Set(result.json.map((json) => json.confirmed_by))).toEqual(new Set(['read']));
		expect(calls(attendees)).toBeLessThanOrEqual(40);
	});
});

describe.each(shared.filter(({ recordCodes }) => recordCodes.length > 0))('bad records among those of $type', (deletion) => {
	const code = recordCodeOf(deletion);
	const total = deletion.limit * 2 + 3;
	const places: Array<[string, (index: number) => boolean]> = [
		['one in the middle', (index) => index === Math.floor(deletion.limit / 2)],
		['the first', (index) => index === 0],
		['the first three', (index) => index < 3],
		['the last', (index) => index === total - 1],
		['one in each call', (index) => index % deletion.limit === 1],
		['a whole call', (index) => index < deletion.limit],
	];

	test.each(places)('are found, and the good ones deleted: %s', async (_where, isBad) => {
		const names = deletion.listNames(0, total);
		deletion.seed(
			world.sandbox,
			names.filter((_name, index) => isBad(index)),
			{ refuses: code },
		);
		deletion.seed(
			world.sandbox,
			names.filter((_name, index) => !isBad(index)),
		);
		const result = await runMany(deletion, { names, items: [deletion.listItem(names)], parameters: deletion.listParameters });
		expectEachOnce(deletion, result, [names]);
		expect(reported(deletion, result).map(({ json }) => [json.status, json.code])).toEqual(
			names.map((_name, index) => (isBad(index) ? ['refused', code] : [deletion.done, undefined])),
		);
	});
});

describe('calls that are never answered', () => {
	test.each(deletions)('end a run of many records of $type after the first one', async (deletion) => {
		const many = manyOf(deletion);
		const { names } = many;
		deletion.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'resetBefore', on: 'every' });
		blind(world.sandbox, deletion);
		const result = await runMany(deletion, many);
		expectEachOnce(deletion, result, deletion.limit === 1 ? names : [names]);
		expect(tally(deletion, result)).toEqual({ unknown: deletion.limit, not_sent: names.length - deletion.limit });
		expect(calls(deletion)).toBe(4);
		expect(result.json.at(-1)?.reason).toContain('did not answer the first call');
	});

	test('end a run at the timeout of the node, whose every call hangs', async () => {
		const names = attendance.listNames(0, 100);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'hang', on: 'every' });
		blind(world.sandbox, attendance);
		const result = await run(attendance, names, { parameters: { requestOptions: { timeout: 50 } } });
		expect(tally(attendance, result)).toEqual({ unknown: 10, not_sent: 90 });
		expect(calls(attendance)).toBe(4);
	});

	test('end a run after several in a row, though others were answered before', async () => {
		const groups = Array.from({ length: 8 }, (_, group) => attendees.listNames(group, 500));
		attendees.seed(world.sandbox, groups[0] ?? []);
		blind(world.sandbox, attendees);
		world.sandbox.fault({
			endpoint: 'calendarEventAttendee',
			kind: 'resetBefore',
			on: Array.from({ length: 400 }, (_, index) => index + 2),
		});
		const node = nodeOf(attendees, { settings: CONTINUE, parameters: attendees.listParameters });
		const result = await runNode(
			groups.map((group) => attendees.listItem(group)),
			node,
			sandboxCredentials(world.sandbox),
		);
		expect(tally(attendees, result)).toEqual({ deleted: 500, unknown: 1_500, not_sent: 2_000 });
		expect(calls(attendees)).toBe(13);
	});

	test('do not end it where an answer comes between them', async () => {
		const names = followers.listNames(0, 700);
		followers.seed(world.sandbox, names);
		blind(world.sandbox, followers);
		const lost = (first: number) => [first, first + 1, first + 2, first + 3];
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'resetBefore', on: [...lost(2), ...lost(6), ...lost(11), ...lost(15)] });
		expect(tally(followers, await run(followers, names))).toEqual({ deleted: 300, unknown: 400 });
	});

	test('trouble of Feishu’s own that does not pass ends a run as well', async () => {
		const names = attendance.listNames(0, 1_000);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'code', code: 1225000, status: 500, on: 'every' });
		blind(world.sandbox, attendance);
		const result = await run(attendance, names);
		expectEachOnce(attendance, result, [names]);
		expect(tally(attendance, result).not_sent).toBeGreaterThan(300);
	});

	test('of the token end a run with no call sent', async () => {
		const names = attendance.listNames(0, 100);
		world.sandbox.fault({ endpoint: 'tenantToken', kind: 'resetBefore', on: 'every' });
		expect(tally(attendance, await run(attendance, names))).toEqual({ not_sent: 100 });
		expect(world.sandbox.log.map(({ endpoint }) => endpoint)).toEqual(Array.from({ length: 4 }, () => 'tenantToken'));
	});
});

describe('a rate that never clears', () => {
	test.each(deletions)('ends a run of many records of $type when one call has used up its repeats', async (deletion) => {
		const many = manyOf(deletion);
		deletion.seed(world.sandbox, many.names);
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'rate', code: 99991400, status: 429, on: 'every' });
		const started = world.clock.now();
		const result = await runMany(deletion, many);
		expect(world.clock.now() - started).toBeLessThan(10 * 60_000);
		expect(calls(deletion)).toBe(11);
		expect(tally(deletion, result)).toEqual({ refused: deletion.limit, not_sent: many.names.length - deletion.limit });
	});
});

describe('the Stop button', () => {
	/** Turns of the event loop in which everything that is going to happen happens. */
	async function settle(): Promise<void> {
		for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
	}

	const oneAtATime = shared.filter(({ contract }) => contract.oneCallAtATime !== undefined);

	test.each(oneAtATime)('reaches a run of $type that waits for another one’s call to the same target', async (deletion) => {
		const [first = '', ...names] = deletion.names(4);
		deletion.seed(world.sandbox, [first, ...names]);
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'hang', on: 1 });
		const slow = nodeOf(deletion, { settings: CONTINUE, parameters: { requestOptions: { timeout: 1_500 } } });
		const other = runNode([deletion.item(first)], slow, sandboxCredentials(world.sandbox));
		while (calls(deletion) < 1) await new Promise(setImmediate);
		const execution = startWorkflow(
			itemsOf(deletion, names),
			[nodeOf(deletion, { settings: CONTINUE })],
			new CredentialStore(sandboxCredentials(world.sandbox)),
		);
		await settle();
		const stopped = execution.finished.then(
			() => 'the run',
			() => 'the run',
		);
		execution.cancel();
		// The other call still hangs.
		expect(await Promise.race([stopped, other.then(() => 'the other')])).toBe('the run');
		await other;
		await settle();
		for (const name of names) expect(deletion.exists(world.sandbox, name)).toBe(true);
	});

	test.each(deletions)('at any moment of a run of $type ends it, and nothing is sent afterwards', async (deletion) => {
		for (const after of [0, 1, 2, 5, 9]) {
			world.sandbox.reset('empty');
			world.clock.advance(600_000);
			const groups = Array.from({ length: 30 }, (_, group) => deletion.listNames(group, deletion.limit));
			// One look shows all of them, and what is not there is not sent.
			const there = deletion.contract.check?.isShared === true ? groups : groups.slice(0, 3);
			deletion.seed(world.sandbox, there.flat());
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'http500', on: [2, 5] });
			const items = groups.map((group) => deletion.listItem(group));
			const node = nodeOf(deletion, { settings: CONTINUE, parameters: deletion.listParameters });
			const execution = startWorkflow(items, [node], new CredentialStore(sandboxCredentials(world.sandbox)));
			while (callsOf(world.sandbox, deletion) < after) await new Promise(setImmediate);
			execution.cancel();
			await execution.finished.catch(() => {});
			await settle();
			const sent = calls(deletion);
			world.clock.advance(600_000);
			await settle();
			expect(calls(deletion)).toBe(sent);
		}
	});
});

test('cards that Feishu rates too fast for ever end with their own run', async () => {
	const names = cards.listNames(0, 100);
	cards.seed(world.sandbox, names);
	for (const card of world.sandbox.state.feedCards.values()) card.reason = 'RATE_LIMITED';
	const result = await run(cards, names);
	expectEachOnce(cards, result, [names]);
	expect(tally(cards, result)).toEqual({ refused: 20, not_sent: 80 });
	expect(calls(cards)).toBe(4);
});
