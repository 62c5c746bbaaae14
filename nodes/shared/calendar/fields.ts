import type { INodeProperties } from 'n8n-workflow';

/** The calendar of the event: all operations have it. */
export const calendarField: INodeProperties = {
	displayName: 'Calendar',
	name: 'calendarId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		"The calendar of the event's organizer. Choose it from the list, or enter its ID, which Get Many returns as calendar_id, or as organizer_calendar_id if the calendar was only invited. The word primary means the calendar of the app or person of the credential.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a calendar…',
			typeOptions: { searchListMethod: 'searchCalendars', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn' },
	],
	displayOptions: { show: { operation: ['delete', 'create', 'getAll'] } },
};

/**
 * The field for an event.
 * @param what what it is for, at the beginning of its description
 */
export function eventLocator(what: string, displayOptions: NonNullable<INodeProperties['displayOptions']>): INodeProperties {
	return {
		displayName: 'Event',
		name: 'eventId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: `${what}. Choose it from the list, or enter its ID, which Get Many returns as event_id.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select an event…',
				typeOptions: { searchListMethod: 'searchEvents', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 00592a0e-7edf-4678-bc9d-1b77383ef08e_0' },
		],
		displayOptions,
	};
}
