import type { Client } from '@larksuiteoapi/node-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { folderList, memberList } from '../../../nodes/FeishuDriveCollaborator/calls';
import { creation } from '../../../nodes/FeishuDriveCollaborator/create.operation';
import { reading } from '../../../nodes/FeishuDriveCollaborator/getAll.operation';
import type { Sandbox } from '../../sandbox';
import type { WireRow } from '../deletion';
import type { OperationRow } from '../operation';
import { numbered, rl } from '../values';
import { collaboratorCreate, collaboratorList } from './collaboratorCalls';
import { driveFileList } from './folderLists';

const TOKEN = 'doccnBKgoMyY5OMbUG6Fioabcef';
const WIKI = 'wikcnKQ1k3pcuo5uSK4t8Vabcef';
const FOLDER = 'fldcnqquW1svRIYVT2Np6IuLCKd';
const PERSON = 'ou_7dab8a3d3cdcc9da365777c7ad5abcef';

const seed = ({ seed: { document } }: Sandbox) => {
	document({ token: TOKEN, collaborators: [PERSON, { memberId: 'oc_1', memberType: 'openchat' }] });
	document({ token: WIKI, type: 'wiki', collaborators: [PERSON, { memberId: PERSON, permType: 'single_page' }] });
	document({ token: FOLDER, type: 'folder' });
	for (const token of numbered(250, (index) => `doxcn${index}`)) document({ token, parent: FOLDER, collaborators: [PERSON] });
};

type Listing = NonNullable<Parameters<Client['drive']['v1']['permissionMember']['list']>[0]>;

function listed(name: string, parameters: INodeParameters, questions: ReadonlyArray<Listing['params']>, token = TOKEN): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) => {
			for (const params of questions) await client.drive.v1.permissionMember.list({ path: { token }, params }, options);
		},
	};
}

const FIELDS = 'name,type,external_label';

const one: OperationRow = {
	operation: 'getAll',
	contract: reading,
	spec: collaboratorList.rules,
	parameters: { scope: 'one', token: rl(TOKEN), type: 'docx', returnAll: true },
	seed,
	wire: [
		listed('a document by its ID', {}, [{ type: 'docx', fields: FIELDS }]),
		listed(
			'a document by its link',
			{ type: 'link', token: { __rl: true, mode: 'link', value: `https://example.larksuite.com/docx/${TOKEN}` } },
			[{ type: 'docx', fields: FIELDS }],
		),
		listed('all that Feishu says', { simplify: false }, [{ type: 'docx', fields: '*' }]),
		listed(
			'both rights of a page of a wiki',
			{ type: 'wiki', token: rl(WIKI) },
			[
				{ type: 'wiki', fields: FIELDS, perm_type: 'container' },
				{ type: 'wiki', fields: FIELDS, perm_type: 'single_page' },
			],
			WIKI,
		),
		listed('some collaborators', { options: { onlyThese: `${PERSON}, oc_1` } }, [{ type: 'docx', fields: FIELDS }]),
	],
	without: {},
	refused: [
		{ name: 'a blank document', parameters: { token: rl('={{ "" }}') }, words: /“Document” of item 0 is blank/ },
		{
			name: 'a person in place of a document',
			parameters: { token: rl('ou_lin') },
			words: /“Document” .+ which is the Open ID of a person/,
		},
		{
			name: 'a link of something else',
			parameters: { type: 'link', token: rl('https://example.feishu.cn/calendar/week') },
			words: /“Document” .+ which is not the address of a document/,
		},
		{
			name: 'an ID without a type',
			parameters: { type: 'link' },
			words: /“Document Type” of item 0 is From the Link, but Document holds no link/,
		},
		{
			name: 'a link of another type',
			parameters: { type: 'sheet', token: rl(`https://example.feishu.cn/docx/${TOKEN}`) },
			words: /“Document Type” of item 0 is sheet, but the link in Document is of the type docx/,
		},
		{ name: 'an unknown type', parameters: { type: '={{ "letter" }}' }, words: /“Document Type” of item 0 holds "letter"/ },
		{ name: 'no members', parameters: { options: { onlyThese: ' ' } }, words: /“Only These Members” of item 0 is blank/ },
		{ name: 'a User ID', parameters: { options: { onlyThese: 'lin' } }, words: /“Only These Members” .+ an ID without a prefix/ },
		{ name: 'a Union ID', parameters: { options: { onlyThese: 'on_1' } }, words: /“Only These Members” .+ the Union ID of a person/ },
		{ name: 'a message', parameters: { options: { onlyThese: 'om_1' } }, words: /“Only These Members” .+ the ID of a message/ },
	],
	reads: [memberList],
	messages: {
		runs: [
			['a document that the account may not manage', { seed: ({ seed: { document } }) => document({ token: TOKEN, managers: [] }) }],
			['a document that is deleted', { seed: ({ seed: { document } }) => document({ token: TOKEN, deleted: true }) }],
			[
				'people whom Feishu does not name by Open ID',
				{
					parameters: { options: { onlyThese: PERSON } },
					seed: ({ seed: { document } }) => document({ token: TOKEN, collaborators: [{ memberId: 'emp_1', memberType: 'userid' }] }),
				},
			],
		],
	},
};

