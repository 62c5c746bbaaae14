import type { Sandbox } from '../../sandbox';
import { numbered } from '../values';
import type { SampleList, Samples } from '../sample';
import type { SeedCalendar } from './world';

const calendar = { calendar_id: 'cal@group' };
const path = { ...calendar, event_id: 'ev_0' };

const seed = ({ seed }: Sandbox) => {
	seed.event({ calendarId: 'cal@group', eventId: 'ev_0', attendees: ['user_a', 'user_b'] });
};

const seedCalendar = ({ seed }: Sandbox) => {
	seed.calendar({ calendarId: 'cal@group' });
};

const manyCalendars = (about: Partial<SeedCalendar>, others: SampleList['others']) => ({
	seed: ({ seed }: Sandbox, count: number) =>
		numbered(count, (index) => {
			seed.calendar({ calendarId: `cal-${index}@group`, ...about });
			return `cal-${index}@group`;
		}),
	column: 'calendar_id',
	others,
});

const manyEvents = (others: SampleList['others']) => ({
	seed: ({ seed }: Sandbox, count: number) => {
		for (const calendarId of ['cal@group', 'other@group'])
			for (const eventId of numbered(count, (index) => `e${index}_0`)) seed.event({ calendarId, eventId });
		return numbered(count, (index) => `e${index}_0`);
	},
	rows: 'items',
	column: 'event_id',
	others: [{ params: { calendar_id: 'other@group' } }, ...others],
});

export const samples: Samples = {
	calendarEventAttendee: { params: path, seed, body: { attendee_ids: ['user_a'] } },
	attendeeCreate: { params: path, seed, body: { attendees: [{ type: 'user', user_id: 'ou_a' }] } },
	attendeeList: {
		params: path,
		seed,
		list: {
			seed: ({ seed }, count) => {
				const attendees = numbered(count, (index) => `user_ou_${index}`);
				for (const eventId of ['ev_0', 'other_0']) seed.event({ calendarId: 'cal@group', eventId, attendees });
				return attendees;
			},
			rows: 'items',
			column: 'attendee_id',
			others: [{ params: { ...path, event_id: 'other_0' } }, { query: { user_id_type: 'union_id' } }],
			sdk: (client, params, options) => client.calendar.v4.calendarEventAttendee.list({ path, params }, options),
		},
	},
	calendarList: {
		list: {
			...manyCalendars({}, []),
			rows: 'calendar_list',
			sdk: (client, params, options) => client.calendar.v4.calendar.list({ params }, options),
		},
	},
	calendarSearch: {
		body: { query: 'cal' },
		list: {
			...manyCalendars({ type: 'shared', permissions: 'public' }, [{ body: { query: 'cal-' } }]),
			rows: 'items',
			sdk: (client, params, options) => client.calendar.v4.calendar.search({ params, data: { query: 'cal' } }, options),
		},
	},
	eventGet: { params: path, seed },
	calendarEventList: {
		params: calendar,
		seed: seedCalendar,
		query: { anchor_time: '1' },
		list: {
			...manyEvents([{ query: { anchor_time: '2' } }]),
			sdk: (client, params, options) =>
				client.calendar.v4.calendarEvent.list({ path: calendar, params: { anchor_time: '1', ...params } }, options),
		},
	},
	calendarEventSearch: {
		params: calendar,
		seed: seedCalendar,
		body: { query: 'event' },
		list: {
			...manyEvents([{ body: { query: 'e' } }]),
			sdk: (client, params, options) =>
				client.calendar.v4.calendarEvent.search({ path: calendar, params, data: { query: 'event' } }, options),
		},
	},
};
