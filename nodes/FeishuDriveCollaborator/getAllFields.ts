import type { INodeProperties } from 'n8n-workflow';
import { onPage } from '../shared/fields';

export const ONLY_THESE = 'Only These Members';

const show = { operation: ['getAll'] };

/** Before the document. */
export const getAllScope: INodeProperties[] = [
	{
		displayName: onPage('drive-collaborator', 'The app or person must be able to open the document, and see who else can.'),
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All in a Folder', value: 'all', description: 'The collaborators of each document in a folder, and in the folders below it' },
			{ name: 'One Document', value: 'one', description: 'The collaborators of one document, folder or wiki page' },
		],
		default: 'one',
		description: 'The documents whose collaborators to list',
		displayOptions: { show },
	},
];

export const getAllOptions: readonly INodeProperties[] = [
	{
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description:
			'The collaborators to return: Open IDs (ou_…), email addresses, mobile numbers (+86…), group chat IDs, department IDs or the IDs of user groups and wiki spaces. One, a list separated by commas or line breaks, or an array.',
		routing: { send: { type: 'body', property: 'only' } },
	},
];
