import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { deletionById } from '../../nodes/shared/deletionById';
import type { Endpoint } from '../../nodes/shared/endpoint';
import { putBackById } from '../../nodes/shared/putBackById';
import { USER_ID_TYPE, type UserIdKind } from '../../nodes/shared/userIdKind';
import { responseOf } from '../support/context';
import { endpointWith } from '../support/endpoint';
import { refusalBy } from '../support/invalidField';
import { runOf, shown, statuses, type Item } from '../support/runOf';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const MEMBER_ID_TYPE: UserIdKind = {
	parameter: 'member_id_type',
	field: 'Member ID Type',
	kinds: { open_id: 'open_id', union_id: 'union_id', user_id: 'user_id', app_id: undefined },
};

const shared = {
	noun: { one: 'member', many: 'members' },
	documentation: 'https://open.feishu.cn/document/some-page',
	rates: [{ calls: 1_000, perMs: 1_000 }],
	refusals: {},
	userKey: 'member_id',
	operation: { name: 'Remove Members', action: 'Remove members', description: 'Remove members', notice: '' },
	tool: '',
} as const;

const members = { displayName: 'Member IDs', name: 'ids', example: 'ou_1', description: '' };

/** The kind is in the query, as of the members of a chat. */
const inQuery = deletionById({
	...shared,
	request: { method: 'DELETE', url: '/members' },
	ids: { members },
	key: 'member_id',
	limit: 10,
	userIdKind: MEMBER_ID_TYPE,
}).endpoint;

/** The kind is sent with each member, as of a user group. */
const ofEach = (isKey: boolean) =>
	deletionById({
		...shared,
		request: { method: 'POST', url: '/members/batch_remove' },
		ids: { members },
		key: 'member_id',
		limit: 10,
		with: { member_id_type: { field: 'Member ID Type', choices: Object.keys(MEMBER_ID_TYPE.kinds), isKey } },
		entry: (member_id, { member_id_type = '' }) => ({ member_id, member_id_type }),
		userIdKind: MEMBER_ID_TYPE,
	}).endpoint;

/** The kind is a property of the body and has values of its own, email addresses among them, as of the collaborators of a document. */
const inBody: Endpoint = endpointWith({
	...shared,
	field: 'Members',
	parameters: { members: 'ids' },
	people: [{ key: 'member_id', field: 'Members' }],
	read: ({ members: ids, ...body }) => ({ records: (ids as string[]).map((member_id) => ({ member_id })), body }),
	write: (records) => ({ members: records.map(({ member_id }) => member_id) }),
	userIdKind: {
		parameter: 'member_type',
		field: 'Member Type',
		isField: true,
		kinds: { openid: 'open_id', unionid: 'union_id', userid: 'user_id', email: undefined },
	},
});

const IDS: IDataObject = { open_id: 'ou_lin', union_id: 'on_lin', user_id: 'emp_lin' };

/** Lin is found by an email address, and everything is deleted. */
const answer = ({ url, qs, body }: IHttpRequestOptions) => {
	const { emails = [] } = (body ?? {}) as { emails?: string[] };
	const user_list = emails.map((email) => ({ email, ...(email === 'lin@example.com' && { user_id: IDS[String(qs?.user_id_type)] }) }));
	return responseOf({ code: 0, msg: '', data: url.endsWith('/batch_get_id') ? { user_list } : {} });
};

const query = (kind: string, ids: string[]): Item => ({
	ids,
	request: { method: 'DELETE', url: '/members', qs: { member_id_type: kind } },
});
const body = (parameter: string, kind: string, ids: string[]): Item => ({ ids, request: { body: { [parameter]: kind } } });

type Shape = [where: string, endpoint: Endpoint, ask: (kind: string, ids: string[]) => Item];

const SHAPES: readonly Shape[] = [
	['in the query', inQuery, query],
	['shown of each record', ofEach(true), (kind, ids) => body('member_id_type', kind, ids)],
	['sent with each record', ofEach(false), (kind, ids) => body('member_id_type', kind, ids)],
	['in the body', inBody, (kind, ids) => body('member_type', kind.replace('_', ''), ids)],
];

