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
