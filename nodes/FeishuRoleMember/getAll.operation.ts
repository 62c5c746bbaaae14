import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FindOperation } from '../shared/endpoint';
import { onPage, userIdType } from '../shared/fields';
import type { UserIdType } from '../shared/idKinds';
import { readIds } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { USER_ID_TYPE, userIdKindIn } from '../shared/userIdKind';
import { memberList } from './calls';
import { ROLE, noPerson, readRole } from './fields';
import { findMembers } from './findMembers';
import { ONLY_THESE, listsPeople, readOnlyThese } from '../shared/onlyTheseMembers';

export const reading: FindOperation = {
	kind: 'find',
	...memberList,
	noun: { one: 'role', many: 'roles', found: { one: 'role member', many: 'role members' } },
	field: ROLE,
	parameters: { role_id: 'roleId' },
	listsPeople,
	// One role is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	read({ role_id, only, ...body }, { query }) {
		const records = readIds(role_id, ROLE, readRole).map((id) => ({ role_id: id }));
		if (only === undefined) return { records, body };
		const people = readOnlyThese(only, userIdKindIn(USER_ID_TYPE, query) as UserIdType, noPerson);
		// An empty list names nobody, and so nobody is found.
		return { records: people.length === 0 ? [] : records, body: { ...body, only: people } };
	},
	find: findMembers,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many members of a role',
	description: 'List the people in one role or several',
	routing: {
		request: { method: 'GET', url: memberList.path },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

export const getAllNotices: INodeProperties[] = [
	{
		displayName: onPage('role-member', 'Feishu has no list of roles: name them by ID.'),
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['getAll'] } },
	},
];

export const getAllOptions: INodeProperties[] = [
	{
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description:
			'The members to return: user IDs that match User ID Type, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array.',
		routing: { send: { type: 'body', property: 'only' } },
	},
	userIdType,
];
