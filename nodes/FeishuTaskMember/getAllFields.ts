import type { INodeProperties } from 'n8n-workflow';
import { onPage } from '../shared/fields';

/** Display names that messages mention. */
export const ONLY_THESE = 'Only These Members';

export const ROLES_FIELD = 'Roles';

const show = { operation: ['getAll'] };

export const getAllNotices: INodeProperties[] = [
	{
		displayName: onPage('task-member', 'An app finds the tasks of the task lists that it can read.'),
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

/** Before the task. */
export const getAllFields: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Tasks',
				value: 'all',
				description:
					'All tasks of the task lists that the credential can read, and with a user token also those that the person is responsible for',
			},
			{ name: 'One Task', value: 'one', description: 'A task that you choose' },
		],
		default: 'one',
		description: 'The tasks whose members to list',
		displayOptions: { show },
	},
];

export const getAllOptions: INodeProperties[] = [
	{
		displayName: 'Completed',
		name: 'completed',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any', description: 'Completed and open tasks' },
			{ name: 'Only Completed', value: 'completed', description: 'Tasks that are completed' },
			{ name: 'Only Open', value: 'open', description: 'Tasks that are not completed' },
		],
		default: 'any',
		description: 'Which tasks to list, by whether they are completed',
		displayOptions: { show: { '/scope': ['all'] } },
		routing: { send: { type: 'body', property: 'completed' } },
	},
	{
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description:
			'The members to return: user IDs that match User ID Type, email addresses, mobile numbers (+86…) or App IDs. One, a list separated by commas or line breaks, or an array.',
		routing: { send: { type: 'body', property: 'only' } },
	},
	{
		displayName: ROLES_FIELD,
		name: 'roles',
		type: 'multiOptions',
		options: [
			{ name: 'Assignee', value: 'assignee', description: 'Responsible for the task' },
			{ name: 'Follower', value: 'follower', description: 'Follows the task' },
		],
		default: [],
		description: 'The roles of the members to return',
		routing: { send: { type: 'body', property: 'roles' } },
	},
];
