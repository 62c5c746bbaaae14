import type { IDataObject } from 'n8n-workflow';
import { rl } from '../deletions/values';
import { EVENT, runOnEvent, type Wanted } from '../support/attendees';
import { batchesOf, sandboxed } from '../support/sandboxed';

const OWN = 'feishu.cn_own@group.calendar.feishu.cn';
const TEAM = 'feishu.cn_team@group.calendar.feishu.cn';
const PERIOD = { scope: 'period', periodFrom: '2026-03-01T00:00:00', periodTo: '2026-03-31T00:00:00' };

/** Milliseconds between batches, long enough for each to be settled before the next one starts. */
const APART = 100;

const at = sandboxed();

const run = (operation: Parameters<typeof runOnEvent>[2], wanted?: Wanted) => runOnEvent(at.sandbox, 'primary', operation, wanted);

function seed(): void {
	at.sandbox.seed.calendar({ calendarId: TEAM, type: 'shared' });
	at.sandbox.seed.event({
		calendarId: OWN,
		eventId: EVENT,
		attendees: ['user_1', 'user_2', 'user_3'],
		start: { at: Date.parse('2026-03-15T05:00:00Z'), timezone: 'Asia/Shanghai' },
	});
	at.sandbox.seed.event({ calendarId: TEAM, eventId: 'other_0', attendees: ['user_1'] });
}

const left = () => (at.sandbox.state.calendars.get(OWN)?.events.get(EVENT)?.attendees ?? []).map(({ attendeeId }) => attendeeId);
const of = (json: readonly IDataObject[], key: string) => json.map((item) => item[key]);
const asked = () => at.sandbox.calls('calendarPrimary').length;
const removed = () => at.sandbox.calls('calendarEventAttendee').length;
const removal = (...items: IDataObject[]): Wanted => ({
	items,
	parameters: { calendarId: rl('={{ $json.calendar }}'), eventId: rl('={{ $json.event ?? "meeting_0" }}'), attendeeIds: '={{ $json.id }}' },
});

test.each([
	['all events of a period', PERIOD],
	['one event', { scope: 'event' }],
])('Get Many of %s finds the calendar, and names it by its ID', async (_name, parameters) => {
	seed();
	const { json } = await run('getAll', { items: [{}, {}], parameters });
	expect(of(json, 'attendee_id')).toEqual(['user_1', 'user_2', 'user_3', 'user_1', 'user_2', 'user_3']);
	expect(new Set(of(json, 'calendar_id'))).toEqual(new Set([OWN]));
	expect(asked()).toBe(1);
});

test.each(['getAll', 'delete', 'create'] as const)('nothing more is asked by %s where no item says the word', async (operation) => {
	seed();
	const parameters = { calendarId: rl(OWN), attendeeIds: 'user_1', scope: 'event', copies: '{"type":"user","user_id":"ou_9"}' };
	const { json } = await run(operation, { parameters });
	expect(json.length).toBeGreaterThan(0);
	expect(asked()).toBe(0);
});

test('attendees are added on the calendar that is meant', async () => {
	seed();
	const { json } = await run('create', { parameters: { copies: '{"type":"user","user_id":"ou_9"}' } });
	expect(json).toMatchObject([{ status: 'created', calendar_id: OWN, user_id: 'ou_9' }]);
});

test('an event is one event by either name, and its attendees are removed by one call', async () => {
	seed();
	const { json } = await run(
		'delete',
		removal({ calendar: 'primary', id: 'user_1' }, { calendar: OWN, id: 'user_2' }, { calendar: OWN, id: 'user_1' }),
	);
	expect(json.map(({ status, calendar_id, attendee_id }) => [status, calendar_id, attendee_id])).toEqual([
		['deleted', OWN, 'user_1'],
		['deleted', OWN, 'user_2'],
		['deleted', OWN, 'user_1'],
	]);
	expect([asked(), removed(), left()]).toEqual([1, 1, ['user_3']]);
});

test('batches of a run ask once', async () => {
	seed();
	const items = ['user_1', 'user_2', 'user_3'].map((id) => ({ calendar: 'primary', id }));
	const { parameters = {} } = removal();
	const { json } = await run('delete', { items, parameters: { ...parameters, ...batchesOf(1, APART) } });
	expect([of(json, 'status'), asked()]).toEqual([['deleted', 'deleted', 'deleted'], 1]);
	expect(removed()).toBeGreaterThan(1);
});

