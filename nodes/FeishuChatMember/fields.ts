import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { userIdType } from '../shared/fields';
import { CHAT, memberIdKind } from './member';

/** Which group, for every operation but a search of all groups. */
export const chat: INodeProperties = {
	displayName: CHAT,
	name: 'chatId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The group whose members are meant. The list has the groups that the app or person is in.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a group…',
			typeOptions: { searchListMethod: 'searchChats', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. oc_a0553eda9014c201e6969b478895c230' },
	],
	displayOptions: { show: { operation: ['delete', 'create', 'getAll'] }, hide: { scope: ['all'] } },
};

const APP_ID: INodePropertyOptions = {
	name: 'App ID',
	value: 'app_id',
	description: 'Begins with cli_. For bots, of which at most five go into one call.',
};

export const memberIdType: INodeProperties = {
	...userIdType,
	displayName: memberIdKind.field,
	name: 'memberIdType',
	options: [APP_ID, ...((userIdType.options ?? []) as INodePropertyOptions[])],
	description: 'The type of the member IDs. People and bots cannot be mixed.',
	routing: { send: { type: 'query', property: memberIdKind.parameter } },
};
