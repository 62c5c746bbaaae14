import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { operations } from '../deletions';
import { PEOPLE } from '../deletions/values';
import { deletions, itemsOf, keepsCopies, nodeOf, sandboxCredentials } from '../support/deletions';
import { runBehind, runNode, type NodeName } from '../support/engine';
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

/** Every operation of every node, with a run that asks for something that is there. */
const everything = [
	...deletions.map((deletion) => ({
		title: `${deletion.type}: delete`,
		operation: 'delete',
		type: deletion.type,
		endpoint: deletion.endpoint,
		items: itemsOf(deletion, deletion.names(2)),
		seed: () => {
			deletion.seed(world.sandbox, deletion.names(2));
		},
		parameters: deletion.parameters,
	})),
	...operations.map(({ type, operation, endpoint, seed, parameters, wire: [row] }) => ({
		title: `${type}: ${operation}`,
		operation,
		type: type as NodeName,
		endpoint,
		items: row?.items ?? [{}],
		seed: () => {
			for (const person of PEOPLE) world.sandbox.seed.person(person);
			seed(world.sandbox);
		},
		parameters: { ...parameters, ...row?.parameters },
	})),
];

describe.each(everything)('what goes wrong in $title comes out of the error branch, and of nothing else', (each) => {
	const { operation, type, endpoint, items, seed, parameters } = each;
	const expectAside = async (options: INodeParameters, credential: Partial<ICredentialDataDecryptedObject>, statuses: string[]) => {
		seed();
		const { tenant } = sandboxCredentials(world.sandbox);
		const own = { ...(parameters.options as INodeParameters | undefined), ...options };
		const { error, json, errorJson } = await runNode(
			items,
			{
				type,
				credentials: { feishuTenantApi: 'tenant' },
				parameters: { authentication: 'feishuTenantApi', operation, ...parameters, options: own },
				settings: BRANCH,
			},
			{ tenant: { ...tenant, ...credential } as ICredentialDataDecryptedObject },
		);
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
		expect(errorJson).not.toEqual([]);
		const told = errorJson.map((item) => (item.error as IDataObject).status);
		expect(told.filter((status) => !statuses.includes(String(status)))).toEqual([]);
	};

	test('a refusal of every call', async () => {
		world.sandbox.fault({ endpoint, kind: 'code', code: 99991672, status: 400, on: 'every' });
		await expectAside({}, {}, ['refused', 'not_sent']);
	});

	test('a credential that leads nowhere', async () => {
		await expectAside({}, { baseUrl: '' }, ['refused', 'not_sent']);
		expect(world.sandbox.log).toEqual([]);
	});

	if (operation === 'delete' || operation === 'create') {
		test('Stop If More Than', async () => {
			await expectAside({ stopIfMoreThan: 0 }, {}, ['not_sent']);
			expect(world.sandbox.log).toEqual([]);
		});
	}
});
