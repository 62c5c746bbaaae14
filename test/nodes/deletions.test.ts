import { deletions, itemsOf, nodeOf, sandboxCredentials, seedBut } from '../support/deletions';
import { runNode } from '../support/engine';
import { expectEachOnce, reported, tally } from '../support/law';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

describe.each(deletions)('$type', (deletion) => {
	const { endpoint, limit, done, passesMissing } = deletion;

	test('deletes the record of each item in the fewest calls, each item getting its own back', async () => {
		const names = deletion.names(limit * 2 + 1);
		deletion.seed(world.sandbox, names);
		const result = await runNode(itemsOf(deletion, names), nodeOf(deletion), sandboxCredentials(world.sandbox));

		expect(result.error).toBeUndefined();
		expect(world.sandbox.calls(endpoint)).toHaveLength(3);
		expect(world.sandbox.calls('tenantToken')).toHaveLength(1);
		expectEachOnce(deletion, result, names);
		expect(tally(deletion, result)).toEqual({ [done]: names.length });
		expect(reported(deletion, result).map(({ item }) => item)).toEqual(names.map((_name, item) => item));
		for (const name of names) expect(deletion.exists(world.sandbox, name)).toBe(false);
	});

	test('reports a record that Feishu refuses under each On Error setting', async () => {
		const names = deletion.names(3);
		const [, refused = ''] = names;
		const run = async (onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput') => {
			world.sandbox.reset('empty');
			seedBut(world.sandbox, deletion, names, [refused]);
			return await runNode(itemsOf(deletion, names), nodeOf(deletion, { settings: { onError } }), sandboxCredentials(world.sandbox));
		};

		const stopped = await run('stopWorkflow');
		expect(stopped.error?.message).toMatch(/^2 of 3 .+, 1 refused\. /);
		expect(stopped.error?.description).toContain(refused.replace('|', ' / '));

		const regular = await run('continueRegularOutput');
		expectEachOnce(deletion, regular, names);
		expect(reported(deletion, regular).map(({ json }) => json.status)).toEqual([done, 'refused', done]);

		const branched = await run('continueErrorOutput');
		expectEachOnce(deletion, branched, names);
		expect(branched.json.map((json) => json.status)).toEqual([done, done]);
		expect(branched.errorJson).toHaveLength(1);
		expect(branched.errorJson[0]).toMatchObject({ ...deletion.item(refused), error: { status: 'refused', deleted: false } });
	});

	test(`a record that is not there is ${passesMissing ? 'let pass' : 'refused'}`, async () => {
		const names = deletion.names(2);
		deletion.seed(world.sandbox, names.slice(1));
		const node = nodeOf(deletion, { settings: { onError: 'continueRegularOutput' } });
		const result = await runNode(itemsOf(deletion, names), node, sandboxCredentials(world.sandbox));
		expect(reported(deletion, result).map(({ json }) => json.status)).toEqual([passesMissing ? done : 'refused', done]);
	});
});
