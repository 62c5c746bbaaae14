import type { Client } from '@larksuiteoapi/node-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { creation } from '../../../nodes/FeishuCalendarEventAttendee/create.operation';
import { calendarPrimary, eventGet, eventList } from '../../../nodes/shared/calendar/calls';
import { reading } from '../../../nodes/FeishuCalendarEventAttendee/getAll.operation';
import type { Sandbox } from '../../sandbox';
import type { WireRow } from '../deletion';
import type { OperationRow } from '../operation';
import { numbered, openIdOf, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';
import { attendeeCreate, attendeeList } from './attendeeCalls';

const CALENDAR = 'feishu.cn_sandbox@group.calendar.feishu.cn';
const EVENT = '00592a0e-7edf-4678-bc9d-1b77383ef08e_0';
const CROWD = 'crowd_0';
const START = '1647320400';

const EVENT_PARAMETERS = { calendarId: rl(CALENDAR), eventId: rl(EVENT) };

type Additions = NonNullable<NonNullable<Parameters<Client['calendar']['v4']['calendarEventAttendee']['create']>[0]>['data']>;

function added(name: string, parameters: INodeParameters, data: Additions, user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await client.calendar.v4.calendarEventAttendee.create(
				{ path: { calendar_id: CALENDAR, event_id: EVENT }, data, ...(user_id_type && { params: { user_id_type } }) },
				options,
			),
	};
}

const each = (...entries: INodeParameters[]) => ({ attendees: { each: entries } });

const FORM = [
	{ index_key: '1', input_content: 'Tea' },
	{ index_key: '2', options: [{ option_key: '3', others_content: '' }] },
];

/** Nobody may look who attends. */
function blind(sandbox: Sandbox): void {
	sandbox.fault({ endpoint: 'attendeeList', kind: 'code', code: 194001, msg: '‹Feishu’s words›', on: 'every' });
}

