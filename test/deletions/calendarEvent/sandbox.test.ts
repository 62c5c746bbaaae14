import { callAsSpecified, callDeletion, dataOf, gist } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';
import { eventGet } from '../calendarEventAttendee/eventDetails';
import { eventCreate } from './eventCreate';
import { eventInstances, eventInstanceView } from './occurrenceLists';

const world = sandboxed();

const CALENDAR = { calendar_id: 'cal@group' };
const START = 1_767_196_800;
const DAY = 86_400;
const at = (days: number) => ({ at: (START + days * DAY) * 1_000, timezone: 'Asia/Shanghai' });
const span = (days: number) => ({ start_time: String(START), end_time: String(START + days * DAY) });

type SeedEvent = Parameters<typeof world.sandbox.seed.event>[0];

const event = (eventId: string, about: Partial<SeedEvent> = {}) =>
	world.sandbox.seed.event({ calendarId: 'cal@group', eventId, start: at(0), ...about });
const series = () => event('s_0', { recurrence: 'FREQ=DAILY;COUNT=5' });
const occurrence = (day: number) => `s_${START + day * DAY}`;

const remove = (event_id: string, query = {}) => callDeletion(world.sandbox, 'calendarEvent', { params: { ...CALENDAR, event_id }, query });
const look = (event_id: string) => callAsSpecified(world.sandbox, eventGet.rules, { params: { ...CALENDAR, event_id } });
const idsIn = (answer: Awaited<ReturnType<typeof look>>) =>
	(dataOf(answer)['items'] as Array<{ event_id: string }>).map((row) => row.event_id);
const instances = async () =>
	idsIn(await callAsSpecified(world.sandbox, eventInstances.rules, { params: { ...CALENDAR, event_id: 's_0' }, query: span(10) }));

describe('the deletion of an event', () => {
	it('takes it away, and remembers who would have been told', async () => {
		const [one, other] = [event('a_0'), event('b_0')];
		expect(gist(await remove('a_0'))).toEqual([200, 0]);
		expect(gist(await remove('b_0', { need_notification: 'false' }))).toEqual([200, 0]);
		expect([one.deleted, one.removal?.needNotification, other.removal?.needNotification]).toEqual([true, true, false]);
		expect(gist(await remove('a_0'))).toEqual([403, 193003]);
		expect(gist(await look('a_0'))).toEqual([403, 193003]);
		expect(gist(await remove('none_0'))).toEqual([404, 193001]);
	});

	it('takes no other text for the notification', async () => {
		event('a_0');
		expect(gist(await remove('a_0', { need_notification: 'no' }))).toEqual([400, 190002]);
	});

	it('forgets an event, or shows it as cancelled, when told to', async () => {
		event('a_0', { deleted: true });
		world.sandbox.setOptions({ answers: { deletedEvents: 'forget' } });
		expect([gist(await look('a_0')), gist(await remove('a_0'))]).toEqual([
			[404, 193001],
			[404, 193001],
		]);
		world.sandbox.setOptions({ answers: { deletedEvents: 'cancel' } });
		expect(dataOf(await look('a_0'))).toMatchObject({ event: { event_id: 'a_0', status: 'cancelled' } });
		expect(gist(await remove('a_0'))).toEqual([403, 193003]);
	});

	it('takes one occurrence out of a series, which has no look of its own unless told', async () => {
		series();
		expect(await instances()).toHaveLength(5);
		expect(gist(await look(occurrence(1)))).toEqual([404, 193001]);
		world.sandbox.setOptions({ answers: { plainOccurrences: 'show' } });
		expect(dataOf(await look(occurrence(1)))).toMatchObject({ event: { is_exception: false, recurring_event_id: 's_0' } });
		expect(gist(await remove(occurrence(1)))).toEqual([200, 0]);
		expect(await instances()).toEqual([0, 2, 3, 4].map(occurrence));
		expect(gist(await remove(occurrence(1)))).toEqual([403, 193003]);
		expect(gist(await remove(occurrence(9)))).toEqual([404, 193001]);
	});

	it('takes a series away, but for the occurrences that were changed before', async () => {
		series();
		event(occurrence(2), { start: at(3), recurringEventId: 's_0' });
		await remove('s_0');
		expect(gist(await look('s_0'))).toEqual([403, 193003]);
		expect(dataOf(await look(occurrence(2)))).toMatchObject({ event: { is_exception: true, recurring_event_id: 's_0' } });
		expect(
			gist(await callAsSpecified(world.sandbox, eventInstances.rules, { params: { ...CALENDAR, event_id: 's_0' }, query: span(10) })),
		).toEqual([403, 193003]);
	});

	it('is for organizers who may write, on primary and shared calendars', async () => {
		event('a_0', { organizer: 'ou_other' });
		expect(gist(await remove('a_0'))).toEqual([403, 193002]);
		event('b_0', { calendar: { role: 'reader' } });
		expect(gist(await remove('b_0'))).toEqual([403, 193002]);
		event('c_0', { calendar: { role: 'owner', type: 'google' } });
		expect(gist(await remove('c_0'))).toEqual([403, 191004]);
	});
});

