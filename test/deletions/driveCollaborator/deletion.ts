import type { Client } from '@larksuiteoapi/node-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { endpoint } from '../../../nodes/FeishuDriveCollaborator/delete.operation';
import { FeishuDriveCollaborator } from '../../../nodes/FeishuDriveCollaborator/FeishuDriveCollaborator.node.ts';
import type { Sandbox } from '../../sandbox';
import { rowById } from '../byId';
import type { Deliberate, DeletionRow, WireRow } from '../deletion';
import { BAD, PEOPLE, rl } from '../values';
import { spec } from './spec';
import type { SeedCollaborator } from './world';

const TOKEN = 'doccnBKgoMyY5OMbUG6Fioabcef';
const PERSON = 'ou_7dab8a3d3cdcc9da365777c7ad5abcef';
const WIKI = 'wikcnKQ1k3pcuo5uSK4t8Vabcef';
const SPACE = '7034502641455497244';
const LINK = `https://example.feishu.cn/docx/${TOKEN}`;

const typed = { type: 'docx', memberType: 'openid' };

const seedIn = ({ seed }: Sandbox, collaborators: ReadonlyArray<string | SeedCollaborator>, token = TOKEN, type = 'docx') => {
	seed.document({ token, type, collaborators });
};

const seed = (sandbox: Sandbox, names: readonly string[], about: { refuses?: number } = {}) => {
	seedIn(
		sandbox,
		names.map((memberId) => ({ memberId, ...about })),
	);
};

type Removal = NonNullable<Parameters<Client['drive']['v1']['permissionMember']['delete']>[0]>;

const byId = rowById({
	node: new FeishuDriveCollaborator(),
	contract: endpoint,
	spec,
	title: 'Document collaborators',
	subtitle: 'remove: collaborators',
	phrases: [
		'document collaborator',
		'drive collaborator',
		'lark document',
		'feishu document',
		'lark drive',
		'feishu drive',
		'remove collaborator',
		'unshare document',
		'document permission',
		'revoke access',
		'shared documents',
		'share document',
		'wiki permission',
		'folder permission',
		'list collaborators',
		'restore access',
		'云文档',
		'飞书云文档',
		'协作者',
		'移除协作者',
		'文档权限',
		'取消共享',
	],
	takesMany: true,
	look: 'collaboratorList',
	seenBy: { column: 'member_id', otherKind: 'on_' },
	recordCodes: [1063003, 1063001],
	sdk: async (client, payload: Removal, options) =>
		await client.drive.v1.permissionMember.delete(
			{ ...payload, params: { type: 'docx', member_type: 'openid' }, data: { type: 'user' } },
			options,
		),
});

/** The IDs of what else may be a collaborator. */
const OTHERS = {
	openchat: { id: 'oc_1', type: 'chat' },
	groupid: { id: 'g_1', type: 'group' },
	email: { id: 'guest@example.org', type: 'user' },
} as const;

function removed(
	name: string,
	parameters: INodeParameters,
	{
		token = TOKEN,
		member_id,
		...call
	}: { token?: string; member_id: string; params: Removal['params']; data: NonNullable<Removal['data']> },
): WireRow {
	return {
		name,
		parameters: { token: rl(token), ...typed, memberIds: member_id, ...parameters },
		sdk: async (client, options) => await client.drive.v1.permissionMember.delete({ path: { token, member_id }, ...call }, options),
	};
}

const [person] = PEOPLE;

const ofWiki = { token: WIKI, member_id: PERSON, params: { type: 'wiki', member_type: 'openid' } } as const;

