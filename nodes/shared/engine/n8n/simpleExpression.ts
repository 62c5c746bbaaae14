import type { IExecutePaginationFunctions, INode } from 'n8n-workflow';
import { isTool } from './execution';

/** An expression that is one field of the input item and nothing else, as the editor writes it when somebody drags the field. */
const SIMPLE = /^=\{\{\s*\$json(?:\.([A-Za-z_]\w*)|\[(["'])([^"'\\\]]+)\2\])\s*\}\}$/;

function isPlain(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number';
}

/** What stands in a field: of a resource locator that takes an ID, the ID. */
function textIn(given: unknown): unknown {
	if (typeof given !== 'object' || given === null || !('__rl' in given)) return given;
	const { mode, value } = given as { mode?: unknown; value?: unknown };
	return mode === 'id' ? value : undefined;
}

/**
 * The value of a field that is dragged from the input item, without asking n8n. n8n has evaluated the
 * expression twice by then, and once more would cost as much as all else that is done for the item.
 * @returns undefined if n8n must be asked: another expression, another kind of value, a tool of an agent
 */
export function simpleValue(context: IExecutePaginationFunctions, node: INode, parameter: string): unknown {
	const text = textIn(node.parameters[parameter]);
	const [, name, , quoted] = (typeof text === 'string' ? SIMPLE.exec(text) : undefined) ?? [];
	const key = name ?? quoted;
	if (key === undefined || isTool(node)) return undefined;
	const { json } = context.getInputData();
	const value: unknown = Object.hasOwn(json, key) ? json[key] : undefined;
	return isPlain(value) || (Array.isArray(value) && value.every(isPlain)) ? value : undefined;
}
