import type { INodeParameters } from 'n8n-workflow';
import { deletions, itemsOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { expectEachOnce, tally } from '../support/law';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

/** The parameters with the bare value in place of each resource locator. */
function withoutLocators(parameters: INodeParameters): INodeParameters {
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [
			name,
			typeof value === 'object' && value !== null && '__rl' in value ? value.value : value,
		]),
	);
}

describe.each(deletions)('$type, where defaults are not saved', (deletion) => {
	test.each([
		['as the editor saves it', (parameters: INodeParameters) => parameters],
		['with plain text where the editor has a list to choose from', withoutLocators],
	])('deletes %s', async (_words, saved) => {
		const names = deletion.names(3);
		deletion.seed(world.sandbox, names);
		const result = await runNode(
			itemsOf(deletion, names),
			{ type: deletion.type, credentials: { feishuTenantApi: 'tenant' }, parameters: saved(deletion.parameters) },
			sandboxCredentials(world.sandbox),
		);

		expect(result.error).toBeUndefined();
		expectEachOnce(deletion, result, names);
		expect(tally(deletion, result)).toEqual({ [deletion.done]: names.length });
	});
});