const removals = (sent: readonly IHttpRequestOptions[]) => sent.filter(({ url }) => !url.endsWith('/batch_get_id'));
const idsIn = (sent: readonly IHttpRequestOptions[]) =>
	removals(sent).flatMap((options) => {
		const { members: some } = options.body as { members: Array<string | { member_id: string }> };
		return some.map((one) => (typeof one === 'string' ? one : one.member_id));
	});
const reasonsOf = (ended: Parameters<typeof shown>[0]) => (shown(ended).flat() as IDataObject[]).map(({ reason }) => reason);

describe.each(SHAPES)('a kind of user ID %s', (_where, endpoint, ask) => {
	const start = async (items: readonly Item[], neverDelete?: string) => {
		const { start: go, sent } = runOf(endpoint, answer, { parameters: { options: { ...(neverDelete !== undefined && { neverDelete }) } } });
		return { ended: await go(items), sent };
	};

	test.each(Object.entries(IDS))('is what an address is looked up for: %s', async (kind, id) => {
		const { ended, sent } = await start([ask(kind, ['lin@example.com'])]);
		expect(statuses(ended)).toEqual([['deleted']]);
		expect(idsIn(sent)).toEqual([id]);
		expect(sent.map(({ qs }) => qs?.user_id_type as unknown)).toContain(kind);
	});

	test('is what IDs of another kind are refused by', async () => {
		const { ended, sent } = await start([ask('union_id', ['ou_lin']), ask('union_id', ['on_lin'])]);
		expect(statuses(ended)).toEqual([['refused'], ['deleted']]);
		const { field, isField } = endpoint.userIdKind ?? MEMBER_ID_TYPE;
		expect(reasonsOf(ended)[0]).toMatch(`which is the Open ID of a person, while ${field} is Union ID`);
		const [{ what_to_do } = {}] = shown(ended).flat() as IDataObject[];
		expect(what_to_do).toMatch(`If it is an Open ID, set ${field}${isField ? '' : ' in Options'} to Open ID.`);
		expect(idsIn(sent)).toEqual(['on_lin']);
	});

	test('lets several items name a person, who is sent once', async () => {
		const { ended, sent } = await start([ask('user_id', ['4d7a']), ask('user_id', ['4d7a']), ask('union_id', ['on_4d7a'])]);
		expect(statuses(ended)).toEqual([['deleted'], ['deleted'], ['deleted']]);
		expect(idsIn(sent)).toEqual(['4d7a', 'on_4d7a']);
	});

	test('is what Never Delete names people by', async () => {
		const kept = await start([ask('union_id', ['on_lin', 'on_zhou'])], 'on_lin');
		expect(statuses(kept.ended)).toEqual([['not_sent', 'deleted']]);
		const byAddress = await start([ask('union_id', ['on_lin', 'on_zhou'])], 'lin@example.com');
		expect(statuses(byAddress.ended)).toEqual([['not_sent', 'deleted']]);
		const vain = await start([ask('union_id', ['on_lin'])], 'ou_lin');
		expect(reasonsOf(vain.ended)[0]).toMatch(
			`the Open ID of a person, while ${endpoint.userIdKind?.field} is Union ID, so it would protect`,
		);
		expect(removals(vain.sent)).toEqual([]);
	});
});

