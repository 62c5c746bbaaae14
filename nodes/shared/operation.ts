import type { DeclarativeRestApiSettings, IExecutePaginationFunctions, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from './endpoint';
import { runOf } from './engine/run';

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
