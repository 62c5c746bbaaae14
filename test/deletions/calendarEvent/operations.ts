import type { Client } from '@larksuiteoapi/node-sdk';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { creation } from '../../../nodes/FeishuCalendarEvent/create.operation';
import { instanceView } from '../../../nodes/FeishuCalendarEvent/calls';
import { reading } from '../../../nodes/FeishuCalendarEvent/getAll.operation';
import { calendarPrimary } from '../../../nodes/shared/calendar/calls';
import type { Sandbox } from '../../sandbox';
import { calendarEventList } from '../calendarEventAttendee/eventLists';
import type { WireRow } from '../deletion';
import type { OperationRow } from '../operation';
import { rl, USER_ID_TYPES } from '../values';
import { eventCreate } from './eventCreate';

const CALENDAR = 'feishu.cn_sandbox@group.calendar.feishu.cn';
const START = 1_767_196_800;
const PERIOD = { start_time: String(START), end_time: String(START + 30 * 86_400) };

type ListQuery = NonNullable<NonNullable<Parameters<Client['calendar']['v4']['calendarEvent']['list']>[0]>['params']>;

function listed(name: string, parameters: INodeParameters, params: ListQuery, more: readonly ListQuery[] = []): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) => {
			for (const query of [params, ...more])
				await client.calendar.v4.calendarEvent.list({ path: { calendar_id: CALENDAR }, params: query }, options);
		},
	};
}

const getMany: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: calendarEventList.rules,
	seed: ({ seed }) => {
		for (const eventId of ['a_0', 'b_0'])
			seed.event({ calendarId: CALENDAR, eventId, start: { at: (START + 3_600) * 1_000, timezone: 'Asia/Shanghai' } });
	},
	parameters: { calendarId: rl(CALENDAR), periodFrom: START, periodTo: START + 30 * 86_400, returnAll: true },
	wire: [
		listed('a period', {}, { ...PERIOD, page_size: 1_000 }),
		listed(
			'what is only looked at in the answer',
			{ options: { titleContains: 'Event', onlyOrganized: false, onlyOrganizers: 'ou_wire1' }, simplify: false },
			{ ...PERIOD, page_size: 1_000 },
		),
		...USER_ID_TYPES.map(([type]) =>
			listed(`user_id_type ${type}`, { options: { userIdType: type } }, { ...PERIOD, page_size: 1_000, user_id_type: type }),
		),
	],
	without: {
		'query.anchor_time': 'It is sent if the period holds more events than fit into one answer: calendarEvent.test.ts shows it.',
		'query.page_token': 'It is sent beside anchor_time.',
		'query.sync_token': 'A search asks for what there is, and not for what has changed.',
	},
	refused: [
		{ name: 'no calendar', parameters: { calendarId: rl('={{ "" }}') }, words: /Calendar.+is blank/ },
		{ name: 'no beginning', parameters: { periodFrom: '={{ "" }}' }, words: /From.+not a date/ },
		{ name: 'no end', parameters: { periodTo: '={{ null }}' }, words: /To.+not a date/ },
		{ name: 'an end at the beginning', parameters: { periodTo: START }, words: /To.+is not later than From/ },
		{ name: 'a blank title', parameters: { options: { titleContains: ' ' } }, words: /Title Contains.+is blank/ },
		{ name: 'a switch that is none', parameters: { options: { eachOccurrence: '={{ "some" }}' } }, words: /Each Occurrence.+on or off/ },
		{ name: 'no organizer', parameters: { options: { onlyOrganizers: '' } }, words: /Only These Organizers.+is blank/ },
		{
			name: 'an organizer by another kind of ID',
			parameters: { options: { onlyOrganizers: 'on_1' } },
			words: /Only These Organizers.+which is no Open ID/,
		},
	],
	reads: [instanceView, calendarPrimary],
	messages: {
		runs: [
			[
				'organizers whose IDs Feishu leaves out',
				{
					parameters: { options: { onlyOrganizers: 'wire1', userIdType: 'user_id' } },
					fault: { endpoint: 'calendarEventList', kind: 'omit', field: 'user_id' },
					seed: (sandbox) => {
						sandbox.seed.invitee({ target: 'ou_wire1', displayName: 'Lin' });
						sandbox.seed.event({
							calendarId: CALENDAR,
							eventId: 'a_0',
							organizer: 'ou_wire1',
							start: { at: (START + 3_600) * 1_000, timezone: 'Asia/Shanghai' },
						});
					},
				},
			],
			['a calendar that is not there', { parameters: { calendarId: rl('feishu.cn_none@group.calendar.feishu.cn') } }],
		],
	},
};

const MOMENT = { timestamp: String(START), timezone: 'Asia/Shanghai' };
const LATER = { timestamp: String(START + 3_600), timezone: 'Asia/Shanghai' };
const NONE = { vchat: { vc_type: 'no_meeting' } };

/** What Feishu shows of an event. */
const SNAPSHOT = {
	event_id: 'former_0',
	organizer_calendar_id: CALENDAR,
	summary: 'Review',
	start_time: MOMENT,
	end_time: LATER,
	status: 'confirmed',
	is_exception: false,
	app_link: 'https://applink.feishu.cn/client/calendar/event/detail',
	create_time: '1767100000',
};

type EventData = NonNullable<NonNullable<Parameters<Client['calendar']['v4']['calendarEvent']['create']>[0]>['data']>;

