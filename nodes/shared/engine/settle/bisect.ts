import { halve } from './chunk';
import type { Entry, CallRefusal } from '../record';

/**
 * Records tried alone before a whole call is taken as refused. With half of the records bad, all of
 * a sample of twelve are bad once in 4,096 searches.
 */
const SAMPLE = 12;

/** What the search may do. */
export interface Searching {
	/** Sends some records in one call. @returns the refusal, if it may concern one of several */
	call(entries: readonly Entry[]): Promise<CallRefusal | undefined>;
	/** Sends one record by itself. @returns whether it was refused as its call was */
	alone(entry: Entry): Promise<boolean>;
	/** Says that not all records have the same outcome, so that single ones are the cause. */
	notAllAlike(): void;
	/** Gives records that were not tried by themselves the refusal of their call. */
	takeAsRefused(entries: readonly Entry[], why: CallRefusal): void;
	/** Whether each record must be tried by itself even if all have the same outcome: such a refusal may be what is wanted. */
	isEachAlone(why: CallRefusal): boolean;
}

/** Whether a record that was tried by itself had the outcome of its call. */
export function isAlike({ outcome }: Entry, { explanation }: CallRefusal): boolean {
	return outcome?.explanation?.code === explanation.code && (outcome.status === 'refused' || outcome.status === 'unknown');
}

const isUnsettled = ({ outcome }: Entry) => outcome === undefined;

/**
 * Records spread over a list, at most as many as one sample has. Each is drawn by chance from its
 * stretch of the list, so that another run does not try the same ones.
 */
export function sampleOf(entries: readonly Entry[]): Entry[] {
	const size = Math.min(SAMPLE, entries.length);
	return Array.from({ length: size }, (_, part) => {
		const start = Math.floor((part * entries.length) / size);
		const end = Math.floor(((part + 1) * entries.length) / size);
		return entries[start + Math.floor(Math.random() * (end - start))];
	}).filter((entry) => entry !== undefined);
}

/**
 * Finds the records that sink their call, by halving it: about 2 log2 n calls for one bad record
 * among n. If both halves are refused, the cause may also be none of the records, and halving on
 * would cost 2n calls; then a sample of them goes alone first. If all of these are refused alike, so
 * is the call.
 * @param entries the records of a call that was refused
 * @returns whether any record had another outcome than the call
 */
export async function bisect(entries: readonly Entry[], why: CallRefusal, searching: Searching): Promise<boolean> {
	if (entries.length < 2) {
		for (const entry of entries) if (!(await searching.alone(entry))) return true;
		return false;
	}
	const refused: Array<{ half: readonly Entry[]; why: CallRefusal }> = [];
	for (const half of halve(entries)) {
		const answer = await searching.call(half);
		if (answer !== undefined) refused.push({ half, why: answer });
	}
	let differs = refused.some((half) => half.why.code !== why.code) || entries.some((entry) => !isUnsettled(entry) && !isAlike(entry, why));
	if (!differs && entries.length > SAMPLE) {
		const sample = sampleOf(entries);
		for (const entry of sample) {
			differs = !(await searching.alone(entry));
			if (differs) break;
		}
		if (!differs) {
			if (searching.isEachAlone(why)) for (const entry of entries.filter(isUnsettled)) differs = !(await searching.alone(entry)) || differs;
			else searching.takeAsRefused(entries, why);
			return differs;
		}
	}
	if (differs) searching.notAllAlike();
	for (const { half, why: own } of refused) {
		if (await bisect(half.filter(isUnsettled), own, searching)) {
			searching.notAllAlike();
			differs = true;
		}
	}
	return differs;
}