const all: OperationRow = {
	operation: 'getAll',
	contract: { ...reading, ...folderList },
	spec: driveFileList.rules,
	parameters: { scope: 'all', folderToken: rl(FOLDER), returnAll: true },
	seed,
	wire: [
		{
			name: 'all documents of a folder',
			parameters: {},
			sdk: async (client, options) => {
				let page_token: string | undefined;
				do {
					const params = { folder_token: FOLDER, page_size: 200, ...(page_token !== undefined && { page_token }) };
					const { data } = await client.drive.v1.file.list({ params }, options);
					page_token = data?.next_page_token;
				} while (page_token !== undefined);
			},
		},
	],
	without: {
		'query.order_by': 'All that is in the folder is read, whatever the order.',
		'query.direction': 'All that is in the folder is read, whatever the order.',
		'query.user_id_type': 'It is the kind of ID of owners, whom the node does not show.',
	},
	refused: [
		{ name: 'a blank folder', parameters: { folderToken: rl('={{ "" }}') }, words: /“Folder” of item 0 is blank/ },
		{
			name: 'the link of a document',
			parameters: { folderToken: rl(`https://example.feishu.cn/docx/${TOKEN}`) },
			words: /“Folder” .+ which is not the address of a folder/,
		},
	],
	reads: [folderList],
	messages: {
		runs: [
			[
				'a folder that the account may not open',
				{ seed: ({ seed: { document } }) => document({ token: FOLDER, type: 'folder', managers: [] }) },
			],
			[
				'a folder below that the account may not open',
				{ seed: ({ seed: { document } }) => document({ token: 'fldcnBelow', type: 'folder', parent: FOLDER, managers: [] }) },
			],
			[
				'folders whose collaborators Feishu does not list',
				{ seed: (sandbox) => sandbox.setOptions({ answers: { folderCollaborators: 'refuse' } }) },
			],
		],
	},
};

const snapshot = (member_id: string, more: object = {}) => ({
	member_name: 'Lin',
	perm: 'view',
	token: TOKEN,
	type: 'docx',
	member_type: 'openid',
	member_id,
	collaborator_type: 'user',
	deletion_status: 'deleted',
	...more,
});

type Addition = NonNullable<Parameters<Client['drive']['v1']['permissionMember']['batchCreate']>[0]>;

function added(
	name: string,
	snapshots: readonly object[],
	members: Addition['data']['members'],
	{ type = 'docx', token = TOKEN }: { type?: Addition['params']['type']; token?: string } = {},
): WireRow {
	return {
		name,
		parameters: { token: rl(token), type, collaborators: JSON.stringify(snapshots) },
		sdk: async (client, options) =>
			await client.drive.v1.permissionMember.batchCreate({ path: { token }, params: { type }, data: { members } }, options),
	};
}

