import type { IDataObject } from 'n8n-workflow';
import type { Endpoint, Observation, Verdict } from '../../nodes/shared/endpoint';
import type { Claim } from '../../nodes/shared/engine/record';
import { Protection } from '../../nodes/shared/engine/run/protection';
import { Unread } from '../../nodes/shared/unread';
import { callsTo, countsOf, entriesOf, GONE, PLAIN, type Arrival, type RunSetup } from '../support/callsTo';
import { responseOf } from '../support/context';
import { lookUp } from '../support/listLook';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const COPYING = { ...PLAIN, keepsCopy: true };
const MISSING_IS_DONE = { ...PLAIN, missingIsDone: true };

/** A list that shows some records, each with its names. */
const listOf = (there: Readonly<Record<string, readonly string[]>>) =>
	responseOf({ code: 0, msg: '', data: { items: Object.entries(there).map(([id, names]) => ({ id, names })) } });

/** A run that can look, at a list that shows these. */
const looking = async (
	there: Parameters<typeof listOf>[0],
	change: Partial<Endpoint> & RunSetup = {},
	answer: (arrival: Arrival) => number = () => 0,
) => await callsTo(answer, { lookUp, onRead: () => listOf(there), ...change });

const statuses = (claims: readonly Claim[]) => entriesOf(claims).map(({ outcome }) => outcome?.status);
const sentIn = (arrivals: readonly Arrival[]) => arrivals.flatMap(({ ids }) => ids);

describe('whom Never Delete names by another kind of ID', () => {
	const namesIn = ({ names }: IDataObject) => names as string[];
	/** What is asked for with these IDs protected, beside what else is wished. */
	const keeping = (...ids: readonly string[]) => {
		const protection = new Protection();
		for (const id of ids) protection.add(id);
		return { ...PLAIN, protection };
	};
	const reasonOf = (claims: readonly Claim[], place = 0) => entriesOf(claims)[place]?.outcome?.explanation?.reason;

	test('is kept, as the list shows, and all others are deleted', async () => {
		const { calls, claimsOf, arrivals, reads } = await looking(
			{ user_a0: ['user_a0', 'ou_1'], user_a1: ['user_a1', 'ou_2'], user_a2: ['ou_1', 'ou_3'] },
			{ namesIn },
		);
		const claims = claimsOf('user_a', 3);
		await calls.settle(claims, keeping('ou_1'));
		expect([statuses(claims), sentIn(arrivals), reads.length]).toEqual([['not_sent', 'deleted', 'not_sent'], ['user_a1'], 1]);
		expect(reasonOf(claims)).toBe('Never Delete names this record');
		expect(entriesOf(claims)[0]?.outcome?.retryable).toBe(false);
	});

	test('is kept by the copy, where one is read: no second look is taken', async () => {
		const { calls, claimsOf, arrivals, reads } = await looking({ user_a0: ['ou_1'], user_a1: ['ou_2'] }, { namesIn });
		const claims = claimsOf('user_a', 2);
		await calls.settle(claims, { ...keeping('ou_1'), keepsCopy: true });
		expect([statuses(claims), sentIn(arrivals), reads.length]).toEqual([['not_sent', 'deleted'], ['user_a1'], 1]);
	});

	test.each<[string, string, Parameters<Awaited<ReturnType<typeof callsTo>>['claimsOf']>[2], string]>([
		['of whom the list shows no Open ID', 'ou_1', {}, 'the Open ID of a person'],
		['of whom the list shows no User ID', 'boss', { options: { url: '/x', qs: { user_id_type: 'user_id' } } }, 'a User ID'],
	])('is not deleted %s: it may be one of them', async (_what, id, target, name) => {
		const { calls, claimsOf, arrivals } = await looking({ user_a0: ['user_a0', ''] }, { namesIn });
		const claims = claimsOf('user_a', 1, target);
		await calls.settle(claims, keeping(id));
		expect([statuses(claims), arrivals]).toEqual([['not_sent'], []]);
		expect(reasonOf(claims)).toBe(
			`Never Delete uses another kind of ID, which could not be compared: Feishu does not show ${name} for this record`,
		);
		expect(entriesOf(claims)[0]?.outcome?.retryable).toBe(true);
	});

	test('may be one that is not listed: it is not deleted, and missing', async () => {
		const { calls, claimsOf, arrivals } = await looking({}, { namesIn });
		const claims = claimsOf('user_a', 1);
		await calls.settle(claims, keeping('ou_1'));
		expect(entriesOf(claims)[0]?.outcome).toMatchObject({ status: 'not_sent', isMissing: true, confirmedBy: 'read' });
		expect([reasonOf(claims), arrivals]).toEqual([
			'Never Delete uses another kind of ID, which could not be compared: Feishu does not list this record',
			[],
		]);
	});

	test('may be one that nobody can see: it is not deleted, and not missing', async () => {
		const { calls, claimsOf, arrivals } = await looking({}, { namesIn });
		const claims = claimsOf('user_dark', 1);
		await calls.settle(claims, keeping('ou_1'));
		const [outcome] = entriesOf(claims).map((entry) => entry.outcome);
		expect(outcome).toMatchObject({ status: 'not_sent', logId: 'log', explanation: { code: 7 } });
		expect(outcome).not.toHaveProperty('isMissing');
		expect([reasonOf(claims), arrivals]).toEqual([
			'Never Delete uses another kind of ID, which could not be compared: dark, says [secret]',
			[],
		]);
	});

	test.each<[string, readonly string[] | undefined, Partial<Endpoint>, string]>([
		['nothing is protected', [], { namesIn }, 'user_a'],
		['the option is not there', undefined, { namesIn }, 'user_a'],
		['the list names nobody', ['ou_1'], {}, 'user_a'],
		['no record can be one of them', ['ou_1'], { namesIn }, 'oc_a'],
	])('is not looked for where %s', async (_when, ids, change, task) => {
		const { calls, claimsOf, reads } = await looking({}, change);
		const claims = claimsOf(task, 2);
		await calls.settle(claims, ids === undefined ? PLAIN : keeping(...ids));
		expect([statuses(claims), reads.length]).toEqual([['deleted', 'deleted'], 0]);
	});

	test('is looked for among those alone that may be one of them', async () => {
		const asked: string[] = [];
		const { calls, claimsOf } = await looking(
			{ user_a0: ['ou_2'] },
			{
				namesIn,
				lookUp: async (records, common, reader, isMinted) => {
					asked.push(...records.map(({ id = '' }) => id));
					return await lookUp(records, common, reader, isMinted);
				},
			},
		);
		const claims = claimsOf('user_a', 2);
		const [, chat] = entriesOf(claims);
		if (chat !== undefined) chat.record = { id: 'oc_1' };
		await calls.settle(claims, keeping('ou_1'));
		expect([statuses(claims), asked]).toEqual([['deleted', 'deleted'], ['user_a0']]);
	});

	test.each<[string, string, Parameters<typeof listOf>[0], string, string | undefined]>([
		['gone is deleted', 'user_a', {}, 'deleted', 'read'],
		['protected stays so', 'user_a', { user_a0: ['ou_1'] }, 'not_sent', undefined],
		['not to be seen is unknown', 'user_dark', {}, 'unknown', undefined],
		['still listed was not deleted', 'user_a', { user_a0: ['user_a0'] }, 'refused', 'read'],
	])('after an earlier try that may have deleted it: what is %s', async (_what, task, there, status, confirmedBy) => {
		const { calls, claimsOf, arrivals } = await looking(there, { namesIn });
		const claims = claimsOf(task, 1);
		for (const entry of entriesOf(claims)) entry.possiblyApplied = true;
		await calls.settle(claims, keeping('ou_1'));
		const [outcome] = entriesOf(claims).map((entry) => entry.outcome);
		expect([outcome?.status, outcome?.confirmedBy, arrivals]).toEqual([status, confirmedBy, []]);
	});
});

