import type { INodeProperties } from 'n8n-workflow';
import type { Companion } from '../shared/deletionById';
import type { Elsewhere } from '../shared/elsewhere';
import type { RecordKeys } from '../shared/endpoint';
import { readId } from '../shared/ids';
import { USER_ID_TYPE, type UserIdKind } from '../shared/userIdKind';
import { InvalidField, quote } from '../shared/values';

export const TASK = 'Task';

/** Which task, for every operation but a search of all tasks. */
export const task: INodeProperties = {
	displayName: TASK,
	name: 'taskGuid',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The task of the members. The list has the tasks that a person is responsible for, and needs a user token. For other tasks, paste the link of the task.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a task…',
			typeOptions: { searchListMethod: 'searchTasks', searchable: true },
		},
		{
			displayName: 'By Link',
			name: 'link',
			type: 'string',
			placeholder: 'e.g. https://applink.feishu.cn/client/todo/detail?guid=83912691-2e43-47fc-94a4-d512e03984fa',
			// If it holds no link of a task, or that of a task list, all of it is taken, and refused by the name of the field.
			extractValue: { type: 'regex', regex: '^(?:(?!.*/task_list\\b).*[?&]guid=)?([^&#]*)' },
			validation: [
				{
					type: 'regex',
					properties: {
						// Some editors check an expression before it has data: its text, or nothing.
						regex: '(.*\\{\\{.*|https?://.+[?&]guid=[0-9A-Za-z-]+.*)?',
						errorMessage: 'The link of a task has guid= in it. In Feishu, open the task and copy its link.',
					},
				},
			],
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 83912691-2e43-47fc-94a4-d512e03984fa' },
	],
	displayOptions: { show: { operation: ['delete', 'create', 'getAll'] }, hide: { scope: ['all'] } },
};

const COPY_LINK = 'In Feishu, open the task and copy its link, which has guid= in it, and choose By Link for the field.';

/** The number that Feishu shows for a task. */
const NUMBER = /^t\d+$/;

/** The GUID of a task. @throws {InvalidField} */
export function readTaskGuid(value: unknown, field = TASK): string {
	const text = typeof value === 'string' ? value.trim() : '';
	// Of a link that holds no task, all is left.
	if (/^https?:/i.test(text)) {
		const what = /\/task_list\b/.test(text) ? 'the link of a task list, and not of a task' : 'not the link of a task';
		throw new InvalidField(field, `holds ${quote(text)}, which is ${what}`, `${COPY_LINK} Or enter the ID alone.`);
	}
	if (NUMBER.test(text)) {
		throw new InvalidField(field, `holds ${quote(text)}, which is the number of a task, and not its ID`, COPY_LINK);
	}
	return readId(value, field);
}

const ROLES = ['follower', 'assignee'] as const;

export const ROLE = 'Role';

/** As what the people are members of the task: two for one person who is both. */
export const role: INodeProperties = {
	displayName: ROLE,
	name: 'role',
	type: 'options',
	required: true,
	options: [
		{ name: 'Assignee', value: 'assignee', description: 'Responsible for the task' },
		{ name: 'Follower', value: 'follower', description: 'Follows the task' },
	],
	default: 'follower',
	description:
		'The role of the members. A person who is both assignee and follower has two roles, which are removed and added one by one. Get Many returns the role of each.',
	displayOptions: { show: { operation: ['delete', 'create'] } },
};

const MEMBER_TYPE = 'Member Type';

export const memberType: INodeProperties = {
	displayName: MEMBER_TYPE,
	name: 'memberType',
	type: 'options',
	options: [
		{ name: 'App', value: 'app', description: 'The IDs are App IDs, which begin with cli_' },
		{ name: 'User', value: 'user', description: 'The IDs are those of people' },
	],
	default: 'user',
	description: 'Whether the members are people or apps',
	routing: { send: { type: 'body', property: 'type' } },
};

/** What goes with the ID of each member. */
export const beside: Readonly<Record<string, Companion>> = {
	role: { field: ROLE, choices: ROLES, isKey: true },
	type: { field: MEMBER_TYPE, choices: ['user', 'app'], isKey: false },
};

/** An app has no user ID. */
export const userIdKind: UserIdKind = { ...USER_ID_TYPE, unless: { parameter: 'type', is: 'app' } };

const noGroup = 'Enter the ID of a person or an app. A group chat cannot be a member of a task.';

const AS_USER = `Set ${MEMBER_TYPE} in Options to User, or enter the ID of an app, which begins with cli_.`;

/** Kinds of ID that name no member of a type. */
export function elsewhere({ type }: RecordKeys): Elsewhere {
	if (type !== 'app') return { chat_id: noGroup, app_id: `Set ${MEMBER_TYPE} in Options to App, or enter the ID of a person.` };
	return { chat_id: noGroup, open_id: AS_USER, union_id: AS_USER, email: AS_USER, mobile: AS_USER };
}

/** A member as Feishu takes it. */
export const entry = (id: string, { type = '', role: as = '' }: RecordKeys) => ({ id, type, role: as });