const rows: WireRow[] = [
	...byId.wire.rows.map((row) => ({ ...row, parameters: { ...typed, ...row.parameters } })),
	removed(
		'a document by its link',
		{ token: { __rl: true, mode: 'link', value: `${LINK}?from=space#part` }, type: 'link' },
		{ member_id: PERSON, params: { type: 'docx', member_type: 'openid' }, data: { type: 'user' } },
	),
	...Object.entries(OTHERS).map(([memberType, { id, type }]) =>
		removed(
			`a collaborator by ${memberType}`,
			{ memberType, options: { collaboratorType: type } },
			{ member_id: id, params: { type: 'docx', member_type: memberType as 'email' }, data: { type } },
		),
	),
	...(['unionId', 'userId'] as const).map((kind) =>
		removed(
			`a person by ${kind}`,
			{ memberType: kind.toLowerCase() },
			{
				member_id: person![kind],
				params: { type: 'docx', member_type: kind.toLowerCase() as 'unionid' },
				data: { type: 'user' },
			},
		),
	),
	removed('a page of a wiki', { type: 'wiki' }, { ...ofWiki, data: { type: 'user', perm_type: 'container' } }),
	...(['container', 'single_page'] as const).map((perm_type) =>
		removed(
			`a page of a wiki, perm_type ${perm_type}`,
			{ type: 'wiki', options: { permType: perm_type } },
			{ ...ofWiki, data: { type: 'user', perm_type } },
		),
	),
	...(['wiki_space_member', 'wiki_space_viewer', 'wiki_space_editor'] as const).map((type) =>
		removed(
			`the members of a wiki space, type ${type}`,
			{ type: 'wiki', memberType: 'wikispaceid', options: { collaboratorType: type } },
			{ token: WIKI, member_id: SPACE, params: { type: 'wiki', member_type: 'wikispaceid' }, data: { type } },
		),
	),
];

const DOCUMENT_TYPES = ['bitable', 'doc', 'docx', 'file', 'folder', 'mindnote', 'minutes', 'sheet', 'slides', 'wiki'];
const MEMBER_TYPES = ['email', 'groupid', 'openchat', 'opendepartmentid', 'openid', 'unionid', 'userid', 'wikispaceid'];
const COLLABORATOR_TYPES = ['chat', 'department', 'group', 'user', 'wiki_space_editor', 'wiki_space_member', 'wiki_space_viewer'];

const differ = (at: string, why: string, facts: ReadonlyArray<readonly [fact: string, spec: unknown, node: unknown]>): Deliberate[] =>
	facts.map(([fact, said, node]) => ({ fact: `${at}, ${fact}`, spec: said, node, why }));

const OF_RECORD = 'It is a key of the record, from which the query is made.';
const OF_ID =
	'What a collaborator is follows from the kind of its ID, but for members of a wiki space; the name “type” is that of the document.';

const deliberate: readonly Deliberate[] = [
	{ fact: 'path member_id, field', spec: 'memberId', node: 'memberIds', why: 'The field takes several, each of which is a call.' },
	...differ('query type', OF_RECORD, [
		['field', 'type', undefined],
		['required', true, undefined],
		['type', 'choice', undefined],
		['values', DOCUMENT_TYPES, undefined],
	]),
	...differ('query member_type', OF_RECORD, [
		['field', 'memberType', undefined],
		['required', true, undefined],
		['type', 'choice', undefined],
		['values', MEMBER_TYPES, undefined],
	]),
	...differ('body member_type', OF_RECORD, [
		['default', undefined, 'openid'],
		['field', undefined, 'memberType'],
		['required', undefined, true],
		['type', undefined, 'choice'],
		['values', undefined, MEMBER_TYPES],
	]),
	// The parameter of the document and that of the collaborator have one name.
	...differ('body type', OF_ID, [
		['default', '', 'link'],
		['required', false, true],
		['values', COLLABORATOR_TYPES, [...DOCUMENT_TYPES, 'link'].sort()],
	]),
	...differ('body collaborator_type', OF_ID, [
		['default', undefined, 'wiki_space_member'],
		['field', undefined, 'collaboratorType'],
		['required', undefined, false],
		['type', undefined, 'choice'],
		['values', undefined, COLLABORATOR_TYPES],
	]),
];

const field = (name: string, takes: 'one' | 'other', good: string) => ({
	field: [name],
	takes,
	parameters: { token: rl(TOKEN), ...typed, memberIds: PERSON, [name]: BAD },
	good,
});

const wikiSpace = { type: 'wiki', memberType: 'wikispaceid', options: { collaboratorType: 'wiki_space_member' } };

const filled = (when: string, parameters: INodeParameters, bad: string): [string, INodeParameters, string] => [
	when,
	{ token: rl(TOKEN), ...typed, memberIds: BAD, ...parameters },
	bad,
];