describe('where a copy of each record is kept', () => {
	test('one that could not be put back is not deleted, and says why without secrets', async () => {
		const { calls, claimsOf, arrivals } = await looking(
			{},
			{
				lookUp: async (records) =>
					await Promise.resolve(
						records.map(({ id }): Observation => {
							const noCopy = { noCopy: new Unread(null, 'nobody is named, says app-secret', 'Read app-secret.') };
							return { is: 'there', copy: { id: id ?? '' }, ...(id === 'a0' && noCopy) };
						}),
					),
			},
		);
		const claims = claimsOf('a', 2);
		await calls.settle(claims, COPYING);
		expect([statuses(claims), sentIn(arrivals)]).toEqual([['not_sent', 'deleted'], ['a1']]);
		expect(entriesOf(claims)[0]?.outcome?.explanation).toMatchObject({
			reason: 'This record could not be restored from a copy: nobody is named, says [secret]',
			what_to_do: 'Read [secret].',
		});
	});

	test('what the last look has shown is told, though the execution was stopped meanwhile', async () => {
		const stop = new AbortController();
		const { calls, claimsOf, arrivals } = await looking({}, { signal: stop.signal, onRead: () => (stop.abort(), listOf({ a0: [] })) });
		const claims = claimsOf('a', 2);
		await calls.settle(claims, COPYING);
		const [there, gone] = entriesOf(claims).map(({ outcome }) => outcome);
		expect([there?.status, there?.explanation?.reason]).toEqual(['not_sent', 'The execution was stopped before this record was sent']);
		expect([gone?.status, gone?.isMissing, arrivals]).toEqual(['not_sent', true, []]);
	});

	test('the look is told which IDs were made up here', async () => {
		const told: unknown[] = [];
		const { calls, claimsOf } = await looking(
			{},
			{
				lookUp: async (records, _common, _reader, isMinted) => {
					told.push(isMinted);
					return await Promise.resolve(records.map((): Observation => ({ is: 'gone' })));
				},
			},
		);
		const claims = claimsOf('a', 2);
		for (const entry of entriesOf(claims).slice(1)) entry.isMinted = true;
		await calls.settle(claims, COPYING);
		expect(told).toEqual([[false, true]]);
	});

	test('only what a list may not show yet is looked at again, after a pause of some seconds', async () => {
		const creation = await callsTo(() => 0, { kind: 'create' });
		await creation.calls.settle(creation.claimsOf('mixed', 1), PLAIN);
		const from = clock.now() + 2_000;
		const { calls, claimsOf, reads } = await looking(
			{},
			{ onRead: () => listOf(clock.now() < from ? { mixed1: [] } : { mixed0: [], mixed1: [] }) },
		);
		const claims = claimsOf('mixed', 3);
		const before = clock.now();
		await calls.settle(claims, COPYING);
		expect([statuses(claims), reads.length]).toEqual([['deleted', 'deleted', 'not_sent'], 2]);
		expect(clock.now() - before).toBeLessThan(6_000);
	});
});

