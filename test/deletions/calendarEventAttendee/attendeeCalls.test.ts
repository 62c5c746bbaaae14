import { fieldViolations } from '../../sandbox/shape';
import { callAsSpecified, callDeletion, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import { as, sdkClient } from '../../sandbox/sdkClient';
import { SANDBOX_APP } from '../../sandbox/world';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { attendeeCreate, attendeeList } from './attendeeCalls';
import type { SeedEvent } from './world';

const world = sandboxed();
const params = { calendar_id: 'cal@group', event_id: 'ev_0' };

const listed = (query: Record<string, string> = {}, more: SpecCall = {}) =>
	callAsSpecified(world.sandbox, attendeeList.rules, { params, query, ...more });
const created = (body: unknown, more: SpecCall = {}) => callAsSpecified(world.sandbox, attendeeCreate.rules, { params, body, ...more });
const added = (attendees: unknown, more: SpecCall = {}) => created({ attendees }, more);
const removed = (attendee_ids: unknown) => callDeletion(world.sandbox, 'calendarEventAttendee', { params, body: { attendee_ids } });
const seed = (about: Partial<SeedEvent> = {}) =>
	world.sandbox.seed.event({ calendarId: params.calendar_id, eventId: params.event_id, ...about });
const itemsIn = (data: JsonObject) => data['items'] as JsonObject[];
const answeredIn = (data: JsonObject) => data['attendees'] as JsonObject[];
const idsIn = (data: JsonObject) => itemsIn(data).map(({ attendee_id }) => attendee_id);
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `user_ou_${index}`);
const users = (count: number) => Array.from({ length: count }, (_, index) => ({ type: 'user', user_id: `ou_${index}` }));
const rooms = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ type: 'resource', room_id: `omm_${index}`, operate_id: 'ou_a' }));
const seedPerson = () => world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
const byUser = (openId: string): SpecCall => ({ token: world.sandbox.seed.userToken({ openId }) });
/** The three kinds of ID of one person. */
const KINDS = [
	['open_id', 'ou_a'],
	['union_id', 'on_a'],
	['user_id', 'a1'],
] as const;
const FORM = [
	{ index_key: '1', input_content: '' },
	{ index_key: '2', options: [{ option_key: '3', others_content: 'Tea' }] },
];
/** Calendars that refuse either call, and events that are not there. */
const UNREACHABLE: ReadonlyArray<[code: number, status: number, about: Partial<SeedEvent>]> = [
	[191003, 403, { calendar: { deleted: true } }],
	[191004, 403, { calendar: { type: 'google' } }],
	[191004, 403, { calendar: { type: 'resource' } }],
	[191002, 403, { calendar: { role: 'none' } }],
	[193003, 403, { deleted: true }],
];
/** What is said of one who attends, and of nothing more is known than the ID. */
const UNKNOWN_USER = {
	type: 'user',
	attendee_id: expect.stringMatching(/^user_/) as string,
	rsvp_status: 'needs_action',
	is_optional: false,
	is_organizer: false,
	is_external: false,
};

