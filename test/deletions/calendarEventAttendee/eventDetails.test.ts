import { fieldViolations } from '../../sandbox/shape';
import { callAsSpecified, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { eventGet } from './eventDetails';
import type { Meeting, SeedEvent } from './world';

const world = sandboxed();
const params = { calendar_id: 'cal@group', event_id: 'ev_0' };

const got = (query: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, eventGet.rules, { params, query, ...more });
const seed = (about: Partial<SeedEvent> = {}) =>
	world.sandbox.seed.event({ calendarId: params.calendar_id, eventId: params.event_id, ...about });
const eventIn = (data: JsonObject) => data['event'] as JsonObject;
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `user_ou_${index}`);
const byUser = (openId: string): SpecCall => ({ token: world.sandbox.seed.userToken({ openId }) });
const MEETING: Meeting = {
	url: 'https://vc.example.com/j/1',
	ownerId: 'ou_boss',
	joinPermission: 'only_event_attendees',
	assignHosts: ['ou_boss'],
	autoRecord: false,
	openLobby: true,
	allowAttendeesStart: false,
};

describe('an event that is looked up', () => {
	it('is what the official SDK gets', async () => {
		world.sandbox.seed.invitee({ target: 'ou_boss', displayName: 'Bo' });
		seed({ organizer: 'ou_boss', start: { at: 1_602_504_000_000, timezone: 'Europe/Berlin' }, location: 'Bamboo', attendees: idsOf(1) });
		const { code, msg, data } = await sdkClient(world.sandbox).calendar.v4.calendarEvent.get({ path: params }, as(world.sandbox));
		expect([code, msg]).toEqual([0, 'success']);
		expect(data).toEqual({
			event: {
				event_id: 'ev_0',
				organizer_calendar_id: 'cal@group',
				summary: 'Event ev',
				description: '',
				start_time: { timestamp: '1602504000', timezone: 'Europe/Berlin' },
				end_time: { timestamp: '1602507600', timezone: 'Europe/Berlin' },
				visibility: 'default',
				attendee_ability: 'can_see_others',
				free_busy_status: 'busy',
				location: { name: 'Bamboo' },
				color: -1,
				status: 'confirmed',
				is_exception: false,
				event_organizer: { user_id: 'ou_boss', display_name: 'Bo' },
				create_time: String(Math.floor(world.clock.now() / 1_000)),
				app_link: expect.stringContaining('key=ev&originalTime=0') as string,
			},
		});
		expect(world.sandbox.calls('eventGet')).toHaveLength(1);
	});

	it.each([
		[{}, 10, true],
		[{ max_attendee_num: '1' }, 1, true],
		[{ max_attendee_num: '99' }, 99, true],
		[{ max_attendee_num: '100' }, 100, false],
	])('answers with %j %i of 100 attendees', async (query: Record<string, string>, count, more) => {
		seed({ attendees: idsOf(100) });
		const event = eventIn(dataOf(await got({ need_attendee: 'true', ...query })));
		expect((event['attendees'] as JsonObject[]).map(({ attendee_id }) => attendee_id)).toEqual(idsOf(count));
		expect(event['has_more_attendee']).toBe(more);
	});

	it('answers attendees to those alone who ask for them', async () => {
		seed();
		expect(eventIn(dataOf(await got({ need_attendee: 'false', max_attendee_num: '5' })))).not.toHaveProperty('attendees');
		expect(eventIn(dataOf(await got({ need_attendee: 'true' })))).toMatchObject({ attendees: [], has_more_attendee: false });
	});

	it('tells who is in a group', async () => {
		world.sandbox.seed.invitee({ target: 'oc_1', members: ['ou_a', 'ou_b'] });
		seed({ attendees: ['chat_oc_1', 'chat_oc_2'], organizer: 'ou_a' });
		const { attendees } = eventIn(dataOf(await got({ need_attendee: 'true' }))) as { attendees?: JsonObject[] };
		expect(attendees).toMatchObject([
			{
				chat_members: [
					{ display_name: 'a', is_organizer: true },
					{ display_name: 'b', is_organizer: false },
				],
			},
			{ chat_id: 'oc_2' },
		]);
		expect(attendees![1]).not.toHaveProperty('chat_members');
	});

	it.each([
		['open_id', 'ou_boss'],
		['union_id', 'on_boss'],
		['user_id', 'boss1'],
	])('names people by their %s', async (user_id_type, id) => {
		world.sandbox.seed.person({ openId: 'ou_boss', unionId: 'on_boss', userId: 'boss1' });
		seed({ organizer: 'ou_boss', attendees: ['user_ou_boss'], meeting: MEETING });
		const query = { user_id_type, need_attendee: 'true', need_meeting_settings: 'true' };
		expect(eventIn(dataOf(await got(query, byUser('ou_boss'))))).toMatchObject({
			event_organizer: { user_id: id },
			attendees: [{ user_id: id, is_organizer: true }],
			vchat: { meeting_settings: { owner_id: id, assign_hosts: [id] } },
		});
	});

	it('shows how its meeting was set up to those who may edit it, if they ask', async () => {
		seed({ organizer: 'ou_boss', attendees: ['user_ou_a'], meeting: MEETING });
		const vchat = async (need: string, openId: string) =>
			eventIn(dataOf(await got({ need_meeting_settings: need }, byUser(openId))))['vchat'];
		const plain = { vc_type: 'vc', meeting_url: MEETING.url };
		expect(await vchat('true', 'ou_boss')).toEqual({
			...plain,
			meeting_settings: {
				owner_id: 'ou_boss',
				join_meeting_permission: 'only_event_attendees',
				assign_hosts: ['ou_boss'],
				auto_record: false,
				open_lobby: true,
				allow_attendees_start: false,
			},
		});
		expect(await vchat('false', 'ou_boss')).toEqual(plain);
		expect(await vchat('true', 'ou_a')).toEqual(plain);
		seed({ organizer: 'ou_boss' });
		expect(await vchat('true', 'ou_boss')).toBeUndefined();
	});

	it.each<[number, number, Partial<SeedEvent>]>([
		[191003, 403, { calendar: { deleted: true } }],
		[191004, 403, { calendar: { type: 'exchange' } }],
		[191002, 403, { calendar: { role: 'none' } }],
		[191002, 403, { calendar: { role: 'free_busy_reader' } }],
		[193003, 403, { deleted: true }],
		[0, 200, { calendar: { type: 'resource', role: 'reader' } }],
	])('answers %i/%i where it is %j', async (code, status, about) => {
		seed(about);
		expect(gist(await got())).toEqual([status, code]);
	});

	it('hides its attendees from others where they may not be seen, and itself not', async () => {
		seed({ organizer: 'ou_boss', attendeeAbility: 'none' });
		expect(gist(await got({ need_attendee: 'true' }))).toEqual([403, 194001]);
		expect(gist(await got())).toEqual([200, 0]);
		expect(gist(await got({ need_attendee: 'true' }, byUser('ou_boss')))).toEqual([200, 0]);
	});

	it('tells unknown from malformed calendars and events', async () => {
		seed();
		const at = async (calendar_id: string, event_id: string) => gist(await got({}, { params: { calendar_id, event_id } }));
		expect(await at('other', 'ev_0')).toEqual([404, 191000]);
		expect(await at('cal%40group', 'ev_0')).toEqual([400, 191001]);
		expect(await at('cal@group', 'ev_1')).toEqual([404, 193001]);
		expect(await at('cal@group', 'ev%201')).toEqual([400, 193000]);
	});
});

it('says nothing that the page does not have, of all that there is in the demo', async () => {
	world.sandbox.reset('demo');
	let seen = 0;
	for (const { calendarId, events } of world.sandbox.state.calendars.values()) {
		for (const { eventId, deleted } of events.values()) {
			const query = { need_attendee: 'true', need_meeting_settings: 'true' };
			const answer = await got(query, { params: { calendar_id: calendarId, event_id: eventId } });
			expect(gist(answer)).toEqual(deleted ? [403, 193003] : [200, 0]);
			if (deleted) continue;
			expect(fieldViolations(eventGet.rules.response, dataOf(answer))).toEqual([]);
			seen += 1;
		}
	}
	expect(seen).toBeGreaterThan(8);
});
