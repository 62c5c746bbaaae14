import type { Operation } from '../../endpoint';
import type { Line } from '../record';

/** What a run has created although its node fails: nothing else tells it, since no item comes out. */
export interface Yielded {
	records: number;
	/** The IDs by which it is undone, each once. */
	ids: string[];
	/** How. */
	todo: string;
}

/** What a creation has done, as far as Feishu gave IDs for it. */
export function yieldedBy(operation: Operation, lines: readonly Line[]): Yielded | undefined {
	if (operation.kind === 'find' || operation.undo === undefined) return undefined;
	const { key, todo } = operation.undo;
	const idOf = ({ keys, outcome: { yields = {}, status } }: Line) => yields[key] ?? (status === 'created' ? keys[key] : undefined);
	const ids = lines.map(idOf).filter((id): id is string => typeof id === 'string' && id !== '');
	return ids.length === 0 ? undefined : { records: ids.length, ids: [...new Set(ids)], todo };
}
