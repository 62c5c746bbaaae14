import type { Completion, Endpoint } from '../../endpoint';
import { Unread } from '../../unread';
import type { Claim, Entry, Target } from '../record';
import { UnreadCall } from '../send/reader';
import { chunk, halve } from './chunk';
import { keepsAll, unreadBy } from './failedCall';
import { inPool } from './pool';
import { commonOf, readerOf, type Session } from './session';

/** Records that one call gives the same. */
interface Part {
	target: Target;
	entries: readonly Entry[];
	things: string[];
}

/** What is to be given to records that have come so far, call by call. A record is given something once. */
export function partsOf({ limit }: Completion, claims: readonly Claim[], status: 'created' | 'dry_run'): Part[] {
	const groups = new Map<Target, Map<string, Set<Entry>>>();
	for (const { target, entry } of claims) {
		const { gives, given, outcome } = entry;
		if (outcome?.status !== status || given !== undefined || gives === undefined || gives.size > limit) continue;
		const own = groups.get(target) ?? new Map<string, Set<Entry>>();
		groups.set(target, own);
		const key = JSON.stringify([...gives].sort());
		own.set(key, (own.get(key) ?? new Set()).add(entry));
	}
	return [...groups].flatMap(([target, own]) =>
		[...own].flatMap(([key, entries]) =>
			chunk([...entries], limit).map((part) => ({ target, entries: part, things: JSON.parse(key) as string[] })),
		),
	);
}

/** Tells why a record was created, and not given the rest. */
function tell({ failed, todo }: Completion, entry: Entry, why: Unread): void {
	entry.given = new Set();
	const explanation = { code: why.code, reason: `${failed}: ${why.reason}`, what_to_do: `${why.todo} ${todo}`, log_id: why.logId };
	if (entry.outcome !== undefined) entry.outcome = { ...entry.outcome, explanation };
}

function mayBeOfOne(why: Unread): boolean {
	return why instanceof UnreadCall && why.sent.kind === 'answered' && why.sent.answer.reach === 'record';
}

/** Gives records that are created what their creation does not take. They stay created, whatever comes of it. Never rejects. */
export async function complete(session: Session<Endpoint>, completion: Completion, claims: readonly Claim[]): Promise<void> {
	let ended: Unread | undefined;
	const give = async ({ target, entries, things }: Part): Promise<void> => {
		try {
			if (ended !== undefined) throw ended;
			const { keys: path, query } = commonOf(target);
			const records = entries.map(({ record }) => record);
			const answer = await readerOf(session, target).ask(completion.call, { path, query, body: completion.write(records, things) });
			const verdicts = completion.judge(answer, records, [], []);
			for (const [place, entry] of entries.entries()) {
				const { status, reason = 'Feishu does not say', todo = 'Look in Feishu.' } = verdicts?.[place] ?? { status: 'unknown' };
				if (status === 'created') entry.given = new Set(things.map((thing) => completion.named(thing)));
				else tell(completion, entry, new Unread(null, reason, todo, answer.logId));
			}
		} catch (error) {
			const why = unreadBy(session, error);
			if (keepsAll(why)) ended ??= why;
			if (entries.length > 1 && mayBeOfOne(why)) for (const half of halve(entries)) await give({ target, entries: half, things });
			else for (const entry of entries) tell(completion, entry, why);
		}
	};
	await inPool(partsOf(completion, claims, 'created'), give);
}
