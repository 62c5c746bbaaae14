import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { refuseElsewhere } from '../shared/elsewhere';
import type { FindOperation, ItemContext, Selection } from '../shared/endpoint';
import { TYPE_NAMES, isOfUserIdType, kindOf, type UserIdType } from '../shared/idKinds';
import { isAddress, readIds, readPerson } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { InvalidField, isBlankText, quote, readChoice } from '../shared/values';
import { tasksOfList } from './calls';
import { TASK, readTaskGuid } from './fields';
import { findMembers } from './findMembers';
import { ONLY_THESE, ROLES_FIELD } from './getAllFields';

/** What the option Completed means to Feishu; nothing for all tasks. */
const COMPLETED: Readonly<Record<string, boolean | undefined>> = { any: undefined, completed: true, open: false };

function readRoles(value: unknown): string[] {
	const given = Array.isArray(value) ? value : isBlankText(value) ? [] : [value];
	if (given.length === 0) throw new InvalidField(ROLES_FIELD, 'is blank', 'Choose at least one, or remove the option.');
	return given.map((entry) => readChoice(entry, ['assignee', 'follower'], ROLES_FIELD));
}

/** A member whom a search may find. @throws {InvalidField} for an ID that none has: nothing would be found by it */
function readMember(entry: unknown, userIdType: UserIdType): string {
	const id = readPerson(entry, ONLY_THESE);
	refuseElsewhere(id, ONLY_THESE, { chat_id: 'Enter IDs of people or apps. A group chat cannot be a member of a task.' });
	if (isAddress(id) || kindOf(id) === 'app_id' || isOfUserIdType(id, userIdType)) return id;
	throw new InvalidField(
		ONLY_THESE,
		`holds ${quote(id)}, and User ID Type says ${TYPE_NAMES[userIdType]}`,
		'Change User ID Type in Options to the type of this ID: ou_… is an Open ID, on_… a Union ID, anything else a User ID.',
	);
}

function readQuestion({ scope, task_guid, completed, roles, only, ...rest }: IDataObject, { query = {} }: ItemContext): Selection {
	const isOne = readChoice(scope, ['one', 'all'], 'Scope') === 'one';
	const records = [isOne ? { task_guid: readTaskGuid(task_guid) } : { scope: 'all' }];
	const isCompleted = isOne || completed === undefined ? undefined : COMPLETED[readChoice(completed, Object.keys(COMPLETED), 'Completed')];
	const body: IDataObject = {
		...rest,
		...(isCompleted !== undefined && { completed: isCompleted }),
		...(roles !== undefined && { roles: readRoles(roles) }),
	};
	if (only === undefined) return { records, body };
	const { user_id_type: type = 'open_id' } = query;
	const members = readIds(only, ONLY_THESE, (entry) => readMember(entry, type as UserIdType));
	// An empty list names nobody, and so nobody is found.
	return { records: members.length === 0 ? [] : records, body: { ...body, only: members } };
}

export const reading: FindOperation = {
	kind: 'find',
	canPlan: true,
	...tasksOfList,
	noun: { one: 'task list', many: 'task lists', found: { one: 'task member', many: 'task members' } },
	field: TASK,
	parameters: { scope: 'scope', task_guid: 'taskGuid' },
	listsPeople: { property: 'only', field: ONLY_THESE, emailsAre: () => 'people' },
	// One task is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	read: readQuestion,
	find: findMembers,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many members of a task or all tasks',
	description: 'List the assignees and followers of a task, or of all tasks that the credential can see',
	routing: {
		request: { method: 'GET', url: '/task/v2/tasks/:task_guid' },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};
