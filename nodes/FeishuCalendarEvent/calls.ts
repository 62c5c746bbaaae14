import { eventGet, RATES, readRefusals } from '../shared/calendar/calls';
import type { ReadCall } from '../shared/endpoint';
import { refusals } from './refusals';

/** One event, before it is deleted: what keeps it from being read would keep it from being deleted. */
export const eventLook: ReadCall = { ...eventGet, refusals: { ...readRefusals, ...refusals } };

/** The occurrences of a repeating event in a span of at most two years. */
export const eventInstances: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/instances',
	method: 'GET',
	path: '/calendar/v4/calendars/:calendar_id/events/:event_id/instances',
	rates: RATES,
	refusals: eventLook.refusals,
};

/** What takes place on a calendar in a span, each occurrence by itself. */
export const instanceView: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/instance_view',
	method: 'GET',
	path: '/calendar/v4/calendars/:calendar_id/events/instance_view',
	rates: RATES,
	refusals: {
		...readRefusals,
		193103: {
			what: 'The period is longer than Feishu lists occurrences for.',
			todo: 'Choose a shorter period in From and To.',
			reach: 'record',
		},
		193104: {
			what: 'There are too many occurrences in a short time.',
			todo: 'Choose a shorter period in From and To.',
			reach: 'record',
		},
	},
};

/** An instance view has a span below forty days. */
export const LONGEST_VIEW_SECONDS = 39 * 86_400;

/** The code for a span with a thousand occurrences or more. */
export const TOO_MANY_OCCURRENCES = 193_104;
