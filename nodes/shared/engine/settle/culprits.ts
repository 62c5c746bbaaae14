import { isAlike, sampleOf, bisect } from './bisect';
import type { Entry, CallRefusal, Target } from '../record';
import { pendingOf } from './batches';
import { endingBy } from './breaker';
import { refusedAloneOf, takeAsRefused } from './failedCall';
import { isDoneAlready, type Session } from './session';

/** Sends records of a target in one call. */
type Send = (entries: readonly Entry[]) => Promise<CallRefusal | undefined>;

/** Searches the calls of one run that were refused as a whole for the records that sank them. */
export class Culprits {
	/** Settled when the search of a target has found a record with another outcome, or is over. */
	private readonly searches = new WeakMap<Target, Promise<void>>();
	/** The code with which every record of a whole call was refused alike. */
	private readonly alike = new WeakMap<Target, number>();

	async search(session: Session, target: Target, entries: readonly Entry[], refused: CallRefusal, send: Send): Promise<void> {
		// While one search does not know yet whether single records are the cause, no other begins.
		for (let other = this.searches.get(target); other !== undefined; other = this.searches.get(target)) await other;
		const ending = session.breaker.endingOf(target);
		if (ending !== undefined) {
			takeAsRefused(session, entries, refused, `nothing more is sent, because: ${ending.reason.replace(/\.?$/, '.')}`);
			return;
		}
		const clear = this.hold(target);
		const search = {
			call: send,
			alone: async (entry: Entry) => {
				await send([entry]);
				return isAlike(entry, refused);
			},
			notAllAlike: clear,
			takeAsRefused: (part: readonly Entry[], why: CallRefusal) => {
				takeAsRefused(session, part, why, `${refusedAloneOf(target)} others were, and Feishu refused each of them for the same reason.`);
			},
			isEachAlone: ({ code }: CallRefusal) => isDoneAlready(session, code),
		};
		try {
			if (await bisect(entries, refused, search)) this.alike.delete(target);
			else if (!search.isEachAlone(refused)) await this.endIfAlike(session, target, refused, search.alone);
		} finally {
			clear();
		}
	}

	/** All records of a call had the same outcome. Is this also true of the target's other calls? With n8n's Batching, these may be earlier or later. */
	private async endIfAlike(
		{ breaker }: Session,
		target: Target,
		refused: CallRefusal,
		alone: (entry: Entry) => Promise<boolean>,
	): Promise<void> {
		const wasAlike = this.alike.get(target) === refused.code;
		this.alike.set(target, refused.code);
		const pending = pendingOf(target);
		if (pending.size === 0 && !wasAlike) return;
		for (const entry of sampleOf([...pending])) {
			if (pending.delete(entry) && !(await alone(entry))) return;
		}
		const { what_to_do, ...why } = endingBy(refused.explanation);
		breaker.endTarget(target, {
			...why,
			what_to_do: `${what_to_do} Feishu refused every record tried for this reason, so this one was not sent.`,
		});
	}

	/** Keeps other searches of a target waiting. @returns lets them go on; a second call does nothing */
	private hold(target: Target): () => void {
		let release = () => {};
		const search = new Promise<void>((resolve) => (release = resolve));
		this.searches.set(target, search);
		return () => {
			// Another search may have begun since the first call.
			if (this.searches.get(target) === search) this.searches.delete(target);
			release();
		};
	}
}
