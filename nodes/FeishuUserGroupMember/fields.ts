import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { refuseOtherThings, type Elsewhere } from '../shared/elsewhere';
import { userIdType } from '../shared/fields';
import { KIND_NAMES } from '../shared/idKinds';
import { readId } from '../shared/ids';
import { USER_ID_TYPE, type UserIdKind } from '../shared/userIdKind';

export const GROUP = 'User Group';

/** Which user group, for every operation but a search of all groups. */
export const group: INodeProperties = {
	displayName: GROUP,
	name: 'groupId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The user group of the members. The list has the groups in the contact scope of the app. It leaves out dynamic groups, whose members cannot be changed.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a user group…',
			typeOptions: { searchListMethod: 'searchGroups', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. g187131' },
	],
	displayOptions: { show: { operation: ['delete', 'create', 'getAll'] }, hide: { scope: ['all'] } },
};

/** The ID of a user group, which has no prefix. */
export function readGroup(value: unknown): string {
	const id = readId(value, GROUP);
	refuseOtherThings(id, GROUP, [], 'Enter the ID of a user group, or choose the group from the list.');
	return id;
}

const PEOPLE = ['open_id', 'union_id', 'email', 'mobile', 'other'];

/** What a field for the members of a user group does not take. */
export const noPerson: Elsewhere = {
	...Object.fromEntries(
		Object.keys(KIND_NAMES)
			.filter((kind) => !PEOPLE.includes(kind))
			.map((kind) => [kind, 'Enter the IDs, email addresses or mobile numbers of people.']),
	),
	chat_id: 'To remove people from a group chat, use the node Feishu Group Chat Member. This node takes people out of user groups.',
};

/** What a person's ID is, which each member says of itself. */
export const memberIdKind: UserIdKind = { ...USER_ID_TYPE, parameter: 'member_id_type' };

export const memberIdType: INodeProperties = {
	...userIdType,
	name: 'memberIdType',
	routing: { send: { type: 'body', property: memberIdKind.parameter } },
};

/** The type of the ID goes with each member. */
export const memberIdTypeOfEach = {
	[memberIdKind.parameter]: { field: memberIdKind.field, choices: Object.keys(memberIdKind.kinds), isKey: false },
};

/** A member as the calls that change a group name one. */
export function memberOf({ member_id, member_id_type }: IDataObject): IDataObject {
	return { member_id, member_type: 'user', member_id_type };
}
