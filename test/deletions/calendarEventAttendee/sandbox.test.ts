import { callDeletion, gist } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';

const world = sandboxed();
const EVENT = { calendar_id: 'cal@group', event_id: 'ev_0' };

describe('event attendees', () => {
	const attendees = [
		{ attendeeId: 'user_a', type: 'user', target: 'ou_a' },
		{ attendeeId: 'chat_a', type: 'chat', target: 'oc_a' },
		{ attendeeId: 'resource_a', type: 'resource', target: 'omm_a' },
		{ attendeeId: 'third_party_a', type: 'third_party', target: 'a@example.com' },
		{ attendeeId: 'user_b', type: 'user', target: 'ou_b' },
	] as const;
	const seedEvent = (about: object = {}) => world.sandbox.seed.event({ calendarId: 'cal@group', eventId: 'ev_0', attendees, ...about });
	const remove = (body: unknown, more: { token?: string; params?: Record<string, string>; query?: Record<string, string> } = {}) =>
		callDeletion(world.sandbox, 'calendarEventAttendee', { params: EVENT, body, ...more });

	it('takes out attendees of all four types, by their IDs or by what they are', async () => {
		const event = seedEvent();
		const answer = await remove({
			attendee_ids: ['user_b'],
			delete_ids: [
				{ type: 'user', user_id: 'ou_a' },
				{ type: 'chat', chat_id: 'oc_a' },
				{ type: 'resource', room_id: 'omm_a' },
				{ type: 'third_party', third_party_email: 'a@example.com' },
			],
		});
		expect(answer.data).toEqual({ code: 0, msg: 'success', data: {} });
		expect(event.attendees).toEqual([]);
	});

	it('remembers whether each attendee would have been told', async () => {
		const event = seedEvent();
		await remove({ attendee_ids: ['user_a'] });
		await remove({ attendee_ids: ['user_b'], need_notification: false });
		expect(event.deletions).toMatchObject([
			{ attendeeId: 'user_a', needNotification: true },
			{ attendeeId: 'user_b', needNotification: false },
		]);
	});

	it('refuses the whole call for an attendee that is not there, or ignores it when told to', async () => {
		const event = seedEvent();
		expect(gist(await remove({ attendee_ids: ['user_a', 'user_z'] }))).toEqual([404, 194000]);
		expect(event.attendees).toHaveLength(5);
		world.sandbox.setOptions({ answers: { unknownAttendees: 'ignore' } });
		expect(gist(await remove({ attendee_ids: ['user_a', 'user_z'] }))).toEqual([200, 0]);
		expect(event.attendees).toHaveLength(4);
	});

	it('refuses the whole call for an attendee seeded to refuse', async () => {
		const event = seedEvent({ attendees: ['user_a', { attendeeId: 'user_b', refuses: 195100 }] });
		expect(gist(await remove({ attendee_ids: ['user_a', 'user_b'] }))).toEqual([404, 195100]);
		expect(event.attendees).toHaveLength(2);
	});

	it('lets no two calls for one event overlap, but any for different events', async () => {
		seedEvent();
		world.sandbox.seed.event({ calendarId: 'cal@group', eventId: 'ev2_0', attendees: ['user_c'] });
		// So that they are under way together, however busy the machine is.
		world.sandbox.setOptions({ latencyMs: 200 });
		const answers = await Promise.all([
			remove({ attendee_ids: ['user_a'] }),
			remove({ attendee_ids: ['user_b'] }),
			remove({ attendee_ids: ['user_c'] }, { params: { calendar_id: 'cal@group', event_id: 'ev2_0' } }),
		]);
		expect(answers.map(gist).sort()).toEqual([
			[200, 0],
			[200, 0],
			[429, 190010],
		]);
		expect(world.sandbox.refusals()).toHaveLength(1);
	});

	it.each([
		[190002, 400, 'nobody at all', {}],
		[190002, 400, 'two empty lists', { attendee_ids: [], delete_ids: [] }],
		[
			190002,
			400,
			'501 attendees over both lists',
			{ attendee_ids: Array.from({ length: 500 }, (_, index) => `user_${index}`), delete_ids: [{ type: 'chat', chat_id: 'oc_a' }] },
		],
		[190002, 400, 'an entry without the ID of its type', { delete_ids: [{ type: 'chat', user_id: 'ou_a' }] }],
		[194004, 400, 'an unknown type', { delete_ids: [{ type: 'robot', user_id: 'ou_a' }] }],
		[190002, 400, 'an instance without admin', { attendee_ids: ['user_a'], instance_start_time_admin: '1647320400' }],
		[190002, 400, 'an instance that is no time', { attendee_ids: ['user_a'], instance_start_time_admin: 'soon', is_enable_admin: true }],
		[190002, 400, 'an ID of another kind', { delete_ids: [{ type: 'user', user_id: 'on_a' }] }],
	])('refuses with %i/%i %s', async (code, status, _name, body) => {
		const event = seedEvent();
		expect(gist(await remove(body))).toEqual([status, code]);
		expect(event.attendees).toHaveLength(5);
	});

	it.each([
		[191003, 403, { calendar: { deleted: true } }],
		[191004, 403, { calendar: { type: 'google' } }],
		[191002, 403, { calendar: { role: 'none' } }],
		[193002, 403, { calendar: { role: 'reader' } }],
		[193003, 403, { deleted: true }],
		[194003, 403, { organizer: 'ou_boss' }],
		[193002, 403, { refuses: 193002 }],
	])('answers %i/%i as the seeded calendar or event demands', async (code, status, about) => {
		seedEvent(about);
		expect(gist(await remove({ attendee_ids: ['user_a'] }))).toEqual([status, code]);
	});

	it('tells unknown from malformed calendars and events', async () => {
		seedEvent();
		const body = { attendee_ids: ['user_a'] };
		const at = async (calendar_id: string, event_id: string) => gist(await remove(body, { params: { calendar_id, event_id } }));
		expect(await at('other', 'ev_0')).toEqual([404, 191000]);
		expect(await at('cal%40group', 'ev_0')).toEqual([400, 191001]);
		expect(await at('cal@group', 'ev_1')).toEqual([404, 193001]);
		expect(await at('cal@group', 'ev 1')).toEqual([400, 193000]);
	});

	it('finds people by any of their three IDs', async () => {
		const event = seedEvent();
		world.sandbox.seed.person({ openId: 'ou_a', unionId: 'on_a', userId: 'a1' });
		expect(gist(await remove({ delete_ids: [{ type: 'user', user_id: 'a1' }] }, { query: { user_id_type: 'user_id' } }))).toEqual([200, 0]);
		expect(event.attendees.map(({ attendeeId }) => attendeeId)).not.toContain('user_a');
	});

	it.each(['a/b', 'a%2Fb', '50%', 'a b', '飞书', 'a?b#c', 'x'.repeat(300)])('decodes the event ID %s exactly once', async (eventId) => {
		const event = world.sandbox.seed.event({ calendarId: 'c@d', eventId, attendees: ['user_a'] });
		expect(gist(await remove({ attendee_ids: ['user_a'] }, { params: { calendar_id: 'c@d', event_id: eventId } }))).toEqual([200, 0]);
		expect(event.attendees).toEqual([]);
	});
});
