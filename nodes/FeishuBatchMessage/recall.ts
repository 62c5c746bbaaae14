import type { RecordKeys, Reader, Sight, Verdict } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import { readProgress, type Progress } from './progress';

/** The first wait between two looks, in milliseconds. Each is twice as long as the one before. */
const FIRST_WAIT_MS = 1_000;

/** The longest wait between two looks. */
const LONGEST_WAIT_MS = 30_000;

/** How long the numbers must stand still before they count as the last ones. */
const STANDSTILL_MS = 30_000;

const NOT_YET = new Unread(
	null,
	'Feishu knows of no recall yet, and may still be about to begin one',
	'Run the workflow again: repeating is safe.',
);

/**
 * Looks whether a batch message is being recalled. Feishu recalls in the background, with a delay that it
 * does not state: that it knows of no recall does not show that it has not accepted one.
 */
export async function seeRecall(batchMessageId: string, reader: Reader): Promise<Sight> {
	const { recall } = await readProgress(batchMessageId, reader);
	return recall ? { is: 'gone' } : { is: 'unseen', why: NOT_YET };
}

/** What is told of a recall: what it has done so far. */
function told({ recall, recall_count, success_user_ids_count }: Progress) {
	return { recall, recall_count, success_user_ids_count };
}

function asText({ recall_count, success_user_ids_count }: Progress): string {
	return `${recall_count} of ${success_user_ids_count} ${success_user_ids_count === 1 ? 'message' : 'messages'}`;
}

function isSame(one: Progress, other: Progress | undefined): boolean {
	return (
		one.recall === other?.recall &&
		one.recall_count === other.recall_count &&
		one.success_user_ids_count === other.success_user_ids_count &&
		one.valid_user_ids_count === other.valid_user_ids_count
	);
}

/**
 * Whether a recall is over: all that was sent is taken back, and no more is being sent; or some of it, and
 * its number has not changed over several looks.
 * @param looks how often these numbers have been seen in a row, and over how long a time
 */
function outcomeOf(progress: Progress, looks: number, standstillMs: number): Verdict | undefined {
	const { recall, recall_count: recalled, success_user_ids_count: sent, valid_user_ids_count: valid } = progress;
	if (!recall || recalled === 0) return undefined;
	const yields = told(progress);
	// While Feishu is still sending, all that was sent so far may be back already.
	if (sent > 0 && recalled >= sent && (sent >= valid || looks > 1)) return { status: 'recalled', yields };
	if (standstillMs < STANDSTILL_MS) return undefined;
	return {
		status: 'recalled',
		yields,
		reason: `Feishu has recalled ${asText(progress)}, and the number no longer grows`,
		todo: 'Look with Get Batch Message Progress whether more are recalled later. Running the recall again is safe.',
	};
}

/**
 * Asks at growing intervals how far a recall is, until it is over.
 * @param seconds the longest that it may take
 */
export async function followRecall({ batch_message_id: id = '' }: RecordKeys, reader: Reader, seconds: number): Promise<Verdict> {
	let left = seconds * 1_000;
	let last: Progress | undefined;
	let looks = 0;
	let standstillMs = 0;
	for (let pause = FIRST_WAIT_MS; ; pause = Math.min(LONGEST_WAIT_MS, pause * 2)) {
		const progress = await readProgress(id, reader);
		if (!isSame(progress, last)) [looks, standstillMs] = [0, 0];
		looks += 1;
		last = progress;
		const over = outcomeOf(progress, looks, standstillMs);
		if (over !== undefined) return over;
		const open = { status: 'recall_requested', yields: told(progress) } as const;
		const ms = Math.min(pause, left);
		if (ms <= 0) {
			return {
				...open,
				reason: `Feishu had recalled ${asText(progress)} after ${seconds} seconds`,
				todo: 'Feishu goes on by itself. Ask later with Get Batch Message Progress, or raise Longest Wait in Options.',
			};
		}
		left -= ms;
		standstillMs += ms;
		if (!(await reader.wait(ms))) {
			return {
				...open,
				reason: `The execution was stopped when Feishu had recalled ${asText(progress)}`,
				todo: 'Feishu goes on by itself. Ask later with Get Batch Message Progress.',
			};
		}
	}
}
