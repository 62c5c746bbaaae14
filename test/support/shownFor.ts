import type { INodeProperties } from 'n8n-workflow';

/** Whether a field of a node, or one of its options, shows for an operation. */
export function isShownFor(operation: string, { displayOptions }: Pick<INodeProperties, 'displayOptions'>): boolean {
	const { show = {} } = displayOptions ?? {};
	return (show.operation ?? show['/operation'])?.includes(operation) ?? true;
}
