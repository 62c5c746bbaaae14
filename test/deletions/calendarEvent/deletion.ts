import type { Client } from '@larksuiteoapi/node-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { endpoint } from '../../../nodes/FeishuCalendarEvent/delete.operation';
import { FeishuCalendarEvent } from '../../../nodes/FeishuCalendarEvent/FeishuCalendarEvent.node.ts';
import type { Sandbox } from '../../sandbox';
import type { DeletionRow, WireRow } from '../deletion';
import { code, lostThen, rate } from '../fault';
import { BAD, numbered, rl } from '../values';

const CALENDAR = 'feishu.cn_sandbox@group.calendar.feishu.cn';
const EVENT = '00592a0e-7edf-4678-bc9d-1b77383ef08e_0';
const SERIES = 'series_0';
const OCCURRENCE = 'series_1767283200';

/** A series of a year, of which the second occurrence is that of `OCCURRENCE`. */
const SERIES_START = 1_767_196_800_000;

function seedSeries({ seed }: Sandbox): void {
	seed.event({
		calendarId: CALENDAR,
		eventId: SERIES,
		start: { at: SERIES_START, timezone: 'Asia/Shanghai' },
		recurrence: 'FREQ=DAILY;COUNT=365',
	});
}

type Removal = NonNullable<Parameters<Client['calendar']['v4']['calendarEvent']['delete']>[0]>;

function removed(name: string, parameters: INodeParameters, params?: Removal['params'], event_id = EVENT): WireRow {
	return {
		name,
		parameters: { calendarId: rl(CALENDAR), eventId: rl(event_id), ...parameters },
		sdk: async (client, options) =>
			await client.calendar.v4.calendarEvent.delete({ path: { calendar_id: CALENDAR, event_id }, ...(params && { params }) }, options),
	};
}

const rows: WireRow[] = [
	removed('an event', {}),
	removed('IDs with blanks and a line break around them', { calendarId: rl(` ${CALENDAR} `), eventId: rl(` ${EVENT}\n`) }),
	removed('an occurrence of a repeating event', {}, undefined, OCCURRENCE),
	removed('a whole series', { options: { repeatingEvents: 'deleteSeries' } }, undefined, SERIES),
	...(['true', 'false'] as const).flatMap((need_notification) => [
		removed(
			`need_notification ${need_notification}`,
			{ options: { needNotification: need_notification === 'true' } },
			{ need_notification },
		),
		removed(
			`need_notification ${need_notification}, as text`,
			{ options: { needNotification: `={{ "${need_notification}" }}` } },
			{ need_notification },
		),
	]),
];

