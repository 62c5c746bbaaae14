import { deletion as appFeedCard } from './appFeedCard/deletion';
import { deletion as attendanceRecord } from './attendanceRecord/deletion';
import { deletion as batchMessage } from './batchMessage/deletion';
import { deletion as calendarEventAttendee } from './calendarEventAttendee/deletion';
import { deletion as taskFollower } from './taskFollower/deletion';
import { operations as appFeedCardOperations } from './appFeedCard/operations';
import { operations as attendanceRecordOperations } from './attendanceRecord/operations';
import { operations as batchMessageOperations } from './batchMessage/operations';
import { operations as calendarEventAttendeeOperations } from './calendarEventAttendee/operations';
import { operations as taskFollowerOperations } from './taskFollower/operations';
import type { Deletion, DeletionRow, NodeName } from './deletion';
import type { OperationRow, OwnOperation } from './operation';
import { PARTS, type DeletionName } from './sandbox';

export type { Deletion, DeletionRow, NodeName, Place, WireRow } from './deletion';
export type { OperationRow, OwnOperation } from './operation';
export type { DeletionName } from './sandbox';

/** The rows of the deletions that `sandbox.ts` lists: none too few and none too many, or this does not compile. */
const ROWS: Readonly<Record<DeletionName, DeletionRow>> = {
	attendanceRecord,
	calendarEventAttendee,
	taskFollower,
	appFeedCard,
	batchMessage,
};

/** What their nodes do besides. */
const OPERATIONS: Readonly<Record<DeletionName, readonly OperationRow[]>> = {
	attendanceRecord: attendanceRecordOperations,
	calendarEventAttendee: calendarEventAttendeeOperations,
	taskFollower: taskFollowerOperations,
	appFeedCard: appFeedCardOperations,
	batchMessage: batchMessageOperations,
};

const NAMES = Object.keys(PARTS) as DeletionName[];

/** The name of a deletion with a capital letter: `Feishu` before it makes the node's folder, `feishu` the node's name. */
export function capitalized<Name extends DeletionName>(name: Name): Capitalize<Name> {
	return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` as Capitalize<Name>;
}

/** Every deletion. Tests over all of them run over this list, and ask a row what it does, never what it is called. */
export const deletions: readonly Deletion[] = NAMES.map((endpoint): Deletion => {
	const type: NodeName = `feishu${capitalized(endpoint)}`;
	return { ...ROWS[endpoint], endpoint, type, page: PARTS[endpoint].page };
});

/** Every operation of the nodes besides their deletions. */
export const operations: readonly OwnOperation[] = NAMES.flatMap((name) =>
	OPERATIONS[name].map((row) => ({ ...row, type: `feishu${capitalized(name)}`, endpoint: row.page.name })),
);
