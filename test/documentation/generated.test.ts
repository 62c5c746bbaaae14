import { NODES } from './calls';
import { GENERATED, nodePage, standingIn } from './generated';
import { CHINESE, ENGLISH } from './languages';
import { UNWRITTEN, fieldsTable, nodesTable, operationsTable, permissionBlock, ratesTable } from './tables';

test.each(GENERATED)('$file says what pages and nodes say: `npm run docs` writes it again', async ({ file, render }) => {
	const standing = standingIn(file);

	expect(standing).toBe(await render(standing));
});

const spec = {
	url: 'https://open.feishu.cn/thing',
	tokens: ['tenant', 'user'],
	scopes: ['thing', 'thing:delete'],
	rateLimits: [
		{ calls: 50, windowMs: 1_000 },
		{ calls: 1_000, windowMs: 60_000 },
	],
} as const;
const kind = {
	path: ['Things', 'Kind'],
	choices: ['Large', 'Small'],
	operations: ['Delete Things'],
	description: 'How large | small it is',
};
const node = {
	title: 'Feishu Thing',
	page: 'thing',
	fields: [kind],
	options: [],
	calls: [{ operation: 'Delete Things', spec, most: 1_500 }],
	reads: [{ spec: { ...spec, url: 'https://open.feishu.cn/list' } }],
	permissions: { tenant: ['thing'], user: ['thing', 'offline_access'] },
};

/** The rows of a table, below its head. */
const rowsOf = (table: string) => table.split('\n').slice(2);

test('a new deletion has its rows and its permissions before anybody writes of it', () => {
	expect(rowsOf(operationsTable(ENGLISH, node, ''))).toEqual([
		'| [Delete Things](https://open.feishu.cn/thing) | tenant, user | `thing`, `thing:delete` |',
	]);
	expect(rowsOf(ratesTable(ENGLISH, node, ''))).toEqual([
		'| [Delete Things](https://open.feishu.cn/thing) | 1,500 records | 50/s and 1,000/min |',
	]);
	expect(rowsOf(fieldsTable(ENGLISH, ENGLISH.fields, node.fields, ''))).toEqual([
		'| **Things** > **Kind** (Large, Small) | Delete Things | How large \\| small it is |',
	]);
	expect(rowsOf(nodesTable(ENGLISH, [node], () => '# Thing\n\n[link](x)\n\nDeletes things.\n', 'docs/nodes/'))).toEqual([
		'| [Feishu Thing](docs/nodes/thing.md) | Deletes things. | app, person |',
	]);
	expect(permissionBlock([node])).toContain('"user": ["offline_access", "thing"]');
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
])('of “%s” remains “%s”', (written, expected) => {
	const standing = `| | | |\n|---|---|---|\n| [x](${spec.url}) | ${written} | 9/s |`;

	expect(rowsOf(ratesTable(ENGLISH, node, standing))).toEqual([`| [Delete Things](${spec.url}) | ${expected} | 50/s and 1,000/min |`]);
});

const marked = (name: string, table = '') => `<!-- generated: ${name} -->\n${table}\n<!-- /generated -->`;

test('in Chinese, people say what a field is, and it keeps their words when it becomes an option', () => {
	const text = [...['operations', 'permissions', 'options', 'rates'].map((name) => marked(name)), marked('fields')].join('\n');
	const fresh = nodePage(text, CHINESE, node);
	const written = fresh.replace(UNWRITTEN, '大小');

	expect(fresh).toContain(`| **Things** > **Kind** (Large, Small) | Delete Things | ${UNWRITTEN} |`);
	expect(nodePage(written, CHINESE, node)).toBe(written);
	expect(nodePage(written, CHINESE, { ...node, fields: [], options: [kind] })).toContain('| Delete Things | 大小 |');
});

test('a page without its markers is told which', () => {
	expect(() => nodePage(marked('fields'), ENGLISH, node)).toThrow(/no markers <!-- generated: options -->/);
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
