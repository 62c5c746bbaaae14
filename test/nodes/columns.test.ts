import { operations, type NodeName } from '../deletions';
import { PEOPLE } from '../deletions/values';
import { sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

/** As many columns as n8n advises for Simplify. */
const MOST = 10;

/** Which keys of what a search finds hold a time in Feishu's own form, since saved workflows and Import read them. */
const UNIX = ['check_time'];

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?$/;

const searches = operations.filter(({ operation }) => operation === 'getAll');

const seen = new Set<string>();

test.each(searches)('what $type finds by $operation fits into a table: $parameters', async ({ type, operation, seed, parameters }) => {
	for (const person of PEOPLE) world.sandbox.seed.person(person);
	seed(world.sandbox);
	const { json, error } = await runNode(
		[{}],
		{
			type: type as NodeName,
			credentials: { feishuTenantApi: 'tenant' },
			parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
		},
		sandboxCredentials(world.sandbox),
	);
	expect(error).toBeUndefined();
	for (const item of json) {
		expect(Object.keys(item).length).toBeLessThanOrEqual(MOST);
		for (const [key, value] of Object.entries(item)) {
			expect(value ?? '').not.toBe('');
			if (/_time$|^due$/.test(key) && !UNIX.includes(key)) expect(value).toMatch(TIME);
		}
		const keys = Object.keys(item);
		const isId = (key: string) => key.endsWith('_id') && key !== 'user_id';
		// What a person recognises comes first, if Feishu gives anything of the kind.
		const known = keys.filter((key) => /^(summary|task_summary|display_name|start_time|punch_time)$/.test(key));
		for (const key of known) expect(keys.indexOf(key)).toBeLessThan(keys.findIndex(isId));
	}
	if (json.length > 0) seen.add(type);
});

test('each node that finds something has found something', () => {
	expect([...seen].sort()).toEqual([...new Set(searches.map(({ type }) => type as string))].sort());
});
