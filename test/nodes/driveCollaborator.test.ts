import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { folderList, memberList } from '../../nodes/FeishuDriveCollaborator/calls';
import { readDocument, readType } from '../../nodes/FeishuDriveCollaborator/document';
import { NOT_LISTED } from '../../nodes/FeishuDriveCollaborator/look';
import { collaboratorList } from '../deletions/driveCollaborator/collaboratorCalls';
import { driveFileList } from '../deletions/driveCollaborator/folderLists';
import { numbered, rl } from '../deletions/values';
import { SANDBOX_APP } from '../sandbox';
import { CONTINUE, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const TOKEN = 'doxcn1';
const WIKI = 'wikcn1';
const one = { token: rl(TOKEN), type: 'docx', memberType: 'openid' };

interface Run {
	items?: IDataObject[];
	settings?: NodeSetup['settings'];
	asPerson?: boolean;
}

async function run(operation: string, parameters: INodeParameters, { items = [{}], settings = {}, asPerson = false }: Run = {}) {
	const oauthTokenData = { access_token: world.sandbox.seed.userToken({ openId: 'ou_me' }) };
	const person = {
		region: 'custom',
		baseUrl: world.sandbox.url,
		clientId: SANDBOX_APP.appId,
		clientSecret: 'a-secret-of-it',
		oauthTokenData,
	};
	const credentials: Record<string, ICredentialDataDecryptedObject> = { ...sandboxCredentials(world.sandbox), person };
	const node: NodeSetup = {
		type: 'feishuDriveCollaborator',
		credentials: { feishuTenantApi: 'tenant', feishuOAuth2Api: 'person' },
		settings,
		parameters: { authentication: asPerson ? 'feishuOAuth2Api' : 'feishuTenantApi', operation, options: {}, ...parameters },
	};
	return await runNode(items, node, credentials);
}

const calls = (name: string) => world.sandbox.calls(name).length;

const membersOf = (token: string) => [...(world.sandbox.state.documents.get(token)?.collaborators.values() ?? [])];

const statuses = (json: IDataObject[]) => json.map(({ status }) => status);

test.each([
	['collaborators', memberList, collaboratorList],
	['folders', folderList, driveFileList],
])('the list of %s keeps to its page', (_what, call, { rules }) => {
	expect([call.method, `/open-apis${call.path}`, call.documentation]).toEqual([rules.method, rules.path, rules.url]);
	expect(call.rates.map(({ calls, perMs }) => ({ calls, windowMs: perMs }))).toEqual(rules.rateLimits);
	expect(Object.keys(call.refusals).map(Number).sort()).toEqual(rules.errors.map(({ code }) => code).sort());
});

test.each([
	['collaboratorType', 'Collaborator Type'],
	['permType', 'Wiki Page Right'],
])('an object in %s, even one that is no text, is refused by the name of the option', async (name, field) => {
	const options = { [name]: '={{ $json.bad }}' };
	const bad = [{ bad: [{ toString: '' }] }];
	const { json } = await run('delete', { ...one, memberIds: 'ou_1', options }, { items: bad, settings: CONTINUE });
	expect(json[0]?.reason ?? json[0]?.error).toContain(`The field “${field}” of item 0 holds a list`);
});

test.each([
	['docx', 'https://example.feishu.cn/docx/doxcnA1b2'],
	['doc', 'https://example.feishu.cn/docs/doxcnA1b2?from=x'],
	['sheet', 'https://example.larksuite.com/sheets/doxcnA1b2#a'],
	['bitable', 'https://example.feishu.cn/base/doxcnA1b2?table=tbl1&view=vew1'],
	['wiki', ' https://example.larksuite.com/wiki/doxcnA1b2 '],
	['folder', 'https://example.feishu.cn/drive/folder/doxcnA1b2'],
	['file', 'https://example.feishu.cn/file/doxcnA1b2/'],
	['slides', 'https://example.feishu.cn/slides/doxcnA1b2'],
	['mindnote', 'https://example.feishu.cn/mindnotes/doxcnA1b2'],
	['minutes', 'https://example.feishu.cn/minutes/doxcnA1b2'],
])('a link of the type %s says type and ID', (type, link) => {
	expect([readType('link', link), readDocument(link, 'Document')]).toEqual([type, 'doxcnA1b2']);
});

test.each([
	'https://example.feishu.cn/wiki/space/7034502641455497244',
	'https://example.feishu.cn/share/base/form/shrcn1',
	'https://example.feishu.cn/calendar/week',
	'https://example.feishu.cn/docx/',
	'https://example.feishu.cn/',
	`https://example.feishu.cn/docx/${'a'.repeat(5_000)}`,
])('%.60s is refused', async (link) => {
	const { json } = await run('delete', { ...one, token: rl(link), type: 'link', memberIds: 'ou_1' }, { settings: CONTINUE });
	expect(statuses(json)).toEqual(['refused']);
	expect(world.sandbox.calls('driveCollaborator')).toEqual([]);
	expect(calls('collaboratorList')).toBe(0);
});

describe('removing', () => {
	test('several of one document reads its list once, and calls one after another', async () => {
		world.sandbox.seed.document({ token: TOKEN, collaborators: numbered(20, (index) => `ou_${index}`) });
		const { json } = await run(
			'delete',
			{ ...one, memberIds: '={{ $json.ids }}' },
			{ items: [{ ids: numbered(20, (index) => `ou_${index}`) }] },
		);
		expect(new Set(statuses(json))).toEqual(new Set(['deleted']));
		expect([calls('collaboratorList'), calls('driveCollaborator')]).toEqual([1, 20]);
		expect(membersOf(TOKEN)).toEqual([]);
		expect(world.sandbox.calls('driveCollaborator').filter(({ code }) => code === 1066002)).toEqual([]);
	});

	test('one of several documents each', async () => {
		for (const token of ['doxcnA', 'doxcnB']) world.sandbox.seed.document({ token, collaborators: ['ou_1', 'ou_2'] });
		const items = ['doxcnA', 'doxcnB'].map((token) => ({ link: `https://example.feishu.cn/docx/${token}` }));
		const { json } = await run('delete', { ...one, token: rl('={{ $json.link }}'), type: 'link', memberIds: 'ou_1' }, { items });
		expect(json.map(({ token, type, member_id, status }) => [token, type, member_id, status])).toEqual([
			['doxcnA', 'docx', 'ou_1', 'deleted'],
			['doxcnB', 'docx', 'ou_1', 'deleted'],
		]);
	});

	test('somebody who is no collaborator says what stays', async () => {
		world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_2'] });
		const refused = await run('delete', { ...one, memberIds: 'ou_1' }, { settings: CONTINUE });
		expect(refused.json[0]).toMatchObject({ status: 'refused', deleted: false, reason: NOT_LISTED.reason, what_to_do: NOT_LISTED.todo });
		const gone = await run('delete', { ...one, memberIds: 'ou_1', options: { alreadyGone: true } });
		expect(gone.json[0]).toMatchObject({ status: 'already_gone', deleted: false, what_to_do: NOT_LISTED.todo });
		const copied = await run(
			'delete',
			{ ...one, memberIds: 'ou_1', options: { alreadyGone: true, keepCopy: true } },
			{ settings: CONTINUE },
		);
		expect(copied.json[0]).toMatchObject({ status: 'already_gone', what_to_do: NOT_LISTED.todo });
		expect(calls('driveCollaborator')).toBe(0);
	});

	test('one whom the list may name by another kind of ID is sent, and says that nobody can tell', async () => {
		world.sandbox.setOptions({ answers: { listedCollaborators: 'byOpenId' } });
		world.sandbox.seed.person({ openId: 'ou_lin', unionId: 'on_lin', userId: 'lin', email: 'lin@example.com' });
		world.sandbox.seed.document({ token: TOKEN, collaborators: [{ memberId: 'lin@example.com', memberType: 'email' }] });
		const byEmail = { ...one, memberType: 'email', memberIds: 'LIN@example.com' };
		const kept = await run('delete', { ...byEmail, options: { keepCopy: true } }, { settings: CONTINUE });
		expect(kept.json[0]).toMatchObject({ status: 'not_sent' });
		expect(membersOf(TOKEN)).toHaveLength(1);
		const { json } = await run('delete', byEmail);
		expect(json[0]).toMatchObject({ status: 'deleted', deleted: true, member_id: 'LIN@example.com' });
		expect(json[0]?.reason).toMatch(/as it also does for somebody who is no collaborator/);
		expect(membersOf(TOKEN)).toEqual([]);
	});

	test('by the address of the list is known, in capitals or not', async () => {
		world.sandbox.seed.document({ token: TOKEN, collaborators: [{ memberId: 'guest@example.org', memberType: 'email' }] });
		const { json } = await run('delete', { ...one, memberType: 'email', memberIds: 'Guest@Example.org' });
		expect(json[0]).not.toHaveProperty('reason');
		expect([statuses(json), membersOf(TOKEN)]).toEqual([['deleted'], []]);
	});

	test('a person by address looks up the Open ID, and sends that', async () => {
		world.sandbox.seed.person({ openId: 'ou_lin', unionId: 'on_lin', userId: 'lin', email: 'lin@example.com' });
		world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_lin', 'ou_2'] });
		const { json } = await run('delete', { ...one, memberIds: 'lin@example.com' });
		expect(json[0]).toMatchObject({ status: 'deleted', member_id: 'ou_lin', looked_up: 'lin@example.com' });
		expect(membersOf(TOKEN).map(({ memberId }) => memberId)).toEqual(['ou_2']);
	});

	test('the two rights to a page of a wiki are two records', async () => {
		const rights = ['container', 'single_page'].map((permType) => ({ memberId: 'ou_1', permType }));
		world.sandbox.seed.document({ token: WIKI, type: 'wiki', collaborators: rights });
		const items = ['single_page', 'container'].map((right) => ({ right }));
		const parameters = { ...one, token: rl(WIKI), type: 'wiki', memberIds: 'ou_1' };
		const { json } = await run('delete', { ...parameters, options: { permType: '={{ $json.right }}' } }, { items });
		expect(json.map(({ perm_type, status }) => [perm_type, status])).toEqual([
			['single_page', 'deleted'],
			['container', 'deleted'],
		]);
		expect(membersOf(WIKI)).toEqual([]);
	});

	test('of a folder whose list Feishu refuses is sent all the same', async () => {
		world.sandbox.setOptions({ answers: { folderCollaborators: 'refuse' } });
		world.sandbox.seed.document({ token: 'fldcn1', type: 'folder', collaborators: ['ou_1'] });
		const { json } = await run('delete', {
			...one,
			token: rl('https://example.feishu.cn/drive/folder/fldcn1'),
			type: 'link',
			memberIds: 'ou_1',
		});
		expect([statuses(json), membersOf('fldcn1')]).toEqual([['deleted'], []]);
		expect(json[0]?.reason).toMatch(/it does not list those of folders/);
	});

	test('from a document whose list may not be seen is not sent', async () => {
		world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_1'] });
		world.sandbox.fault({ endpoint: 'collaboratorList', kind: 'code', code: 99991672, on: 'every' });
		const { json } = await run('delete', { ...one, memberIds: 'ou_1' }, { settings: CONTINUE });
		expect(json[0]?.status).not.toBe('deleted');
		expect([calls('driveCollaborator'), membersOf(TOKEN).length]).toEqual([0, 1]);
	});

	test('a department takes the token of a person', async () => {
		world.sandbox.seed.document({ token: TOKEN, collaborators: [{ memberId: 'od-1', memberType: 'opendepartmentid' }] });
		const parameters = { ...one, memberType: 'opendepartmentid', memberIds: 'od-1' };
		expect(statuses((await run('delete', parameters, { settings: CONTINUE })).json)).toEqual(['refused']);
		expect(calls('collaboratorList')).toBe(0);
		expect(statuses((await run('delete', parameters, { asPerson: true })).json)).toEqual(['deleted']);
	});

	test.each([
		['a User ID, which would keep nobody', 'lin', 'not_sent'],
		['the document', TOKEN, 'not_sent'],
		['another document', 'doxcnGtmPIqxXmwAdkyJ0kjabcd', 'deleted'],
	])('Never Delete by %s', async (_what, neverDelete, status) => {
		world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_lin'] });
		const { json } = await run('delete', { ...one, memberIds: 'ou_lin', options: { neverDelete } }, { settings: CONTINUE });
		expect(json).toMatchObject([{ status }]);
	});

	test.each([
		['a mobile number', '+8613800138000'],
		['an Open ID', 'ou_lin'],
	])('by email addresses sends nothing if Never Delete names somebody by %s', async (_what, kept) => {
		world.sandbox.seed.person({ openId: 'ou_lin', unionId: 'on_lin', userId: 'lin', email: 'lin@example.com', mobile: '+8613800138000' });
		world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_lin'] });
		const parameters = { ...one, memberType: 'email', memberIds: 'lin@example.com', options: { neverDelete: kept } };
		const { json } = await run('delete', parameters, { settings: CONTINUE });
		expect([statuses(json), membersOf(TOKEN).length]).toEqual([['not_sent'], 1]);
		expect(json[0]?.reason).toMatch(/Never Delete .+ would protect nobody/);
	});

	test('a dry run plans one look for each document', async () => {
		const parameters = { ...one, memberIds: '={{ $json.ids }}', dryRun: true, options: { output: 'summary' } };
		const { json } = await run('delete', parameters, { items: [{ ids: numbered(20, (index) => `ou_${index}`) }] });
		expect(json[0]).toMatchObject({ planned_calls: 21 });
		expect(calls('collaboratorList')).toBe(0);
	});
});

/** A tree of folders with a shortcut, a folder that is in itself, and one that is not to be opened. */
function seedTree(): void {
	const { document } = world.sandbox.seed;
	document({ token: 'fldcnRoot', type: 'folder', name: 'Root', collaborators: ['ou_1'] });
	document({ token: 'doxcnTop', name: 'Top', parent: 'fldcnRoot', collaborators: ['ou_1', 'ou_2'] });
	document({ token: 'shortcut1', type: 'shortcut', parent: 'fldcnRoot', target: { type: 'docx', token: 'doxcnElse' } });
	document({ token: 'fldcnSub', type: 'folder', name: 'Sub', parent: 'fldcnRoot' });
	document({
		token: 'shtcnDeep',
		type: 'sheet',
		name: 'Deep',
		parent: 'fldcnSub',
		collaborators: ['ou_1', { memberId: 'oc_1', memberType: 'openchat' }],
	});
	document({ token: 'doxcnElse', collaborators: ['ou_1'] });
}

const all = { scope: 'all', folderToken: rl('fldcnRoot'), returnAll: true };

describe('finding', () => {
	test('the collaborators of a document, as the deletion takes them', async () => {
		world.sandbox.seed.document({
			token: TOKEN,
			collaborators: ['ou_1', { memberId: 'guest@example.org', memberType: 'email', perm: 'view' }],
		});
		const { json } = await run('getAll', { scope: 'one', ...one, returnAll: true });
		expect(json).toEqual([
			{
				member_name: 'Name of ou_1',
				perm: 'edit',
				token: TOKEN,
				type: 'docx',
				member_type: 'openid',
				member_id: 'ou_1',
				collaborator_type: 'user',
			},
			{
				member_name: 'Name of guest@example.org',
				perm: 'view',
				token: TOKEN,
				type: 'docx',
				member_type: 'email',
				member_id: 'guest@example.org',
				collaborator_type: 'user',
				external: true,
			},
		]);
		const found = {
			token: rl('={{ $json.token }}'),
			type: '={{ $json.type }}',
			memberType: '={{ $json.member_type }}',
			memberIds: '={{ $json.member_id }}',
		};
		const removed = await run('delete', found, { items: json });
		expect([statuses(removed.json), membersOf(TOKEN)]).toEqual([['deleted', 'deleted'], []]);
		expect(removed.json[0]).toMatchObject({ member_name: 'Name of ou_1' });
	});

	test('both rights to a page of a wiki, and the members of its space once', async () => {
		const rights = ['container', 'single_page'].map((permType) => ({ memberId: 'ou_1', permType }));
		const space = { memberId: '7034', memberType: 'wikispaceid', type: 'wiki_space_viewer' };
		world.sandbox.seed.document({ token: WIKI, type: 'wiki', collaborators: [...rights, space] });
		const { json } = await run('getAll', { scope: 'one', token: rl(WIKI), type: 'wiki', returnAll: true });
		expect(json.map(({ member_id, perm_type, collaborator_type }) => [member_id, perm_type, collaborator_type])).toEqual([
			['ou_1', 'container', 'user'],
			['7034', undefined, 'wiki_space_viewer'],
			['ou_1', 'single_page', 'user'],
		]);
		const found = {
			token: rl('={{ $json.token }}'),
			type: '={{ $json.type }}',
			memberType: '={{ $json.member_type }}',
			memberIds: '={{ $json.member_id }}',
		};
		const options = { permType: '={{ $json.perm_type }}', collaboratorType: '={{ $json.collaborator_type }}' };
		const removed = await run('delete', { ...found, options }, { items: json });
		expect([new Set(statuses(removed.json)), membersOf(WIKI)]).toEqual([new Set(['deleted']), []]);
	});

	test('all in a folder and below it, folders too, and follows no shortcut', async () => {
		seedTree();
		const { json } = await run('getAll', all);
		expect(json.map(({ document_name, token, type, member_id }) => [document_name, token, type, member_id])).toEqual([
			[undefined, 'fldcnRoot', 'folder', 'ou_1'],
			['Top', 'doxcnTop', 'docx', 'ou_1'],
			['Top', 'doxcnTop', 'docx', 'ou_2'],
			['Deep', 'shtcnDeep', 'sheet', 'ou_1'],
			['Deep', 'shtcnDeep', 'sheet', 'oc_1'],
		]);
		expect([calls('driveFileList'), calls('collaboratorList')]).toEqual([2, 4]);
	});

	test('reads each document once, and no circle twice', async () => {
		seedTree();
		const listing = (files: object[]) => ({ data: { files, has_more: false } });
		world.sandbox.fault({
			endpoint: 'driveFileList',
			kind: 'answer',
			on: 'every',
			body: listing([
				{ token: 'fldcnRoot', type: 'folder', name: 'Root' },
				{ token: 'fldcnSub', type: 'folder', name: 'Sub' },
				{ token: 'doxcnTop', type: 'docx', name: 'Top' },
			]),
		});
		const { json } = await run('getAll', all);
		expect(json.map(({ token, member_id }) => [token, member_id])).toEqual([
			['fldcnRoot', 'ou_1'],
			['doxcnTop', 'ou_1'],
			['doxcnTop', 'ou_2'],
		]);
		expect(calls('driveFileList')).toBe(2);
	});

	test('a folder of several pages to its end', async () => {
		world.sandbox.seed.document({ token: 'fldcnRoot', type: 'folder' });
		for (const token of numbered(450, (index) => `doxcn${index}`))
			world.sandbox.seed.document({ token, parent: 'fldcnRoot', collaborators: ['ou_1'] });
		const { json } = await run('getAll', { ...all, dryRun: true });
		expect([json[0]?.containers, calls('driveFileList')]).toEqual([451, 3]);
	});

	test('only some, by Open ID, by address and by group chat', async () => {
		world.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'one', email: 'one@example.com' });
		seedTree();
		world.sandbox.seed.document({ token: 'doxcnTop', collaborators: [{ memberId: 'One@example.com', memberType: 'email' }] });
		const found = async (onlyThese: string) =>
			(await run('getAll', { ...all, options: { onlyThese } })).json.map(({ token, member_id }) => [token, member_id]);
		expect(await found('oc_1, ou_2')).toEqual([
			['doxcnTop', 'ou_2'],
			['shtcnDeep', 'oc_1'],
		]);
		expect(await found('one@example.com')).toEqual([
			['fldcnRoot', 'ou_1'],
			['doxcnTop', 'ou_1'],
			['doxcnTop', 'One@example.com'],
			['shtcnDeep', 'ou_1'],
		]);
		expect((await run('getAll', { ...all, options: { onlyThese: '={{ [] }}' } })).json).toEqual([]);
	});

	test('says which folder, and which document, cannot be read, and goes on', async () => {
		seedTree();
		world.sandbox.seed.document({ token: 'fldcnSub', type: 'folder', managers: [] });
		world.sandbox.seed.document({ token: 'doxcnLocked', parent: 'fldcnRoot', managers: [] });
		const { json } = await run('getAll', all, { settings: CONTINUE });
		const told = json.filter(({ status }) => status === 'refused');
		expect(told.map(({ token, type, code }) => [token, type, code])).toEqual([
			['doxcnLocked', 'docx', 1063002],
			['fldcnSub', 'folder', 1063002],
			['fldcnSub', 'folder', 1061004],
		]);
		expect(json.filter(({ member_id }) => member_id !== undefined)).toHaveLength(3);
	});

	test('documents of folders that Feishu does not list, and says so once', async () => {
		world.sandbox.setOptions({ answers: { folderCollaborators: 'refuse' } });
		seedTree();
		const { json } = await run('getAll', all, { settings: CONTINUE });
		expect(json.filter(({ status }) => status === 'refused').map(({ reason }) => reason)).toEqual([
			'Feishu does not list the collaborators of folders',
		]);
		expect(json.filter(({ member_id }) => member_id !== undefined)).toHaveLength(4);
	});

	test('a dry run only lists folders, and counts what would be read', async () => {
		seedTree();
		const { json } = await run('getAll', { ...all, dryRun: true });
		expect(json).toEqual([expect.objectContaining({ status: 'dry_run', containers: 4, planned_calls: 6 })]);
		expect(calls('collaboratorList')).toBe(0);
	});
});

