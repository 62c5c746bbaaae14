import type { IDataObject } from 'n8n-workflow';
import type { Follower, RecordKeys, Reader, Observation, Verdict } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import { readProgress, type Progress } from './progress';

/** The first wait between two looks, in milliseconds. Each is twice as long as the one before. */
const FIRST_WAIT_MS = 1_000;

/** The longest wait between two looks. */
const LONGEST_WAIT_MS = 30_000;

/** How long before the end the last look leaves, in milliseconds. */
const LAST_LOOK_MS = 500;

/** How long the numbers must stay the same before they count as the last ones. */
const STANDSTILL_MS = 30_000;

const NOT_YET = new Unread(null, 'Feishu shows no recall yet, but may still begin one', 'Run the workflow again: repeating is safe.');

/**
 * Looks whether a batch message is being recalled. Feishu recalls in the background, with a delay that it
 * does not state: that it knows of no recall does not show that it has not accepted one.
 */
export async function seeRecall({ batch_message_id = '' }: RecordKeys, reader: Reader): Promise<Observation> {
	const { recall } = await readProgress(batch_message_id, reader);
	return recall ? { is: 'gone' } : { is: 'unseen', why: NOT_YET, isEarly: true };
}

/** What is said about a recall: what it has done so far. */
function told({ recall, recall_count, success_user_ids_count }: Progress): IDataObject {
	return {
		recall,
		...(recall_count !== undefined && { recall_count }),
		...(success_user_ids_count !== undefined && { success_user_ids_count }),
	};
}

function asText({ recall_count: recalled, success_user_ids_count: sent }: Progress): string {
	if (sent === undefined) return `${recalled ?? 'an unknown number of'} ${recalled === 1 ? 'message' : 'messages'}`;
	return `${recalled ?? 'an unknown number'} of ${sent} ${sent === 1 ? 'message' : 'messages'}`;
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
 * Whether there is nothing more to wait for: all that was sent is taken back, and no more is being sent; or
 * the numbers no longer change.
 * @param stoodStillMs how long the numbers have been the same
 */
function outcomeOf(progress: Progress, stoodStillMs: number): Verdict | undefined {
	const { recall, recall_count: recalled, success_user_ids_count: sent, valid_user_ids_count: valid } = progress;
	if (!recall || recalled === undefined || sent === undefined) return undefined;
	const yields = told(progress);
	const isAll = sent > 0 && recalled >= sent;
	if (isAll && valid !== undefined && sent >= valid) return { status: 'recalled', yields };
	// While Feishu is still sending, all that was sent so far may be back already.
	if (stoodStillMs < STANDSTILL_MS) return undefined;
	const todo = 'Check with Get Batch Message Progress whether more are recalled later. Running the recall again is safe.';
	if (isAll) {
		const though = valid === undefined ? '' : `, although the message is for ${valid} people`;
		return { status: 'recalled', yields, reason: `Feishu has recalled ${asText(progress)}. It has sent no more${though}`, todo };
	}
	if (recalled === 0 && sent > 0) return undefined;
	const reason =
		recalled === 0
			? 'Feishu has sent this message to nobody so far'
			: `Feishu has recalled ${asText(progress)}, and the number no longer grows`;
	return { status: 'recall_requested', yields, reason, todo };
}

/** What is told if the wait ends first. */
function openVerdict(last: Progress | undefined, ended: Follower['ended'], seconds: number): Verdict {
	const [when, more] =
		ended === 'over'
			? [`after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`, ', or raise Longest Wait in Options']
			: ['when the execution was stopped', ''];
	return {
		status: 'recall_requested',
		...(last !== undefined && { yields: told(last) }),
		reason: last === undefined ? `Feishu had not been asked about this recall ${when}` : `Feishu had recalled ${asText(last)} ${when}`,
		todo: `Feishu continues by itself. Check later with Get Batch Message Progress${more}.`,
	};
}

function hasEnded({ ended }: Follower): boolean {
	return ended !== undefined;
}

async function lookUnlessEnded(id: string, follower: Follower): Promise<Progress | undefined> {
	if (hasEnded(follower)) return undefined;
	return await readProgress(id, follower).catch((error: unknown) => {
		// What is broken off at the end says nothing of this message.
		if (hasEnded(follower)) return undefined;
		throw error;
	});
}

/**
 * Asks at growing intervals how far a recall is, until it is over.
 * @param seconds the longest that it may take, for messages
 */
export async function followRecall({ batch_message_id: id = '' }: RecordKeys, follower: Follower, seconds: number): Promise<Verdict> {
	let last: Progress | undefined;
	let changedAt = 0;
	for (let pause = FIRST_WAIT_MS; ; pause = Math.min(LONGEST_WAIT_MS, pause * 2)) {
		const progress = await lookUnlessEnded(id, follower);
		if (progress === undefined) return openVerdict(last, follower.ended, seconds);
		const { leftMs } = follower;
		if (!isSame(progress, last)) changedAt = leftMs;
		last = progress;
		const over = outcomeOf(progress, changedAt - leftMs);
		if (over !== undefined) return over;
		// One look is kept for the end.
		await follower.wait(leftMs > LAST_LOOK_MS ? Math.min(pause, leftMs - LAST_LOOK_MS) : leftMs);
	}
}
