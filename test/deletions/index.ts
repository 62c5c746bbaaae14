import type { Deletion, DeletionRow, NodeName } from './deletion';
import { readFolders } from './folders';
import type { OperationRow, OwnOperation } from './operation';
import { PARTS, type DeletionName } from './sandbox';

export type { Deletion, DeletionRow, NodeName, Place, WireRow } from './deletion';
export type { OperationRow, OwnOperation } from './operation';
export type { DeletionName } from './sandbox';

/** The name of a deletion with a capital letter: `Feishu` before it makes the node's folder, `feishu` the node's name. */
export function capitalized<Name extends DeletionName>(name: Name): Capitalize<Name> {
	return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` as Capitalize<Name>;
}

/** Every deletion. Tests over all of them run over this list, and ask a row what it does, never what it is called. */
export const deletions: readonly Deletion[] = readFolders<{ deletion: DeletionRow }>('deletion').map(([name, { deletion }]): Deletion => {
	const endpoint = name as DeletionName;
	const type: NodeName = `feishu${capitalized(endpoint)}`;
	return { ...deletion, endpoint, type, spec: PARTS[endpoint].spec };
});

/** Every operation of the nodes besides their deletions. */
export const operations: readonly OwnOperation[] = readFolders<{ operations: readonly OperationRow[] }>('operations').flatMap(
	([name, { operations: rows }]) =>
		rows.map((row) => ({ ...row, type: `feishu${capitalized(name as DeletionName)}`, endpoint: row.spec.name })),
);
