import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { rl } from '../deletions/values';
import type { Sandbox } from '../sandbox';
import { EVENT, runOnEvent, type Wanted } from '../support/attendees';
import { sandboxed } from '../support/sandboxed';

const CALENDAR = 'feishu.cn_team@group.calendar.feishu.cn';
const PERMISSION = /contact:user\.employee_id:readonly/;

const at = sandboxed();

const run = (operation: Parameters<typeof runOnEvent>[2], wanted?: Wanted) => runOnEvent(at.sandbox, CALENDAR, operation, wanted);

type SeedEvent = Parameters<Sandbox['seed']['event']>[0];

const event = (about: Partial<SeedEvent> = {}) => at.sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT, ...about });
const left = () => (at.sandbox.state.calendars.get(CALENDAR)?.events.get(EVENT)?.attendees ?? []).map(({ attendeeId }) => attendeeId);
const of = (json: readonly IDataObject[], key: string) => json.map((item) => item[key]);

const users = (userId: string) => ({ attendeeIds: '', deleteIds: { ids: [{ type: 'user', userId }] } });

const BY_USER_ID = { userIdType: 'user_id' };

/** Lists leave out the user ID of everybody, as they do where the app lacks the permission. */
function leaveOut(field = 'user_id'): void {
	for (const endpoint of ['attendeeList', 'attendeeCreate']) at.sandbox.fault({ endpoint, kind: 'omit', field, on: 'every' });
}

/** Three people, whom the company calls u1, u2 and u3. */
function three(): void {
	for (const n of [1, 2, 3]) at.sandbox.seed.person({ openId: `ou_${n}`, unionId: `on_${n}`, userId: `u${n}` });
	event({ attendees: [1, 2, 3].map((n) => ({ attendeeId: `user_${n}`, target: `ou_${n}` })) });
}

describe('Keep a Copy', () => {
	const keep = async (parameters: INodeParameters, options: INodeParameters = {}) =>
		(await run('delete', { parameters, options: { keepCopy: true, ...options } })).json;

	test('removes nobody whose copy names nobody', async () => {
		three();
		leaveOut();
		const json = await keep({ attendeeIds: 'user_1, user_2' }, BY_USER_ID);
		expect(of(json, 'status')).toEqual(['not_sent', 'not_sent']);
		expect(json[0]).toMatchObject({ what_to_do: expect.stringMatching(PERMISSION) as string });
		expect(left()).toHaveLength(3);
		expect(at.sandbox.calls('calendarEventAttendee')).toEqual([]);
	});

	test.each(['chat_id', 'room_id', 'third_party_email', 'type'])('removes nobody whose copy lacks its %s', async (field) => {
		event({ attendees: ['chat_oc_1', 'resource_omm_1', 'third_party_a@example.com'] });
		leaveOut(field);
		const json = await keep({ attendeeIds: 'chat_oc_1, resource_omm_1, third_party_a@example.com' });
		const kept = json.filter(({ status }) => status === 'not_sent');
		expect(kept).toHaveLength(field === 'type' ? 3 : 1);
		expect(left()).toHaveLength(kept.length);
	});

	test('removes nobody of a type that Add Attendees does not know', async () => {
		event({ attendees: ['user_1', { attendeeId: 'user_2', listedAs: { type: 'mail_group', user_id: null, mail_group_id: 'mg_1' } }] });
		const json = await keep({ attendeeIds: 'user_1, user_2' });
		expect(json).toMatchObject([
			{ status: 'deleted', snapshot: { user_id: '1' } },
			{ status: 'not_sent', reason: expect.stringContaining('mail_group') as string },
		]);
		expect(left()).toEqual(['user_2']);
	});

	test('keeps a copy of somebody of another company, who has an Open ID alone', async () => {
		at.sandbox.seed.invitee({ target: 'ou_2', isExternal: true });
		event({ attendees: [{ attendeeId: 'user_2', target: 'ou_2' }] });
		const json = await keep({ attendeeIds: 'user_2' }, BY_USER_ID);
		expect(json).toMatchObject([{ status: 'deleted', snapshot: { user_id: 'ou_2' } }]);
	});
});