describe('the list of what takes place', () => {
	const view = (days: number) => callAsSpecified(world.sandbox, eventInstanceView.rules, { params: CALENDAR, query: span(days) });

	it('has each occurrence by itself, and what was changed once', async () => {
		series();
		event('a_0');
		event(occurrence(2), { start: at(20), recurringEventId: 's_0' });
		event(occurrence(4), { deleted: true, recurringEventId: 's_0' });
		expect(idsIn(await view(10))).toEqual([...[0, 1, 3].map(occurrence), 'a_0']);
		expect(idsIn(await view(30))).toEqual([...[0, 1, 2, 3].map(occurrence), 'a_0']);
	});

	it('is shorter than forty days, and has fewer than a thousand', async () => {
		for (let index = 0; index < 1_000; index += 1) event(`e${index}_0`);
		expect(gist(await view(40))).toEqual([400, 193103]);
		expect(gist(await view(39))).toEqual([400, 193104]);
	});
});

describe('the creation of an event', () => {
	const TIMES = { start_time: { timestamp: String(START) }, end_time: { timestamp: String(START + 3_600) } };
	const create = (body: object, key?: string) =>
		callAsSpecified(world.sandbox, eventCreate.rules, {
			params: CALENDAR,
			body: { ...TIMES, ...body },
			query: key === undefined ? {} : { idempotency_key: key },
		});
	const count = () => world.sandbox.state.calendars.get('cal@group')?.events.size;

	beforeEach(() => {
		world.sandbox.seed.calendar({ calendarId: 'cal@group' });
	});

	it('creates nothing for a key that it knows', async () => {
		const key = 'k'.repeat(32);
		const [one, other] = [dataOf(await create({ summary: 'A' }, key)), dataOf(await create({ summary: 'A' }, key))];
		expect(other).toEqual(one);
		expect(count()).toBe(1);
		await create({ summary: 'A' }, 'l'.repeat(32));
		expect(count()).toBe(2);
	});

	it.each<[string, object]>([
		['a rule with the name of its property', { recurrence: 'RRULE:FREQ=DAILY' }],
		['a rule with COUNT and UNTIL', { recurrence: 'FREQ=DAILY;COUNT=2;UNTIL=20270101T000000Z' }],
		['a time of both kinds', { start_time: { date: '2026-01-01', timestamp: '1' } }],
		['a time of neither kind', { start_time: { timezone: 'UTC' } }],
		['times of two kinds', { end_time: { date: '2026-01-01' } }],
		['an end before the start', { end_time: { timestamp: String(START - 1) } }],
		['a live broadcast', { vchat: { vc_type: 'lark_live' } }],
		['a part that is not hidden', { schemas: [{ ui_name: 'a', ui_status: 'readonly' }] }],
	])('refuses %s', async (_what, body) => {
		expect(gist(await create(body))).toEqual([400, 190002]);
		expect(count()).toBe(0);
	});

	it('refuses files that were not uploaded for it', async () => {
		expect(gist(await create({ attachments: [{ file_token: 'f' }] }))).toEqual([400, 193105]);
	});
});
