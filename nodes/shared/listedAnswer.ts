import type { IDataObject } from 'n8n-workflow';
import type { Answer, Endpoint, RecordKeys, Verdict } from './endpoint';
import type { Refusals } from './refusal';

/** How a page answers with a list that says of single records what became of them. */
export interface ListedAnswer {
	/** The list in `data`. */
	list: (data: IDataObject) => unknown;
	/** The record that an entry is about: the values of its own keys, separated by spaces. */
	nameOf: (entry: IDataObject | string) => string;
	/** What became of a record that the list names. */
	listed: (entry: IDataObject | string) => Verdict;
	/** What became of one that the list does not name: unknown if it does not say. */
	others?: Verdict['status'];
	/** The same if the answer has no list at all. */
	without?: Verdict['status'];
	/** The list shows what there is now, including what an earlier attempt did whose answer was lost. */
	isPresent?: true;
	/** Codes of answers to calls that were carried out in part. */
	partCodes?: readonly number[];
}

const UNNAMED: Verdict = { status: 'unknown', reason: 'No answer names this record' };

function unnamed(status: Verdict['status'] = 'unknown'): Verdict {
	return status === 'unknown' ? UNNAMED : { status };
}

/** An entry that can name a record: IDs may come as numbers. */
function readable(entry: unknown): IDataObject | string | undefined {
	if (typeof entry === 'number') return String(entry);
	return typeof entry === 'string' || (typeof entry === 'object' && entry !== null) ? (entry as IDataObject | string) : undefined;
}

/** What a repeat says of a record that the attempt before it may have deleted. */
function afterLoss(verdict: Verdict): Verdict {
	if (verdict.status !== 'refused') return verdict;
	if (verdict.isMissing === true) return { status: 'deleted', confirmedByRepeat: true };
	const { todo: _todo, ...told } = verdict;
	return { ...told, status: 'unknown' };
}

/** Reads an answer by the list that it has. A refusal without a code for single records applies to the whole call. */
export function judgeByList(
	{ list, nameOf, listed, others, without = others, isPresent, partCodes = [] }: ListedAnswer,
	refusals: Refusals,
): Endpoint['judge'] {
	return ({ code, data }: Answer, records: readonly RecordKeys[], repeated: readonly boolean[]) => {
		const isPart = partCodes.includes(code);
		if (code !== 0 && !isPart) return undefined;
		const given: unknown = list(data) ?? undefined;
		const entries: unknown[] = Array.isArray(given) ? given : [];
		const names = records.map((record) => Object.values(record).join(' '));
		const asked = new Set(names);
		const known = new Map<string, Verdict>();
		// An entry that names no record, or none that was asked for, may be about any of the others.
		let isUnclear = given !== undefined && !Array.isArray(given);
		for (const entry of entries.map(readable)) {
			const name = entry === undefined ? '' : nameOf(entry);
			isUnclear ||= name === '' || (isPresent !== true && !asked.has(name));
			if (entry !== undefined && known.get(name)?.status !== 'refused') known.set(name, listed(entry));
		}
		const { what, todo } = refusals[code] ?? { what: '', todo: '' };
		const told = isUnclear ? UNNAMED : unnamed(given === undefined ? without : others);
		const rest: Verdict = isPart ? { status: 'unknown', todo: `${what} ${todo}` } : told;
		return names.map((name, index) => {
			const own = known.get(name) ?? rest;
			return repeated[index] === true && isPresent !== true ? afterLoss(own) : own;
		});
	};
}
