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
 */
export function ourWorkflow(id, { node, parameters }, items) {
	return { ...composeWorkflow({ id, node, parameters, items, credential: credentialId, onError }), settings };
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
		typeVersion: 4.5,
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