export const deletion: DeletionRow = {
	...byId,
	deliberate: [...byId.deliberate, ...deliberate],
	keys: ['token', 'type', 'member_type', 'member_id'],
	parameters: { ...byId.parameters, ...typed },
	listParameters: { ...byId.listParameters, ...typed },
	seed,
	exists: (sandbox, name) =>
		[...(sandbox.state.documents.get(TOKEN)?.collaborators.values() ?? [])].some(({ memberId }) => memberId === name),
	filling: {
		everything: {
			token: { __rl: true, mode: 'link', value: `https://example.feishu.cn/wiki/${WIKI}` },
			type: 'wiki',
			memberType: 'openid',
			memberIds: PERSON,
			options: { collaboratorType: 'user', permType: 'container' },
		},
		required: { ...byId.filling.required, ...typed },
		ownTarget: { ...byId.filling.ownTarget, ...typed },
	},
	places: {
		seed: (sandbox) => {
			seed(sandbox, [PERSON, `${PERSON}2`]);
		},
		fields: [
			...byId.places.fields.map((place) => ({ ...place, parameters: { ...place.parameters, ...typed } })),
			field('type', 'other', 'docx'),
			field('memberType', 'other', 'openid'),
		],
	},
	looksFirst: (sandbox, ids) => {
		seed(sandbox, [PERSON, ...ids]);
		for (const id of ids) seedIn(sandbox, [PERSON], id);
		seedIn(sandbox, [PERSON], WIKI, 'wiki');
	},
	messages: {
		fields: [
			filled('a group chat in place of a person', {}, 'oc_1'),
			filled('a department in place of a person', {}, 'od-1'),
			filled('a person in place of a group chat', { memberType: 'openchat' }, PERSON),
			filled('a person in place of a department', { memberType: 'opendepartmentid' }, PERSON),
			filled('a person in place of a user group', { memberType: 'groupid' }, PERSON),
			filled('a person in place of a wiki space', wikiSpace, PERSON),
			filled('an ID in place of an email address', { memberType: 'email' }, PERSON),
			filled('a Union ID in place of an Open ID', {}, 'on_1'),
			filled('a department, for an app', { memberType: 'opendepartmentid' }, 'od-1'),
			filled('a wiki space of a document that is no wiki page', { memberType: 'wikispaceid' }, SPACE),
			filled('what is no kind of wiki member', { ...wikiSpace, options: { collaboratorType: 'user' } }, SPACE),
			filled('a kind of collaborator that does not fit the ID', { options: { collaboratorType: 'chat' } }, PERSON),
			filled('one of two rights to a document that has one', { options: { permType: 'single_page' } }, PERSON),
			filled('an unknown right to a wiki page', { type: 'wiki', options: { permType: '={{ "all" }}' } }, PERSON),
		],
		runs: [
			['somebody who is no collaborator', { seed: (sandbox) => seed(sandbox, ['ou_1']) }],
			[
				'somebody whom the list may name by another ID',
				{ seed: (sandbox) => seedIn(sandbox, [{ memberId: 'on_1', memberType: 'unionid' }]) },
			],
			[
				'the same with a copy',
				{
					parameters: { options: { keepCopy: true } },
					seed: (sandbox) => seedIn(sandbox, [{ memberId: 'on_1', memberType: 'unionid' }]),
				},
			],
			[
				'a collaborator of a folder whose list Feishu refuses',
				{
					parameters: { type: 'folder' },
					seed: (sandbox) => {
						sandbox.setOptions({ answers: { folderCollaborators: 'refuse' } });
						seedIn(sandbox, [PERSON], TOKEN, 'folder');
					},
				},
			],
			['the owner', { fault: { kind: 'code', code: 1063003, msg: '‹Feishu’s words›' } }],
			[
				'a document whose collaborators may not be seen',
				{ fault: { endpoint: 'collaboratorList', kind: 'code', code: 1063002, msg: '‹Feishu’s words›' } },
			],
			[
				'a right that the list does not say, with a copy',
				{ parameters: { options: { keepCopy: true } }, fault: { endpoint: 'collaboratorList', kind: 'omit', field: 'perm' } },
			],
		],
		stops: [['collaborators', { records: 2, fault: { kind: 'code', code: 1063003, msg: '‹Feishu’s words›' } }]],
	},
	wire: {
		seed: (sandbox) => {
			seed(sandbox, [PERSON, `${PERSON}2`]);
			seedIn(sandbox, [
				{ memberId: person!.openId },
				...Object.entries(OTHERS).map(([memberType, { id }]) => ({ memberType, memberId: id })),
			]);
			const inWiki = ['container', 'single_page'].map((permType) => ({ memberId: PERSON, permType }));
			const ofSpace = ['wiki_space_member', 'wiki_space_viewer', 'wiki_space_editor'].map((type) => ({
				memberId: SPACE,
				memberType: 'wikispaceid',
				type,
			}));
			seedIn(sandbox, [...inWiki, ...ofSpace], WIKI, 'wiki');
		},
		rows,
	},
};
