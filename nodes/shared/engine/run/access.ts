import type { Operation } from '../../endpoint';
import { Access } from '../access';
import { leftOutcome, wordsOf } from '../outcome';
import type { Entry } from '../record';
import { Calls } from '../settle';
import type { Tally } from '../tally';
import { unusable } from './endings';
import { isToBeSent } from './ledger';
import type { ReadItem, Try } from './try';

/** Opens the way to Feishu for items that have something to send; where it is closed, their records say why. */
export async function gainAccess(operation: Operation, tally: Tally, current: Try, items: readonly ReadItem[]): Promise<void> {
	const sending = items.filter(({ claims }) => claims.some(isToBeSent));
	const [first] = sending;
	// After the end, too: what is known of the records of one tenant says nothing of those of another.
	if (first === undefined || (current.ending !== undefined && current.calls === undefined)) return;
	const contexts = sending.map((item) => item.context);
	try {
		if (current.calls === undefined) {
			const access = await Access.resolve([first.context, ...contexts.slice(1)]);
			current.calls = new Calls(operation, access, first.context.getExecutionCancelSignal(), tally);
		} else {
			await current.calls.access.assertSame(contexts);
		}
	} catch (error) {
		// What other batches have settled says nothing of these: their records may be another app's.
		const ending = unusable(wordsOf(error));
		for (const item of sending) {
			item.claims = item.claims.map((claim) => {
				if (!isToBeSent(claim)) return claim;
				const entry: Entry = { record: claim.entry.record, mayBeDone: false };
				return { ...claim, entry: { ...entry, outcome: leftOutcome(entry, ending) } };
			});
		}
		current.end(ending);
	}
}
