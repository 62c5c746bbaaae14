import {
	NodeOperationError,
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type IHttpRequestOptions,
	type IN8nRequestOperations,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Operation } from './endpoint';
import { runOf } from './engine/run';

/**
 * What n8n calls if the operation of a node is an expression, blank, or a word that the node does not
 * know. It finds no routing then, and would send a request of its own to the host of `requestDefaults`.
 */
export const requestOperations: IN8nRequestOperations = {
	async pagination(this: IExecutePaginationFunctions): Promise<INodeExecutionData[]> {
		const node = this.getNode();
		const { operation } = node.parameters;
		const name = typeof operation === 'string' ? operation : JSON.stringify(operation);
		throw new NodeOperationError(
			node,
			`This node has no operation “${name}”, and nothing was sent. Choose one from the list under Operation. It cannot be an expression.`,
		);
	},
};

/**
 * The seam between n8n's declarative runner and the engine: a pagination function, which n8n calls
 * with each item's resolved request, and whose result it takes as that item's output.
 */
export function paginationOf(operation: Operation) {
	return async function (
		this: IExecutePaginationFunctions,
		requestData: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const node = this.getNode();
		return await runOf(operation, this, node).join(this, node, requestData.options as IHttpRequestOptions);
	};
}