const create: OperationRow = {
	operation: 'create',
	contract: creation,
	spec: attendeeCreate.rules,
	seed: (sandbox) => {
		sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT });
	},
	parameters: EVENT_PARAMETERS,
	wire: [
		added('a user', each({ type: 'user', userId: 'ou_wire1' }), { attendees: [{ type: 'user', user_id: 'ou_wire1', is_optional: false }] }),
		added('a group', each({ type: 'chat', chatId: 'oc_1' }), { attendees: [{ type: 'chat', chat_id: 'oc_1', is_optional: false }] }),
		added('an address', each({ type: 'third_party', thirdPartyEmail: 'li.si@example.com' }), {
			attendees: [{ type: 'third_party', third_party_email: 'li.si@example.com', is_optional: false }],
		}),
		added(
			'a meeting room with all that is said of one',
			each({ type: 'resource', roomId: 'omm_1', operateId: 'ou_wire1', approvalReason: 'Visit', form: JSON.stringify(FORM) }),
			{
				attendees: [{ type: 'resource', room_id: 'omm_1', operate_id: 'ou_wire1', resource_customization: FORM, approval_reason: 'Visit' }],
			},
		),
		...[true, false].flatMap((flag) => [
			added(`is_optional ${flag}`, each({ type: 'user', userId: 'ou_wire1, ou_wire2', isOptional: flag }), {
				attendees: [
					{ type: 'user', user_id: 'ou_wire1', is_optional: flag },
					{ type: 'user', user_id: 'ou_wire2', is_optional: flag },
				],
			}),
			added(
				`need_notification ${flag}`,
				{ ...each({ type: 'user', userId: 'ou_wire1' }), options: { sendInvitation: flag } },
				{ attendees: [{ type: 'user', user_id: 'ou_wire1', is_optional: false }], need_notification: flag },
			),
			added(
				`add_operator_to_attendee ${flag}`,
				{ ...each({ type: 'resource', roomId: 'omm_1', operateId: 'ou_wire1' }), options: { addOperatorToAttendee: flag } },
				{ attendees: [{ type: 'resource', room_id: 'omm_1', operate_id: 'ou_wire1' }], add_operator_to_attendee: flag },
			),
			added(
				`is_enable_admin ${flag}`,
				{ ...each({ type: 'resource', roomId: 'omm_1', operateId: 'ou_wire1' }), options: { isEnableAdmin: flag } },
				{ attendees: [{ type: 'resource', room_id: 'omm_1', operate_id: 'ou_wire1' }], is_enable_admin: flag },
			),
		]),
		added(
			'instance_start_time_admin',
			{
				...each({ type: 'resource', roomId: 'omm_1', operateId: 'ou_wire1' }),
				options: { isEnableAdmin: true, instanceStartTimeAdmin: '2022-03-15T13:00:00' },
			},
			{
				attendees: [{ type: 'resource', room_id: 'omm_1', operate_id: 'ou_wire1' }],
				is_enable_admin: true,
				instance_start_time_admin: START,
			},
		),
		...USER_ID_TYPES.map(([type, key]) =>
			added(
				`user_id_type ${type}`,
				{ ...each({ type: 'user', userId: PEOPLE[0]![key] }), options: { userIdType: type } },
				{ attendees: [{ type: 'user', user_id: PEOPLE[0]![key], is_optional: false }] },
				type,
			),
		),
		added(
			'copies of attendees beside others',
			{
				...each({ type: 'user', userId: 'ou_wire1' }),
				copies: JSON.stringify([
					{ type: 'user', user_id: 'ou_wire2', attendee_id: 'user_7', is_optional: true, rsvp_status: 'accept', display_name: 'Lin' },
					{ type: 'resource', room_id: 'omm_1', is_optional: false, operate_id: 'ou_wire1', resource_customization: [] },
				]),
			},
			{
				attendees: [
					{ type: 'user', user_id: 'ou_wire1', is_optional: false },
					{ type: 'user', user_id: 'ou_wire2', is_optional: true },
					{ type: 'resource', room_id: 'omm_1', operate_id: 'ou_wire1' },
				],
			},
		),
	],
	countOf({ state }, { calendar_id, event_id, type, user_id, chat_id, room_id, third_party_email }) {
		const { attendees = [] } = state.calendars.get(String(calendar_id))?.events.get(String(event_id)) ?? {};
		const named = openIdOf(user_id ?? chat_id ?? room_id ?? third_party_email);
		return attendees.filter((attendee) => attendee.type === type && attendee.target === named).length;
	},
	without: {},
	refused: [
		{ name: 'nobody named', parameters: {}, words: /Attendees.+is blank, and Snapshots to Restore is blank, too/ },
		{ name: 'a copy that is none', parameters: { copies: 'ou_1' }, words: /Snapshots to Restore.+not a copy of an attendee/ },
		{ name: 'a copy without its ID', parameters: { copies: '{"type":"user"}' }, words: /Snapshots to Restore: user_id.+is blank/ },
		{
			name: 'a copy with a user ID of another kind',
			parameters: { copies: '{"type":"user","user_id":"on_1"}' },
			words: /does not match User ID Type/,
		},
		{ name: 'a copy of no type', parameters: { copies: '{"user_id":"ou_1"}' }, words: /Snapshots to Restore: type/ },
		{ name: 'the word all', parameters: each({ type: 'user', userId: 'all' }), words: /is not an ID/ },
		{ name: 'no address', parameters: each({ type: 'third_party', thirdPartyEmail: 'li.si' }), words: /not an email address/ },
		{ name: 'a form that is none', parameters: each({ type: 'resource', roomId: 'omm_1', form: '{"a":1}' }), words: /Room Form/ },
		{
			name: 'a reason that is too long',
			parameters: each({ type: 'resource', roomId: 'omm_1', approvalReason: 'x'.repeat(201) }),
			words: /Reason for Approval.+201 characters/,
		},
		{
			name: 'an instance without the room administrator',
			parameters: { ...each({ type: 'user', userId: 'ou_1' }), options: { instanceStartTimeAdmin: START } },
			words: /Act as Meeting Room Admin is off/,
		},
		{
			name: 'no event',
			parameters: { ...each({ type: 'user', userId: 'ou_1' }), eventId: rl('={{ $json.none }}') },
			words: /Event.+is blank/,
		},
	],
	messages: {
		runs: [
			[
				'a meeting room that has declined',
				{
					parameters: each({ type: 'resource', roomId: 'omm_1', operateId: 'ou_1' }),
					seed: (sandbox) => sandbox.seed.invitee({ target: 'omm_1', needsApproval: true }),
				},
			],
			[
				'a person beside Act as Meeting Room Admin',
				{ parameters: { ...each({ type: 'user', userId: 'ou_1' }), options: { isEnableAdmin: true } }, seed: blind },
			],
			['the same, after a look', { parameters: { ...each({ type: 'user', userId: 'ou_1' }), options: { isEnableAdmin: true } } }],
			['a server that stays down', { parameters: each({ type: 'user', userId: 'ou_1' }), fault: { kind: 'http500' } }],
		],
	},
};

type ListQuery = NonNullable<NonNullable<Parameters<Client['calendar']['v4']['calendarEventAttendee']['list']>[0]>['params']>;

function listed(name: string, parameters: INodeParameters, query: ListQuery): WireRow {
	return {
		name,
		parameters: { returnAll: true, ...parameters },
		sdk: async (client, options) =>
			await client.calendar.v4.calendarEventAttendee.list(
				{ path: { calendar_id: CALENDAR, event_id: EVENT }, params: { page_size: 100, ...query } },
				options,
			),
	};
}

const PERIOD = { scope: 'period', periodFrom: '2026-03-01T00:00:00', periodTo: '2026-03-31T00:00:00' };