describe('the list of attendees', () => {
	it('answers the official SDK with what there is of each type', async () => {
		world.sandbox.seed.invitee({ target: 'ou_a', displayName: 'Anna' });
		world.sandbox.seed.invitee({ target: 'oc_1', members: ['ou_a'] });
		seed({
			organizer: 'ou_boss',
			attendees: [
				{ attendeeId: 'user_1', target: 'ou_a', isOptional: true, rsvpStatus: 'tentative' },
				{ attendeeId: 'user_2', target: 'ou_boss', rsvpStatus: 'accept' },
				'chat_oc_1',
				{ attendeeId: 'resource_1', target: 'omm_1', operateId: 'ou_a', resourceCustomization: FORM, approvalReason: 'a talk' },
				'third_party_guest@example.com',
			],
		});
		const { code, msg, data } = await sdkClient(world.sandbox).calendar.v4.calendarEventAttendee.list(
			{ path: params },
			as(world.sandbox, 'ou_boss'),
		);
		expect([code, msg]).toEqual([0, 'success']);
		expect(data).toEqual({
			has_more: false,
			items: [
				{ ...UNKNOWN_USER, attendee_id: 'user_1', rsvp_status: 'tentative', is_optional: true, display_name: 'Anna', user_id: 'ou_a' },
				{ ...UNKNOWN_USER, attendee_id: 'user_2', rsvp_status: 'accept', is_organizer: true, display_name: 'boss', user_id: 'ou_boss' },
				{ ...UNKNOWN_USER, type: 'chat', attendee_id: 'chat_oc_1', display_name: '1', chat_id: 'oc_1' },
				{
					...UNKNOWN_USER,
					type: 'resource',
					attendee_id: 'resource_1',
					rsvp_status: 'accept',
					display_name: '1',
					room_id: 'omm_1',
					operate_id: 'ou_a',
				},
				{
					...UNKNOWN_USER,
					type: 'third_party',
					attendee_id: 'third_party_guest@example.com',
					is_external: true,
					display_name: 'guest@example.com',
					third_party_email: 'guest@example.com',
				},
			],
		});
	});

	it('says of an attendee what a test wants it to say', async () => {
		seed({ attendees: [{ attendeeId: 'user_1', target: 'ou_a', listedAs: { type: 'mail_group', user_id: null } }] });
		const [row] = itemsIn(dataOf(await listed()));
		expect(row).toMatchObject({ attendee_id: 'user_1', type: 'mail_group' });
		expect(row).not.toHaveProperty('user_id');
	});

	it('is empty where nobody attends', async () => {
		seed();
		expect(dataOf(await listed())).toEqual({ items: [], has_more: false });
	});

	it('may answer a short or empty page before the last, where attendees have been removed since', async () => {
		seed({ attendees: idsOf(50) });
		const first = dataOf(await listed());
		await removed(idsOf(40).slice(20));
		await added([{ type: 'user', user_id: 'ou_late' }]);
		const second = dataOf(await listed({ page_token: String(first['page_token']) }));
		expect([second['items'], second['has_more']]).toEqual([[], true]);
		const last = dataOf(await listed({ page_token: String(second['page_token']) }));
		expect([...idsIn(first), ...idsIn(last)]).toEqual([...idsOf(20), ...idsOf(50).slice(40)]);
	});

	it.each([
		['-1', 10],
		['0', 10],
		['9', 10],
	])('takes a page size of %s for %i', async (page_size, count) => {
		seed({ attendees: idsOf(120) });
		expect(itemsIn(dataOf(await listed({ page_size })))).toHaveLength(count);
	});

	it.each(KINDS)('names people by their %s, but external ones never by their user ID', async (user_id_type, id) => {
		seedPerson();
		world.sandbox.seed.person({ openId: 'ou_x', unionId: 'on_x', userId: 'x1' });
		world.sandbox.seed.invitee({ target: 'ou_x', isExternal: true });
		seed({ attendees: ['user_ou_a', { attendeeId: 'resource_omm_1', operateId: 'ou_a' }, 'user_ou_x'] });
		const [user, room, external] = itemsIn(dataOf(await listed({ user_id_type })));
		expect([user!['user_id'], room!['operate_id']]).toEqual([id, id]);
		expect(external).toMatchObject({ is_external: true, user_id: user_id_type === 'union_id' ? 'on_x' : 'ou_x' });
	});

	it('shows what was entered for a room to those who may edit the event, if they ask', async () => {
		const attendees = ['user_ou_a', { attendeeId: 'resource_omm_1', resourceCustomization: FORM }];
		seed({ organizer: 'ou_boss', attendees });
		const form = async (need: string, openId: string) =>
			itemsIn(dataOf(await listed({ need_resource_customization: need }, byUser(openId)))).at(-1)!['resource_customization'];
		expect(await form('true', 'ou_boss')).toEqual(FORM);
		expect(await form('false', 'ou_boss')).toBeUndefined();
		expect(await form('true', 'ou_a')).toBeUndefined();
		seed({ organizer: 'ou_boss', attendees, attendeeAbility: 'can_modify_event' });
		expect(await form('true', 'ou_a')).toEqual(FORM);
		expect(await form('true', 'ou_b')).toBeUndefined();
	});

	it.each([...UNREACHABLE, [191002, 403, { calendar: { role: 'free_busy_reader' } }] as const])(
		'answers %i/%i where it is %j',
		async (code, status, about) => {
			seed(about);
			expect(gist(await listed())).toEqual([status, code]);
		},
	);

	it('is for all who read the calendar, unless attendees may not see each other', async () => {
		seed({ organizer: 'ou_boss', attendees: ['user_ou_a'], calendar: { role: 'reader', type: 'shared' } });
		expect(gist(await listed())).toEqual([200, 0]);
		seed({ organizer: 'ou_boss', attendees: ['user_ou_a'], attendeeAbility: 'none' });
		expect(gist(await listed())).toEqual([403, 194001]);
		expect(gist(await listed({}, byUser('ou_a')))).toEqual([403, 194001]);
		expect(gist(await listed({}, byUser('ou_boss')))).toEqual([200, 0]);
	});

	it('tells unknown from malformed calendars and events', async () => {
		seed();
		const at = async (calendar_id: string, event_id: string) => gist(await listed({}, { params: { calendar_id, event_id } }));
		expect(await at('other', 'ev_0')).toEqual([404, 191000]);
		expect(await at('cal%40group', 'ev_0')).toEqual([400, 191001]);
		expect(await at('cal@group', 'ev_1')).toEqual([404, 193001]);
		expect(await at('cal@group', 'ev 1')).toEqual([400, 193000]);
	});
});