describe('a list that does not say who is on the event', () => {
	test('shows nobody to be already gone', async () => {
		three();
		leaveOut();
		const { json } = await run('delete', { parameters: users('u1, u9'), options: { ...BY_USER_ID, alreadyGone: true } });
		expect(json).toMatchObject([{ status: 'deleted' }, { status: 'already_gone' }]);
		expect(json[1]).not.toHaveProperty('confirmed_by');
		expect(left()).toEqual(['user_2', 'user_3']);
	});

	test('shows nobody to be removed', async () => {
		three();
		leaveOut();
		at.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetBefore', on: 'every' });
		const { json } = await run('delete', { parameters: users('u1'), options: BY_USER_ID });
		expect(of(json, 'status')).toEqual(['unknown']);
	});

	test('shows nobody to be left out by an addition', async () => {
		for (const n of [1, 2]) at.sandbox.seed.person({ openId: `ou_${n}`, unionId: `on_${n}`, userId: `u${n}` });
		event();
		leaveOut();
		const attendees = { each: [{ type: 'user', userId: 'u1, u2' }] };
		const { json } = await run('create', { parameters: { attendees }, options: BY_USER_ID });
		expect(of(json, 'status')).toEqual(['unknown', 'unknown']);
		expect(json[0]).toMatchObject({ what_to_do: expect.stringMatching(PERMISSION) as string });
	});

	test.each(['attendee_id', 'type'])('nor where it lacks the %s', async (field) => {
		event({ attendees: ['user_1'] });
		leaveOut(field);
		at.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetBefore', on: 'every' });
		const byId = await run('delete', { parameters: { attendeeIds: 'user_1' } });
		expect(of(byId.json, 'status')).toEqual([field === 'type' ? 'refused' : 'unknown']);
		const byUser = await run('delete', { parameters: users('ou_1') });
		expect(of(byUser.json, 'status')).toEqual(['unknown']);
	});

	test('nor of a person, where it names one of all by another kind of ID', async () => {
		three();
		event({
			attendees: [
				{ attendeeId: 'user_2', target: 'ou_2' },
				{ attendeeId: 'user_3', listedAs: { user_id: 'on_3' } },
			],
		});
		at.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetBefore', on: 'every' });
		const { json } = await run('delete', { parameters: users('ou_1') });
		expect(of(json, 'status')).toEqual(['unknown']);
	});

	test('yet it shows rooms and groups that it names', async () => {
		three();
		event({ attendees: [{ attendeeId: 'user_1', target: 'ou_1' }, 'chat_oc_1'] });
		leaveOut();
		at.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetAfter', on: 'every' });
		const deleteIds = { ids: [{ type: 'chat', chatId: 'oc_1' }] };
		const { json } = await run('delete', { parameters: { attendeeIds: '', deleteIds }, options: BY_USER_ID });
		expect(json).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
	});

	test('shows nobody where it is refused midway', async () => {
		event({ attendees: Array.from({ length: 150 }, (_, index) => `user_${index}`) });
		at.sandbox.fault({ endpoint: 'attendeeList', kind: 'code', code: 190008, on: 2 });
		const { json } = await run('delete', { parameters: { attendeeIds: 'user_1, user_140' }, options: { keepCopy: true } });
		expect(of(json, 'status')).toEqual(['not_sent', 'not_sent']);
		expect(left()).toHaveLength(150);
	});
});

describe('an event that repeats', () => {
	const todo = async (eventId: string, options: INodeParameters = {}) => {
		const { json } = await run('delete', {
			parameters: { eventId: rl(eventId), attendeeIds: 'user_1' },
			options: { dryRun: true, ...options },
		});
		expect(json[0]).not.toHaveProperty('reason');
		return json[0]?.what_to_do;
	};

	test('is pointed out by a dry run, where an ID could be of one, in one sentence: a table has it in every row', async () => {
		expect(await todo(EVENT)).toBe('If the event repeats, the attendee is removed from every occurrence.');
		expect(await todo('meeting_1647320400')).toBeUndefined();
		expect(await todo(EVENT, { isEnableAdmin: true, instanceStartTimeAdmin: '1647320400' })).toBeUndefined();
	});
});

describe('Get Many with Only These Attendees', () => {
	test('says so where Feishu leaves out the IDs that it looks for', async () => {
		three();
		leaveOut();
		const { json } = await run('getAll', { parameters: { scope: 'event' }, options: { onlyThese: 'u1', ...BY_USER_ID } });
		expect(json).toMatchObject([
			{
				event_id: EVENT,
				status: 'refused',
				reason: expect.stringMatching(/no ID of 3 attendees/) as string,
				what_to_do: expect.stringMatching(PERMISSION) as string,
			},
		]);
	});
});
