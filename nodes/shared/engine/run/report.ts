import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../endpoint';
import { isoOf } from '../../moment';
import { MAX_FOUND } from '../settle';
import type { InvalidField } from '../../values';
import { unreadOutcome } from '../judge/outcome';
import type { ItemReport } from '../report/summary';
import type { Claim, Entry, Line, Outcome, Target } from '../record';
import { faultText } from '../report/fieldFault';
import { isTool } from '../n8n/execution';
import type { Item, ReadItem } from './nodeTry';

const NEVER_SETTLED: Outcome = {
	status: 'unknown',
	explanation: { code: null, reason: 'No answer names this record', what_to_do: 'Look it up in Feishu.', log_id: null },
	logId: null,
	retryable: true,
};

/** What is said of a record that was deleted, if anything is. */
function remarked({ remark }: Entry, outcome: Outcome): Outcome {
	if (remark === undefined || outcome.status !== 'deleted') return outcome;
	const { reason, todo } = remark;
	return { ...outcome, explanation: { code: null, reason, what_to_do: todo, log_id: null } };
}

/** The times of a record as a person reads them, by the keys of the output that show them. */
function timesOf({ times }: Operation, facts: IDataObject, { context }: Target): IDataObject | undefined {
	if (times === undefined) return undefined;
	const timezone = context.getTimezone();
	const shown = Object.entries(times).map(([key, from]) => [key, isoOf(facts[from], timezone)] as const);
	return Object.fromEntries(shown.filter(([, time]) => time !== undefined));
}

/** The key of a record that a dry run does not show. */
function hiddenOf(operation: Operation, { isMinted, outcome }: Entry): string | undefined {
	return operation.kind === 'create' && isMinted === true && outcome?.status === 'dry_run' ? operation.mintedKey : undefined;
}

function lineOf({ target, entry, lookedUp, notRestored }: Claim, missingIsDone: boolean, operation: Operation): Line {
	const keys = { ...target.keys, ...entry.record };
	const hidden = hiddenOf(operation, entry);
	const { copy } = entry;
	const times = timesOf(operation, { ...keys, ...copy }, target);
	const own = Object.entries(entry.record).filter(([key]) => key !== hidden);
	const name = (own.length > 0 ? own : Object.entries(keys)).map(([, value]) => value).join(' / ');
	const outcome = remarked(entry, entry.outcome ?? NEVER_SETTLED);
	const lost = notRestored?.filter((what) => entry.given?.has(what) !== true) ?? [];
	const isRestored = outcome.status === 'created' || outcome.status === 'dry_run';
	const line = {
		keys,
		name,
		...(hidden !== undefined && { hidden }),
		...(times !== undefined && { times }),
		...(copy !== undefined && { copy }),
		...(lookedUp !== undefined && { lookedUp }),
		...(lost.length > 0 && isRestored && { notRestored: lost }),
	};
	if (!missingIsDone || outcome.isMissing !== true) return { ...line, outcome };
	const { logId, confirmedBy } = outcome;
	const gone = operation.kind === 'delete' ? operation.whenGone : undefined;
	const explanation = gone && { explanation: { code: null, reason: gone.reason, what_to_do: gone.todo, log_id: logId } };
	return {
		...line,
		outcome: { status: 'already_gone', logId, retryable: false, ...explanation, ...(confirmedBy === 'read' && { confirmedBy }) },
	};
}

const FOUND: Outcome = { status: 'found', logId: null, retryable: false };

/** The lines of a record: its own, or one for each thing that a search has found for it. */
function linesOf(claim: Claim, missingIsDone: boolean, operation: Operation): Line[] {
	const { findings } = claim.entry.outcome ?? {};
	if (findings === undefined) return [lineOf(claim, missingIsDone, operation)];
	return findings.map((finding) => {
		if ('item' in finding) return { keys: {}, name: '', outcome: FOUND, item: finding.item };
		const { keys, why } = finding;
		return { keys, name: Object.values(keys).join(' / '), outcome: unreadOutcome(why) };
	});
}

/** Instead of the lines of an item for which more was found than n8n takes. */
const TOO_MANY: Line = {
	keys: {},
	name: '',
	outcome: {
		status: 'refused',
		explanation: {
			code: null,
			reason: `More than ${MAX_FOUND} results were found for one item, which n8n cannot take`,
			what_to_do: 'Switch Return All off and set a Limit, or search for less at a time.',
			log_id: null,
		},
		logId: null,
		retryable: false,
	},
};

/** The line of an item that was refused before anything was sent. */
function invalidLine(invalid: InvalidField, { node, index }: Item): Line {
	// A tool has no items.
	const fault = { field: invalid.field, item: isTool(node) ? undefined : index, what: invalid.what };
	const failure = { cause: 'configuration-invalid' } as const;
	const { code = null, logId = null } = invalid.unread ?? {};
	const explanation = { code, reason: faultText([fault]), what_to_do: invalid.todo, log_id: logId, fault, failure };
	return {
		keys: {},
		name: isTool(node) ? invalid.field : `item ${index}`,
		outcome: { status: 'refused', explanation, logId, retryable: false },
	};
}

/** What became of what an item asks for. */
export function reportOf(operation: Operation, item: ReadItem): ItemReport {
	const { index, context, claims, invalid, missingIsDone, limit } = item;
	const lines =
		invalid === undefined
			? claims.flatMap((claim) => linesOf(claim, missingIsDone, operation)).slice(0, limit)
			: [invalidLine(invalid, item)];
	return {
		index,
		get input() {
			return context.getInputData().json;
		},
		lines: lines.length > MAX_FOUND ? [TOO_MANY] : lines,
	};
}
