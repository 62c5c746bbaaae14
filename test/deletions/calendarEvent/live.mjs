import { byId } from '../../laboratory/workflow.mjs';
import { fiftyPerSecond } from '../rates.mjs';

const calendar = 'feishu.cn_e2e@group.calendar.feishu.cn';
const benchCalendar = 'feishu.cn_bench@group.calendar.feishu.cn';

const eventsOf = ({ calendars }) => calendars[0].events.filter(({ deleted }) => !deleted);

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: { events: ['e2e-review_0', 'e2e-kickoff_0'].map((eventId) => ({ calendarId: calendar, eventId })) },
	parameters: { calendarId: byId(calendar), eventId: byId('={{ $json.id }}'), options: { needNotification: false } },
	items: [{ id: 'e2e-review_0' }],
	wire: {
		method: 'DELETE',
		path: '/open-apis/calendar/v4/calendars/feishu.cn_e2e@group.calendar.feishu.cn/events/e2e-review_0',
		query: { need_notification: 'false' },
	},
	records: [{ calendar_id: calendar, event_id: 'e2e-review_0', status: 'deleted' }],
	left: (state) => eventsOf(state).map(({ eventId }) => eventId),
	remains: ['e2e-kickoff_0'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'event',
	title: 'Calendar events',
	refuses: 193002,
	limit: 1,
	rates: fiftyPerSecond,
	oneAtATime: false,
	id: (index) => `bench-${index}_0`,
	world: (ids) => ({ events: ids.map((eventId) => ({ calendarId: benchCalendar, eventId })) }),
	left: (state) => eventsOf(state).length,
	parameters: { calendarId: byId(benchCalendar), eventId: byId('={{ $json.id }}') },
	request: { method: 'DELETE', path: `/calendar/v4/calendars/${benchCalendar}/events/{{ $json.id }}` },
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'event',
	parameters: {
		calendarId: byId(benchCalendar),
		eventId: byId("={{ $fromAI('event_id', 'ID of the one calendar event to delete; it ends in _ and a number', 'string') }}"),
	},
	arguments: ([id]) => ({ event_id: id }),
	looks: 1,
};

const start = (day) => ({ at: Date.UTC(2027, 2, day, 2), timezone: 'Asia/Shanghai' });
const period = { periodFrom: '2027-03-01T00:00:00+08:00', periodTo: '2027-04-01T00:00:00+08:00', returnAll: true };
const found = { calendarId: byId('={{ $json.calendar_id }}'), eventId: byId('={{ $json.event_id }}') };
const days = Array.from({ length: 20 }, (_, index) => index + 1);

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'finds the events of a month, deletes them with copies, and restores them',
		world: {
			events: days.map((day) => ({
				calendarId: calendar,
				eventId: `e2e-day${day}_0`,
				summary: `Day ${day}`,
				start: start(day),
				attendees: ['user_ou_lin', 'user_ou_zhou'],
			})),
		},
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', calendarId: byId(calendar), ...period },
				gives: days.map((day) => ({ summary: `Day ${day}`, event_id: `e2e-day${day}_0` })),
			},
			{
				parameters: { ...found, options: { keepCopy: true, needNotification: false } },
				onError: 'continueRegularOutput',
				gives: days.map((day) => ({ summary: `Day ${day}`, status: 'deleted' })),
			},
			{
				parameters: { operation: 'create', calendarId: byId(calendar), events: '={{ $json.snapshot }}' },
				gives: days.map((day) => ({ status: 'created', summary: `Day ${day}`, not_restored: ['2 attendees'] })),
			},
		],
		left: (state) =>
			eventsOf(state)
				.map(({ summary }) => summary)
				.sort(),
		remains: days.map((day) => `Day ${day}`).sort(),
	},
	{
		does: 'refuses a series, and deletes one occurrence of it',
		world: {
			events: [{ calendarId: calendar, eventId: 'e2e-weekly_0', summary: 'Weekly', start: start(1), recurrence: 'FREQ=WEEKLY;COUNT=4' }],
		},
		items: [{}],
		steps: [
			{
				parameters: { operation: 'getAll', calendarId: byId(calendar), ...period },
				gives: [{ summary: 'Weekly', event_id: 'e2e-weekly_0', recurring: true }],
			},
			{
				parameters: { ...found },
				onError: 'continueRegularOutput',
				gives: [{ event_id: 'e2e-weekly_0', status: 'refused', deleted: false }],
			},
			{
				parameters: {
					operation: 'getAll',
					calendarId: byId(calendar),
					...period,
					returnAll: false,
					limit: 1,
					options: { eachOccurrence: true },
				},
				gives: [{ summary: 'Weekly', recurring_event_id: 'e2e-weekly_0' }],
			},
			{ parameters: { ...found }, gives: [{ status: 'deleted' }] },
		],
		left: ({ calendars }) => calendars[0].events.map(({ deleted }) => deleted),
		remains: [false, true],
	},
];
