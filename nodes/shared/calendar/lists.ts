import { UserError, type IDataObject, type INodeListSearchItems } from 'n8n-workflow';
import { objectsIn, textIn } from '../answer';
import type { Reader } from '../endpoint';
import { listOf, readOn, type ListPage, type ListQuestion } from '../lists';
import { timeOf } from '../moment';
import { calendarList, calendarSearch, eventList, eventSearch } from './calls';
import { isCancelled, isRecurring, isRepeating, secondsOf, wordsOfStart } from './event';

/** Pages of cancelled or deleted entries that are passed over before the editor is answered. */
const MOST_PAGES = 10;

/** What Feishu takes in a search, in characters. */
const LONGEST_FILTER = 200;

/** A search of events looks from a year ago until two years from now. */
const DAYS_BEFORE = 365;
const DAYS_AFTER = 730;

const DAY_SECONDS = 86_400;

const TYPES: Readonly<Record<string, string>> = { google: 'Google', resource: 'meeting room', exchange: 'Exchange' };

function refuseLong(filter: string): void {
	if (filter.length > LONGEST_FILTER)
		throw new UserError(`Feishu searches for at most ${LONGEST_FILTER} characters. Type a part of the title.`);
}

/** Attendees can be changed only on primary and shared calendars, by those who may edit them. */
function accessTo({ type, role, is_third_party }: IDataObject): string[] {
	if (role === 'unknown' || role === undefined) return ['no access'];
	if (role === 'free_busy_reader') return ['free or busy only'];
	const isEditable = (role === 'writer' || role === 'owner') && (type === 'primary' || type === 'shared') && is_third_party !== true;
	return isEditable ? [] : ['read only'];
}

function calendarEntry(calendar: IDataObject): INodeListSearchItems {
	const id = textIn(calendar, 'calendar_id');
	const title = textIn(calendar, 'summary_alias') || textIn(calendar, 'summary') || id;
	const type = textIn(calendar, 'type');
	const about = [TYPES[type] ?? type, ...accessTo(calendar)].filter((word) => word !== '' && word !== 'unknown');
	return { name: about.length === 0 ? title : `${title} (${about.join('; ')})`, value: id };
}

function isFound(calendar: IDataObject, filter: string): boolean {
	const words = filter.toLowerCase();
	return ['summary_alias', 'summary', 'description'].some((name) => textIn(calendar, name).toLowerCase().includes(words));
}

async function ownCalendars(reader: Reader): Promise<IDataObject[]> {
	const calendars: IDataObject[] = [];
	for await (const calendar of reader.pages(calendarList, 'calendar_list', { query: { page_size: 500 } })) calendars.push(calendar);
	return calendars.filter(({ is_deleted }) => is_deleted !== true);
}

/** n8n shows an empty list as "No results", which does not help. */
function noCalendars(authentication: string): UserError {
	const isPerson = authentication === 'feishuOAuth2Api';
	return new UserError(
		isPerson
			? 'This account has no calendars in Feishu. Check which account the credential is connected to.'
			: 'No calendars. An app sees only its own calendars and those shared with it: share a calendar with the app as writer, use a User Token (OAuth2) credential, or enter the calendar By ID.',
	);
}

/** The editor would show “No results”, and not ask for more. */
function nothingYet(what: string, todo: string): UserError {
	return new UserError(`The first ${MOST_PAGES} pages of Feishu's list contain no ${what} that can be shown. ${todo}`);
}

async function readCalendars(question: ListQuestion, reader: Reader): Promise<ListPage> {
	const { filter, page } = question;
	if (filter === '') {
		const calendars = await ownCalendars(reader);
		if (calendars.length === 0) throw noCalendars(question.field('authentication'));
		return { results: calendars.map(calendarEntry) };
	}
	refuseLong(filter);
	// A search finds neither private calendars nor aliases, and for an app no primary ones.
	const own = await ownCalendars(reader);
	const ids = new Set(own.map(({ calendar_id }) => calendar_id));
	const results = page === undefined ? own.filter((calendar) => isFound(calendar, filter)) : [];
	const { rows, next } = await readOn({
		page,
		ask: async (place) => await reader.ask(calendarSearch, { query: { page_size: 50, ...place }, body: { query: filter } }),
		rowsIn: ({ items }) => objectsIn(items).filter(({ calendar_id, is_deleted }) => is_deleted !== true && !ids.has(calendar_id)),
		enough: results.length > 0 ? 0 : 1,
		most: MOST_PAGES,
	});
	results.push(...rows);
	if (results.length === 0 && next !== undefined && page === undefined) {
		throw nothingYet('calendar', 'Type more of the title, or enter the calendar By ID.');
	}
	return { results: results.map(calendarEntry), next };
}