export const deletion: DeletionRow = {
	node: new FeishuCalendarEvent(),
	contract: endpoint,
	title: 'Calendar events',
	subtitle: 'delete: events',
	phrases: [
		'calendar event',
		'lark calendar',
		'feishu calendar',
		'日程',
		'日历',
		'飞书日程',
		'飞书日历',
		'delete calendar event',
		'delete event',
		'cancel meeting',
		'delete meeting',
		'cancel event',
		'recurring event',
		'restore event',
		'删除日程',
		'取消会议',
		'取消日程',
		'恢复日程',
	],
	limit: 1,
	done: 'deleted',
	keys: ['calendar_id', 'event_id'],

	parameters: { calendarId: rl(CALENDAR), eventId: rl('={{ $json.id }}') },
	names: (count) => numbered(count, (index) => `00592a0e-7edf-4678-bc9d-1b773838${1_000 + index}_0`),
	seed: (sandbox, names, about = {}) => {
		sandbox.seed.calendar({ calendarId: CALENDAR });
		for (const eventId of names) sandbox.seed.event({ calendarId: CALENDAR, eventId, ...about });
	},
	item: (id) => ({ id }),
	listParameters: { eventId: rl('={{ $json.ids[0] }}') },
	listNames: (group, count) => numbered(count, (index) => `meeting${group}n${1_000 + index}_0`),
	listItem: (ids) => ({ ids }),
	nameOf: (json) => String(json.event_id),
	exists: (sandbox, name) => sandbox.state.calendars.get(CALENDAR)?.events.get(name)?.deleted === false,

	filling: {
		everything: { calendarId: rl(CALENDAR), eventId: rl(EVENT), options: { needNotification: false, repeatingEvents: 'deleteSeries' } },
		required: { calendarId: rl(CALENDAR), eventId: rl(EVENT) },
		ownTarget: { calendarId: rl('={{ $json.id }}'), eventId: rl(EVENT) },
	},
	deliberate: [
		{ fact: 'field alreadyGone', spec: undefined, node: 'is sent nowhere', why: 'It decides how an answer is reported.' },
		{ fact: 'field keepCopy', spec: undefined, node: 'is sent nowhere', why: 'It decides what is read before the call.' },
		{
			fact: 'query need_notification, type',
			spec: 'choice',
			node: 'boolean',
			why: 'It is on or off, as with attendees; in a query it becomes the text that the page wants.',
		},
		{ fact: 'query need_notification, default', spec: 'true', node: true, why: 'It is on or off.' },
		{ fact: 'query need_notification, values', spec: ['false', 'true'], node: undefined, why: 'It is on or off.' },
		...(
			[
				['field', 'repeatingEvents'],
				['type', 'choice'],
				['required', false],
				['default', 'refuse'],
				['values', ['deleteSeries', 'refuse']],
			] as const
		).map(([what, node]) => ({
			fact: `body repeating_events, ${what}`,
			spec: undefined,
			node,
			why: 'It decides whether an event that repeats is deleted, and is not sent.',
		})),
	],
	places: {
		seed: (sandbox) => sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT }),
		fields: [
			{ field: ['calendarId'], takes: 'one', parameters: { calendarId: rl(BAD), eventId: rl(EVENT) }, good: CALENDAR },
			{ field: ['eventId'], takes: 'one', parameters: { calendarId: rl(CALENDAR), eventId: rl(BAD) }, good: EVENT },
		],
	},
	recordCodes: [190002, 193002],
	look: 'eventGet',
	seenBy: { column: 'event_id' },
	looksFirst: (sandbox, ids) => {
		for (const id of [EVENT, ...ids]) sandbox.seed.event({ calendarId: CALENDAR, eventId: id });
		for (const id of ids) sandbox.seed.event({ calendarId: id, eventId: EVENT });
	},
	faults: [
		rate(190004, 429, 1),
		rate(190005, 429),
		rate(190010, 429),
		code(190002, 400),
		code(190003, 500),
		code(193001, 404),
		code(193003, 403),
		lostThen(193001),
		lostThen(193003),
	],
	wire: {
		seed: (sandbox) => {
			sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT });
			seedSeries(sandbox);
		},
		rows,
	},
	messages: {
		fields: [
			[
				'a switch that is neither on nor off',
				{ calendarId: rl(CALENDAR), eventId: rl(EVENT), options: { needNotification: BAD } },
				'maybe',
			],
			['no switch', { calendarId: rl(CALENDAR), eventId: rl(EVENT), options: { needNotification: BAD } }, null],
			[
				'an unknown choice for repeating events',
				{ calendarId: rl(CALENDAR), eventId: rl(EVENT), options: { repeatingEvents: BAD } },
				'all',
			],
		],
		runs: [
			['an event that repeats', { parameters: { eventId: rl(SERIES) }, seed: seedSeries }],
			['a whole series', { parameters: { eventId: rl(SERIES), options: { repeatingEvents: 'deleteSeries' } }, seed: seedSeries }],
			[
				'an event that is not there',
				{ parameters: { eventId: rl(EVENT) }, seed: (sandbox) => sandbox.seed.calendar({ calendarId: CALENDAR }) },
			],
			[
				'an event that is cancelled',
				{
					parameters: { eventId: rl(EVENT) },
					seed: (sandbox) => {
						sandbox.setOptions({ answers: { deletedEvents: 'cancel' } });
						sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT, deleted: true });
					},
				},
			],
			[
				'an event that cannot be looked at before it is deleted',
				{ fault: { endpoint: 'eventGet', kind: 'code', code: 191002, msg: '‹Feishu’s words›' } },
			],
			['an event whose look has no answer', { fault: { endpoint: 'eventGet', kind: 'resetBefore' } }],
			['an event that the look does not show', { fault: { endpoint: 'eventGet', kind: 'answer', body: { data: {} } } }],
			[
				'an event without a copy',
				{
					parameters: { options: { keepCopy: true } },
					fault: { endpoint: 'eventGet', kind: 'code', code: 194001, msg: '‹Feishu’s words›' },
				},
			],
		],
		stops: [['events', { records: 2, fault: { kind: 'code', code: 193002, msg: '‹Feishu’s words›' } }]],
	},
};
