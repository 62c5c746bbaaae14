import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	USER_ID_TYPE,
	type Fields,
	type SiblingSpec,
} from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { pageOf, sizeOf } from '../../sandbox/paging';
import { fromOpenId, openIdOfApp } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { assertBot, primaryOf } from './calendarAccess';
import { listErrors } from './listErrors';
import type { Calendar } from './world';

/** What both answers say of a calendar. */
const CALENDAR: Fields = {
	calendar_id: { type: 'string', description: 'The calendar.' },
	summary: { type: 'string', minLength: 0, description: 'Its title.' },
	description: { type: 'string', minLength: 0, description: 'What it is for.' },
	permissions: {
		type: 'string',
		description: 'What people without a role see of it.',
		enum: [
			{ value: 'private', meaning: 'nothing' },
			{ value: 'show_only_free_busy', meaning: 'when its owner is busy' },
			{ value: 'public', meaning: 'the details of its events' },
		],
	},
	color: { type: 'int', description: 'An RGB value as a signed 32-bit number; the caller’s own choice.' },
	type: {
		type: 'string',
		description: 'The kind of calendar.',
		enum: [
			{ value: 'unknown', meaning: 'not known' },
			{ value: 'primary', meaning: 'the main calendar of a user or app' },
			{ value: 'shared', meaning: 'created by a user or app to be shared' },
			{ value: 'google', meaning: 'a bound Google calendar' },
			{ value: 'resource', meaning: 'a meeting room' },
			{ value: 'exchange', meaning: 'a bound Exchange calendar' },
		],
	},
	summary_alias: { type: 'string', description: 'What the caller calls it.' },
	is_deleted: { type: 'boolean', description: 'Whether it has been marked as deleted for the caller.' },
	is_third_party: { type: 'boolean', description: 'Whether it comes from elsewhere and can only be read.' },
	role: {
		type: 'string',
		description: 'What the caller may do with it.',
		enum: [
			{ value: 'unknown', meaning: 'not known' },
			{ value: 'free_busy_reader', meaning: 'see when its owner is busy' },
			{ value: 'reader', meaning: 'see the details of its events' },
			{ value: 'writer', meaning: 'create and change events' },
			{ value: 'owner', meaning: 'manage it and with whom it is shared' },
		],
	},
};

const SCOPES = ['calendar:calendar', 'calendar:calendar:read', 'calendar:calendar:readonly'] as const;

const ERROR_CODES = [190008, 191000, 191001, 191002, 191003, 191004] as const;

const LIST_SPEC: SiblingSpec = {
	name: 'calendarList',
	title: 'List the calendars of the caller',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/list',
	method: 'GET',
	path: '/open-apis/calendar/v4/calendars',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {},
	queryParameters: {
		page_size: {
			type: 'int',
			required: false,
			default: 500,
			minimum: 50,
			maximum: 1_000,
			description: 'The most calendars to answer.',
			example: 50,
		},
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'ListCalendarsPageToken_xxx' },
		sync_token: {
			type: 'string',
			required: false,
			description: 'From when on to answer changes alone; given at the end of an earlier list.',
			example: 'ListCalendarsSyncToken_xxx',
		},
	},
	response: {
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		sync_token: { type: 'string', description: 'Only on the last page; valid for 90 days.' },
		calendar_list: { type: 'object[]', description: 'The calendars.', fields: CALENDAR },
	},
	successMsg: 'success',
	errors: listErrors(...ERROR_CODES, 190009),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'The kind of token decides whether the calendars of the app or of a user are listed.',
		'An app acting for itself needs the bot ability.',
		'A page may hold fewer calendars than asked for, or none at all, while has_more says that there are more.',
	],
};

const SEARCH_SPEC: SiblingSpec = {
	name: 'calendarSearch',
	title: 'Search public and primary calendars',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/search',
	method: 'POST',
	path: '/open-apis/calendar/v4/calendars/search',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: SCOPES,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {},
	queryParameters: {
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: '10' },
		// The table sets no minimum; less than one asks for nothing.
		page_size: {
			type: 'int',
			required: false,
			default: 20,
			minimum: 1,
			maximum: 50,
			description: 'The most calendars to answer.',
			example: 10,
		},
	},
	body: {
		query: {
			type: 'string',
			required: true,
			minLength: 1,
			maxLength: 200,
			description: 'What title or description must contain.',
			example: 'query words',
		},
	},
	response: {
		items: { type: 'object[]', description: 'The calendars that were found.', fields: CALENDAR },
		page_token: { type: 'string', description: 'Only where there are more pages; no has_more stands beside it.' },
	},
	successMsg: 'success',
	errors: listErrors(...ERROR_CODES),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'Public calendars are found, and the primary calendars of users.',
		'An app acting for itself needs the bot ability, and finds no primary calendars of users.',
	],
};