const restored: OperationRow = {
	operation: 'create',
	contract: creation,
	spec: collaboratorCreate.rules,
	parameters: { token: rl(TOKEN), type: 'docx' },
	seed: ({ seed: { document } }) => {
		document({ token: TOKEN });
		document({ token: WIKI, type: 'wiki' });
	},
	wire: [
		added('a collaborator', [snapshot(PERSON)], [{ member_type: 'openid', member_id: PERSON, perm: 'view', type: 'user' }]),
		added(
			'collaborators of several kinds',
			[
				snapshot('oc_1', { member_type: 'openchat', perm: 'edit' }),
				snapshot('guest@example.org', { member_type: 'email', perm: 'full_access' }),
			],
			[
				{ member_type: 'openchat', member_id: 'oc_1', perm: 'edit', type: 'chat' },
				{ member_type: 'email', member_id: 'guest@example.org', perm: 'full_access', type: 'user' },
			],
		),
		added(
			'both rights to a page of a wiki, and the members of a space',
			[
				snapshot(PERSON, { token: WIKI, type: 'wiki', perm_type: 'container' }),
				snapshot(PERSON, { token: WIKI, type: 'wiki', perm_type: 'single_page', perm: 'edit' }),
				snapshot('7034502641455497244', { token: WIKI, type: 'wiki', member_type: 'wikispaceid', collaborator_type: 'wiki_space_editor' }),
			],
			[
				{ member_type: 'openid', member_id: PERSON, perm: 'view', type: 'user', perm_type: 'container' },
				{ member_type: 'openid', member_id: PERSON, perm: 'edit', type: 'user', perm_type: 'single_page' },
				{ member_type: 'wikispaceid', member_id: '7034502641455497244', perm: 'view', type: 'wiki_space_editor' },
			],
			{ type: 'wiki', token: WIKI },
		),
	],
	countOf: ({ state }, { token, member_id, perm_type = 'container' }) =>
		[...(state.documents.get(String(token))?.collaborators.values() ?? [])].filter(
			({ memberId, permType }) => memberId === member_id && permType === perm_type,
		).length,
	without: { 'query.need_notification': 'What is put back is no news; Feishu tells nobody unless asked to.' },
	refused: [
		{ name: 'no snapshot', parameters: { collaborators: '={{ "" }}' }, words: /“Snapshots to Restore” of item 0 is blank/ },
		{ name: 'what is no snapshot', parameters: { collaborators: 'ou_1' }, words: /“Snapshots to Restore” .+ which is not a snapshot/ },
		{
			name: 'a snapshot of another document',
			parameters: { collaborators: JSON.stringify(snapshot(PERSON, { token: 'doxcnOther' })) },
			words: /“Snapshots to Restore” .+ a snapshot of the document "doxcnOther"/,
		},
		{
			name: 'a right that nobody has',
			parameters: { collaborators: JSON.stringify(snapshot(PERSON, { perm: 'own' })) },
			words: /“Snapshots to Restore: perm” of item 0 holds "own"/,
		},
		{
			name: 'all of the rights to minutes',
			parameters: { type: 'minutes', collaborators: JSON.stringify(snapshot(PERSON, { type: 'minutes', perm: 'full_access' })) },
			words: /“Snapshots to Restore” of item 0 holds the right full_access, which nobody has on minutes/,
		},
		{
			name: 'a department for an app',
			parameters: { collaborators: JSON.stringify(snapshot('od-1', { member_type: 'opendepartmentid' })) },
			words: /“ID Type” of item 0 is Department/,
		},
	],
	messages: {
		runs: [
			[
				'one who is there already',
				{
					parameters: { collaborators: JSON.stringify(snapshot(PERSON)) },
					seed: ({ seed: { document } }) => document({ token: TOKEN, collaborators: [PERSON] }),
				},
			],
			[
				'one whom the answer does not name',
				{
					parameters: { collaborators: JSON.stringify(snapshot(PERSON)) },
					fault: { kind: 'answer', body: { data: { members: [] } }, done: false },
				},
			],
			[
				'one of several who is refused',
				{ parameters: { collaborators: JSON.stringify([snapshot(PERSON), snapshot('ou_refused')]) }, said: /Share/ },
			],
		],
	},
};

export const operations: readonly OperationRow[] = [one, all, restored];