/** What is said of an event that repeats, by the operation that it is chosen for; “repeats” if nothing is. */
export type Repeats = Readonly<Record<string, string>>;

/**
 * When an event takes place, after a note that all of its occurrences are meant: the editor cuts a name off if
 * it is long. An occurrence that was changed is an event of its own.
 */
function whenOf(event: IDataObject, { timezone, field }: ListQuestion, repeats: Repeats): string {
	const start = wordsOfStart(event, timezone);
	if (isRepeating(event)) return [repeats[field('operation')] ?? 'repeats', ...(start === '' ? [] : [`since ${start}`])].join(', ');
	return [...(isRecurring(event) ? ['one changed occurrence'] : []), start].filter((words) => words !== '').join(', ');
}

function eventEntry(event: IDataObject, question: ListQuestion, repeats: Repeats): INodeListSearchItems {
	const about = [textIn(event, 'summary') || '(no title)', whenOf(event, question, repeats)];
	return { name: about.filter((words) => words !== '').join(' – '), value: textIn(event, 'event_id') };
}

/** Coming events first, the next one at the top; below them what began before, such as events that repeat. */
function byNearness(events: readonly IDataObject[], now: number, timezone: string): IDataObject[] {
	const start = (event: IDataObject) => secondsOf(event, 'start_time', timezone);
	const isPast = (event: IDataObject) => start(event) < now;
	return [...events].sort((one, other) => Number(isPast(one)) - Number(isPast(other)) || start(one) - start(other));
}

/**
 * Where the list began, and the token of the page. The token is for the moment alone with which the list
 * was first asked for, which may have been before midnight.
 */
function readPage(page: string | undefined, today: number): { anchor: number; token: string | undefined } {
	const [, anchor, token] = /^(\d+) (.+)$/s.exec(page ?? '') ?? [];
	return anchor === undefined ? { anchor: today, token: undefined } : { anchor: Number(anchor), token };
}

async function readEvents(question: ListQuestion, reader: Reader, repeats: Repeats): Promise<ListPage> {
	const { filter, page, timezone } = question;
	const calendar_id = question.field('calendarId');
	if (calendar_id === '' || calendar_id.startsWith('=')) {
		throw new UserError('Choose a calendar in Calendar first. Or enter the event By ID.');
	}
	refuseLong(filter);
	const now = Date.now() / 1_000;
	const today = timeOf(now, timezone)?.startOf('day').toSeconds() ?? now;
	const { anchor, token } = readPage(page, today);
	const at = (seconds: number) => ({ timestamp: String(seconds) });
	const search = {
		query: filter,
		filter: { start_time: at(anchor - DAYS_BEFORE * DAY_SECONDS), end_time: at(anchor + DAYS_AFTER * DAY_SECONDS) },
	};
	const { rows: events, next } = await readOn({
		page: token,
		ask: async (place) =>
			filter === ''
				? await reader.ask(eventList, { path: { calendar_id }, query: { anchor_time: String(anchor), page_size: 100, ...place } })
				: await reader.ask(eventSearch, { path: { calendar_id }, query: { page_size: 100, ...place }, body: search }),
		rowsIn: ({ items }) => objectsIn(items).filter((event) => !isCancelled(event)),
		most: MOST_PAGES,
	});
	if (events.length === 0 && next === undefined && filter === '' && page === undefined) {
		throw new UserError(
			'No event of this calendar ends today or later. Type a part of the title to search from a year ago until two years from now, or enter the event By ID.',
		);
	}
	if (events.length === 0 && next !== undefined && page === undefined) {
		throw nothingYet('event', `${filter === '' ? 'Type a part' : 'Type more'} of the title, or enter the event By ID.`);
	}
	return {
		results: byNearness(events, today, timezone).map((event) => eventEntry(event, question, repeats)),
		next: next === undefined ? undefined : `${anchor} ${next}`,
	};
}

/** The calendars of the caller, and with a filter those that can be found. */
export const searchCalendars = listOf(readCalendars);

/** The events of the calendar that is chosen, today's and coming ones first. */
export function eventsWith(repeats: Repeats) {
	return listOf(async (question, reader) => await readEvents(question, reader, repeats));
}
