import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itemsOf, nodeOf, sandboxCredentials, type Deletion } from './deletions';
import { runNode, type NodeResult, type NodeSetup } from './engine';
import type { Sandboxed } from './sandboxed';

/** Runs of deletions against the sandbox of a test file. */
export function runsIn(world: Sandboxed) {
	return {
		/** Runs a node over items. */
		run: async (
			deletion: Deletion,
			items: readonly IDataObject[],
			parameters: INodeParameters,
			settings: NodeSetup['settings'] = {},
		): Promise<NodeResult> => await runNode(items, nodeOf(deletion, { parameters, settings }), sandboxCredentials(world.sandbox)),
		/** Puts so many records into the sandbox, and an item for each. */
		all: (deletion: Deletion, count: number) => {
			const names = deletion.names(count);
			deletion.seed(world.sandbox, names);
			return { names, items: itemsOf(deletion, names) };
		},
	};
}
