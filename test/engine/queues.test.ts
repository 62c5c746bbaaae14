import { operations } from '../deletions';
import { PEOPLE } from '../deletions/values';
import { deletions, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

/** What changes one thing at a time, with what else changes the same things. */
const pairs = deletions.flatMap((deletion) =>
	operations
		.filter(({ type, contract }) => type === deletion.type && contract.kind === 'create' && contract.oneCallAtATime !== undefined)
		.map((creation) => ({ type: deletion.type, deletion, creation })),
);

test('some nodes delete and create in what Feishu lets one call at a time change', () => {
	expect(pairs.length).toBeGreaterThan(1);
});

describe.each(pairs)('$type', ({ deletion, creation }) => {
	test('names what it changes in both operations alike, by parameters of both paths', () => {
		expect(deletion.contract.oneCallAtATime).toEqual(creation.contract.oneCallAtATime);
		for (const name of creation.contract.oneCallAtATime ?? []) {
			expect([deletion.spec.path, creation.spec.path]).toEqual([expect.stringContaining(`:${name}`), expect.stringContaining(`:${name}`)]);
		}
	});

	test('never deletes and creates in one of them at the same time, in whichever nodes and executions', async () => {
		const { sandbox } = world;
		for (const person of PEOPLE) sandbox.seed.person(person);
		deletion.wire.seed(sandbox);
		const [removed, added] = [deletion.wire.rows[0]!, creation.wire[0]!];
		const credentials = sandboxCredentials(sandbox);
		const settings = { onError: 'continueRegularOutput' } as const;
		const remove = nodeOf(deletion, { settings, parameters: removed.parameters });
		const add = nodeOf(deletion, { settings, parameters: { operation: creation.operation, ...creation.parameters, ...added.parameters } });
		await Promise.all([remove, add, remove, add].map(async (node) => await runNode([{}], node, credentials)));
		const both = [...sandbox.calls(deletion.endpoint), ...sandbox.calls(creation.endpoint)];
		// They were at one thing.
		const places = (deletion.contract.oneCallAtATime ?? []).map((name) => deletion.spec.path.split('/').indexOf(`:${name}`));
		expect(new Set(both.map(({ path }) => places.map((place) => path.split('/')[place]).join('/'))).size).toBe(1);
		expect(both.length).toBeGreaterThanOrEqual(4);
		expect(sandbox.refusals()).toEqual([]);
	});
});
