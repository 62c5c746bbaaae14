import type { Sandbox } from '../../sandbox';
import { numbered } from '../values';
import type { Samples } from '../sample';

const calendar = { calendar_id: 'cal@group' };
const DAY = 86_400;
const START = 1_767_196_800;
const span = { start_time: String(START), end_time: String(START + 30 * DAY) };

/** Long enough for more than a page has. */
const long = { ...span, end_time: String(START + 600 * DAY) };

const seed = ({ seed }: Sandbox) => {
	seed.event({ calendarId: 'cal@group', eventId: 'ev_0', start: { at: START * 1_000, timezone: 'Asia/Shanghai' } });
};

const series = (eventId: string, count: number) => ({
	calendarId: 'cal@group',
	eventId,
	start: { at: START * 1_000, timezone: 'Asia/Shanghai' },
	recurrence: `FREQ=DAILY;COUNT=${count}`,
});

const path = { ...calendar, event_id: 'ev_0' };

export const samples: Samples = {
	calendarEvent: { params: path, seed },
	eventCreate: {
		params: calendar,
		seed: ({ seed }) => {
			seed.calendar({ calendarId: 'cal@group' });
		},
		body: {
			summary: 'A title',
			start_time: { timestamp: String(START), timezone: 'Asia/Shanghai' },
			end_time: { timestamp: String(START + 3_600) },
		},
	},
	eventInstances: {
		params: path,
		seed,
		query: long,
		list: {
			seed: ({ seed }, count) => {
				seed.event(series('ev_0', count));
				return numbered(count, (index) => `ev_${START + index * DAY}`);
			},
			rows: 'items',
			column: 'event_id',
			others: [{ query: { ...span, end_time: String(START + 700 * DAY) } }],
			sdk: async (client, query, options) =>
				await client.calendar.v4.calendarEvent.instances({ path, params: { ...long, ...query } }, options),
		},
	},
	eventInstanceView: { params: calendar, seed, query: span },
};
