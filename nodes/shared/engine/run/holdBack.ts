import type { Operation } from '../../endpoint';
import { PROTECTED, notLookedUpOutcome, DRY_CREATION, UNCHECKED_DRY_RUN, DRY_RUN } from '../judge/unsent';
import { estimateOf, type Estimate } from './estimate';
import { unseenKinds, type Protection } from './protection';
import type { Claim, Entry, Outcome, Target } from '../record';
import { cut } from '../settle/batches';
import { partsOf } from '../settle/complete';
import { commonOf } from '../settle/session';
import { isCounted, type Ledger } from './ledger';
import type { ReadItem, NodeTry } from './nodeTry';
import { unmatched } from './unmatched';

/** Tells whether Never Delete names a record of a target, the whole that it is a part of, or a part of it. */
function keeps({ parts }: Operation, protection: Protection): (claim: Claim) => boolean {
	const wholes = parts && protection.wholesBy(parts.wholeOf);
	return ({ target, entry }) => {
		const ids = { ...target.keys, ...entry.record };
		if (protection.names(Object.values(ids))) return true;
		const id = parts && ids[parts.key];
		if (id === undefined) return false;
		const whole = parts?.wholeOf(id);
		return whole === undefined ? wholes?.has(id) === true : protection.names([whole]);
	};
}

/** Settles the records that Never Delete names, whichever item asks for them; if it could name none of them, ends the run. */
export function applyNeverDelete(operation: Operation, current: NodeTry, items: readonly ReadItem[]): void {
	const { protection } = current;
	if (protection.isEmpty) return;
	const claims = items.flatMap((item) => item.claims);
	const isKept = keeps(operation, protection);
	for (const claim of claims) if (claim.entry.outcome === undefined && isKept(claim)) claim.entry.outcome = PROTECTED;
	if (claims.length === 0) return;
	const why = unmatched(operation, protection, { claims, keepsCopy: current.options?.keepsCopy === true });
	if (why !== undefined) current.end(why);
}

/** Ends the run if a turn asks for more than Stop If More Than allows. */
export function stopIfMoreThan({ noun }: Operation, ledger: Ledger, current: NodeTry, items: readonly ReadItem[]): void {
	const most = items.reduce((least, item) => Math.min(least, item.stopIfMoreThan), Number.POSITIVE_INFINITY);
	if (most === Number.POSITIVE_INFINITY) return;
	const claims = items.flatMap((item) => item.claims).filter(({ entry }) => isCounted(entry));
	const things = new Set(claims.map(({ identity }) => identity).filter((thing) => !current.asked.has(thing)));
	things.forEach((thing) => current.asked.add(thing));
	// A run that n8n starts in one turn asks, over its tries, for no more either.
	if (current.schedule?.batchSize === Number.POSITIVE_INFINITY) for (const thing of ledger.settled) things.add(thing);
	if (things.size <= most) return;
	const { one, many } = noun;
	current.end({
		code: null,
		reason: `${things.size === 1 ? `1 ${one} is` : `${things.size} ${many} are`} asked for, but Stop If More Than allows ${most}`,
		what_to_do: 'Check what the items ask for. If the number is right, raise Stop If More Than in Options.',
		for_agent:
			'Do not ask for them in parts. Ask the person who gave you this task whether all of them are meant. The builder of the workflow can raise Stop If More Than.',
	});
}

/** The outcome of the records of a target in a dry run, with what the operation says of them. */
function dryRunOutcome(operation: Operation, target: Target, dry: Outcome): Outcome {
	const note = operation.kind === 'find' ? undefined : operation.dryRunNote?.(commonOf(target));
	const { explanation } = dry;
	if (note === undefined || explanation === undefined) return dry;
	const { what_to_do, for_agent = what_to_do } = explanation;
	return {
		...dry,
		note,
		explanation: { ...explanation, what_to_do: `${what_to_do} ${note}`, for_agent: `${for_agent} ${note}` },
	};
}

/**
 * How many calls would be made before the others: a question about all, and a look at each record that needs one, unless
 * one shows all of a target.
 */
function looksAt(operation: Operation, entries: ReadonlyMap<Target, ReadonlySet<Entry>>): number {
	if (operation.kind === 'find' || entries.size === 0) return 0;
	const { check, barred } = operation;
	const questions = barred === undefined ? 0 : 1;
	if (check === undefined) return questions;
	return [...entries.values()].reduce((sum, own) => {
		const { length } = [...own].filter(({ record }) => check.isNeeded(record));
		return sum + (check.isShared === true ? Math.min(length, 1) : length);
	}, questions);
}

/** Gives the records of a dry run their outcome. @returns what sending them would cost */
export function dryRun(operation: Operation, protection: Protection, claims: readonly Claim[]): Estimate {
	const preview = operation.kind === 'find' ? undefined : operation.preview;
	const entries = new Map<Target, Set<Entry>>();
	const [checked, unchecked] = [new Map<Target, Outcome>(), new Map<Target, Outcome>()];
	for (const { target, entry } of claims) {
		if (!target.isDry || entry.outcome !== undefined) continue;
		const isChecked = unseenKinds(operation, protection, target, entry).length === 0;
		const outcomes = isChecked ? checked : unchecked;
		const dry = operation.kind === 'create' ? DRY_CREATION : isChecked ? DRY_RUN : UNCHECKED_DRY_RUN;
		const outcome = outcomes.get(target) ?? dryRunOutcome(operation, target, dry);
		outcomes.set(target, outcome);
		const told = entry.notLookedUp === undefined ? outcome : notLookedUpOutcome(entry.notLookedUp);
		entry.outcome = preview === undefined ? told : { ...told, yields: preview(entry.content ?? {}, commonOf(target)) };
		entries.set(target, (entries.get(target) ?? new Set()).add(entry));
	}
	const calls = [...entries].reduce((sum, [target, own]) => sum + cut(operation, target, [...own]).length, 0);
	const completion = operation.kind === 'find' ? undefined : operation.completion;
	const parts = completion === undefined ? [] : partsOf(completion, claims, 'dry_run');
	for (const { entries: given, things } of parts)
		for (const entry of given) entry.given = new Set(things.map((thing) => completion?.named(thing) ?? thing));
	return estimateOf(operation, calls, looksAt(operation, entries) + parts.length);
}
