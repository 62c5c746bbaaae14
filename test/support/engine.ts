import { DirectoryLoader, ExecutionLifecycleHooks, RoutingNode, SupplyDataContext, WorkflowExecute, type ExecuteContext } from 'n8n-core';
import { makeHandleToolInvocation } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data';
import {
	NodeConnectionTypes,
	Workflow,
	createRunExecutionData,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteData,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IRun,
	type ISourceData,
	type ISupplyDataFunctions,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { deletions, type NodeName } from '../deletions';
import { CredentialStore } from './credentialStore';
import { watch } from './secretWatch';

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

/** As n8n's server has them. */
export const nodeTypes: INodeTypes = {
	getByName: (name) => executable(typeOf(name)),
	getByNameAndVersion: (name: string) => executable(typeOf(name)),
	getKnownTypes: () => ({}),
};

function typeOf(name: string): INodeType {
	const type = allTypes[name.replace(/Tool$/, '')];
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
	/** n8n's settings of a node: On Error, Retry On Fail, Execute Once. For no wait between tries, n8n waits a second: 1 is the shortest. */
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

function nodeFrom(setup: NodeSetup, index: number): INode {
	return {
		id: `node-${index}`,
		name: setup.name ?? `Node ${index}`,
		type: setup.type,
		typeVersion: 1,
		position: [200, 200 * index],
		parameters: setup.parameters,
		credentials: Object.fromEntries(Object.entries(setup.credentials).map(([type, id]) => [type, { id, name: id }])),
		...setup.settings,
	};
}

function additionalDataOf(workflow: Workflow, store: CredentialStore): IWorkflowExecuteAdditionalData {
	const additionalData = {
		credentialsHelper: store,
		executionId: 'execution',
		currentNodeExecutionIndex: 0,
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
	return additionalData;
}

const SETTINGS = { executionOrder: 'v1', timezone: 'Asia/Shanghai' } as const;

/** Looks for secrets in all that n8n keeps of an execution, or in what it throws. */
async function watched(running: PromiseLike<IRun>): Promise<IRun> {
	try {
		const run = await running;
		watch('the execution', run);
		return run;
	} catch (error) {
		watch('what n8n threw', error);
		throw error;
	}
}

/** A source, and `nodes` connected to it. */
function workflowOf(nodes: readonly INode[]): { workflow: Workflow; source: INode } {
	const source: INode = { id: 'source', name: 'Source', type: 'source', typeVersion: 1, position: [0, 0], parameters: {} };
	const connections: IConnections = {
		Source: { main: [nodes.map(({ name }) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 }))] },
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		nodes: [source, ...nodes],
		connections,
		active: false,
		nodeTypes,
		settings: SETTINGS,
	});
	return { workflow, source };
}

/** Starts a source that hands on each of `rounds` in turn, as a loop does, and `nodes` connected to it. */
function start(rounds: ReadonlyArray<readonly IDataObject[]>, nodes: readonly INode[], store: CredentialStore) {
	const { workflow, source } = workflowOf(nodes);
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: rounds.map((items) => ({ node: source, data: { main: [items.map((json) => ({ json }))] }, source: null })),
		},
	});
	return new WorkflowExecute(additionalDataOf(workflow, store), 'manual', data).processRunExecutionData(workflow);
}

/**
 * Runs one node behind a source that has run before, whose output n8n looks for where `from` says. Where that is not where it
 * is, n8n finds no input item: https://github.com/n8n-io/n8n/issues/37407.
 */
export async function runBehind(
	from: ISourceData,
	items: readonly IDataObject[],
	setup: NodeSetup,
	stored: Record<string, ICredentialDataDecryptedObject>,
): Promise<NodeResult> {
	const store = new CredentialStore(stored);
	const node = nodeFrom(setup, 0);
	const { workflow, source } = workflowOf([node]);
	const main = [items.map((json) => ({ json }))];
	const data = createRunExecutionData({
		resultData: {
			runData: { [source.name]: [{ startTime: 0, executionTime: 0, executionIndex: 0, source: [], data: { main } }] },
		},
		executionData: { nodeExecutionStack: [{ node, data: { main }, source: { main: [from] } }] },
	});
	const run = new WorkflowExecute(additionalDataOf(workflow, store), 'manual', data).processRunExecutionData(workflow);
	return resultOf(await watched(run), node.name);
}

/**
 * Starts a workflow in n8n-core's real engine: a source of `items`, and each of `nodes` connected to
 * it, side by side.
 */
export function startWorkflow(items: readonly IDataObject[], nodes: readonly NodeSetup[], store: CredentialStore): Execution {
	const targets = nodes.map(nodeFrom);
	const run = start([items], targets, store);
	return {
		cancel: () => {
			run.cancel();
		},
		finished: watched(run).then((result) => Object.fromEntries(targets.map(({ name }) => [name, resultOf(result, name)]))),
	};
}

/** Runs one node once for each of `rounds`, in one execution, as a Loop Over Items node has it. */
export async function runLoop(
	rounds: ReadonlyArray<readonly IDataObject[]>,
	setup: NodeSetup,
	store: CredentialStore,
): Promise<NodeResult[]> {
	const node = nodeFrom(setup, 0);
	const run = await watched(start(rounds, [node], store));
	return rounds.map((_items, round) => resultOf(run, node.name, round));
}

/** An AI agent that has one of our nodes for a tool. */
export interface Agent {
	/** Calls the tool with the arguments that a model gave. @returns what the model is told */
	call(args: IDataObject): Promise<string>;
}

/**
 * An agent of n8n-core's: the node under its name as a tool, and n8n's own handler of tool calls.
 * The parameters take a model's arguments by `$fromAI`.
 */
export function agentWith(setup: NodeSetup, store: CredentialStore): Agent {
	const node: INode = { ...nodeFrom(setup, 0), type: `${setup.type}Tool` };
	const parent: INode = { id: 'agent', name: 'Agent', type: 'source', typeVersion: 1, position: [0, 0], parameters: {} };
	const connections: IConnections = { [node.name]: { ai_tool: [[{ node: parent.name, type: NodeConnectionTypes.AiTool, index: 0 }]] } };
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Test',
		nodes: [parent, node],
		connections,
		active: false,
		nodeTypes,
		settings: SETTINGS,
	});
	const executeData: IExecuteData = { node: parent, data: { main: [[{ json: {} }]] }, source: null };
	const data = createRunExecutionData({ executionData: { nodeExecutionStack: [executeData] } });
	const additionalData = additionalDataOf(workflow, store);
	const contextOf = (runIndex: number) =>
		new SupplyDataContext(
			workflow,
			node,
			additionalData,
			'manual',
			data,
			runIndex,
			[],
			{},
			NodeConnectionTypes.AiTool,
			executeData,
			[],
			undefined,
			parent,
		) as unknown as ISupplyDataFunctions;
	const handle = makeHandleToolInvocation(contextOf, node, typeOf(node.type), data);
	return {
		call: async (args) => {
			await workflow.expression.acquireIsolate();
			try {
				const answer = await handle(args);
				watch('the answer to the agent', answer);
				return answer;
			} catch (error) {
				watch('the error that the agent is told of', error);
				throw error;
			} finally {
				await workflow.expression.releaseIsolate();
			}
		},
	};
}

function resultOf(run: IRun, name: string, round = -1): NodeResult {
	const taskData = run.data.resultData.runData[name]?.at(round);
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
