import type { Operation } from '../../endpoint';
import type { Line } from '../record';

/** What a run has created although its node fails: no item comes out that would show it. */
export interface Yielded {
	/** How many records are created. */
	records: number;
	/** The IDs by which they are undone, each once. */
	ids: string[];
	/** IDs that Feishu gave for records which are not known to be created. */
	others: string[];
	/** How. */
	todo: string;
}

/** What a creation has done, as far as Feishu gave IDs for it. */
export function yieldedBy(operation: Operation, lines: readonly Line[]): Yielded | undefined {
	if (operation.kind === 'find' || operation.undo === undefined) return undefined;
	const { key, todo } = operation.undo;
	const idOf = ({ keys, outcome: { yields = {}, status } }: Line) => yields[key] ?? (status === 'created' ? keys[key] : undefined);
	const idsOf = (some: readonly Line[]) => some.map(idOf).filter((id): id is string => typeof id === 'string' && id !== '');
	const created = idsOf(lines.filter(({ outcome }) => outcome.status === 'created'));
	const ids = new Set(created);
	const others = new Set(idsOf(lines).filter((id) => !ids.has(id)));
	if (ids.size + others.size === 0) return undefined;
	return { records: created.length, ids: [...ids], others: [...others], todo };
}
