import type { Rate, ReadCall } from '../endpoint';
import type { Refusals } from '../refusal';
import { calendarRefusals, LICENSE } from './refusals';

/** Of every call about calendars. */
export const RATES: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

const SHARE_TO_READ =
	'Share the calendar with the app or the person of the credential, at least as reader. Or choose the credential of somebody who already has that role.';

/** The codes of the pages that list and look up: https://open.feishu.cn/document/server-docs/calendar-v4/calendar-event/list */
export const readRefusals: Refusals = {
	...calendarRefusals,
	190002: {
		what: 'Feishu did not accept a value.',
		todo: 'Read the reason, then check the IDs, User ID Type, and that calendar and event still exist.',
		reach: 'record',
	},
	190008: {
		what: 'The list was read too slowly, so Feishu no longer knows where to continue.',
		todo: 'Open the list again, or run the workflow again.',
		reach: 'record',
	},
	190014: {
		what: 'Feishu did not accept a value.',
		todo: 'Read the reason, then check the IDs and User ID Type.',
		reach: 'record',
	},
	191002: { what: 'This account has no access to this calendar.', todo: SHARE_TO_READ, reach: 'target' },
	191004: {
		what: 'Events cannot be listed on this kind of calendar.',
		todo: 'Choose a primary or shared calendar in Calendar.',
		reach: 'target',
	},
	193002: { what: 'This account is not allowed to see this event.', todo: `${SHARE_TO_READ} ${LICENSE}`, reach: 'target' },
};

/** The calendars in which the caller has a role, deleted ones as well. */
export const calendarList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/list',
	method: 'GET',
	path: '/calendar/v4/calendars',
	rates: RATES,
	refusals: readRefusals,
};

/** Public calendars, and for a person the primary ones of colleagues, by title or description. */
export const calendarSearch: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/search',
	method: 'POST',
	path: '/calendar/v4/calendars/search',
	rates: RATES,
	refusals: readRefusals,
};

/** The calendar of the caller. */
export const calendarPrimary: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/primary',
	method: 'POST',
	path: '/calendar/v4/calendars/primary',
	rates: RATES,
	refusals: readRefusals,
};

/** The events of a calendar, cancelled ones as well. There is a page token only if `anchor_time` is given. */
export const eventList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/list',
	method: 'GET',
	path: '/calendar/v4/calendars/:calendar_id/events',
	rates: RATES,
	refusals: readRefusals,
};

/** Events by their titles. Without a span, the last month is searched. */
export const eventSearch: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/search',
	method: 'POST',
	path: '/calendar/v4/calendars/:calendar_id/events/search',
	rates: RATES,
	refusals: readRefusals,
};

/** One event. */
export const eventGet: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/get',
	method: 'GET',
	path: '/calendar/v4/calendars/:calendar_id/events/:event_id',
	rates: RATES,
	refusals: readRefusals,
};

/** Who attends an event. */
export const attendeeList: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event-attendee/list',
	method: 'GET',
	path: '/calendar/v4/calendars/:calendar_id/events/:event_id/attendees',
	rates: RATES,
	refusals: readRefusals,
};

/** Most attendees on one page of their list. */
export const ATTENDEES_PER_PAGE = 100;
