import type { Client } from '@larksuiteoapi/node-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { endpoint } from '../../../nodes/FeishuCalendarEventAttendee/delete.operation';
import { FeishuCalendarEventAttendee } from '../../../nodes/FeishuCalendarEventAttendee/FeishuCalendarEventAttendee.node.ts';
import { SANDBOX_APP } from '../../sandbox';
import type { DeletionRow, Place, WireRow } from '../deletion';
import { code, lostThen, rate } from '../fault';
import { BAD, numbered, PEOPLE, rl, USER_ID_TYPES, type UserIdType } from '../values';

const CALENDAR = 'feishu.cn_sandbox@group.calendar.feishu.cn';
const EVENT = '00592a0e-7edf-4678-bc9d-1b77383ef08e_0';

/** One of the fields by which an attendee is named otherwise than by attendee ID. */
const attendeeIn = (type: string, name: string, good: string): Place => ({
	field: ['deleteIds', 'ids', name],
	takes: 'many',
	parameters: { attendeeIds: '', deleteIds: { ids: [{ type, [name]: BAD }] } },
	good,
});

/** The times a person may write an instance's start in, all of the same moment. */
const START = '1647320400';

type AttendeeData = NonNullable<NonNullable<Parameters<Client['calendar']['v4']['calendarEventAttendee']['batchDelete']>[0]>['data']>;

/** An attendee row; the event is the same in all of them. */
function attendees(name: string, parameters: INodeParameters, data: AttendeeData, user_id_type?: UserIdType): WireRow {
	return {
		name,
		parameters: { calendarId: rl(CALENDAR), eventId: rl(EVENT), attendeeIds: '', ...parameters },
		sdk: async (client, options) =>
			await client.calendar.v4.calendarEventAttendee.batchDelete(
				{ path: { calendar_id: CALENDAR, event_id: EVENT }, data, ...(user_id_type && { params: { user_id_type } }) },
				options,
			),
	};
}

const rows: WireRow[] = [
	attendees('one attendee ID', { attendeeIds: 'user_1' }, { attendee_ids: ['user_1'] }),
	attendees('several attendee IDs', { attendeeIds: 'user_1, user_2\nchat_oc_1' }, { attendee_ids: ['user_1', 'user_2', 'chat_oc_1'] }),
	attendees(
		'a user',
		{ deleteIds: { ids: [{ type: 'user', userId: 'ou_wire1' }] } },
		{ delete_ids: [{ type: 'user', user_id: 'ou_wire1' }] },
	),
	attendees('a group', { deleteIds: { ids: [{ type: 'chat', chatId: 'oc_1' }] } }, { delete_ids: [{ type: 'chat', chat_id: 'oc_1' }] }),
	attendees(
		'a meeting room',
		{ deleteIds: { ids: [{ type: 'resource', roomId: 'omm_1' }] } },
		{ delete_ids: [{ type: 'resource', room_id: 'omm_1' }] },
	),
	attendees(
		'an email address',
		{ deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: 'li.si+n8n@example.com' }] } },
		{ delete_ids: [{ type: 'third_party', third_party_email: 'li.si+n8n@example.com' }] },
	),
	attendees(
		'attendee IDs and every type at once',
		{
			attendeeIds: 'user_1,user_2',
			deleteIds: {
				ids: [
					{ type: 'user', userId: 'ou_wire1,ou_wire2' },
					{ type: 'chat', chatId: '["oc_1","oc_2"]' },
					{ type: 'resource', roomId: 'omm_1' },
					{ type: 'third_party', thirdPartyEmail: 'wangwu@example.com' },
				],
			},
		},
		{
			attendee_ids: ['user_1', 'user_2'],
			delete_ids: [
				{ type: 'user', user_id: 'ou_wire1' },
				{ type: 'user', user_id: 'ou_wire2' },
				{ type: 'chat', chat_id: 'oc_1' },
				{ type: 'chat', chat_id: 'oc_2' },
				{ type: 'resource', room_id: 'omm_1' },
				{ type: 'third_party', third_party_email: 'wangwu@example.com' },
			],
		},
	),
	...[true, false].flatMap((flag) => [
		attendees(
			`need_notification ${flag}`,
			{ attendeeIds: 'user_1', options: { needNotification: flag } },
			{ attendee_ids: ['user_1'], need_notification: flag },
		),
		attendees(
			`is_enable_admin ${flag}`,
			{ attendeeIds: 'user_1', options: { isEnableAdmin: flag } },
			{ attendee_ids: ['user_1'], is_enable_admin: flag },
		),
	]),
	...[START, '2022-03-15T05:00:00.000Z', '2022-03-15T13:00:00+08:00', '2022-03-15T13:00:00'].map((time) =>
		attendees(
			`instance_start_time_admin given as ${time}`,
			{ attendeeIds: 'user_1', options: { isEnableAdmin: true, instanceStartTimeAdmin: time } },
			{ attendee_ids: ['user_1'], is_enable_admin: true, instance_start_time_admin: START },
		),
	),
	...USER_ID_TYPES.map(([type, key]) =>
		attendees(
			`user_id_type ${type}`,
			{ deleteIds: { ids: [{ type: 'user', userId: PEOPLE[0]![key] }] }, options: { userIdType: type } },
			{ delete_ids: [{ type: 'user', user_id: PEOPLE[0]![key] }] },
			type,
		),
	),
	attendees(
		'every option set',
		{
			attendeeIds: 'user_2',
			deleteIds: { ids: [{ type: 'user', userId: 'on_wire2' }] },
			options: { needNotification: false, isEnableAdmin: true, instanceStartTimeAdmin: START, userIdType: 'union_id' },
		},
		{
			attendee_ids: ['user_2'],
			delete_ids: [{ type: 'user', user_id: 'on_wire2' }],
			need_notification: false,
			is_enable_admin: true,
			instance_start_time_admin: START,
		},
		'union_id',
	),
	{
		...attendees('attendees of several items', {}, { attendee_ids: ['user_1', 'user_2'], need_notification: false }),
		items: [{ id: 'user_1' }, { id: 'user_2' }],
		parameters: {
			calendarId: rl(CALENDAR),
			eventId: rl(EVENT),
			attendeeIds: '={{ $json.id }}',
			options: { needNotification: '={{ false }}' },
		},
	},
];

