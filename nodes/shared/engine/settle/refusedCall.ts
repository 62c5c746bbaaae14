import { isAlike, sampleOf, bisect } from './bisect';
import type { Entry, Refused, Target } from '../record';
import { endingBy } from './breaker';
import { takeAsRefused } from './failedCall';
import { isDoneAlready, type Session } from './session';

/** Sends records of a target in one call. */
type Send = (entries: readonly Entry[]) => Promise<Refused | undefined>;

/** Searches a call that was refused as a whole for the records that sank it. */
export async function searchCall(session: Session, target: Target, entries: readonly Entry[], refused: Refused, send: Send): Promise<void> {
	// While one search does not know yet whether single records are the cause, no other begins.
	while (target.search !== undefined) await target.search;
	const ending = session.breaker.endingOf(target);
	if (ending !== undefined) {
		takeAsRefused(session, entries, refused, `nothing more is sent, since: ${ending.reason.replace(/\.?$/, '.')}`);
		return;
	}
	const clear = hold(target);
	const search = {
		call: send,
		alone: async (entry: Entry) => {
			await send([entry]);
			return isAlike(entry, refused);
		},
		found: clear,
		takeAsRefused: (part: readonly Entry[], why: Refused) => {
			takeAsRefused(session, part, why, `${target.refusedAlone} others were, and Feishu refused each of them for the same reason.`);
		},
		isEachAlone: ({ code }: Refused) => isDoneAlready(session, code),
	};
	try {
		if (await bisect(entries, refused, search)) delete target.refusedAlike;
		else if (!search.isEachAlone(refused)) await endIfAlike(target, refused, search.alone);
	} finally {
		clear();
	}
}

/** All records of a call fared alike. Do those of the target's other calls, too? With n8n's Batching, these may still be to come, or have been before. */
async function endIfAlike(target: Target, refused: Refused, alone: (entry: Entry) => Promise<boolean>): Promise<void> {
	const wasAlike = target.refusedAlike === refused.code;
	target.refusedAlike = refused.code;
	if (target.pending.size === 0 && !wasAlike) return;
	for (const entry of sampleOf([...target.pending])) {
		if (target.pending.delete(entry) && !(await alone(entry))) return;
	}
	const { what_to_do, ...why } = endingBy(refused.explanation);
	target.ending ??= {
		...why,
		what_to_do: `${what_to_do} Feishu refused every record tried for this reason, so this one was not sent.`,
	};
}

/** Keeps other searches of a target waiting. @returns lets them go on */
function hold(target: Target): () => void {
	let clear = () => {};
	target.search = new Promise((resolve) => {
		clear = () => {
			delete target.search;
			resolve();
		};
	});
	return clear;
}
