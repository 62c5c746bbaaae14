import { jsonParse, type IDataObject } from 'n8n-workflow';
import { idIn, isObject, objectIn, objectsIn, textIn } from '../shared/answer';
import { isPartOfSeries, isRepeating } from '../shared/calendar/event';
import { InvalidField, isBlankText, quote, show as shown } from '../shared/values';

/** A display name that messages mention. */
export const SNAPSHOTS = 'Snapshots to Restore';

const MAP_IT = 'Map the snapshot that Keep a Copy added to the output: {{ $json.snapshot }}.';

/** The snapshots in the field: an object, an array of them, or JSON text of either. */
export function readSnapshots(value: unknown): IDataObject[] {
	if (isBlankText(value)) throw new InvalidField(SNAPSHOTS, 'is blank', MAP_IT);
	const parse = (text: unknown): unknown => (typeof text === 'string' ? jsonParse(text, { fallbackValue: null }) : text);
	const parsed = parse(value);
	const snapshots: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	return snapshots.map((snapshot) => {
		const one = parse(snapshot);
		if (isObject(one)) return one;
		const held = typeof value === 'string' ? quote(value) : shown(snapshot);
		throw new InvalidField(SNAPSHOTS, `holds ${held}, which is not a snapshot of an event`, MAP_IT);
	});
}

/** A day or a moment, as a request has it: never both. */
function timeOf(snapshot: IDataObject, side: 'start_time' | 'end_time'): IDataObject {
	const time = objectIn(snapshot[side]);
	const { date, timezone } = time;
	const timestamp = idIn(time, 'timestamp');
	if (typeof date === 'string' && date !== '') return { date };
	if (/^\d+$/.test(timestamp)) {
		return { timestamp, ...(typeof timezone === 'string' && timezone !== '' && { timezone }) };
	}
	throw new InvalidField(SNAPSHOTS, `holds an object without ${side}, which is not a snapshot of an event`, MAP_IT);
}

/** The columns of an object that have one of the given types, but for blank text. */
function columnsOf(source: IDataObject, columns: Readonly<Record<string, 'string' | 'number' | 'boolean'>>): IDataObject {
	const isKept = ([column, type]: [string, string]) => typeof source[column] === type && source[column] !== '';
	return Object.fromEntries(
		Object.entries(columns)
			.filter(isKept)
			.map(([column]) => [column, source[column]]),
	);
}

/** Without a kind of meeting, Feishu would create one with the first attendee. */
function meetingOf({ vchat }: IDataObject): IDataObject {
	const meeting = objectIn(vchat);
	if (meeting.vc_type === 'vc') return { vc_type: 'vc' };
	if (meeting.vc_type !== 'third_party') return { vc_type: 'no_meeting' };
	return { vc_type: 'third_party', ...columnsOf(meeting, { icon_type: 'string', description: 'string', meeting_url: 'string' }) };
}

const CHECK_IN_TIME = { time_type: 'string', duration: 'number' } as const;

function checkInOf({ event_check_in }: IDataObject): IDataObject | undefined {
	const checkIn = objectIn(event_check_in);
	if (checkIn.enable_check_in !== true) return undefined;
	return {
		...columnsOf(checkIn, { enable_check_in: 'boolean', need_notify_attendees: 'boolean' }),
		check_in_start_time: columnsOf(objectIn(checkIn.check_in_start_time), CHECK_IN_TIME),
		check_in_end_time: columnsOf(objectIn(checkIn.check_in_end_time), CHECK_IN_TIME),
	};
}

const isFilled = (value: IDataObject | undefined): value is IDataObject => value !== undefined && Object.keys(value).length > 0;

/** What is sent to create the event of a snapshot. */
export function bodyOf(snapshot: IDataObject): IDataObject {
	const location = columnsOf(objectIn(snapshot.location), { name: 'string', address: 'string', latitude: 'number', longitude: 'number' });
	const reminders = objectsIn(snapshot.reminders).map((reminder) => columnsOf(reminder, { minutes: 'number' }));
	const hidden = objectsIn(snapshot.schemas).filter(({ ui_status }) => ui_status === 'hide');
	const checkIn = checkInOf(snapshot);
	// Feishu may return the rule with the name of its property, and takes it without. That of a series is none of an occurrence.
	const recurrence = isPartOfSeries(snapshot) ? '' : textIn(snapshot, 'recurrence').replace(/^RRULE:/, '');
	return {
		...columnsOf(snapshot, { summary: 'string', description: 'string' }),
		start_time: timeOf(snapshot, 'start_time'),
		end_time: timeOf(snapshot, 'end_time'),
		vchat: meetingOf(snapshot),
		...columnsOf(snapshot, { visibility: 'string', attendee_ability: 'string', free_busy_status: 'string', color: 'number' }),
		...(isFilled(location) && { location }),
		...(reminders.length > 0 && { reminders }),
		...(recurrence !== '' && { recurrence }),
		...(hidden.length > 0 && { schemas: hidden.map((schema) => columnsOf(schema, { ui_name: 'string', ui_status: 'string' })) }),
		...(isFilled(checkIn) && { event_check_in: checkIn }),
	};
}

const counted = (list: readonly unknown[], one: string): string[] =>
	list.length === 0 ? [] : [list.length === 1 ? `1 ${one}` : `${list.length} ${one}s`];

/** What of a snapshot the call does not restore, in words. */
export function leftOutOf(snapshot: IDataObject): string[] {
	const { vc_type: meeting } = objectIn(snapshot.vchat);
	return [
		...counted(objectsIn(snapshot.attendees), 'attendee'),
		...counted(objectsIn(snapshot.attachments), 'attachment'),
		...(meeting === 'vc' ? ['the link and settings of the video meeting'] : []),
		...(meeting === 'lark_live' ? ['the live broadcast'] : []),
		...(isPartOfSeries(snapshot) ? ['its place in the repeating event'] : []),
		...(isRepeating(snapshot) && !isPartOfSeries(snapshot)
			? ['occurrences that were cancelled or changed: all take place by the rule']
			: []),
	];
}
