import 'reflect-metadata';
import { ExecuteContext, ExecutionLifecycleHooks, RoutingNode } from 'n8n-core';
import {
	CREDENTIAL_BLANKING_VALUE,
	NodeConnectionTypes,
	Workflow,
	createEmptyRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INode,
	type INodeCredentialTestResult,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CredentialStore } from './credentialStore';
import { watch } from './secretWatch';

/** What the server puts back where the editor, which never got to see it, posts a sentinel. */
function unredact(posted: ICredentialDataDecryptedObject, stored: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
	return Object.fromEntries(
		Object.entries(posted).map(([name, value]) => [name, value === CREDENTIAL_BLANKING_VALUE ? (stored[name] ?? '') : value]),
	);
}

/** What the editor posts of a stored credential: no password field, and none of n8n's own tokens, leaves the server. */
export function redact(type: ICredentialType, stored: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
	const isSecret = (name: string) => type.properties.some((property) => property.name === name && property.typeOptions?.password === true);
	return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, isSecret(name) ? CREDENTIAL_BLANKING_VALUE : value]));
}

/**
 * Tests a credential as n8n's server does when a user saves it: `runRequestTest` of its
 * credentials-tester service, which n8n-core does not have. The credential's `test` request becomes
 * the routing of a node with one property, and goes through the real RoutingNode.
 *
 * `preAuthentication` looks out for a test by the node type `n8n-nodes-base.noOp`, but the tester
 * names it `noOp`, in both lines: a credential that holds a token is tested without a new one.
 * @param posted what the editor sends
 * @param stored what n8n holds
 */
export async function testCredential(
	type: ICredentialType,
	posted: ICredentialDataDecryptedObject,
	stored: ICredentialDataDecryptedObject = posted,
): Promise<INodeCredentialTestResult> {
	const result = await resultOfTest(type, posted, stored);
	watch('the result of a credential test', result);
	return result;
}

async function resultOfTest(
	type: ICredentialType,
	posted: ICredentialDataDecryptedObject,
	stored: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { test } = type;
	const data = unredact(posted, stored);
	if (test === undefined) throw new Error(`${type.name} has no test request`);
	const nodeType: INodeType = {
		description: {
			displayName: 'No Operation',
			name: 'noOp',
			group: ['input'],
			version: 1,
			description: 'Carries the test request of a credential',
			defaults: { name: 'Temp' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type.name, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request: test.request }, default: '' }],
		},
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: { id: 'tested', name: 'tested' } },
	};
	const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: new CredentialStore({ tested: stored }),
		hooks: new ExecutionLifecycleHooks('internal', 'test', workflow as never),
		webhookBaseUrl: 'http://localhost/webhook',
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	const input = { main: [[{ json: {} }]] };
	const executeData = { node, data: {}, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		input,
		executeData,
		[],
	);
	const routing = new RoutingNode(context, nodeType, { id: 'tested', name: 'tested', type: type.name, data });
	await workflow.expression.acquireIsolate();
	try {
		const response = await routing.runNode();
		const body = response?.[0]?.[0]?.json ?? {};
		for (const rule of test.rules ?? []) {
			if (rule.type === 'responseSuccessBody' && body[rule.properties.key] === rule.properties.value) {
				return { status: 'Error', message: rule.properties.message };
			}
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { cause, message } = error as Error & { cause?: { response?: { status: number; statusText: string }; code?: string } };
		if (cause?.response)
			return { status: 'Error', message: cause.response.statusText || `Received HTTP status code: ${cause.response.status}` };
		return { status: 'Error', message: cause?.code ?? message };
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
