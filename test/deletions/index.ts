import { deletion as appFeedCard } from './appFeedCard/deletion';
import { deletion as attendanceRecord } from './attendanceRecord/deletion';
import { deletion as batchMessage } from './batchMessage/deletion';
import { deletion as calendarEventAttendee } from './calendarEventAttendee/deletion';
import { deletion as taskFollower } from './taskFollower/deletion';
import type { Deletion, DeletionRow, NodeName } from './deletion';
import { PARTS, type DeletionName } from './sandbox';

export type { Deletion, DeletionRow, NodeName, Place, WireRow } from './deletion';
export type { DeletionName } from './sandbox';

/** The rows of the deletions that `sandbox.ts` lists: none too few and none too many, or this does not compile. */
const ROWS: Readonly<Record<DeletionName, DeletionRow>> = {
	attendanceRecord,
	calendarEventAttendee,
	taskFollower,
	appFeedCard,
	batchMessage,
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
