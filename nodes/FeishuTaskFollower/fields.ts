import type { INodeProperties } from 'n8n-workflow';
import { readId } from '../shared/ids';
import { InvalidField, quote } from '../shared/values';

/** Which task, for every operation but a search of all tasks. */
export const task: INodeProperties = {
	displayName: 'Task',
	name: 'taskId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		'The task of the followers. The list has the tasks that the credential can see: for an app, only those that it created. For other tasks, paste the link of the task.',
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
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://applink.feishu.cn/client/todo/detail?guid=83912691-2e43-47fc-94a4-d512e03984fa',
			// If it holds no link of a task, all of it is taken, and refused by the name of the field.
			extractValue: { type: 'regex', regex: '^(?:.*[?&]guid=)?([^&#]*)' },
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

/** The ID of a task. */
export function readTaskId(value: unknown): string {
	// Of a link that holds no ID, all is left.
	if (typeof value === 'string' && /^https?:/i.test(value.trim())) {
		throw new InvalidField(
			'Task',
			`holds ${quote(value.trim())}, which is not the link of a task`,
			'In Feishu, open the task and copy its link, which has guid= in it. Or enter the ID alone.',
		);
	}
	return readId(value, 'Task');
}