describe('attendees that are added', () => {
	it('are answered to the official SDK with their IDs, whatever their type', async () => {
		world.sandbox.seed.invitee({ target: 'oc_1', displayName: 'Team', members: ['ou_b'] });
		const event = seed();
		const { code, msg, data } = await sdkClient(world.sandbox).calendar.v4.calendarEventAttendee.create(
			{
				path: params,
				data: {
					attendees: [
						{ type: 'user', user_id: 'ou_a', is_optional: true },
						{ type: 'chat', chat_id: 'oc_1' },
						{ type: 'resource', room_id: 'omm_1', operate_id: 'ou_op', is_optional: true, resource_customization: FORM },
						{ type: 'third_party', third_party_email: 'guest@example.com' },
					],
				},
			},
			as(world.sandbox),
		);
		expect([code, msg]).toEqual([0, 'success']);
		const idOf = (type: string) => expect.stringMatching(new RegExp(`^${type}_`)) as string;
		expect(data).toEqual({
			attendees: [
				{ ...UNKNOWN_USER, is_optional: true, display_name: 'a', user_id: 'ou_a' },
				{
					...UNKNOWN_USER,
					type: 'chat',
					attendee_id: idOf('chat'),
					display_name: 'Team',
					chat_id: 'oc_1',
					chat_members: [{ rsvp_status: 'needs_action', is_optional: false, is_organizer: false, is_external: false, display_name: 'b' }],
				},
				{
					...UNKNOWN_USER,
					type: 'resource',
					attendee_id: idOf('resource'),
					display_name: '1',
					room_id: 'omm_1',
					operate_id: 'ou_op',
					resource_customization: FORM,
				},
				{
					...UNKNOWN_USER,
					type: 'third_party',
					attendee_id: idOf('third_party'),
					is_external: true,
					display_name: 'guest@example.com',
					third_party_email: 'guest@example.com',
				},
				{ ...UNKNOWN_USER, display_name: 'op', user_id: 'ou_op' },
			],
		});
		// The room is booked once the call has been answered.
		const list = dataOf(await listed());
		expect(itemsIn(list).map(({ rsvp_status }) => rsvp_status)).toEqual([
			'needs_action',
			'needs_action',
			'accept',
			'needs_action',
			'needs_action',
		]);
		expect(new Set(idsIn(list)).size).toBe(5);
		expect(event.additions).toMatchObject(idsIn(list).map((attendeeId) => ({ attendeeId, needNotification: true, by: SANDBOX_APP.appId })));
		expect(world.sandbox.calls('attendeeCreate')).toHaveLength(1);
	});

	it('stay as they are where they attend already, and are answered as the ones that are there', async () => {
		const event = seed({ attendees: [{ attendeeId: 'user_old', target: 'ou_a', rsvpStatus: 'accept', isOptional: true }] });
		const entry = { type: 'user', user_id: 'ou_a', is_optional: false };
		const answered = answeredIn(dataOf(await added([entry, entry, { type: 'user', user_id: 'ou_b' }])));
		expect(answered).toMatchObject([
			{ attendee_id: 'user_old', rsvp_status: 'accept', is_optional: true },
			{ ...UNKNOWN_USER, user_id: 'ou_b' },
		]);
		expect(event.attendees).toHaveLength(2);
		expect(event.additions).toHaveLength(1);
	});

	it('are answered as booked where they are rooms that are booked already', async () => {
		const event = seed({ attendees: ['resource_omm_0', 'user_ou_a'] });
		expect(answeredIn(dataOf(await added(rooms(1))))).toMatchObject([
			{ attendee_id: 'resource_omm_0', rsvp_status: 'accept' },
			{ attendee_id: 'user_ou_a' },
		]);
		expect(event.additions).toEqual([]);
	});

	it('take the place of those who are only listed as removed', async () => {
		const event = seed({ attendees: [{ attendeeId: 'user_old', target: 'ou_a', rsvpStatus: 'removed' }] });
		expect(answeredIn(dataOf(await added(users(0).concat({ type: 'user', user_id: 'ou_a' }))))).toMatchObject([UNKNOWN_USER]);
		expect(event.attendees).toMatchObject([{ target: 'ou_a', rsvpStatus: 'needs_action' }]);
	});

	it('are after a removal what they were before, but for ID and answer', async () => {
		world.sandbox.seed.invitee({ target: 'ou_a', displayName: 'Anna', isExternal: true });
		seed({
			attendees: [
				{ attendeeId: 'user_1', target: 'ou_a', isOptional: true, rsvpStatus: 'accept' },
				{ attendeeId: 'chat_1', target: 'oc_1', isOptional: true },
				{ attendeeId: 'resource_1', target: 'omm_1', operateId: 'ou_a', resourceCustomization: FORM },
				{ attendeeId: 'third_party_1', target: 'guest@example.com' },
			],
		});
		const before = itemsIn(dataOf(await listed({ need_resource_customization: 'true' })));
		await removed(before.map(({ attendee_id }) => attendee_id));
		const names = [...Object.keys(attendeeCreate.rules.body!['attendees']!.fields!)];
		await added(before.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))));
		const after = itemsIn(dataOf(await listed({ need_resource_customization: 'true' })));
		expect(after).toEqual(
			before.map((row) => ({
				...row,
				attendee_id: expect.not.stringMatching(/_1$/) as string,
				rsvp_status: row['type'] === 'user' ? 'needs_action' : row['rsvp_status'],
			})),
		);
	});

	it.each(KINDS)('are named by their %s, and so are contacts', async (user_id_type, id) => {
		seedPerson();
		const event = seed();
		const room = { type: 'resource', room_id: 'omm_1', operate_id: id };
		expect(answeredIn(dataOf(await added([{ type: 'user', user_id: id }, room], { query: { user_id_type } })))).toMatchObject([
			{ user_id: id },
			{ operate_id: id },
		]);
		expect(event.attendees).toMatchObject([{ target: 'ou_a' }, { target: 'omm_1', operateId: 'ou_a' }]);
	});

	it('do not bring the contact for a room along where that is switched off, nor where a user created the event', async () => {
		const event = seed();
		const room = { type: 'resource', room_id: 'omm_1', operate_id: 'ou_op' };
		await created({ attendees: [room], add_operator_to_attendee: false });
		expect(event.attendees).toMatchObject([{ target: 'omm_1', operateId: 'ou_op' }]);
		const own = seed({ organizer: 'ou_boss' });
		await added([room], byUser('ou_boss'));
		expect(own.attendees).toHaveLength(1);
		expect(own.attendees[0]).not.toHaveProperty('operateId');
	});

	it('need a contact for a room where an app created the event', async () => {
		const room = [{ type: 'resource', room_id: 'omm_1' }];
		seed({ organizer: SANDBOX_APP.appId });
		expect(gist(await added(room))).toEqual([400, 190002]);
		seed({ organizer: 'ou_boss' });
		expect(gist(await added(room, byUser('ou_boss')))).toEqual([200, 0]);
	});

	it('are a room on approval only for a user who gives a reason', async () => {
		world.sandbox.seed.invitee({ target: 'omm_1', needsApproval: true });
		const booked = async (more: object, call?: SpecCall) => {
			seed();
			const room = { type: 'resource', room_id: 'omm_1', operate_id: 'ou_a', ...more };
			const [answered] = answeredIn(dataOf(await added([room], call)));
			return [answered!['rsvp_status'], itemsIn(dataOf(await listed()))[0]!['rsvp_status'], answered!['approval_reason']];
		};
		expect(await booked({ approval_reason: 'a talk' }, byUser('ou_a'))).toEqual(['needs_action', 'needs_action', 'a talk']);
		expect(await booked({}, byUser('ou_a'))).toEqual(['decline', 'decline', undefined]);
		expect(await booked({ approval_reason: 'a talk' })).toEqual(['decline', 'decline', undefined]);
	});

	it('are rooms alone for an administrator of meeting rooms', async () => {
		const event = seed();
		const body = { attendees: [...users(1), ...rooms(1)], is_enable_admin: true, instance_start_time_admin: '1647320400' };
		expect(answeredIn(dataOf(await created({ ...body, need_notification: false })))).toMatchObject([{ room_id: 'omm_0' }]);
		expect(event.attendees).toHaveLength(1);
		expect(event.additions).toMatchObject([
			{ isEnableAdmin: true, instanceStartTimeAdmin: '1647320400', needNotification: false, by: SANDBOX_APP.appId },
		]);
	});

	it.each<[number, string, unknown]>([
		[0, '100 rooms', { attendees: rooms(100) }],
		[190002, '101 rooms', { attendees: rooms(101) }],
		[194004, 'an empty type', { attendees: [{ type: '', user_id: 'ou_a' }] }],
		[194004, 'an unknown type', { attendees: [{ type: 'robot', user_id: 'ou_a' }] }],
		[190002, 'a user without ID', { attendees: [{ type: 'user', chat_id: 'oc_1' }] }],
		[190002, 'a group without ID', { attendees: [{ type: 'chat' }] }],
		[190002, 'a room without ID', { attendees: [{ type: 'resource', operate_id: 'ou_a' }] }],
		[190002, 'an address that is missing', { attendees: [{ type: 'third_party' }] }],
		[190002, 'another kind of ID', { attendees: [{ type: 'user', user_id: 'on_a' }] }],
		[190002, 'another kind of ID for a contact', { attendees: [{ ...rooms(1)[0], operate_id: 'on_a' }] }],
		[190002, 'an instance without administrator', { attendees: users(1), instance_start_time_admin: '1647320400' }],
		[190002, 'an instance that is no time', { attendees: rooms(1), instance_start_time_admin: 'soon', is_enable_admin: true }],
	])('answer %i to %s', async (code, _name, body) => {
		const event = seed();
		expect(gist(await created(body))).toEqual([code === 0 ? 200 : 400, code]);
		expect(event.attendees.length > 0).toBe(code === 0);
	});

	it('are at most 3000 on an event', async () => {
		const event = seed({ attendees: idsOf(2_999) });
		expect(gist(await added(users(3_001).slice(2_999)))).toEqual([400, 190002]);
		expect(event.attendees).toHaveLength(2_999);
		expect(gist(await added([...users(5), { type: 'user', user_id: 'ou_new' }]))).toEqual([200, 0]);
		expect(event.attendees).toHaveLength(3_000);
	});

	it.each([
		[195100, 404],
		[194000, 404],
		[190013, 400],
	])('are refused with %i/%i as a seeded one demands, all of them', async (refuses, status) => {
		world.sandbox.seed.invitee({ target: 'ou_gone', refuses });
		const event = seed();
		expect(gist(await added([...users(1), { type: 'user', user_id: 'ou_gone' }]))).toEqual([status, refuses]);
		expect(event.attendees).toEqual([]);
	});

	it.each([
		...UNREACHABLE,
		[193002, 403, { calendar: { role: 'reader' } }] as const,
		[193002, 403, { refuses: 193002 }] as const,
		[194002, 403, { organizer: 'ou_boss' }] as const,
		[194002, 403, { organizer: 'ou_boss', attendeeAbility: 'can_modify_event' }] as const,
	])('are refused with %i/%i where it is %j', async (code, status, about) => {
		seed(about);
		expect(gist(await added(users(1)))).toEqual([status, code]);
	});

	it.each([
		['can_see_others', 403, 194002],
		['can_invite_others', 200, 0],
		['can_modify_event', 200, 0],
	] as const)('may come from an attendee where the event says %s: %i', async (attendeeAbility, status, code) => {
		seed({ organizer: 'ou_boss', attendees: ['user_ou_a'], attendeeAbility });
		expect(gist(await added(users(1), byUser('ou_a')))).toEqual([status, code]);
	});

	it('are not added while the event is changed by another call', async () => {
		for (const eventId of ['ev_0', 'other_0']) seed({ eventId, attendees: ['user_ou_z'] });
		world.sandbox.setOptions({ latencyMs: 200 });
		const answers = await Promise.all([
			added(users(1)),
			removed(['user_ou_z']),
			added(users(1), { params: { ...params, event_id: 'other_0' } }),
		]);
		expect(answers.map(gist).sort()).toEqual([
			[200, 0],
			[200, 0],
			[429, 190010],
		]);
	});
});

it('says nothing that the pages do not have, of all that there is in the demo', async () => {
	world.sandbox.reset('demo');
	const rows: JsonObject[] = [];
	for (const { calendarId, role, events } of world.sandbox.state.calendars.values()) {
		for (const { eventId, deleted, organizer } of events.values()) {
			if (deleted) continue;
			const call = { params: { calendar_id: calendarId, event_id: eventId } };
			const list = dataOf(await listed({}, call));
			expect(fieldViolations(attendeeList.rules.response, list)).toEqual([]);
			rows.push(...itemsIn(list));
			// The app may not change a meeting of somebody else.
			if (role === 'reader' || organizer !== undefined) continue;
			const answer = dataOf(await added([...rooms(1), { type: 'chat', chat_id: 'oc_all' }], call));
			expect(fieldViolations(attendeeCreate.rules.response, answer)).toEqual([]);
			expect(answeredIn(answer)).toHaveLength(3);
		}
	}
	expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['user', 'chat', 'resource', 'third_party']));
	expect(rows.map(({ display_name }) => display_name)).toEqual(expect.arrayContaining(['Lin Xia', 'Zhou Ming', 'All Colleagues']));
});
