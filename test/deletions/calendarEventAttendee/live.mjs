import { byId } from '../../laboratory/workflow.mjs';
import { fiftyPerSecond } from '../rates.mjs';

const calendar = 'feishu.cn_e2e@group.calendar.feishu.cn';
const event = 'e2e-event_0';
const benchCalendar = 'feishu.cn_bench@group.calendar.feishu.cn';
const benchEvent = 'bench-event_0';

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { events: [{ calendarId: calendar, eventId: event, attendees: ['user_ou_lin', 'user_ou_zhou', 'third_party_a@example.com'] }] },
	parameters: {
		calendarId: byId(calendar),
		eventId: byId(event),
		attendeeIds: '={{ $json.id }}',
		deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: 'a@example.com' }] },
		options: { needNotification: false },
	},
	items: [{ id: 'user_ou_lin' }],
	wire: {
		method: 'POST',
		path: '/open-apis/calendar/v4/calendars/feishu.cn_e2e@group.calendar.feishu.cn/events/e2e-event_0/attendees/batch_delete',
		query: {},
		body: {
			attendee_ids: ['user_ou_lin'],
			delete_ids: [{ type: 'third_party', third_party_email: 'a@example.com' }],
			need_notification: false,
		},
	},
	records: [
		{ calendar_id: calendar, event_id: event, attendee_id: 'user_ou_lin', status: 'deleted' },
		{ calendar_id: calendar, event_id: event, type: 'third_party', third_party_email: 'a@example.com', status: 'deleted' },
	],
	left: ({ calendars }) => calendars[0].events[0].attendees.map(({ attendeeId }) => attendeeId),
	remains: ['user_ou_zhou'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'attendee',
	title: 'Attendees of one event',
	refuses: 190002,
	limit: 500,
	rates: fiftyPerSecond,
	oneAtATime: true,
	id: (index) => `user_ou_${index}`,
	world: (ids) => ({ events: [{ calendarId: benchCalendar, eventId: benchEvent, attendees: ids }] }),
	left: ({ calendars }) => calendars[0].events[0].attendees.length,
	parameters: { calendarId: byId(benchCalendar), eventId: byId(benchEvent), attendeeIds: '={{ $json.id }}' },
	request: {
		method: 'POST',
		path: `/calendar/v4/calendars/${benchCalendar}/events/${benchEvent}/attendees/batch_delete`,
		body: '{ "attendee_ids": ["{{ $json.id }}"] }',
	},
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'attendees',
	parameters: {
		calendarId: byId(benchCalendar),
		eventId: byId(benchEvent),
		attendeeIds:
			"={{ $fromAI('attendee_ids', 'IDs of the attendees to remove, separated by commas; each begins with user_, chat_, resource_ or third_party_', 'string') }}",
	},
	arguments: (ids) => ({ attendee_ids: ids.join(', ') }),
};

