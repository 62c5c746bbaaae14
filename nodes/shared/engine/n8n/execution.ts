import type { IExecutePaginationFunctions, INode, INodeExecutionData, IPairedItemData, ISourceData } from 'n8n-workflow';

type Context = IExecutePaginationFunctions;

/** Whether n8n runs the node as a tool of an AI agent. */
export function isTool(node: INode): boolean {
	return node.type.endsWith('Tool');
}

/** The arguments of one call of a tool. n8n's typings know the main input alone. */
function argumentsOf(context: Context): object {
	const tool = context as unknown as { getInputData(inputIndex: number, connectionType: string): INodeExecutionData };
	const { json } = tool.getInputData(0, 'ai_tool');
	// If the node has no input of that kind, n8n makes up an empty item, another one each time.
	return json === tool.getInputData(0, 'ai_tool').json ? json : context.getInputData().json;
}

/**
 * What identifies one execution of a node, over n8n's Batching and over the tries of Retry On Fail.
 * The calls of a tool share the execution data of their agent and may run side by side; n8n's tries
 * of one call share the arguments that the model gave.
 */
export function executionKeyOf(context: Context, node: INode): object {
	return isTool(node) ? argumentsOf(context) : context.getExecuteData();
}

/** How n8n starts the items of one execution of a node. */
export interface Schedule {
	/** Items that n8n will start, unless an expression throws. */
	items: number;
	/** n8n pauses before each item whose index is a multiple of this. `Infinity` without Batching. */
	batchSize: number;
}

/** Reads n8n's Batching where n8n does: at the first item. */
export function scheduleOf(context: Context, node: INode): Schedule {
	if (isTool(node)) return { items: 1, batchSize: Number.POSITIVE_INFINITY };
	const { batching } = context.getNodeParameter('requestOptions', {}) as {
		batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	};
	const { batchSize = 0, batchInterval = 0 } = batching?.batch ?? {};
	return {
		items: node.executeOnce === true ? 1 : (context.getExecuteData().data.main?.[0]?.length ?? 0),
		batchSize: batchInterval > 0 ? (batchSize > 0 ? batchSize : 1) : Number.POSITIVE_INFINITY,
	};
}

/**
 * Whether items are missing after `last`, the last one that n8n started in one turn. Under Stop, n8n
 * fails the node when the expression of any item throws, but only after it has started the items
 * before that one.
 */
export function isCutShort({ items, batchSize }: Schedule, last: number): boolean {
	return last + 1 < items && (last + 1) % batchSize !== 0;
}

/**
 * Whether n8n will find an input item that an output item names. For its error branch it looks for it as this does, and if
 * it does not find it, it throws all outputs of the node away: https://github.com/n8n-io/n8n/issues/37407.
 */
export function inputFinderOf(context: Context): (index: number) => boolean {
	let look: ((index: number) => unknown) | undefined;
	const begin = (): ((index: number) => unknown) => {
		const source = context.getExecuteData().source?.main?.[0];
		if (!source) throw new Error('n8n knows no source');
		const proxy = context.getWorkflowDataProxy(context.getItemIndex()) as {
			$getPairedItem(node: string, from: ISourceData, paired: IPairedItemData): unknown;
		};
		return (item) => proxy.$getPairedItem(source.previousNode, source, { item });
	};
	return (index) => {
		try {
			look ??= begin();
			look(index);
			return true;
		} catch {
			return false;
		}
	};
}
