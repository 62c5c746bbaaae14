import type { Operation } from '../../endpoint';
import { Access } from '../token/access';
import { wordsOf } from '../report/wording';
import { leftOutcome } from '../judge/unsent';
import type { Entry } from '../record';
import { Settlement } from '../settle';
import type { CallCost } from '../time/callCost';
import { unusable } from './endings';
import { isToBeSent } from './ledger';
import type { ReadItem, NodeTry } from './nodeTry';

/**
 * Opens the way to Feishu for some items of a run.
 * @throws {UserError} if it is closed, or is not the same for all items of the run
 */
export async function openAccess(
	operation: Operation,
	cost: CallCost,
	current: NodeTry,
	items: readonly ReadItem[],
): Promise<Settlement | undefined> {
	const [first, ...others] = items.map(({ context }) => context);
	if (first === undefined) return current.settlement;
	if (current.settlement === undefined) {
		const access = await Access.resolve([first, ...others]);
		current.settlement = new Settlement(operation, access, first.getExecutionCancelSignal(), cost);
	} else {
		await current.settlement.access.assertSame([first, ...others]);
	}
	return current.settlement;
}

/** Opens the way to Feishu for items that have something to send; if it is closed, their records say why. */
export async function gainAccess(operation: Operation, cost: CallCost, current: NodeTry, items: readonly ReadItem[]): Promise<void> {
	const sending = items.filter(({ claims }) => claims.some(isToBeSent));
	// Also after the run has ended: what is known about the records of one tenant says nothing about those of another.
	if (sending.length === 0 || (current.ending !== undefined && current.settlement === undefined)) return;
	try {
		await openAccess(operation, cost, current, sending);
	} catch (error) {
		const ending = unusable(wordsOf(error));
		current.end(ending);
		// What is settled was settled by an earlier try, for the same items.
		if (current.settlement === undefined) return;
		// What other batches have settled says nothing of these: their records may be another app's.
		for (const item of sending) {
			item.claims = item.claims.map((claim) => {
				if (!isToBeSent(claim)) return claim;
				const entry: Entry = { record: claim.entry.record, possiblyApplied: false };
				return { ...claim, entry: { ...entry, outcome: leftOutcome(entry, ending) } };
			});
		}
	}
}