/** More attendees than a page of their list has. */
const crowd = [
	...Array.from({ length: 104 }, (_, index) => ({ attendeeId: `user_${index}`, target: `ou_${index}`, isOptional: index % 2 === 0 })),
	{ attendeeId: 'chat_1', target: 'oc_1' },
	{ attendeeId: 'resource_1', target: 'omm_1', operateId: 'ou_1' },
	{ attendeeId: 'third_party_1', target: 'a@example.com' },
];
const found = {
	calendarId: byId('={{ $json.calendar_id }}'),
	eventId: byId('={{ $json.event_id }}'),
	attendeeIds: '={{ $json.attendee_id }}',
};
const invited = ({ calendars }) =>
	calendars[0].events[0].attendees
		.map(({ type, target, isOptional, operateId }) => [type, target, isOptional, operateId])
		.sort(([, one], [, other]) => one.localeCompare(other));

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'lists everybody, removes them with copies, and invites them again',
		world: { events: [{ calendarId: calendar, eventId: event, attendees: crowd }] },
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'event', calendarId: byId(calendar), eventId: byId(event), returnAll: true },
				gives: crowd.map(({ attendeeId }) => ({ calendar_id: calendar, event_id: event, attendee_id: attendeeId })),
			},
			{
				parameters: { ...found, options: { keepCopy: true, needNotification: false, stopIfMoreThan: 200 } },
				onError: 'continueRegularOutput',
				gives: crowd.map(({ attendeeId }) => ({ attendee_id: attendeeId, status: 'deleted' })),
			},
			{
				parameters: {
					operation: 'create',
					calendarId: found.calendarId,
					eventId: found.eventId,
					copies: '={{ $json.snapshot }}',
					options: { sendInvitation: false, addOperatorToAttendee: false },
				},
				gives: crowd.map(() => ({ status: 'created' })),
			},
		],
		left: invited,
		remains: invited({
			calendars: [
				{
					events: [
						{
							attendees: crowd.map(({ attendeeId, target, isOptional = false, operateId = undefined }) => ({
								type: /^(user|chat|resource|third_party)_/.exec(attendeeId)[1],
								target,
								isOptional,
								operateId,
							})),
						},
					],
				},
			],
		}).map((row) => JSON.parse(JSON.stringify(row)).map((value) => value ?? undefined)),
	},
	{
		does: 'takes one person out of all meetings of a month',
		world: {
			events: Array.from({ length: 30 }, (_, index) => ({
				calendarId: calendar,
				eventId: `e2e-day-${index}_0`,
				start: { at: Date.UTC(2027, 2, 1 + index, 2), timezone: 'Asia/Shanghai' },
				attendees: [
					{ attendeeId: `user_lin${index}`, target: 'ou_lin' },
					{ attendeeId: `user_zhou${index}`, target: 'ou_zhou' },
				],
			})),
		},
		items: [{ person: 'ou_lin' }],
		steps: [
			{
				parameters: {
					operation: 'getAll',
					scope: 'period',
					calendarId: byId(calendar),
					periodFrom: '2027-03-01T00:00:00+08:00',
					periodTo: '2027-04-01T00:00:00+08:00',
					returnAll: true,
					options: { onlyThese: '={{ $json.person }}' },
				},
				gives: Array.from({ length: 30 }, (_, index) => ({ attendee_id: `user_lin${index}`, user_id: 'ou_lin' })),
			},
			{
				parameters: { ...found, options: { output: 'summary', needNotification: false } },
				onError: 'continueRegularOutput',
				gives: [{ asked: 30, deleted: 30 }],
			},
		],
		left: ({ calendars }) => [...new Set(calendars[0].events.flatMap(({ attendees }) => attendees.map(({ target }) => target)))],
		remains: ['ou_zhou'],
	},
	{
		does: 'lists several events, those that are not there on the output of errors',
		world: { events: [{ calendarId: calendar, eventId: event, attendees: ['user_ou_lin'] }] },
		items: [{ event }, { event: 'e2e-none_0' }],
		steps: [
			{
				parameters: { operation: 'getAll', scope: 'event', calendarId: byId(calendar), eventId: byId('={{ $json.event }}') },
				onError: 'continueErrorOutput',
				gives: [{ event_id: event, attendee_id: 'user_ou_lin' }],
				refuses: [{ error: { event_id: 'e2e-none_0' } }],
			},
		],
		left: ({ calendars }) => calendars[0].events.length,
		remains: 1,
	},
	{
		does: 'invites, and removes, though the answers are lost: a look tells',
		world: { events: [{ calendarId: calendar, eventId: event, attendees: [] }] },
		fault: [
			{ endpoint: 'attendeeCreate', kind: 'resetAfter', on: 'every' },
			{ endpoint: 'calendarEventAttendee', kind: 'resetAfter', on: 'every' },
		],
		items: [{ user: 'ou_lin' }, { user: 'ou_zhou' }],
		steps: [
			{
				parameters: {
					operation: 'create',
					calendarId: byId(calendar),
					eventId: byId(event),
					attendees: { each: [{ type: 'user', userId: '={{ $json.user }}' }] },
				},
				onError: 'continueRegularOutput',
				gives: ['ou_lin', 'ou_zhou'].map((user_id) => ({ status: 'created', confirmed_by: 'read', user_id })),
			},
			{
				parameters: found,
				onError: 'continueRegularOutput',
				gives: [
					{ status: 'deleted', confirmed_by: 'read' },
					{ status: 'deleted', confirmed_by: 'read' },
				],
			},
		],
		left: ({ calendars }) => calendars[0].events[0].attendees,
		remains: [],
	},
];
