import { callDeletion, callAsSpecified, dataOf, gist, type SpecCall } from '../../sandbox/sandboxClient';
import type { JsonObject } from '../../sandbox/json';
import { sandboxed } from '../../support/sandboxed';
import { numbered } from '../values';
import { collaboratorCreate, collaboratorList } from './collaboratorCalls';
import { driveFileList } from './folderLists';

const world = sandboxed({ rateLimits: 'off' });

const TOKEN = 'doxcn1';

const removal = async (member_id: string, query: Record<string, string> = {}, call: SpecCall = {}) =>
	gist(
		await callDeletion(world.sandbox, 'driveCollaborator', {
			params: { token: TOKEN, member_id },
			query: { type: 'docx', member_type: 'openid', ...query },
			body: {},
			...call,
		}),
	);

const listed = async (query: Record<string, string> = {}) =>
	dataOf(await callAsSpecified(world.sandbox, collaboratorList.rules, { params: { token: TOKEN }, query: { type: 'docx', ...query } }))[
		'items'
	] as JsonObject[];

const person = () => world.sandbox.seed.userToken({ openId: 'ou_me' });

it('removes a collaborator by any ID of theirs, and lets nobody pass', async () => {
	world.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'one', email: 'one@example.com' });
	for (const [member_type, id] of [
		['openid', 'ou_1'],
		['unionid', 'on_1'],
		['userid', 'one'],
		['email', 'One@example.com'],
	] as const) {
		world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_1'] });
		expect(await removal(id, { member_type })).toEqual([200, 0]);
		expect(await listed()).toEqual([]);
	}
	expect(await removal('ou_1')).toEqual([200, 0]);
	world.sandbox.setOptions({ answers: { noCollaborators: 'refuse' } });
	expect(await removal('ou_1')).toEqual([400, 1063001]);
});

it('refuses what does not fit, and whom the caller may not remove', async () => {
	world.sandbox.seed.document({
		token: TOKEN,
		collaborators: ['ou_1', { memberId: 'ou_owner', refuses: 1063003 }, { memberId: 'od-1', memberType: 'opendepartmentid' }],
	});
	expect(await removal('ou_1', { type: 'sheet' })).toEqual([400, 1063001]);
	expect(await removal('on_1')).toEqual([400, 1063001]);
	expect(await removal('ou_owner')).toEqual([400, 1063003]);
	expect(await removal('od-1', { member_type: 'opendepartmentid' })).toEqual([400, 1063001]);
	expect(await removal('od-1', { member_type: 'opendepartmentid' }, { token: person() })).toEqual([200, 0]);
	expect(await removal('7034', { member_type: 'wikispaceid' }, { body: { type: 'wiki_space_member' } })).toEqual([400, 1063001]);
	expect(await removal('ou_1', {}, { body: { perm_type: 'container' } })).toEqual([400, 1063001]);
	world.sandbox.seed.document({ token: TOKEN, managers: [] });
	expect(await removal('ou_1')).toEqual([403, 1063002]);
	world.sandbox.seed.document({ token: TOKEN, deleted: true });
	expect(await removal('ou_1')).toEqual([404, 1063005]);
});

it('adds those that it can, under a code that says nothing', async () => {
	world.sandbox.seed.document({ token: TOKEN, collaborators: ['ou_1'] });
	const members = ['ou_1', 'ou_2'].map((member_id) => ({ member_type: 'openid', member_id, perm: 'view' }));
	const add = () =>
		callAsSpecified(world.sandbox, collaboratorCreate.rules, { params: { token: TOKEN }, query: { type: 'docx' }, body: { members } });
	const first = await add();
	expect([gist(first), (dataOf(first)['members'] as JsonObject[]).length]).toEqual([[400, 1063003], 1]);
	expect((await listed({ fields: 'name' })).map(({ member_id, name }) => [member_id, name])).toEqual([
		['ou_1', 'Name of ou_1'],
		['ou_2', 'Name of ou_2'],
	]);
	expect(gist(await add())).toEqual([400, 1063003]);
});

it('lists a folder page by page, by a token of its own name', async () => {
	world.sandbox.seed.document({ token: 'fldcn1', type: 'folder' });
	for (const token of numbered(45, (index) => `doxcn${index}`)) world.sandbox.seed.document({ token, parent: 'fldcn1' });
	const sizes: number[] = [];
	for (let token: unknown, isFirst = true; isFirst || token !== undefined; isFirst = false) {
		const query = { folder_token: 'fldcn1', page_size: '20', ...(typeof token === 'string' && { page_token: token }) };
		const { files, next_page_token: next, has_more: more } = dataOf(await callAsSpecified(world.sandbox, driveFileList.rules, { query }));
		expect(more).toBe(next !== undefined);
		sizes.push((files as unknown[]).length);
		token = next;
	}
	expect(sizes).toEqual([20, 20, 5]);
	expect(gist(await callAsSpecified(world.sandbox, driveFileList.rules, { query: { folder_token: 'nowhere' } }))).toEqual([404, 1061003]);
});
