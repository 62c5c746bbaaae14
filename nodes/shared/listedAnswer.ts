import type { IDataObject } from 'n8n-workflow';
import type { Answer, Endpoint, RecordKeys, Verdict } from './endpoint';
import type { Refusals } from './refusal';

/** How a page answers with a list that says of single records what became of them. */
export interface ListedAnswer {
	/** The list in `data`. */
	list: (data: IDataObject) => unknown;
	/** The record that an entry speaks of: the values of its own keys, with a blank between them. */
	nameOf: (entry: IDataObject | string) => string;
	/** What became of a record that the list names. */
	listed: (entry: IDataObject | string) => Verdict;
	/** What became of one that the list does not name: unknown if it does not say. */
	others?: Verdict['status'];
	/** The same if the answer has no list at all. */
	without?: Verdict['status'];
	/** The list shows what there is now. It holds whatever an earlier attempt has done, whose answer was lost. */
	isPresent?: true;
	/** Codes of answers to calls that were carried out in part. */
	partCodes?: readonly number[];
}

const UNNAMED: Verdict = { status: 'unknown', reason: 'No answer names this record' };

function unnamed(status: Verdict['status'] = 'unknown'): Verdict {
	return status === 'unknown' ? UNNAMED : { status };
}

/** What a repeat says of a record that the attempt before it may have deleted. */
function afterLoss(verdict: Verdict): Verdict {
	if (verdict.status !== 'refused') return verdict;
	if (verdict.isMissing === true) return { status: 'deleted', confirmedByRepeat: true };
	const { todo: _todo, ...told } = verdict;
	return { ...told, status: 'unknown' };
}

/** Reads an answer by the list that it has. Without a code of its own for a part of the records, a refusal speaks of the whole call. */
export function judgeByList(
	{ list, nameOf, listed, others, without = others, isPresent, partCodes = [] }: ListedAnswer,
	refusals: Refusals,
): Endpoint['judge'] {
	return ({ code, data }: Answer, records: readonly RecordKeys[], repeated: readonly boolean[]) => {
		const isPart = partCodes.includes(code);
		if (code !== 0 && !isPart) return undefined;
		const entries: unknown = list(data);
		const known = new Map<string, Verdict>();
		for (const entry of Array.isArray(entries) ? (entries as unknown[]) : []) {
			if (typeof entry === 'string' || (typeof entry === 'object' && entry !== null)) {
				known.set(nameOf(entry as IDataObject | string), listed(entry as IDataObject | string));
			}
		}
		const { what, todo } = refusals[code] ?? { what: '', todo: '' };
		const rest: Verdict = isPart ? { status: 'unknown', todo: `${what} ${todo}` } : unnamed(Array.isArray(entries) ? others : without);
		return records.map((record, index) => {
			const own = known.get(Object.values(record).join(' ')) ?? rest;
			return repeated[index] === true && isPresent !== true ? afterLoss(own) : own;
		});
	};
}