const PRIMARY_SPEC: SiblingSpec = {
	name: 'calendarPrimary',
	title: 'Look up the primary calendar of the caller',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/primary',
	method: 'POST',
	path: '/open-apis/calendar/v4/calendars/primary',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	// The page that lists calendars takes calendar:calendar as well; this one does not have it.
	scopes: ['calendar:calendar:read', 'calendar:calendar:readonly'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'required for tenant tokens',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {},
	queryParameters: { user_id_type: USER_ID_TYPE },
	response: {
		calendars: {
			type: 'object[]',
			description: 'The primary calendar.',
			fields: {
				calendar: { type: 'object', description: 'What there is of it.', fields: CALENDAR },
				user_id: { type: 'string', description: 'Who created it, in the kind of ID that user_id_type names.' },
			},
		},
	},
	successMsg: 'success',
	errors: listErrors(...ERROR_CODES.filter((code) => code !== 190008)),
	rateCodes: [190004, 190005, 190010],
	notes: [
		'The kind of token decides whether the calendar of the app or of a user is looked up.',
		'An app acting for itself needs the bot ability.',
		'The answer is a list, and the page does not say when it is empty; here it is where the caller has no such calendar.',
	],
};

function row({ calendarId, summary, description, permissions, type, summaryAlias, deleted, role }: Calendar): JsonObject {
	return {
		calendar_id: calendarId,
		summary,
		description,
		permissions,
		// The colour that the client has chosen by itself.
		color: -1,
		type,
		...(summaryAlias !== undefined && { summary_alias: summaryAlias }),
		is_deleted: deleted,
		is_third_party: type === 'google' || type === 'exchange',
		role: role === 'none' ? 'unknown' : role,
	};
}

/** Lists the calendars in which the caller has a role, deleted ones marked as such, and what has changed of them since. */
export const calendarList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid: (violations) => specRefusal(LIST_SPEC, 190002, inWords(violations), { fieldViolations: violations }),
	work(call) {
		assertBot(call, LIST_SPEC);
		const { query, platform } = call;
		// Both say where to begin.
		if (query['sync_token'] !== undefined && query['page_token'] !== undefined) throw specRefusal(LIST_SPEC, 190009);
		const { rows, pageToken, syncToken } = pageOf(call, {
			prefix: 'ListCalendars',
			items: platform.state.calendars,
			row: (calendar) => (calendar.role === 'none' ? undefined : row(calendar)),
			size: sizeOf(call, 500),
			filters: {},
			lapsed: () => specRefusal(LIST_SPEC, 190008),
		});
		const next = pageToken === undefined ? { has_more: false, sync_token: syncToken } : { has_more: true, page_token: pageToken };
		return { data: { ...next, calendar_list: rows } };
	},
};

function isFound({ caller, body }: ApiCall, { deleted, type, permissions, summary, description }: Calendar): boolean {
	const isSearched = type === 'primary' ? caller.kind === 'user' : permissions === 'public';
	const text = String(body['query']).toLowerCase();
	return !deleted && isSearched && [summary, description].some((words) => words.toLowerCase().includes(text));
}

/** Finds calendars by title or description, whether or not the caller has a role in them. */
export const calendarSearch: SiblingEndpoint = {
	rules: SEARCH_SPEC,
	onlyReads: true,
	invalid: (violations) => specRefusal(SEARCH_SPEC, 190002, inWords(violations), { fieldViolations: violations }),
	work(call) {
		assertBot(call, SEARCH_SPEC);
		const { rows, pageToken } = pageOf(call, {
			prefix: 'SearchCalendars',
			items: new Map([...call.platform.state.calendars].filter(([, calendar]) => isFound(call, calendar))),
			row,
			size: sizeOf(call, 20),
			filters: { query: call.body['query'] },
			lapsed: () => specRefusal(SEARCH_SPEC, 190008),
		});
		return { data: { items: rows, ...(pageToken !== undefined && { page_token: pageToken }) } };
	},
};

/** The caller's own calendar, for which the word `primary` stands. */
export const calendarPrimary: SiblingEndpoint = {
	rules: PRIMARY_SPEC,
	invalid: (violations) => specRefusal(PRIMARY_SPEC, 190002, inWords(violations), { fieldViolations: violations }),
	work(call) {
		assertBot(call, PRIMARY_SPEC);
		const { caller, platform, userIdType } = call;
		const calendar = primaryOf(call);
		if (calendar === undefined) return { data: { calendars: [] } };
		const user_id =
			caller.kind === 'tenant' ? openIdOfApp(caller.app.appId) : fromOpenId(platform.state.people, userIdType, caller.identity);
		return { data: { calendars: [{ calendar: row(calendar), user_id }] } };
	},
};
