/** The node under test, in each workflow made here. */
export const tested = 'Tested';

/**
 * A workflow that hands some items to one of our nodes.
 * @param {object} parts
 * @param {string} parts.id
 * @param {string} parts.node - name of the node type
 * @param {object} parts.parameters
 * @param {object[]} [parts.items]
 * @param {string} [parts.authentication] - name of the credential's type
 * @param {string} parts.credential - its ID and name
 * @param {string} [parts.onError]
 * @param {object} [parts.settings] - others of our node's Settings, such as Retry On Fail
 * @param {'subWorkflow' | 'webhook'} [parts.start] - another workflow hands over the items; or a call, whose body then is one, with the
 *   name of the `worker`
 * @param {boolean} [parts.loop] - the items come one by one, out of a Loop Over Items node
 * @param {{ node?: string, parameters: object, onError?: string }[]} [parts.steps] - several of our nodes in a row, in place of one: each
 *   gets what the one before returns
 * @param {object} [parts.subWorkflow] - a workflow that takes the place of our node; inline, since n8n 2.x runs none that is not published
 */
export function composeWorkflow({
	id,
	node,
	parameters,
	items,
	authentication = 'feishuTenantApi',
	credential,
	onError,
	settings,
	start,
	loop,
	steps = [{ parameters, onError }],
	subWorkflow,
}) {
	const own = (step, index) => ({
		...composeNode(stepName(index), `n8n-nodes-feishu-cleanup.${step.node ?? node}`, 1, {
			authentication,
			operation: 'delete',
			options: {},
			...step.parameters,
		}),
		credentials: { [authentication]: { id: credential, name: credential } },
		...(step.onError && { onError: step.onError }),
		...settings,
	});
	const given = [
		composeNode('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		composeNode('Data', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} }),
		composeNode('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items', options: {} }),
	];
	const handedOver = [composeNode('Start', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' })];
	const called = [
		{
			...composeNode('Start', 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path: id, responseMode: 'onReceived', options: {} }),
			webhookId: id,
		},
		composeNode('Item', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: '={{ { ...$json.body, worker: $env.WORKER } }}',
			options: {},
		}),
	];
	const beginnings = { subWorkflow: handedOver, webhook: called };
	const nodes = [
		...(beginnings[start] ?? given),
		...(loop ? [composeNode('Loop', 'n8n-nodes-base.splitInBatches', 3, { options: {} })] : []),
		...(subWorkflow === undefined
			? steps.map(own)
			: [
					composeNode(tested, 'n8n-nodes-base.executeWorkflow', 1.2, {
						source: 'parameter',
						workflowJson: JSON.stringify(subWorkflow),
						mode: 'once',
						options: {},
					}),
				]),
	];
	const names = nodes.map(({ name }) => name);
	const connections = Object.fromEntries(
		names.slice(0, -1).map((name, index) => [name, { main: [[{ node: names[index + 1], type: 'main', index: 0 }]] }]),
	);
	if (loop) {
		// The first output of a loop is for when it is done.
		connections.Loop.main.unshift([]);
		connections[tested] = { main: [[{ node: 'Loop', type: 'main', index: 0 }]] };
	}
	return { id, name: id, active: false, settings: { executionOrder: 'v1' }, nodes, connections };
}

/** What a step is called: the first one is the node under test. */
export function stepName(index) {
	return index === 0 ? tested : `${tested} ${index + 1}`;
}

/** What n8n stores for a field of the kind "resource locator" that holds an ID. */
export function byId(value) {
	return { __rl: true, mode: 'id', value };
}

function composeNode(name, type, typeVersion, parameters) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
