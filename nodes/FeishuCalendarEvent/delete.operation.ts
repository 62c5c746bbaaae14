import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { RATES } from '../shared/calendar/calls';
import { isOccurrence, isRepeating, occurrences } from '../shared/calendar/event';
import { calendarField, eventLocator } from '../shared/calendar/fields';
import { primary } from '../shared/calendar/primary';
import { deletionById } from '../shared/deletionById';
import type { Check, CallContext, ItemContext, Remark, Selection } from '../shared/endpoint';
import { alreadyGone, keepCopy, onPage } from '../shared/fields';
import { BARE_IDS } from '../shared/idKinds';
import { readId } from '../shared/ids';
import { readBoolean, readChoice } from '../shared/values';
import { lookAtEvents } from './look';
import { refusals } from './refusals';

const NOTIFICATION = 'Send Notification';
const REPEATING = 'Repeating Events';
const WHOLE_SERIES = 'Delete the Whole Series';

/** What becomes of an event that repeats. */
const CHOICES = ['refuse', 'deleteSeries'] as const;

/** Options that are there and whose expressions yield nothing are mistakes: left out, everybody would be notified. */
function read({ event_id, ...options }: IDataObject, { query = {} }: ItemContext): Selection {
	if ('need_notification' in query) readBoolean(query.need_notification, NOTIFICATION);
	const repeating = 'repeating_events' in options ? readChoice(options.repeating_events, CHOICES, REPEATING) : CHOICES[0];
	return { records: [{ event_id: readId(event_id, 'Event') }], body: { repeating_events: repeating } };
}

const mayDeleteSeries = ({ body }: CallContext) => body.repeating_events === 'deleteSeries';

const IS_SERIES: Remark = {
	reason: 'This event repeats, and its ID stands for all of its occurrences',
	todo: `To delete one occurrence, use its own ID: Get Many with Each Occurrence returns it. To delete all of them, set ${REPEATING} in Options to ${WHOLE_SERIES}, in every item that names it.`,
};

const LEFT_BEHIND: Remark = {
	reason: 'The whole series was deleted. Occurrences that were changed before are separate events and stay',
	todo: 'To find them, use Get Many: their recurring_event_id is this event ID. Delete them by their own event IDs.',
};

/** The ID of an event that repeats cannot be told from that of one that does not; that of an occurrence can. */
const check: Check = {
	isNeeded: ({ event_id = '' }) => !isOccurrence(event_id),
	refusal: (event, common) => (isRepeating(event) && !mayDeleteSeries(common) ? IS_SERIES : undefined),
	remark: (event) => (isRepeating(event) ? LEFT_BEHIND : undefined),
};

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'event', many: 'events' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/delete',
	request: { method: 'DELETE', url: '/calendar/v4/calendars/:calendar_id/events/:event_id' },
	ids: {
		calendar_id: calendarField,
		event_id: eventLocator('The event to delete, or one occurrence of it', { show: { operation: ['delete'] } }),
	},
	alias: primary,
	kinds: ['calendar', 'primary'],
	bareIds: [BARE_IDS.event],
	...occurrences,
	rates: RATES,
	refusals,
	missingCodes: [193001, 193003],
	read,
	check,
	lookUp: lookAtEvents,
	dryRunNote: (common) =>
		mayDeleteSeries(common)
			? 'If an event repeats, the whole series is deleted.'
			: 'If an event repeats, it is refused: a dry run does not look at events.',
	operation: {
		name: 'Delete Events',
		action: 'Delete calendar events',
		description: 'Delete events of a calendar, or single occurrences of an event that repeats',
		notice: onPage('calendar-event', 'The app or person must be the organizer of the event.'),
	},
	tool: 'Permanently deletes an event (meeting, appointment) of a calendar in Feishu or Lark for everybody, by default with a notification to its attendees. This cannot be undone. Needs the ID of the calendar and the ID of one event. An ID that ends in _0 stands for the whole event; if it repeats, it is refused unless the workflow allows it. Any other number at the end stands for one occurrence. Returns whether it was deleted, or why not.',
});

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy(
		'Most events take no extra call, because the node looks at each of them anyway. Events with meeting rooms or more than 100 attendees take one more for each 100 attendees. To restore events, use Restore Events.',
	),
	{
		displayName: REPEATING,
		name: 'repeatingEvents',
		type: 'options',
		options: [
			{
				name: WHOLE_SERIES,
				value: 'deleteSeries',
				description: 'Delete all occurrences, except those that were changed before, which are separate events',
			},
			{ name: 'Refuse', value: 'refuse', description: 'Delete no event that repeats. Single occurrences can still be deleted.' },
		],
		default: 'refuse',
		description: 'What to do if the ID is that of an event that repeats. The node looks at each event before it deletes it.',
		routing: { send: { type: 'body', property: 'repeating_events' } },
	},
	{
		displayName: NOTIFICATION,
		name: 'needNotification',
		type: 'boolean',
		default: true,
		description: 'Whether the bot notifies the attendees that the event was deleted. Feishu does so unless this is off.',
		routing: { send: { type: 'query', property: 'need_notification' } },
	},
];
