import { operations, type NodeName } from '../deletions';
import { PEOPLE } from '../deletions/values';
import { sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const creations = operations.filter(({ contract }) => contract.kind === 'create');

/** Under Stop no item comes out: what was created before the node failed is named in what it says. */
describe.each(creations.map((creation) => ({ node: creation.type, creation })))('what $node has created', ({ creation }) => {
	const { type, operation, parameters, seed, wire, contract } = creation;

	test('has the ID by which it is undone, which is named where the node fails', async () => {
		for (const person of PEOPLE) world.sandbox.seed.person(person);
		seed(world.sandbox);
		const { items = [{}], parameters: own } = wire[0]!;
		const { json } = await runNode(
			items,
			{
				type: type as NodeName,
				credentials: { feishuTenantApi: 'tenant' },
				parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters, ...own },
			},
			sandboxCredentials(world.sandbox),
		);
		const { key = '', todo = '' } = (contract.kind === 'find' ? undefined : contract.undo) ?? {};
		expect(todo).toMatch(/^[A-Z].+ to undo it\.$/);
		expect(json.filter(({ status }) => status === 'created').length).toBeGreaterThan(0);
		for (const { status, [key]: id } of json) if (status === 'created') expect(id).toMatch(/./);
	});
});

test('a mass message with one bad address: the failure names the ID by which it is recalled', async () => {
	for (const person of PEOPLE) world.sandbox.seed.person(person);
	const [lin, zhou] = PEOPLE;
	const { error } = await runNode(
		[{}],
		{
			type: 'feishuBatchMessage',
			credentials: { feishuTenantApi: 'tenant' },
			parameters: {
				authentication: 'feishuTenantApi',
				operation: 'create',
				messageType: 'text',
				text: 'Closed today.',
				recipients: { openIds: `${lin?.openId ?? ''}, ${zhou?.openId ?? ''}, ou_nobody` },
				options: {},
			},
		},
		sandboxCredentials(world.sandbox),
	);
	const [[id] = []] = world.sandbox.state.batchMessages;
	expect(id).toMatch(/^bm-/);
	expect(error?.message).toMatch(/^2 of 3 messages sent, 1 refused\./);
	expect(error?.description).toContain(`2 messages sent: ${String(id)}.`);
});