describe('restoring', () => {
	const snapshot = (member_id: string, more: object = {}) => ({
		perm: 'edit',
		token: TOKEN,
		type: 'docx',
		member_type: 'openid',
		member_id,
		...more,
	});
	const back = { token: rl(TOKEN), type: 'docx', collaborators: '={{ $json.snapshots }}' };

	test('brings back what a removal has kept, with its right', async () => {
		world.sandbox.seed.document({
			token: TOKEN,
			collaborators: [
				{ memberId: 'ou_1', perm: 'full_access' },
				{ memberId: 'oc_1', memberType: 'openchat', perm: 'view' },
			],
		});
		const items = [
			{ id: 'ou_1', kind: 'openid' },
			{ id: 'oc_1', kind: 'openchat' },
		];
		const parameters = { ...one, memberType: '={{ $json.kind }}', memberIds: '={{ $json.id }}', options: { keepCopy: true } };
		const removed = await run('delete', parameters, { items, settings: CONTINUE });
		expect(membersOf(TOKEN)).toEqual([]);
		const { json } = await run(
			'create',
			{ token: rl('={{ $json.snapshot.token }}'), type: '={{ $json.snapshot.type }}', collaborators: '={{ $json.snapshot }}' },
			{ items: removed.json },
		);
		expect(statuses(json)).toEqual(['created', 'created']);
		expect(membersOf(TOKEN).map(({ memberId, perm, type }) => [memberId, perm, type])).toEqual([
			['ou_1', 'full_access', 'user'],
			['oc_1', 'view', 'chat'],
		]);
		expect(calls('collaboratorCreate')).toBe(1);
	});

	test.each(['success', 'refusal'] as const)('judges by who was added, under a %s', async (partlyAdded) => {
		world.sandbox.setOptions({ answers: { partlyAdded } });
		world.sandbox.seed.document({ token: TOKEN });
		const snapshots = ['ou_1', 'ou_refused', ...numbered(10, (index) => `ou_1${index}`)].map((id) => snapshot(id));
		const { json } = await run('create', back, { items: [{ snapshots }], settings: CONTINUE });
		expect(json.filter(({ status }) => status === 'created')).toHaveLength(11);
		expect(json.filter(({ status }) => status !== 'created').map(({ member_id, status }) => [member_id, status])).toEqual([
			['ou_refused', 'refused'],
		]);
		expect(membersOf(TOKEN)).toHaveLength(11);
	});

	test('leaves out who was not removed, and nobody of an empty list', async () => {
		world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_1'] });
		const refused = snapshot('ou_1', { deletion_status: 'refused' });
		await run('create', back, { items: [{ snapshots: refused }], settings: CONTINUE });
		const { json } = await run('create', back, { items: [{ snapshots: [] }] });
		expect([json, calls('collaboratorCreate')]).toEqual([[], 0]);
	});
});
