import { NODES } from './calls';
import { GENERATED, standingIn, withOperations } from './generated';
import { ENGLISH } from './languages';
import { operationsTable, permissionBlocks, ratesTable } from './tables';

test.each(GENERATED)('$file says what pages and nodes say: `npm run docs` writes it anew', async ({ file, render }) => {
	const standing = standingIn(file);

	expect(standing).toBe(await render(standing));
});

const page = {
	url: 'https://open.feishu.cn/thing',
	tokens: ['tenant', 'user'],
	scopes: ['thing', 'thing:delete'],
	rateLimits: [
		{ calls: 50, windowMs: 1_000 },
		{ calls: 1_000, windowMs: 60_000 },
	],
} as const;
const node = {
	title: 'Feishu Thing',
	calls: [{ operation: 'Delete Things', page, most: 1_500 }],
	reads: [{ page: { ...page, url: 'https://open.feishu.cn/list' } }],
	permissions: { tenant: ['thing'], user: ['thing', 'offline_access'] },
};

/** The rows of a table, below its head. */
const rowsOf = (table: string) => table.split('\n').slice(2);

test('a new deletion has its rows and its permissions before anybody writes of it', () => {
	expect(rowsOf(operationsTable(ENGLISH, node, ''))).toEqual([
		'| [Delete Things](https://open.feishu.cn/thing) | tenant, user | `thing`, `thing:delete` |',
	]);
	expect(rowsOf(ratesTable(ENGLISH, [node], ''))).toEqual([
		'| Feishu Thing | [Delete Things](https://open.feishu.cn/thing) | 1,500 records | 50/s and 1,000/min |',
	]);
	expect(permissionBlocks([node])).toContain('"user": ["thing", "offline_access"]');
});

test('the words of people stay, and what is not true beside them is put right', () => {
	const standing = [
		'| Operation | Token | Permission |',
		'|---|---|---|',
		'| a list | tenant | `thing` |',
		'| [the search](https://open.feishu.cn/list) | tenant | `thing:delete` or `thing` |',
		'| [Remove](https://open.feishu.cn/thing), for good | user | `thing` |',
		'| [Gone](https://open.feishu.cn/gone) | tenant | `thing` |',
	].join('\n');

	expect(rowsOf(operationsTable(ENGLISH, node, standing))).toEqual([
		'| a list | tenant | `thing` |',
		'| [the search](https://open.feishu.cn/list) | tenant, user | `thing:delete` or `thing` |',
		'| [Delete Things](https://open.feishu.cn/thing), for good | tenant, user | `thing`, `thing:delete` |',
	]);
});

test.each([
	['1,500 things of one box, 20 of them large', '1,500 things of one box, 20 of them large'],
	['500 things of one box', '1,500 records'],
])('of “%s” there stands “%s”', (written, expected) => {
	const standing = `| | | | |\n|---|---|---|---|\n| | [x](${page.url}) | ${written} | 9/s |`;

	expect(rowsOf(ratesTable(ENGLISH, [node], standing))).toEqual([
		`| Feishu Thing | [Delete Things](${page.url}) | ${expected} | 50/s and 1,000/min |`,
	]);
});

test('the operations come to the end of a section that has no place for them', () => {
	const text = withOperations('# All\n\n### Feishu Thing\n\nDeletes things.\n\n### Next\n', ENGLISH, [node]);

	expect(text).toMatch(/Deletes things\.\n\n<!-- generated: operations -->\n\n\| Operation [^]+\n\n<!-- \/generated -->\n\n### Next\n$/);
	expect(withOperations(text, ENGLISH, [node])).toBe(text);
});

test('the permissions of a node are the narrowest that do, all of those that a call takes together, and those of each kind of token', () => {
	const permissions = Object.fromEntries(NODES.map((one) => [one.title, one.permissions]));

	expect(permissions).toMatchObject({
		'Feishu Calendar Event Attendee': {
			tenant: ['calendar:calendar.event:read', 'calendar:calendar.event:update', 'calendar:calendar:read'],
			user: ['calendar:calendar.event:read', 'calendar:calendar.event:update', 'calendar:calendar:read', 'offline_access'],
		},
		'Feishu Batch Message': { tenant: ['im:message:send_as_bot', 'im:message:send_multi_depts', 'im:message:send_multi_users'] },
	});
	expect(permissions['Feishu Batch Message']).not.toHaveProperty('user');
});
