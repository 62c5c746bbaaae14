import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type ILoadOptionsFunctions,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CredentialStore } from './credentialStore';
import { nodeTypes, type NodeName } from './engine';
import { watch } from './secretWatch';

/** What the editor has when it asks a node for a list. */
export interface ListSetup {
	/** What the node's fields hold at that moment. */
	parameters: INodeParameters;
	/** ID of the credential in the store, by credential type. */
	credentials: Record<string, string>;
	/** What the person has typed. */
	filter?: string;
	/** Where to go on, as the page before has said. */
	page?: string;
	/** The field whose list it is, for messages of n8n's own. */
	path?: string;
}

/**
 * Asks a node for a page of a list as n8n's server does for its editor: with a workflow of that one node,
 * which has no settings and so the server's own time zone, and with nothing of any execution.
 * @param method the name in the node's `methods.listSearch`
 * @throws what the node throws, whose message the editor shows
 */
export async function listFrom(
	type: NodeName,
	method: string,
	{ parameters, credentials, filter, page, path = 'parameters' }: ListSetup,
	stored: Record<string, ICredentialDataDecryptedObject> | CredentialStore,
): Promise<INodeListSearchResult> {
	const store = stored instanceof CredentialStore ? stored : new CredentialStore(stored);
	const node: INode = {
		id: 'uuid-1234',
		name: 'Temp-Node',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(Object.entries(credentials).map(([name, id]) => [name, { id, name: id }])),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const temporary = workflow.getNode(node.name);
	const list = nodeTypes.getByNameAndVersion(type, 1).methods?.listSearch?.[method];
	if (temporary === null || list === undefined) throw new Error(`${type} has no list ${method}`);
	const additionalData = { credentialsHelper: store, currentNodeParameters: parameters } as unknown as IWorkflowExecuteAdditionalData;
	const context = new LoadOptionsContext(workflow, temporary, additionalData, path) as unknown as ILoadOptionsFunctions;
	await workflow.expression.acquireIsolate();
	try {
		const result = await list.call(context, filter, page);
		watch('the list in the editor', result);
		return result;
	} catch (error) {
		watch('what the editor is told', error);
		throw error;
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
