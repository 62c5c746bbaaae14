import { composeWorkflow, tested } from '../test/laboratory/workflow.mjs';

/** Every run uses the same credential, with a token in it: what is measured is the deletion. */
export const credentialId = 'bench';

/** A refusal must not end a run that is being timed; and what n8n writes to its database afterwards is no part of it. */
const onError = 'continueRegularOutput';
const settings = { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' };

/**
 * Our node.
 * @param {string} id
 * @param {import('./deletions.mjs').Deletion} deletion
 * @param {object[]} items
 * @param {boolean} [dryRun]
 */
export function ourWorkflow(id, { node, parameters: given }, items, dryRun) {
	const parameters = dryRun ? { ...given, dryRun } : given;
	return { ...composeWorkflow({ id, node, parameters, items, credential: credentialId, onError }), settings };
}

/**
 * Our node in a server, behind a webhook that gets the items.
 * @param {string} id
 * @param {import('./deletions.mjs').Deletion} deletion
 */
export function webhookWorkflow(id, { node, parameters }) {
	const workflow = composeWorkflow({ id, node, parameters, items: [], credential: credentialId, onError });
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: id,
		parameters: { httpMethod: 'POST', path: id, responseMode: 'onReceived', options: {} },
	};
	const nodes = workflow.nodes
		.filter(({ name }) => name !== 'Data')
		.map((each) => {
			if (each.name === 'Start') return { ...each, ...webhook };
			return each.name === 'Items' ? { ...each, parameters: { fieldToSplitOut: 'body.items', options: {} } } : each;
		});
	const { Items } = workflow.connections;
	return { ...workflow, settings, nodes, connections: { Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] }, Items } };
}

/**
 * n8n's own HTTP Request node in its place: one call for each item, the same credential, nothing repeated.
 * @param {string} id
 * @param {import('./deletions.mjs').Deletion} deletion
 * @param {object[]} items
 * @param {string} sandbox - its address
 * @param {object} [batching]
 */
export function httpWorkflow(id, { node, request: { method, path, body } }, items, sandbox, batching) {
	const workflow = composeWorkflow({ id, node, parameters: {}, items, credential: credentialId, onError });
	const url = `${sandbox}/open-apis${path}`;
	const http = {
		type: 'n8n-nodes-base.httpRequest',
		// The newest of n8n 1.x.
		typeVersion: 4.3,
		parameters: {
			method,
			url: url.includes('{{') ? `=${url}` : url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'feishuTenantApi',
			...(body !== undefined && { sendBody: true, specifyBody: 'json', jsonBody: `=${body}` }),
			options: { ...(batching && { batching }) },
		},
	};
	return { ...workflow, settings, nodes: workflow.nodes.map((each) => (each.name === tested ? { ...each, ...http } : each)) };
}
