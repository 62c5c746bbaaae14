import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { deletions, itemsOf, keepsCopies, nodeOf, sandboxCredentials } from '../support/deletions';
import { runBehind } from '../support/engine';
import { expectEachOnce } from '../support/law';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();
const BRANCH = { onError: 'continueErrorOutput' } as const;

/** The first of three is not there. */
function threeOf(deletion: (typeof deletions)[number]) {
	const names = deletion.names(3);
	deletion.seed(world.sandbox, names.slice(1));
	return { names, items: itemsOf(deletion, names) };
}

describe.each(deletions)('the error branch of $type', (deletion) => {
	const parameters: INodeParameters = { options: keepsCopies(deletion) ? { keepCopy: true } : {} };
	const behind = async (source: Parameters<typeof runBehind>[0], items: readonly IDataObject[]) =>
		await runBehind(source, items, nodeOf(deletion, { settings: BRANCH, parameters }), sandboxCredentials(world.sandbox));

	test('has the fields of the input item, which n8n finds', async () => {
		const { names, items } = threeOf(deletion);
		const result = await behind({ previousNode: 'Source' }, items);
		expectEachOnce(deletion, result, names);
		expect(result.errorJson).toEqual([{ ...items[0], error: expect.anything() as unknown, message: expect.any(String) as unknown }]);
		expect(result.outputs.map((output) => output.map(({ pairedItem }) => pairedItem))).toEqual([[{ item: 1 }, { item: 2 }], [{ item: 0 }]]);
	});

	test.each([
		['an output that there is not', { previousNode: 'Source', previousNodeOutput: 1 }],
		['a node that has not run', { previousNode: 'Nobody' }],
	])('keeps the report, copies included, where n8n looks for the input item in %s', async (_where, source) => {
		const { names, items } = threeOf(deletion);
		const result = await behind(source, items);
		expect(result.error).toBeUndefined();
		expectEachOnce(deletion, result, names);
		expect(result.json.map(({ status }) => status)).toEqual([deletion.done, deletion.done]);
		if (keepsCopies(deletion)) for (const { snapshot } of result.json) expect(snapshot).toEqual(expect.any(Object));
		expect(Object.keys(result.errorJson[0] ?? {})).toEqual(['error', 'message']);
		expect(result.outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([0]);
	});
});
