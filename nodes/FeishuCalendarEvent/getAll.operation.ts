import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { eventList, RATES, readRefusals } from '../shared/calendar/calls';
import { primary } from '../shared/calendar/primary';
import type { FindOperation, ItemContext, RecordKeys, Selection } from '../shared/endpoint';
import { isOfUserIdType, TYPE_NAMES, type UserIdType } from '../shared/idKinds';
import { isAddress, readId, readIds, readPerson } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { InvalidField, isBlankText, quote, readBoolean, readSeconds, readText } from '../shared/values';
import { findEvents } from './findEvents';
import { EACH, ONLY_ORGANIZED, ORGANIZERS, TITLE } from './getAllFields';

function readPeriod(source: IDataObject, timezone: string): { from: string; to: string } {
	const from = readSeconds(source.from, 'From', timezone);
	const to = readSeconds(source.to, 'To', timezone);
	if (Number(from) >= Number(to)) throw new InvalidField('To', 'is not later than From', 'Choose a later date and time.');
	return { from, to };
}

function readTitle(value: unknown): string {
	if (isBlankText(value)) throw new InvalidField(TITLE, 'is blank', 'Enter a part of the title, or remove the option.');
	return readText(value, TITLE).trim();
}

/** Nobody would be found by an ID of another type. */
function readOrganizer(type: UserIdType): (entry: unknown, field: string) => string {
	return (entry, field) => {
		const id = readPerson(entry, field);
		if (isAddress(id) || isOfUserIdType(id, type)) return id;
		throw new InvalidField(
			field,
			`holds ${quote(id)}, which is no ${TYPE_NAMES[type]}, as User ID Type says`,
			'Change User ID Type in Options to the type of this ID: ou_… is an Open ID, on_… a Union ID, anything else a User ID.',
		);
	};
}

function readQuestion(source: IDataObject, { timezone, query = {} }: ItemContext): Selection {
	const record: RecordKeys = { calendar_id: readId(source.calendar_id, 'Calendar'), ...readPeriod(source, timezone) };
	const body: IDataObject = { simplify: readBoolean(source.simplify, 'Simplify') };
	if ('each' in source) body.each = readBoolean(source.each, EACH);
	if ('organized' in source) body.organized = readBoolean(source.organized, ONLY_ORGANIZED);
	if ('title' in source) body.title = readTitle(source.title);
	if (!('organizers' in source)) return { records: [record], body };
	const { user_id_type: type = 'open_id' } = query;
	const organizers = readIds(source.organizers, ORGANIZERS, readOrganizer(type as UserIdType));
	// An empty list names nobody, and so nothing is found.
	return { records: organizers.length === 0 ? [] : [record], body: { ...body, organizers } };
}

export const reading: FindOperation = {
	kind: 'find',
	noun: { one: 'period', many: 'periods', found: { one: 'event', many: 'events' } },
	field: 'Calendar',
	parameters: { calendar_id: 'calendarId', from: 'periodFrom', to: 'periodTo', simplify: 'simplify' },
	documentation: eventList.documentation,
	alias: primary,
	listsPeople: { property: 'organizers', field: ORGANIZERS, emailsAre: () => 'people' },
	// Each search reads by itself, several at once.
	limit: 1,
	rates: RATES,
	refusals: readRefusals,
	read: readQuestion,
	find: findEvents,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many events',
	description: 'List the events of a calendar in a period',
	routing: {
		request: { method: 'GET', url: '/calendar/v4/calendars/:calendar_id/events' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};
