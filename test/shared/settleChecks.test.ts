import type { Check, Endpoint } from '../../nodes/shared/endpoint';
import type { Claim } from '../../nodes/shared/engine/record';
import { APP, callsTo, entriesOf, lost, PASSING, PLAIN, TARGET, type Arrival, type RunSetup } from '../support/callsTo';
import { responseOf } from '../support/context';
import { lookAtEach } from '../../nodes/shared/lookAtEach';
import { Unread } from '../../nodes/shared/unread';
import { LIST, lookUp } from '../support/listLook';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

/** Records with "many" in their ID stand for several things: those are refused unless the body allows them. */
const check: Check = {
	isNeeded: ({ id = '' }) => !id.startsWith('safe'),
	refusal: ({ many }, { body }) => (many === true && body.allow !== true ? { reason: 'It is many', todo: 'Name one.' } : undefined),
	remark: ({ many }) => (many === true ? { reason: 'Some are left', todo: 'Delete them, too.' } : undefined),
};

const isMany = (id: string) => id.startsWith('many');

async function worldOf(
	there: readonly string[],
	answer: (arrival: Arrival) => number = () => 0,
	change: Partial<Endpoint> & RunSetup = {},
) {
	const list = { items: there.map((id) => ({ id, many: isMany(id) })) };
	return await callsTo(answer, { lookUp, check, onRead: () => responseOf({ code: 0, msg: '', data: list }), ...change });
}

const told = (claims: readonly Claim[]) =>
	entriesOf(claims).map(({ record, outcome }) => [record.id, outcome?.status, outcome?.explanation?.reason]);

describe('a deletion that looks at its records first', () => {
	test('deletes what may be deleted, and refuses the rest, which is not sent', async () => {
		const { calls, claimsOf, arrivals, reads } = await worldOf(['one0', 'many0']);
		const claims = [...claimsOf('one', 1), ...claimsOf('many', 1)];
		await calls.settle(claims, PLAIN);
		expect(told(claims)).toEqual([
			['one0', 'deleted', undefined],
			['many0', 'refused', 'It is many'],
		]);
		expect(entriesOf(claims)[1]?.outcome?.retryable).toBe(false);
		expect([arrivals.flatMap(({ ids }) => ids), reads.length]).toEqual([['one0'], 2]);
	});

	test('deletes it if that is wanted, and keeps what is to be said of it', async () => {
		const { calls, claimsOf } = await worldOf(['one0', 'many0']);
		const claims = [...claimsOf('one', 1), ...claimsOf('many', 1, { body: { allow: true } })];
		await calls.settle(claims, PLAIN);
		expect(told(claims)).toEqual([
			['one0', 'deleted', undefined],
			['many0', 'deleted', undefined],
		]);
		expect(entriesOf(claims).map(({ remark }) => remark?.reason)).toEqual([undefined, 'Some are left']);
	});

	test('looks at no record whose ID tells enough, and only once where a copy is kept', async () => {
		const safe = await worldOf([]);
		const claims = safe.claimsOf('safe', 1);
		await safe.calls.settle(claims, PLAIN);
		expect([told(claims), safe.reads.length]).toEqual([[['safe0', 'deleted', undefined]], 0]);

		const copying = await worldOf(['many0']);
		const many = copying.claimsOf('many', 1);
		await copying.calls.settle(many, { ...PLAIN, keepsCopy: true });
		expect([told(many), copying.reads.length, copying.arrivals.length]).toEqual([[['many0', 'refused', 'It is many']], 1, 0]);
	});

	test('does not send a record that is not there: it is refused as missing', async () => {
		const { calls, claimsOf, arrivals } = await worldOf([]);
		const claims = claimsOf('one', 1);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims)[0]?.outcome).toMatchObject({ status: 'refused', isMissing: true, retryable: false });
		expect(arrivals).toEqual([]);
	});

	test('and of one that an earlier try may have deleted, the look says that it did', async () => {
		const { calls, claimsOf } = await worldOf([]);
		const claims = claimsOf('one', 1);
		for (const { entry } of claims) entry.possiblyApplied = true;
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims)[0]?.outcome).toMatchObject({ status: 'deleted', confirmedBy: 'read', retryable: false });
	});

	test('sends what the look cannot see if that does no harm, and says so once it is deleted', async () => {
		const why = new Unread(null, 'By another ID', 'Look.');
		const allows = { reason: 'Nobody can tell', todo: 'Look.' };
		const blind = lookAtEach((record) => Promise.resolve({ is: 'unseen', why, ...(record.id === 'one0' && { allows }) }));
		const { calls, claimsOf, arrivals } = await worldOf([], () => 0, { lookUp: blind });
		const claims = claimsOf('one', 2);
		await calls.settle(claims, PLAIN);
		expect(told(claims).map(([, status]) => status)).toEqual(['deleted', 'not_sent']);
		expect(entriesOf(claims).map(({ remark }) => remark)).toEqual([allows, undefined]);
		expect(arrivals.flatMap(({ ids }) => ids)).toEqual(['one0']);

		const copying = await worldOf([], () => 0, { lookUp: blind });
		const kept = copying.claimsOf('one', 1);
		await copying.calls.settle(kept, { ...PLAIN, keepsCopy: true });
		expect([told(kept).map(([, status]) => status), copying.arrivals.length]).toEqual([['not_sent'], 0]);
	});

	test.each<[string, RunSetup['onRead'], string[], number]>([
		['has no answer', lost, ['not_sent', 'not_sent', 'not_sent'], 4],
		['meets trouble of Feishu’s own', () => PASSING, ['not_sent', 'not_sent', 'not_sent'], 4],
		['is refused for the target', () => TARGET, ['refused', 'not_sent', 'not_sent'], 1],
		['is refused for the app', () => APP, ['refused', 'not_sent', 'not_sent'], 1],
	])('sends nothing if the look %s, and stops looking', async (_what, onRead, statuses, most) => {
		const { calls, claimsOf, arrivals, reads } = await worldOf([], () => 0, { limit: 1, ...(onRead && { onRead }) });
		const claims = claimsOf('one', 3);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims).map(({ outcome }) => outcome?.status)).toEqual(statuses);
		expect(arrivals).toEqual([]);
		expect(reads.length).toBeLessThanOrEqual(most);
	});

	test('takes a look that Feishu refuses for a record as if it had refused the deletion', async () => {
		const one = lookAtEach(async (_record, reader) => {
			await reader.ask(LIST, {});
			return { is: 'gone' };
		});
		const { calls, claimsOf, arrivals } = await worldOf([], () => 0, { limit: 1, lookUp: one, onRead: () => TARGET });
		const claims = claimsOf('one', 3);
		await calls.settle(claims, PLAIN);
		expect(told(claims).map(([, status, reason]) => [status, reason])).toEqual([
			['refused', 'code 2'],
			['not_sent', 'code 2'],
			['not_sent', 'code 2'],
		]);
		expect(arrivals).toEqual([]);
	});

	test('says of a record that the look does not show why it is not deleted', async () => {
		const { calls, claimsOf, arrivals } = await worldOf(['dark0']);
		const claims = claimsOf('dark', 1);
		await calls.settle(claims, PLAIN);
		expect(entriesOf(claims)[0]?.outcome).toMatchObject({
			status: 'not_sent',
			retryable: true,
			explanation: {
				code: 7,
				reason: 'The record could not be looked at before the deletion: dark, says [secret]',
				what_to_do: 'Light it.',
			},
		});
		expect(arrivals).toEqual([]);
	});
});