describe('Never Delete', () => {
	test('by the ID of the calendar protects what is asked for by the word', async () => {
		seed();
		const wanted = removal({ calendar: 'primary', id: 'user_1' }, { calendar: TEAM, event: 'other_0', id: 'user_1' });
		const { json } = await run('delete', { ...wanted, options: { neverDelete: OWN } });
		expect(of(json, 'status')).toEqual(['not_sent', 'deleted']);
		expect(json[0]).toMatchObject({ reason: expect.stringMatching(/Never Delete/) as string });
		expect(left()).toHaveLength(3);
	});

	test('by the word protects what is asked for by the word, without a call', async () => {
		seed();
		const { json } = await run('delete', { ...removal({ calendar: 'primary', id: 'user_1' }), options: { neverDelete: 'primary' } });
		expect(of(json, 'status')).toEqual(['not_sent']);
		expect([asked(), removed()]).toEqual([0, 0]);
	});

	test.each(['primary', OWN])('finds a person by email address on the calendar %s', async (calendar) => {
		seed();
		at.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'u1', email: 'lin@example.com' });
		at.sandbox.seed.person({ openId: 'ou_2', unionId: 'on_2', userId: 'u2' });
		const parameters = {
			calendarId: rl(calendar),
			eventId: rl(EVENT),
			attendeeIds: '',
			deleteIds: { ids: [{ type: 'user', userId: 'ou_1,ou_2' }] },
		};
		const { json } = await run('delete', { parameters, options: { neverDelete: 'lin@example.com' } });
		expect(json[0]).toMatchObject({ user_id: 'ou_1', reason: 'Never Delete names this record' });
	});

	test.each(['primary', OWN])('as %s lets nothing of the other name through', async (neverDelete) => {
		seed();
		const calendar = neverDelete === OWN ? 'primary' : OWN;
		await run('delete', { ...removal({ calendar, id: 'user_1' }), options: { neverDelete } });
		expect(removed()).toBe(0);
	});

	test('is compared with no other name in a dry run, which says so', async () => {
		seed();
		const wanted = removal({ calendar: 'primary', id: 'user_1' });
		const { json } = await run('delete', { ...wanted, options: { neverDelete: OWN, dryRun: true } });
		expect(json).toMatchObject([{ status: 'not_sent', reason: expect.stringMatching(/it is not known whether “primary”/) as string }]);
		expect(at.sandbox.log).toEqual([]);
	});
});

test('a dry run asks nothing', async () => {
	seed();
	const { json } = await run('delete', { ...removal({ calendar: 'primary', id: 'user_1' }), options: { dryRun: true } });
	expect(json).toMatchObject([{ status: 'dry_run', calendar_id: 'primary' }]);
	expect(at.sandbox.log).toEqual([]);
});

describe('where Feishu does not say which calendar it is', () => {
	const refuse = () => {
		at.sandbox.fault({ endpoint: 'calendarPrimary', kind: 'code', code: 99991672, on: 'every' });
	};

	test.each([
		['delete', { attendeeIds: 'user_1, user_2' }, ['user_1', 'user_2']],
		['create', { copies: '[{"type":"user","user_id":"ou_8"},{"type":"user","user_id":"ou_9"}]' }, [undefined, undefined]],
	] as const)('%s sends nothing for its items, and says how to go on', async (operation, parameters, ids) => {
		seed();
		refuse();
		const { json } = await run(operation, { parameters });
		expect(of(json, 'attendee_id')).toEqual(ids);
		for (const item of json) {
			expect(item).toMatchObject({
				status: 'not_sent',
				code: 99991672,
				reason: expect.stringMatching(/which calendar “primary” is/) as string,
				what_to_do: expect.stringMatching(/enter the ID of the calendar/i) as string,
				log_id: expect.stringMatching(/./) as string,
			});
		}
		expect(at.sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken', 'calendarPrimary']);
		expect(left()).toHaveLength(3);
	});

	test('Get Many says so, and goes on with other calendars', async () => {
		seed();
		refuse();
		const { json } = await run('getAll', {
			items: [{ calendar: 'primary' }, { calendar: OWN }],
			parameters: { scope: 'event', calendarId: rl('={{ $json.calendar }}') },
		});
		expect(json[0]).toMatchObject({ reason: expect.stringMatching(/which calendar “primary” is/) as string });
		expect(of(json.slice(1), 'attendee_id')).toEqual(['user_1', 'user_2', 'user_3']);
	});

	test('the next try asks again', async () => {
		seed();
		at.sandbox.fault({ endpoint: 'calendarPrimary', kind: 'code', code: 99991672, on: [1] });
		const { json, error } = await run('delete', {
			...removal({ calendar: 'primary', id: 'user_1' }),
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ deleted: true }]);
		expect([asked(), removed()]).toEqual([2, 1]);
	});

	test.each([
		['no calendar', { data: { calendars: [] } }],
		['no list', { data: {} }],
		['no ID', { data: { calendars: [{ calendar: {} }] } }],
	])('an answer with %s names none', async (_name, body) => {
		seed();
		at.sandbox.fault({ endpoint: 'calendarPrimary', kind: 'answer', body, on: 'every' });
		const { json } = await run('delete', { parameters: { attendeeIds: 'user_1' } });
		expect(json).toMatchObject([{ status: 'not_sent', reason: expect.stringMatching(/which calendar “primary” is/) as string }]);
		expect(removed()).toBe(0);
	});
});

test('nothing is asked where another item is refused, and the node stops', async () => {
	seed();
	const { error } = await run('delete', {
		...removal({ calendar: 'primary', id: 'user_1' }, { calendar: OWN, id: '' }),
		settings: { onError: 'stopWorkflow' },
	});
	expect(error).toBeDefined();
	expect(at.sandbox.log).toEqual([]);
});