describe('an ID that is no user ID', () => {
	test.each(SHAPES.slice(0, 3))(
		'is sent as it is, and is another record than a user with the same ID: %s',
		async (_where, endpoint, ask) => {
			const { start, sent } = runOf(endpoint, answer, { parameters: { options: { neverDelete: 'ou_lin' } } });
			const ended = await start([ask('app_id', ['cli_1', '4d7a'])]);
			expect(statuses(ended)).toEqual([['deleted', 'deleted']]);
			expect(idsIn(sent)).toEqual(['cli_1', '4d7a']);
			const both = runOf(endpoint, answer);
			expect(statuses(await both.start([ask('app_id', ['4d7a']), ask('user_id', ['4d7a'])]))).toEqual([['deleted'], ['deleted']]);
			expect(idsIn(both.sent)).toEqual(['4d7a', '4d7a']);
		},
	);

	test('may be an address that Feishu takes, which nobody looks up', async () => {
		const { start, sent } = runOf(inBody, answer);
		expect(statuses(await start([body('member_type', 'email', ['lin@example.com'])]))).toEqual([['deleted']]);
		expect(sent.map(({ url, body: of }) => [url.split('/').at(-1), of])).toEqual([
			['records', { member_type: 'email', members: ['lin@example.com'] }],
		]);
	});

	test.each([
		['ou_lin', 'not_sent', /“?ou_lin.+while Member Type is Email, so it would protect nobody/],
		['lin@example.com', 'not_sent', /^Never Delete names this record/],
		['zhou@example.com', 'deleted', undefined],
	])('and may be somebody whom Never Delete names: %s', async (neverDelete, status, reason) => {
		const { start } = runOf(inBody, answer, { parameters: { options: { neverDelete } } });
		const ended = await start([body('member_type', 'email', ['lin@example.com'])]);
		expect(statuses(ended)).toEqual([[status]]);
		if (reason !== undefined) expect(reasonsOf(ended)[0]).toMatch(reason);
	});
});

test.each([
	['in the query', inQuery, { qs: { member_id_type: 'email' } }, 'Member ID Type'],
	['in the body', inBody, { body: { member_type: 'open_id' } }, 'Member Type'],
])('a value that it does not have is refused: %s', async (_where, endpoint, request, field) => {
	const { start, sent } = runOf(endpoint, answer);
	const ended = await start([{ ids: ['ou_1'], request }]);
	expect(reasonsOf(ended)[0]).toMatch(`The field “${field}” of item 0 holds`);
	expect(sent).toEqual([]);
});

test('a copy that was kept is put back by the kind of ID that it holds', () => {
	const { endpoint } = putBackById({
		...shared,
		limit: 10,
		judge: () => undefined,
		request: { method: 'POST', url: '/members' },
		path: {},
		list: { parameter: 'id_list', field: members },
		key: 'member_id',
		copyIt: 'Copy it.',
		userIdKind: MEMBER_ID_TYPE,
	});
	const read = (kind: string) =>
		endpoint.read({ id_list: [{ member_id: 'on_1', member_id_type: 'union_id' }] }, { timezone: 'UTC', query: { member_id_type: kind } });
	expect(read('union_id').records).toEqual([{ member_id: 'on_1' }]);
	expect(refusalBy(() => read('open_id'))).toMatchObject({
		what: 'holds a copy whose ID is of the type "union_id", but Member ID Type is "open_id"',
		todo: 'Change Member ID Type in Options to what it was when the copy was made.',
	});
});

describe('another parameter that says what an ID is of', () => {
	const { endpoint } = deletionById({
		...shared,
		request: { method: 'POST', url: '/members/batch_remove' },
		ids: { members },
		key: 'member_id',
		limit: 10,
		with: { type: { field: 'Member Type', choices: ['user', 'app'], isKey: false } },
		entry: (member_id, { type = '' }) => ({ member_id, type }),
		userIdKind: { ...USER_ID_TYPE, unless: { parameter: 'type', is: 'app' } },
	});

	test('lets an ID pass that is no user ID, and asks for no address', async () => {
		const { start, sent } = runOf(endpoint, answer, {});
		const ended = await start([
			body('type', 'app', ['cli_a']),
			body('type', 'user', ['cli_b', 'ou_lin']),
			body('type', 'user', ['lin@example.com']),
		]);
		expect(statuses(ended)).toEqual([['deleted'], ['refused'], ['deleted']]);
		expect(idsIn(sent)).toEqual(['cli_a', 'ou_lin']);
	});
});
