import { DirectoryLoader, ExecutionLifecycleHooks, RoutingNode, WorkflowExecute, type ExecuteContext } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	createRunExecutionData,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { deletions, type NodeName } from '../deletions';
import { CredentialStore } from './credentialStore';

/** Feeds a workflow with given items. */
class Source implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Source',
		name: 'source',
		group: ['input'],
		version: 1,
		description: 'Feeds a workflow with given items',
		defaults: { name: 'Source' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return Promise.resolve([this.getInputData()]);
	}
}

/** Makes a declarative node executable as n8n's server does: with Request Options, and by its RoutingNode. */
function executable(nodeType: INodeType): INodeType {
	if (nodeType.execute === undefined) {
		DirectoryLoader.applyDeclarativeNodeOptionParameters(nodeType);
		nodeType.execute = async function (this: IExecuteFunctions) {
			return (await new RoutingNode(this as ExecuteContext, nodeType).runNode()) ?? [];
		};
	}
	return nodeType;
}

export type { NodeName } from '../deletions';

/** The package's nodes, by the name workflows hold. */
export const nodeTypesByName = Object.fromEntries(deletions.map(({ type, node }) => [type, node])) as Readonly<Record<NodeName, INodeType>>;

const allTypes: Readonly<Record<string, INodeType>> = { source: new Source(), ...nodeTypesByName };

const nodeTypes: INodeTypes = {
	getByName: (name) => executable(typeOf(name)),
	getByNameAndVersion: (name) => executable(typeOf(name)),
	getKnownTypes: () => ({}),
};

function typeOf(name: string): INodeType {
	const type = allTypes[name];
	if (type === undefined) throw new Error(`unknown node type ${name}`);
	return type;
}

/** One of our nodes in a workflow. */
export interface NodeSetup {
	type: NodeName;
	parameters: INodeParameters;
	/** ID of the credential in the store, by credential type. */
	credentials: Record<string, string>;
	name?: string;
	/** n8n's settings of a node: On Error, Retry On Fail, Execute Once. */
	settings?: Partial<Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'executeOnce'>>;
}

/** What a run of one node came to. */
export interface NodeResult {
	/** Items by output: the main one, and the error branch where there is one. */
	outputs: INodeExecutionData[][];
	json: IDataObject[];
	errorJson: IDataObject[];
	/** The error that failed the node. */
	error: { message: string; description?: string | null; context?: IDataObject } | undefined;
}

/** A started workflow. */
export interface Execution {
	/** Stops it, as the Stop button does. */
	cancel(): void;
	/** Results by node name. */
	finished: Promise<Record<string, NodeResult>>;
}

/**
 * Starts a workflow in n8n-core's real engine: a source of `items`, and each of `nodes` connected to
 * it, side by side.
 */
export function startWorkflow(items: readonly IDataObject[], nodes: readonly NodeSetup[], store: CredentialStore): Execution {
	const source: INode = { id: 'source', name: 'Source', type: 'source', typeVersion: 1, position: [0, 0], parameters: {} };
	const targets = nodes.map(
		(setup, index): INode => ({
			id: `node-${index}`,
			name: setup.name ?? `Node ${index}`,
			type: setup.type,
			typeVersion: 1,
			position: [200, 200 * index],
			parameters: setup.parameters,
			credentials: Object.fromEntries(Object.entries(setup.credentials).map(([type, id]) => [type, { id, name: id }])),
			...setup.settings,
		}),
	);
	const connections: IConnections = {
		Source: { main: [targets.map(({ name }) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 }))] },
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		nodes: [source, ...targets],
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: 'Asia/Shanghai' },
	});
	const additionalData = {
		credentialsHelper: store,
		executionId: 'execution',
		restApiUrl: 'http://localhost/rest',
		instanceBaseUrl: 'http://localhost/',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookTestBaseUrl: 'http://localhost/webhook-test',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		variables: {},
		hooks: undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
	additionalData.hooks = new ExecutionLifecycleHooks('manual', 'execution', workflow as never);
	const start = workflow.getNode('Source');
	if (start === null) throw new Error('no source');
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: start, data: { main: [items.map((json) => ({ json }))] }, source: null }],
		},
	});
	const run = new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(workflow);
	return {
		cancel: () => {
			run.cancel();
		},
		finished: run.then((result) => Object.fromEntries(targets.map(({ name }) => [name, resultOf(result, name)]))),
	};
}

function resultOf(run: IRun, name: string): NodeResult {
	const taskData = run.data.resultData.runData[name]?.at(-1);
	const outputs = (taskData?.data?.main ?? []).map((output) => output ?? []);
	const json = (index: number) => (outputs[index] ?? []).map((item) => item.json);
	const error = taskData?.error ?? (taskData === undefined ? run.data.resultData.error : undefined);
	return { outputs, json: json(0), errorJson: json(1), error: error as NodeResult['error'] };
}

/** Runs one node over items and waits for it. */
export async function runNode(
	items: readonly IDataObject[],
	setup: NodeSetup,
	stored: Record<string, ICredentialDataDecryptedObject> | CredentialStore,
): Promise<NodeResult> {
	const store = stored instanceof CredentialStore ? stored : new CredentialStore(stored);
	const name = setup.name ?? 'Node 0';
	const results = await startWorkflow(items, [{ ...setup, name }], store).finished;
	const result = results[name];
	if (result === undefined) throw new Error('the node did not run');
	return result;
}