const getAll: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: attendeeList.rules,
	seed: (sandbox) => {
		sandbox.seed.event({
			calendarId: CALENDAR,
			eventId: EVENT,
			attendees: [...PEOPLE.map(({ openId }) => `user_${openId}`), 'chat_oc_1'],
			start: { at: Date.parse('2026-03-15T05:00:00Z'), timezone: 'Asia/Shanghai' },
		});
		sandbox.seed.event({ calendarId: CALENDAR, eventId: CROWD, attendees: numbered(101, (index) => `chat_oc_${index}`) });
	},
	parameters: { ...EVENT_PARAMETERS, scope: 'event' },
	wire: [
		listed('the attendees of an event', {}, {}),
		listed('the attendees of a period', PERIOD, {}),
		{
			name: 'a second page',
			parameters: { returnAll: true, eventId: rl(CROWD) },
			sdk: async (client, options) => {
				const path = { calendar_id: CALENDAR, event_id: CROWD };
				const { data } = await client.calendar.v4.calendarEventAttendee.list({ path, params: { page_size: 100 } }, options);
				const params = { page_size: 100, page_token: data?.page_token ?? '' };
				return await client.calendar.v4.calendarEventAttendee.list({ path, params }, options);
			},
		},
		...USER_ID_TYPES.map(([type]) => listed(`user_id_type ${type}`, { options: { userIdType: type } }, { user_id_type: type })),
		...[true, false].map((flag) =>
			listed(`need_resource_customization ${flag}`, { options: { includeRoomForms: flag } }, { need_resource_customization: flag }),
		),
	],
	without: {},
	refused: [
		{ name: 'no event', parameters: { eventId: rl('={{ $json.none }}') }, words: /Event.+is blank/ },
		{ name: 'no calendar', parameters: { calendarId: rl('={{ $json.none }}') }, words: /Calendar.+is blank/ },
		{ name: 'a period that ends before it begins', parameters: { ...PERIOD, periodTo: '2026-02-01' }, words: /To.+not later than From/ },
		{ name: 'no date', parameters: { ...PERIOD, periodFrom: '={{ "soon" }}' }, words: /From.+not a date/ },
		{ name: 'no type chosen', parameters: { options: { attendeeTypes: [] } }, words: /Attendee Types.+is blank/ },
		{ name: 'an unknown reply', parameters: { options: { replies: ['maybe'] } }, words: /Replies.+maybe/ },
		{ name: 'blank names', parameters: { options: { onlyThese: ' ' } }, words: /Only These Attendees.+is blank/ },
		{ name: 'the word everybody', parameters: { options: { onlyThese: 'everybody' } }, words: /is not an ID/ },
		...[
			['open_id', 'on_1'],
			['open_id', 'u1'],
			['union_id', 'ou_1'],
			['user_id', 'ou_1'],
		].map(([userIdType = '', id = '']) => ({
			name: `the name ${id} while User ID Type is ${userIdType}`,
			parameters: { options: { onlyThese: `user_1, ${id}`, userIdType } },
			words: new RegExp(`Only These Attendees.+"${id}".+User ID Type says`),
		})),
		...[
			['ou_1', 'chat'],
			['user_1', 'chat'],
			['oc_1', 'user'],
			['omm_1', 'user'],
			['third_party_a@example.com', 'user'],
		].map(([id = '', type = '']) => ({
			name: `the name ${id} while Attendee Types says ${type}`,
			parameters: { options: { onlyThese: id, attendeeTypes: [type] } },
			words: /Only These Attendees.+Attendee Types leaves out/,
		})),
		{ name: 'the ID of a calendar', parameters: { options: { onlyThese: CALENDAR } }, words: /Only These Attendees.+the ID of a calendar/ },
		{ name: 'a limit of none', parameters: { returnAll: false, limit: 0 }, words: /Limit.+is 0/ },
	],
	reads: [calendarPrimary, eventList, eventGet],
	messages: {
		runs: [
			[
				'a calendar by the word primary, where Feishu does not say which it is',
				{
					parameters: { calendarId: rl('primary') },
					seed: (sandbox) => {
						sandbox.fault({ endpoint: 'calendarPrimary', kind: 'code', code: 191002, msg: '‹Feishu’s words›', on: 'every' });
					},
				},
			],
			[
				'the same, where nobody has such a calendar',
				{
					parameters: { calendarId: rl('primary') },
					seed: (sandbox) => {
						sandbox.fault({ endpoint: 'calendarPrimary', kind: 'answer', body: { data: { calendars: [] } }, on: 'every' });
					},
				},
			],
			['an event that is not there', { parameters: { eventId: rl('none_0') } }],
			[
				'a list that does not go on',
				{
					seed: (sandbox) => {
						sandbox.fault({ endpoint: 'attendeeList', kind: 'answer', body: { data: { items: [], has_more: true } }, on: 'every' });
					},
				},
			],
			['attendees that may not be seen', { parameters: PERIOD, seed: blind }],
			[
				'attendees whose User IDs Feishu leaves out, while some are looked for',
				{
					parameters: { options: { onlyThese: 'u1', userIdType: 'user_id' } },
					seed: (sandbox) => {
						sandbox.fault({ endpoint: 'attendeeList', kind: 'omit', field: 'user_id', on: 'every' });
					},
				},
			],
		],
	},
};

export const operations: readonly OperationRow[] = [getAll, create];
