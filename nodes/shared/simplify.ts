import type { INodeProperties } from 'n8n-workflow';

/**
 * Whether a search returns what most people need, or all that Feishu says. It is below Limit, as in n8n's own nodes.
 * @param operations those that have it
 * @param raw where the raw data is, if it is not the item itself
 */
export function simplifyFor(operations: string[], raw = ''): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: `Whether to return a simplified version of the response instead of the raw data${raw}`,
		displayOptions: { show: { operation: operations } },
	};
}