describe('a call that is refused since one of its records is as asked already', () => {
	const goneUnless =
		(...there: readonly string[]) =>
		({ ids }: Arrival) =>
			ids.every((id) => there.includes(id)) ? 0 : GONE;

	test('looks once, and what is missing is settled for good', async () => {
		const { calls, claimsOf, arrivals } = await looking({ a1: [] }, {}, goneUnless('a1'));
		const claims = claimsOf('a', 3);
		for (const entry of entriesOf(claims).slice(2)) entry.possiblyApplied = true;
		await calls.settle(claims, MISSING_IS_DONE);
		const [missing, there, done] = entriesOf(claims).map(({ outcome }) => outcome);
		expect(missing).toMatchObject({ status: 'refused', retryable: false, isMissing: true, confirmedBy: 'read' });
		expect(there).toMatchObject({ status: 'deleted' });
		expect(done).toStrictEqual({ status: 'deleted', logId: null, retryable: false, confirmedBy: 'read' });
		expect(arrivals.map(({ ids }) => ids)).toEqual([['a0', 'a1', 'a2'], ['a1']]);
	});

	test('looks at those alone that no accepted part of it has settled', async () => {
		const judge: Endpoint['judge'] = ({ code }, records) =>
			code === 0 ? records.map(({ id }): Verdict => ({ status: id === 'a0' ? 'deleted' : 'again' })) : undefined;
		let isFirst = true;
		const { calls, claimsOf } = await looking({}, { judge }, () => {
			if (!isFirst) return GONE;
			isFirst = false;
			return 0;
		});
		const claims = claimsOf('a', 3);
		await calls.settle(claims, MISSING_IS_DONE);
		expect(entriesOf(claims).map(({ outcome }) => [outcome?.status, outcome?.isMissing])).toEqual([
			['deleted', undefined],
			['refused', true],
			['refused', true],
		]);
	});

	test('is searched where the look says nothing', async () => {
		const { calls, claimsOf, arrivals } = await looking({}, { lookUp: async () => await Promise.resolve([]) }, goneUnless('a1'));
		const claims = claimsOf('a', 2);
		await calls.settle(claims, MISSING_IS_DONE);
		expect([statuses(claims), arrivals.length]).toEqual([['refused', 'deleted'], 3]);
	});

	test('does not look once the execution is stopped', async () => {
		const stop = new AbortController();
		const { calls, claimsOf, reads } = await looking({}, { signal: stop.signal }, () => (stop.abort(), GONE));
		const claims = claimsOf('a', 2);
		await calls.settle(claims, MISSING_IS_DONE);
		expect([countsOf(claims), reads.length]).toEqual([{ refused: 2 }, 0]);
	});

	test('has created before what is there, and missing is nothing of it', async () => {
		const present: Partial<Endpoint> = {
			kind: 'create',
			presentCode: 8,
			refusals: { 8: { what: 'It is there.', todo: 'Leave it.', reach: 'record' } },
		};
		const { calls, claimsOf } = await looking({ a0: [], a1: [] }, present, ({ ids }) => (ids.includes('a2') && ids.length === 1 ? 0 : 8));
		const claims = claimsOf('a', 3);
		for (const entry of entriesOf(claims).slice(1, 2)) entry.possiblyApplied = true;
		await calls.settle(claims, PLAIN);
		const [there, done, created] = entriesOf(claims).map(({ outcome }) => outcome);
		expect(there).toMatchObject({ status: 'refused', retryable: false, confirmedBy: 'read' });
		expect(there).not.toHaveProperty('isMissing');
		expect(done).toStrictEqual({ status: 'created', logId: null, retryable: false, confirmedBy: 'read' });
		expect(created).toMatchObject({ status: 'deleted' });
	});
});
