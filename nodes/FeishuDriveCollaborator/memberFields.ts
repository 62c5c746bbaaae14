import type { INodeProperties } from 'n8n-workflow';
import { COLLABORATOR_TYPE, ID_TYPE, PERM_TYPE } from './member';

export const idTypeField: INodeProperties = {
	displayName: ID_TYPE,
	name: 'memberType',
	type: 'options',
	required: true,
	options: [
		{ name: 'Department', value: 'opendepartmentid', description: 'Begins with od-. Only with the token of a person.' },
		{ name: 'Email', value: 'email', description: 'The address of a person, as it is' },
		{ name: 'Group Chat', value: 'openchat', description: 'Begins with oc_' },
		{
			name: 'Open ID',
			value: 'openid',
			description: 'Begins with ou_. Each app has its own open IDs, so use one that the same app received. An app has one, too.',
		},
		{ name: 'Union ID', value: 'unionid', description: 'Begins with on_. The same for all apps of a developer.' },
		{ name: 'User Group', value: 'groupid', description: 'The ID of a user group of the company' },
		{ name: 'User ID', value: 'userid', description: 'The same for all apps of the company' },
		{ name: 'Wiki Space', value: 'wikispaceid', description: 'The members of a wiki space, as a collaborator of one of its pages' },
	],
	default: 'openid',
	description: 'What the collaborator IDs are. Get Many returns it as member_type.',
	displayOptions: { show: { operation: ['delete'] } },
};

export const collaboratorType: INodeProperties = {
	displayName: COLLABORATOR_TYPE,
	name: 'collaboratorType',
	type: 'options',
	options: [
		{ name: 'Department', value: 'department' },
		{ name: 'Group Chat', value: 'chat' },
		{ name: 'User', value: 'user' },
		{ name: 'User Group', value: 'group' },
		{ name: 'Wiki Space Editors', value: 'wiki_space_editor', description: 'If the wiki has editors and readers' },
		{ name: 'Wiki Space Members', value: 'wiki_space_member', description: 'If the wiki does not have editors and readers' },
		{ name: 'Wiki Space Readers', value: 'wiki_space_viewer', description: 'If the wiki has editors and readers' },
	],
	default: 'wiki_space_member',
	description: `What the collaborators are. Only ${ID_TYPE} Wiki Space needs it. Get Many returns it as collaborator_type.`,
	routing: { send: { type: 'body', property: 'collaborator_type' } },
};

export const permType: INodeProperties = {
	displayName: PERM_TYPE,
	name: 'permType',
	type: 'options',
	options: [
		{ name: 'Only This Page', value: 'single_page', description: 'The right to this page alone' },
		{ name: 'This Page and Those Below', value: 'container', description: 'The right to this page and to all pages below it' },
	],
	default: 'container',
	description: 'Which right to a wiki page to remove: a person may have both. Get Many returns it as perm_type.',
	routing: { send: { type: 'body', property: 'perm_type' } },
};