/** The key of each is made by chance, which the SDK cannot repeat: it gets that of our request. */
function restored(name: string, snapshot: IDataObject, data: IDataObject): WireRow {
	return {
		name,
		items: [{ snapshot: { ...SNAPSHOT, ...snapshot } }],
		parameters: {},
		sdk: async (client, options) =>
			await client.calendar.v4.calendarEvent.create(
				{
					path: { calendar_id: CALENDAR },
					params: { idempotency_key: 'n8n-0000000000000000000000000000' },
					data: { summary: 'Review', start_time: MOMENT, end_time: LATER, ...NONE, ...data } as EventData,
				},
				options,
			),
	};
}

function seedCalendar({ seed }: Sandbox): void {
	seed.calendar({ calendarId: CALENDAR });
}

const create: OperationRow = {
	operation: 'create',
	contract: creation,
	spec: eventCreate.rules,
	seed: seedCalendar,
	parameters: { calendarId: rl(CALENDAR), events: '={{ $json.snapshot }}' },
	wire: [
		restored('an event', {}, {}),
		restored(
			'a whole day',
			{ start_time: { date: '2026-03-15', timezone: 'UTC' }, end_time: { date: '2026-03-16', timezone: 'UTC' } },
			{ start_time: { date: '2026-03-15' }, end_time: { date: '2026-03-16' } },
		),
		restored('a rule with the name of its property', { recurrence: 'RRULE:FREQ=DAILY;COUNT=3' }, { recurrence: 'FREQ=DAILY;COUNT=3' }),
		restored('a video meeting', { vchat: { vc_type: 'vc', meeting_url: 'https://vc.feishu.cn/j/1' } }, { vchat: { vc_type: 'vc' } }),
		restored('a live broadcast', { vchat: { vc_type: 'lark_live', meeting_url: 'https://example.com' } }, {}),
		restored(
			'a meeting of another service',
			{ vchat: { vc_type: 'third_party', icon_type: 'live', description: 'Join', meeting_url: 'https://example.com' } },
			{ vchat: { vc_type: 'third_party', icon_type: 'live', description: 'Join', meeting_url: 'https://example.com' } },
		),
		restored(
			'all that an event can have',
			{
				description: '<p>Numbers first</p>',
				visibility: 'private',
				attendee_ability: 'can_invite_others',
				free_busy_status: 'free',
				location: { name: 'Bamboo', address: 'Main street' },
				color: -1,
				reminders: [{ minutes: 5 }, { minutes: -10 }],
				schemas: [
					{ ui_name: 'ForwardIcon', ui_status: 'hide', app_link: 'https://example.com' },
					{ ui_name: 'MeetingChatIcon', ui_status: 'readonly' },
				],
				event_check_in: {
					enable_check_in: true,
					check_in_start_time: { time_type: 'before_event_start', duration: 15 },
					check_in_end_time: { time_type: 'after_event_end', duration: 0 },
					need_notify_attendees: false,
				},
				attendees: [{ type: 'user', user_id: 'ou_1', attendee_id: 'user_1' }],
				attachments: [{ file_token: 'f', name: 'a.txt', file_size: '1' }],
			},
			{
				description: '<p>Numbers first</p>',
				visibility: 'private',
				attendee_ability: 'can_invite_others',
				free_busy_status: 'free',
				color: -1,
				location: { name: 'Bamboo', address: 'Main street' },
				reminders: [{ minutes: 5 }, { minutes: -10 }],
				schemas: [{ ui_name: 'ForwardIcon', ui_status: 'hide' }],
				event_check_in: {
					enable_check_in: true,
					need_notify_attendees: false,
					check_in_start_time: { time_type: 'before_event_start', duration: 15 },
					check_in_end_time: { time_type: 'after_event_end', duration: 0 },
				},
			},
		),
	],
	countOf: ({ state }, { summary }) =>
		[...state.calendars.values()].flatMap(({ events }) => [...events.values()]).filter((event) => event.summary === summary).length,
	without: {
		'query.user_id_type': 'The answer is read for the ID of the event alone.',
		'body.need_notification': 'An event is restored without attendees, so that there is nobody to notify.',
		'body.attachments.file_token': 'Feishu takes only files that were uploaded for this calendar.',
	},
	refused: [
		{ name: 'no snapshot', parameters: { events: '={{ undefined }}' }, words: /Snapshots to Restore.+is blank/ },
		{ name: 'text that is no JSON', parameters: { events: 'former_0' }, words: /Snapshots to Restore.+not a snapshot of an event/ },
		{ name: 'a list of IDs', parameters: { events: '={{ ["former_0"] }}' }, words: /Snapshots to Restore.+not a snapshot of an event/ },
		{ name: 'a snapshot of something else', parameters: { events: '={{ ({ task_id: "1" }) }}' }, words: /without start_time/ },
	],
	messages: {
		runs: [
			['an answer without the event', { items: [{ snapshot: SNAPSHOT }], fault: { kind: 'answer', body: { data: {} } } }],
			['an answer that stays lost', { items: [{ snapshot: SNAPSHOT }], fault: { kind: 'resetBefore' } }],
			...['refused', 'unknown'].map(
				(deletion_status) =>
					[`a snapshot that says ${deletion_status}`, { items: [{ snapshot: { ...SNAPSHOT, deletion_status } }] }] as [string, object],
			),
		],
	},
};

export const operations: readonly OperationRow[] = [getMany, create];
