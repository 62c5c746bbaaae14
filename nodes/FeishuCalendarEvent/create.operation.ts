import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { objectIn, textIn } from '../shared/answer';
import { RATES } from '../shared/calendar/calls';
import { shownTime } from '../shared/calendar/event';
import { primary } from '../shared/calendar/primary';
import { calendarRefusalsOf } from '../shared/calendar/refusals';
import type { Endpoint, ItemContext, RecordKeys, Selection, Verdict } from '../shared/endpoint';
import { onPage } from '../shared/fields';
import { paginationOf } from '../shared/operation';
import type { Refusals } from '../shared/refusal';
import { keptBy, withoutMissing } from '../shared/snapshot';
import { refusals } from './refusals';
import { keyOf } from './key';
import { bodyOf, leftOutOf, readSnapshots, SNAPSHOTS } from './restored';

const NOT_TAKEN =
	'Read the reason, and look what the snapshot has there. Remove that part of the snapshot to restore the event without it.';

/** The codes of the page: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/create */
const createRefusals: Refusals = {
	...refusals,
	...calendarRefusalsOf(190011, 190012),
	190002: {
		what: 'Feishu did not accept a value of the snapshot.',
		todo: `${NOT_TAKEN} Also check that the app has calendar:calendar.event:create or calendar:calendar.`,
		reach: 'record',
	},
	190013: {
		what: 'Feishu considers the content unsafe.',
		todo: 'Check the title, the description and the place in the snapshot.',
		reach: 'record',
	},
	190014: { what: 'Feishu did not accept a value of the snapshot.', todo: NOT_TAKEN, reach: 'record' },
	191004: {
		what: 'Events cannot be created on this kind of calendar.',
		todo: 'Choose a primary or shared calendar in Calendar, on which your role is writer or owner.',
		reach: 'target',
	},
	193001: { what: 'There is no such event on this calendar.', todo: 'Check Calendar.', reach: 'record' },
	193002: {
		what: 'This account is not allowed to create events on this calendar.',
		todo: 'Share the calendar with the app or the person of the credential, as writer or owner.',
		reach: 'target',
	},
	193101: { what: 'The hosts of the video meeting cannot be set on this calendar.', todo: NOT_TAKEN, reach: 'record' },
	193102: { what: 'The setting of who may begin the video meeting cannot be off on this calendar.', todo: NOT_TAKEN, reach: 'record' },
	193105: { what: 'Feishu does not find an attachment.', todo: NOT_TAKEN, reach: 'record' },
	193106: { what: 'The attachments are too large.', todo: NOT_TAKEN, reach: 'record' },
	193107: { what: 'An attachment cannot be used on this calendar.', todo: NOT_TAKEN, reach: 'record' },
	195112: { what: 'Feishu did not accept the password of the video meeting.', todo: NOT_TAKEN, reach: 'record' },
	195113: { what: 'Feishu did not accept the password of the video meeting.', todo: NOT_TAKEN, reach: 'record' },
};

function keysOf(snapshot: IDataObject, timezone: string): RecordKeys {
	const formerId = textIn(snapshot, 'event_id');
	return {
		summary: textIn(snapshot, 'summary'),
		start_time: shownTime(snapshot, 'start_time', timezone),
		...(formerId !== '' && { restored_from: formerId }),
	};
}

/** What is sent of a snapshot. The same one that two items hold is one event, over all tries of the node: a repeat creates nothing. */
function contentOf(snapshot: IDataObject, run: string): IDataObject {
	const event = bodyOf(snapshot);
	return { idempotency_key: keyOf(run, { former: textIn(snapshot, 'event_id'), event }), event };
}

function read({ events }: IDataObject, { timezone, raw, uniqueMark = '' }: ItemContext): Selection {
	const given = withoutMissing(events, raw?.('events'));
	const snapshots = Array.isArray(given) && given.length === 0 ? [] : readSnapshots(given);
	return {
		records: snapshots.map((snapshot) => keysOf(snapshot, timezone)),
		contents: snapshots.map((snapshot) => contentOf(snapshot, uniqueMark)),
		body: {},
		kept: snapshots.map(keptBy),
		notRestored: snapshots.map(leftOutOf),
	};
}

const judge: Endpoint['judge'] = ({ code, data }, records) => {
	if (code !== 0) return undefined;
	const event = objectIn(data.event);
	const event_id = textIn(event, 'event_id');
	return records.map((): Verdict =>
		event_id === ''
			? { status: 'unknown', reason: 'Feishu accepted the call, but its answer does not name the event' }
			: { status: 'created', yields: { event_id, app_link: textIn(event, 'app_link') } },
	);
};

export const creation: Endpoint = {
	kind: 'create',
	noun: { one: 'event', many: 'events', done: 'restored' },
	field: SNAPSHOTS,
	parameters: { calendar_id: 'calendarId', events: 'events' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/create',
	pathFields: { calendar_id: 'Calendar' },
	alias: primary,
	limit: 1,
	rates: RATES,
	refusals: createRefusals,
	whenUnknown: 'This event may already be restored. Look for it with Get Many before you restore it again.',
	undo: { key: 'event_id', todo: 'Delete the events by these event IDs to undo it.' },
	read,
	queryOf: ([{ idempotency_key } = {}]) => ({ idempotency_key }),
	write: (_records, [{ event } = {}]) => objectIn(event),
	judge,
};

export const createOperation: INodePropertyOptions = {
	name: 'Restore Events',
	value: 'create',
	action: 'Restore calendar events',
	description: 'Create deleted events again from snapshots, without their attendees',
	routing: {
		request: { method: 'POST', url: '/calendar/v4/calendars/:calendar_id/events' },
		send: { paginate: true },
		operations: { pagination: paginationOf(creation) },
	},
};

const show = { operation: ['create'] };

export const createNotice: INodeProperties = {
	displayName: onPage('calendar-event', 'Events are restored without attendees: add them with Feishu Calendar Event Attendee.'),
	name: 'createNotice',
	type: 'notice',
	default: '',
	displayOptions: { show },
};

export const createFields: INodeProperties[] = [
	{
		displayName: SNAPSHOTS,
		name: 'events',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.snapshot }}',
		description:
			'The events to restore: one snapshot, an array of them, or either as JSON text. An event that was not deleted is not created again. Each event gets a new event ID. To invite its attendees again, pass the attendees of the snapshot to Add Attendees of Feishu Calendar Event Attendee. Replies, attachments and changed occurrences are not restored.',
		displayOptions: { show },
	},
];