const KEPT = { parameters: { options: { keepCopy: true } } };

export const deletion: DeletionRow = {
	node: new FeishuCalendarEventAttendee(),
	contract: endpoint,
	title: 'Event attendees',
	subtitle: 'delete: attendees',
	phrases: [
		'attendee',
		'delete attendee',
		'remove attendee',
		'remove guest',
		'guest',
		'participant',
		'meeting room',
		'参与人',
		'会议室',
		'删除参与人',
		'移除参与人',
	],
	limit: 500,
	done: 'deleted',
	keys: ['calendar_id', 'event_id', 'attendee_id'],

	parameters: {
		calendarId: { __rl: true, mode: 'id', value: CALENDAR },
		eventId: { __rl: true, mode: 'id', value: EVENT },
		attendeeIds: '={{ $json.id }}',
	},
	names: (count) => numbered(count, (index) => `user_${1_000 + index}`),
	seed: (sandbox, names, about = {}) => {
		const before = sandbox.state.calendars.get(CALENDAR)?.events.get(EVENT)?.attendees ?? [];
		sandbox.seed.event({
			calendarId: CALENDAR,
			eventId: EVENT,
			attendees: [...before, ...names.map((attendeeId) => ({ attendeeId, ...about }))],
		});
	},
	item: (id) => ({ id }),
	listParameters: { attendeeIds: '={{ $json.ids }}' },
	listNames: (group, count) => numbered(count, (index) => `user_${group}_${1_000 + index}`),
	listItem: (ids) => ({ ids }),
	nameOf: (json) => String(json.attendee_id),
	exists: (sandbox, name) =>
		sandbox.state.calendars
			.get(CALENDAR)
			?.events.get(EVENT)
			?.attendees.some(({ attendeeId }) => attendeeId === name) === true,

	filling: {
		everything: {
			attendeeIds: 'user_1',
			deleteIds: {
				ids: [
					{ type: 'user', userId: 'ou_1' },
					{ type: 'chat', chatId: 'oc_1' },
					{ type: 'resource', roomId: 'omm_1' },
					{ type: 'third_party', thirdPartyEmail: 'wangwu@example.com' },
				],
			},
			options: { needNotification: false, instanceStartTimeAdmin: '1647320400', isEnableAdmin: true, userIdType: 'open_id' },
		},
		required: { attendeeIds: '' },
		ownTarget: { eventId: rl('={{ $json.id }}'), attendeeIds: 'user_1' },
	},
	deliberate: [
		{ fact: 'field alreadyGone', spec: undefined, node: 'is sent nowhere', why: 'It decides how an answer is reported.' },
		{ fact: 'field keepCopy', spec: undefined, node: 'is sent nowhere', why: 'It decides whether the attendees are read before.' },
		{
			fact: 'body delete_ids. type, default',
			spec: undefined,
			node: 'user',
			why: 'A list of choices in n8n shows one of them from the start; the type is always sent, so nothing depends on it.',
		},
		{
			fact: 'a call with the required parameters alone',
			spec: 'allowed',
			node: 'refused',
			why: 'It would name nobody: a call from the monthly quota that deletes nothing, where an expression went wrong.',
		},
		{
			fact: 'an instance named by somebody who is no room administrator',
			spec: 'allowed',
			node: 'refused',
			why: 'The page gives the instance a meaning for administrators alone. Ignored, it would leave the attendees to be removed from every instance.',
			call: { attendeeIds: 'user_1', options: { instanceStartTimeAdmin: START } },
		},
	],
	places: {
		seed: (sandbox) =>
			sandbox.seed.event({
				calendarId: CALENDAR,
				eventId: EVENT,
				attendees: ['user_1', 'user_ou_1', 'chat_oc_1', 'resource_omm_1', 'third_party_wangwu@example.com'],
			}),
		fields: [
			{ field: ['calendarId'], takes: 'one', parameters: { calendarId: rl(BAD), attendeeIds: 'user_1' }, good: CALENDAR },
			{ field: ['eventId'], takes: 'one', parameters: { eventId: rl(BAD), attendeeIds: 'user_1' }, good: EVENT },
			{ field: ['attendeeIds'], takes: 'many', optional: true, parameters: { attendeeIds: BAD }, good: 'user_1' },
			attendeeIn('user', 'userId', 'ou_1'),
			attendeeIn('chat', 'chatId', 'oc_1'),
			attendeeIn('resource', 'roomId', 'omm_1'),
			{ ...attendeeIn('third_party', 'thirdPartyEmail', 'wangwu@example.com'), takes: 'other', isList: true },
		],
	},
	recordCodes: [190002, 194004, 195100],
	look: 'attendeeList',
	seenBy: { column: 'attendee_id' },
	faults: [
		rate(190004, 429, 1),
		rate(190005, 429),
		rate(190010, 429),
		code(190002, 400),
		code(190003, 500),
		code(193001, 404),
		lostThen(190002),
		lostThen(194000),
		lostThen(195100),
	],
	wire: {
		seed: (sandbox) =>
			sandbox.seed.event({
				calendarId: CALENDAR,
				eventId: EVENT,
				attendees: [
					'user_1',
					'user_2',
					...PEOPLE.map(({ openId }) => `user_${openId}`),
					'chat_oc_1',
					'chat_oc_2',
					'resource_omm_1',
					'third_party_wangwu@example.com',
					'third_party_li.si+n8n@example.com',
				],
			}),
		rows,
	},
	messages: {
		fields: [
			['nobody named', { attendeeIds: BAD }, ''],
			['an Open ID for an attendee ID', { attendeeIds: BAD }, 'ou_1'],
			['a Union ID for an attendee ID', { attendeeIds: BAD }, 'on_1'],
			['a group chat for an attendee ID', { attendeeIds: BAD }, 'oc_1'],
			['a meeting room for an attendee ID', { attendeeIds: BAD }, 'omm_1'],
			['an address for an attendee ID', { attendeeIds: BAD }, 'li.si@example.com'],
			['no address', { attendeeIds: '', deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: BAD }] } }, ''],
			['an address that is none', { attendeeIds: '', deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: BAD }] } }, 'wangwu'],
			['an unknown attendee type', { attendeeIds: '', deleteIds: { ids: [{ type: BAD, userId: 'ou_1' }] } }, 'person'],
			['a switch that is neither on nor off', { attendeeIds: 'user_1', options: { needNotification: BAD } }, 'maybe'],
			['no date', { attendeeIds: 'user_1', options: { isEnableAdmin: true, instanceStartTimeAdmin: BAD } }, 'someday'],
			['no instance', { attendeeIds: 'user_1', options: { isEnableAdmin: true, instanceStartTimeAdmin: BAD } }, ''],
			['an instance without the room administrator', { attendeeIds: 'user_1', options: { instanceStartTimeAdmin: BAD } }, START],
			['too many attendees', { attendeeIds: BAD }, numbered(50_001, (index) => `user_${index}`)],
		],
		runs: [
			['a removal that a look shows as not done', { fault: { kind: 'http500' } }],
			[
				'an attendee of whom no copy can be kept',
				{ ...KEPT, seed: (sandbox) => void sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT }) },
			],
			[
				'a user ID of another kind than the list shows, so that no copy can be kept',
				{
					parameters: {
						attendeeIds: '',
						deleteIds: { ids: [{ type: 'user', userId: 'wire1' }] },
						options: { keepCopy: true, userIdType: 'user_id' },
					},
					seed: (sandbox) => {
						sandbox.seed.person(PEOPLE[0]!);
						sandbox.seed.invitee({ target: 'ou_2', isExternal: true });
						sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT, attendees: [{ attendeeId: 'user_2', target: 'ou_2' }] });
					},
				},
			],
			[
				'an attendee whom the list does not name, so that no copy can be kept',
				{
					parameters: { attendeeIds: 'user_1', options: { keepCopy: true } },
					seed: (sandbox) =>
						void sandbox.seed.event({
							calendarId: CALENDAR,
							eventId: EVENT,
							attendees: [{ attendeeId: 'user_1', listedAs: { user_id: null } }],
						}),
				},
			],
			[
				'an attendee of a type that cannot be put back, so that no copy can be kept',
				{
					parameters: { attendeeIds: 'user_1', options: { keepCopy: true } },
					seed: (sandbox) =>
						void sandbox.seed.event({
							calendarId: CALENDAR,
							eventId: EVENT,
							attendees: [{ attendeeId: 'user_1', listedAs: { type: 'mail_group' } }],
						}),
				},
			],
			[
				'a list that leaves out IDs, so that it tells of nobody',
				{
					parameters: {
						attendeeIds: '',
						deleteIds: { ids: [{ type: 'user', userId: 'wire1' }] },
						options: { keepCopy: true, userIdType: 'user_id' },
					},
					seed: (sandbox) => {
						sandbox.seed.person(PEOPLE[0]!);
						sandbox.seed.event({
							calendarId: CALENDAR,
							eventId: EVENT,
							attendees: [{ attendeeId: 'user_2', listedAs: { user_id: null } }],
						});
					},
				},
			],
			[
				'one instance of an event, so that no copy can be kept',
				{ parameters: { options: { keepCopy: true, isEnableAdmin: true, instanceStartTimeAdmin: START } } },
			],
			[
				'attendees who may not be seen, so that no copy can be kept',
				{ ...KEPT, fault: { endpoint: 'attendeeList', kind: 'code', code: 194001, msg: '‹Feishu’s words›' } },
			],
		],
		stops: [['event attendees', { records: 2, fault: { kind: 'code', code: 193001, msg: '‹Feishu’s words›' } }]],
		lists: [
			['no calendars, for an app', { method: 'searchCalendars' }],
			['no calendars, for a person', { method: 'searchCalendars', authentication: 'feishuOAuth2Api' }],
			['a text too long to be searched for', { method: 'searchCalendars', filter: 'x'.repeat(201) }],
			[
				'nothing but cancelled events on many pages',
				{
					method: 'searchEvents',
					parameters: { calendarId: rl('feishu.cn_team@group.calendar.feishu.cn') },
					seed: (sandbox) =>
						numbered(1_050, (index) => `e${index}_0`).forEach((eventId) =>
							sandbox.seed.event({ calendarId: 'feishu.cn_team@group.calendar.feishu.cn', eventId, deleted: true }),
						),
				},
			],
			[
				'calendars without the permission',
				{ method: 'searchCalendars', seed: (sandbox) => sandbox.seed.app({ ...SANDBOX_APP, scopes: ['task:task'] }) },
			],
			[
				'calendars through a proxy without a port',
				{ method: 'searchCalendars', parameters: { requestOptions: { proxy: 'http://proxy' } } },
			],
			[
				'calendars without the permission of the person',
				{
					method: 'searchCalendars',
					authentication: 'feishuOAuth2Api',
					fault: {
						endpoint: 'calendarList',
						kind: 'code',
						code: 99991679,
						msg: '‹Feishu’s words›',
						permissionViolations: [{ type: 'action_privilege_required', subject: 'calendar:calendar:read' }],
						on: 'every',
					},
				},
			],
			[
				'calendars while nobody answers',
				{ method: 'searchCalendars', fault: { endpoint: 'calendarList', kind: 'resetBefore', on: 'every' } },
			],
			['a list of events without a calendar', { method: 'searchEvents', parameters: { calendarId: rl('') } }],
			[
				'no events',
				{
					method: 'searchEvents',
					parameters: { calendarId: rl(CALENDAR) },
					seed: (sandbox) => sandbox.seed.calendar({ calendarId: CALENDAR }),
				},
			],
			[
				'events of a calendar that is not there',
				{ method: 'searchEvents', parameters: { calendarId: rl('feishu.cn_none@group.calendar.feishu.cn') } },
			],
		],
	},
};
