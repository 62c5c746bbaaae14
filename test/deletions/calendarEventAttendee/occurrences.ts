import { halvesOf } from './event';
import type { Calendar, CalendarEvent, EventTime } from './world';

const DAY_MS = 86_400_000;

/** Occurrences of one event that are looked at, at most. */
const MOST = 5_000;

/** The days between two times of a rule of the two kinds that the sandbox knows. */
const DAYS: Readonly<Record<string, number>> = { DAILY: 1, WEEKLY: 7 };

function startOf({ start }: CalendarEvent): number {
	return 'date' in start ? Date.parse(start.date) : start.at;
}

function moved(time: EventTime, ms: number): EventTime {
	if ('date' in time) return { date: new Date(Date.parse(time.date) + ms).toISOString().slice(0, 10) };
	return { ...time, at: time.at + ms };
}

/** The milliseconds after its first start at which an event begins, as its rule says. */
function* offsetsOf(event: CalendarEvent): Generator<number> {
	const { recurrence = '' } = event;
	const value = (name: string) => new RegExp(`(?:^|;)${name}=([^;]+)`).exec(recurrence)?.[1];
	const step = (DAYS[value('FREQ') ?? ''] ?? 7) * Number(value('INTERVAL') ?? 1) * DAY_MS;
	const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(value('UNTIL') ?? '') ?? [];
	const last = year === undefined ? Number.POSITIVE_INFINITY : Date.parse(`${year}-${month}-${day}T23:59:59Z`);
	const count = Math.min(Number(value('COUNT') ?? MOST), MOST);
	for (let index = 0; index < count && startOf(event) + index * step <= last; index += 1) yield index * step;
}

/** One occurrence of a repeating event, which nobody has changed. */
function plain(event: CalendarEvent, offset: number): CalendarEvent {
	const { recurrence: _rule, ...about } = event;
	const [uid] = halvesOf(event.eventId);
	return {
		...about,
		eventId: `${uid}_${(startOf(event) + offset) / 1_000}`,
		start: moved(event.start, offset),
		end: moved(event.end, offset),
		recurringEventId: event.eventId,
		isPlain: true,
	};
}

/** All occurrences of a repeating event: those that were changed as they are now, and without those that were taken out. */
export function* occurrencesOf({ events }: Calendar, event: CalendarEvent): Generator<CalendarEvent> {
	for (const offset of offsetsOf(event)) {
		const occurrence = plain(event, offset);
		const changed = events.get(occurrence.eventId);
		if (changed === undefined) yield occurrence;
		else if (!changed.deleted) yield changed;
	}
}

/** The occurrence that an ID names of a repeating event that is there, if nobody has changed it. */
export function plainOccurrence(calendar: Calendar, eventId: string): CalendarEvent | undefined {
	const [uid, original] = halvesOf(eventId);
	const series = calendar.events.get(`${uid}_0`);
	if (original === '0' || series?.recurrence === undefined || series.deleted) return undefined;
	for (const occurrence of occurrencesOf(calendar, series)) if (occurrence.eventId === eventId) return occurrence;
	return undefined;
}
