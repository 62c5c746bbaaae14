import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FindOperation } from '../shared/endpoint';
import { onPage } from '../shared/fields';
import type { UserIdType } from '../shared/idKinds';
import { paginationOf } from '../shared/operation';
import { userIdKindIn } from '../shared/userIdKind';
import { readChoice } from '../shared/values';
import { memberList } from './calls';
import { GROUP, memberIdKind, memberIdType, noPerson, readGroup } from './fields';
import { findMembers } from './findMembers';
import { ONLY_THESE, listsPeople, readOnlyThese } from '../shared/onlyTheseMembers';

export const reading: FindOperation = {
	kind: 'find',
	canPlan: true,
	...memberList,
	noun: { one: 'user group', many: 'user groups', found: { one: 'user group member', many: 'user group members' } },
	// With Only These Members, Feishu is asked for the groups of each person.
	planNoun: ({ body }) => (body.only === undefined ? undefined : { one: 'person', many: 'people' }),
	field: GROUP,
	parameters: { scope: 'scope', group_id: 'groupId' },
	userIdKind: memberIdKind,
	listsPeople,
	// One group is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	read({ scope, group_id, only, ...body }) {
		const record = readChoice(scope, ['one', 'all'], 'Scope') === 'one' ? { group_id: readGroup(group_id) } : { scope: 'all' };
		if (only === undefined) return { records: [record], body };
		const people = readOnlyThese(only, userIdKindIn(memberIdKind, body) as UserIdType, noPerson);
		// An empty list names nobody, and so nobody is found.
		return { records: people.length === 0 ? [] : [record], body: { ...body, only: people } };
	},
	find: findMembers,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many members of a user group or all user groups',
	description: 'List the people in a user group, or in all user groups that the app can see',
	routing: {
		request: { method: 'GET', url: memberList.path },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};

const show = { operation: ['getAll'] };

export const getAllNotices: INodeProperties[] = [
	{
		displayName: onPage('user-group-member', 'The app finds only user groups in its contact scope.'),
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const getAllFields: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All User Groups', value: 'all', description: 'All ordinary user groups in the contact scope of the app' },
			{ name: 'One User Group', value: 'one', description: 'A user group that you choose' },
		],
		default: 'one',
		description: 'The user groups whose members to list',
		displayOptions: { show },
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
			'The members to return: user IDs that match User ID Type, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. For all user groups, it takes one call for each person, however many groups there are.',
		routing: { send: { type: 'body', property: 'only' } },
	},
	memberIdType,
];
