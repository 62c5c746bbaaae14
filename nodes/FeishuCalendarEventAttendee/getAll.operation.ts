import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { ItemContext, FindOperation, RecordKeys, Selection } from '../shared/endpoint';
import type { UserIdType } from '../shared/idKinds';
import { readId, readIds } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { InvalidField, isBlankText, readBoolean, readChoice, readSeconds, readText } from '../shared/values';
import { readEmail } from './attendee';
import { ATTENDEE_TYPES } from './attendeeRow';
import { RATES, attendeeList, readRefusals } from '../shared/calendar/calls';
import { comparable, findAttendees } from './findAttendees';
import { ONLY_THESE, listsPeople, refuseVain } from './onlyThese';
import { primary } from '../shared/calendar/primary';
import { OLDER_SIMPLIFY, ONLY_ORGANIZED, REPLIES } from './getAllFields';

/** The values of a list of choices. @throws {InvalidField} for an empty one, which would not narrow anything */
function readChoices<T extends string>(value: unknown, choices: readonly T[], field: string): T[] {
	const given = Array.isArray(value) ? value : isBlankText(value) ? [] : [value];
	if (given.length === 0) throw new InvalidField(field, 'is blank', 'Choose at least one, or remove the option.');
	return given.map((entry) => readChoice(entry, choices, field));
}

function readName(value: unknown, field: string): string {
	const name = readText(value, field).trim();
	return comparable(name.includes('@') && !name.startsWith('third_party_') ? readEmail(name, field) : readId(value, field));
}

/** Raw data is returned if either switch is off. */
function isSimple({ simplify, older_simplify: older = true }: IDataObject): boolean {
	return [readBoolean(simplify, 'Simplify'), readBoolean(older, OLDER_SIMPLIFY)].every(Boolean);
}

function readPeriod(source: IDataObject, timezone: string): { from: string; to: string } {
	const from = readSeconds(source.from, 'From', timezone);
	const to = readSeconds(source.to, 'To', timezone);
	if (Number(from) >= Number(to)) throw new InvalidField('To', 'is not later than From', 'Choose a later date and time.');
	return { from, to };
}

function readQuestion(source: IDataObject, { timezone, query = {} }: ItemContext): Selection {
	const scope = readChoice(source.scope, ['event', 'period'], 'Scope');
	const calendar_id = readId(source.calendar_id, 'Calendar');
	const record: RecordKeys =
		scope === 'event' ? { calendar_id, event_id: readId(source.event_id, 'Event') } : { calendar_id, ...readPeriod(source, timezone) };
	const body: IDataObject = {};
	if ('types' in source) body.types = readChoices(source.types, ATTENDEE_TYPES, 'Attendee Types');
	if ('replies' in source) body.replies = readChoices(source.replies, REPLIES, 'Replies');
	if ('organized' in source) body.organized = readBoolean(source.organized, ONLY_ORGANIZED);
	body.simplify = isSimple(source);
	if (!('only' in source)) return { records: [record], body };
	const only = readIds(source.only, ONLY_THESE, readName);
	const { user_id_type: kind = 'open_id' } = query;
	for (const id of only) refuseVain(id, ONLY_THESE, body.types as string[] | undefined, kind as UserIdType);
	// An empty list names nobody, and so nobody is found.
	return { records: only.length === 0 ? [] : [record], body: { ...body, only } };
}
export const reading: FindOperation = {
	kind: 'find',
	canPlan: true,
	noun: { one: 'event', many: 'events', found: { one: 'attendee', many: 'attendees' } },
	field: 'Calendar and Event',
	parameters: { scope: 'scope', calendar_id: 'calendarId', event_id: 'eventId', from: 'periodFrom', to: 'periodTo', simplify: 'simplify' },
	documentation: attendeeList.documentation,
	alias: primary,
	listsPeople,
	// Each search reads by itself, several at once.
	limit: 1,
	rates: RATES,
	refusals: readRefusals,
	read: readQuestion,
	find: findAttendees,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many attendees of an event or all events',
	description: 'List the attendees of a calendar event, or of all events of a calendar in a period',
	routing: {
		request: { method: 'GET', url: '/calendar/v4/calendars/:calendar_id/events/:event_id/attendees' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};
