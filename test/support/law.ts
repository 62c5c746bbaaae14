import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Deletion } from './deletions';
import type { NodeResult } from './engine';

/** A record as a run reported it. */
export interface Reported {
	/** The input item it is paired with. */
	item: number;
	name: string;
	json: IDataObject;
}

export function itemOf({ pairedItem }: INodeExecutionData): number {
	if (typeof pairedItem === 'number') return pairedItem;
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return first?.item ?? -1;
}

/** Every record that a run reported, of either branch. */
export function reported({ nameOf }: Pick<Deletion, 'nameOf'>, result: NodeResult): Reported[] {
	return result.outputs.flatMap((output, branch) =>
		output.map((item) => {
			const json = branch === 1 ? (item.json.error as IDataObject) : item.json;
			return { item: itemOf(item), name: nameOf(json), json };
		}),
	);
}

/**
 * The law: each pair of an input item and a record that it asks for is reported exactly once, with
 * a status, and the status agrees with `deleted` and with what became of the record.
 * @param asked the record, or the records, of each input item
 */
export function expectEachOnce(deletion: Deletion, result: NodeResult, asked: ReadonlyArray<string | readonly string[]>): void {
	const pairs = asked.flatMap((names, item) => [names].flat().map((name) => `${item} ${name}`));
	const found = reported(deletion, result).map(({ item, name }) => `${item} ${name}`);
	expect([...found].sort()).toEqual([...pairs].sort());
	// One look at all of them: an `expect` for each of thousands takes seconds.
	expect(reported(deletion, result).filter(({ json }) => !isLawful(json, deletion.contract))).toEqual([]);
}

const WELL = ['deleted', 'recall_requested'];
const STATUSES = [...WELL, 'refused', 'unknown', 'not_sent'];

/** Whether what is said of a record fits its status. */
function isLawful({ status, deleted, reason, what_to_do }: IDataObject, { whenGone }: Deletion['contract']): boolean {
	// Of some that are deleted there is more to say.
	const isSaid = whenGone !== undefined && reason !== undefined;
	const isWell = WELL.includes(String(status)) && !isSaid;
	return (
		STATUSES.includes(String(status)) &&
		deleted === (status === 'recall_requested' ? undefined : status === 'deleted') &&
		(reason === undefined) === isWell &&
		(what_to_do === undefined) === isWell
	);
}

/** How many records ended in each status. */
export function tally(deletion: Deletion, result: NodeResult): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { json } of reported(deletion, result)) counts[String(json.status)] = (counts[String(json.status)] ?? 0) + 1;
	return counts;
}

/**
 * The report agrees with what became of the records: what is reported as deleted is gone, and what is
 * reported as refused or not sent is still there. Of an unknown one nothing is claimed.
 */
export function expectTruth(deletion: Deletion, result: NodeResult, exists: (name: string) => boolean, missing?: string): void {
	const wrong = reported(deletion, result).filter(({ name, json }) => {
		if (json.status === 'unknown') return false;
		const claimedGone = json.status === 'deleted' || json.status === 'recall_requested';
		// Nobody can tell a record that a lost attempt deleted from one that was never there, by a look neither.
		if (name === missing && deletion.passesMissing === true) return false;
		// It says itself that Feishu accepts as much of one that was never there.
		if (name === missing && claimedGone && typeof json.reason === 'string' && json.reason.includes('as it also does')) return false;
		if (name === missing && (json.confirmed_by === 'repeat' || json.confirmed_by === 'read')) return false;
		return claimedGone === exists(name);
	});
	expect(wrong).toEqual([]);
}

/** Where copies are kept, each record that is gone has one. */
export function expectCopies(deletion: Deletion, result: NodeResult, exists: (name: string) => boolean): void {
	const lost = reported(deletion, result).filter(({ name, json }) => !exists(name) && typeof json.snapshot !== 'object');
	expect(lost).toEqual([]);
}

const COUNTS = /^(\d+) of (\d+) \D+?, (?:(\d+) refused)?(?:, )?(?:(\d+) unknown)?(?:, )?(?:(\d+) not sent)?\. /;

/** The message of a node that failed under Stop counts every record, and truly. */
export function expectTrueMessage(result: NodeResult, names: readonly string[], exists: (name: string) => boolean, missing?: string): void {
	if (result.error === undefined) {
		// Nothing was rejected. A record that was never there may count as deleted by an attempt whose
		// answer was lost.
		expect(names.filter((name) => name !== missing && exists(name))).toEqual([]);
		return;
	}
	const { message } = result.error;
	expect(message).toMatch(COUNTS);
	const [done = 0, asked = 0, refused = 0, unknown = 0, notSent = 0] = (COUNTS.exec(message) ?? [])
		.slice(1)
		.map((count: string | undefined) => Number(count ?? 0));
	expect(asked).toBe(names.length);
	expect(done + refused + unknown + notSent).toBe(asked);
	const gone = names.filter((name) => !exists(name)).length;
	expect(gone).toBeGreaterThanOrEqual(done - 1);
	expect(gone).toBeLessThanOrEqual(done + unknown);
}
