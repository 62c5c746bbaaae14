import { PROTECTED } from '../../nodes/shared/engine/judge/unsent';
import type { Explanation, Line, Outcome, Status } from '../../nodes/shared/engine/record';

/** Statuses of which nothing is explained. */
const WELL: readonly Status[] = ['deleted', 'created', 'found', 'already_gone', 'recall_requested', 'recalled'];

/** A record and what became of it. */
export function lineOf(name: string, status: Status, explanation: Partial<Explanation> = {}, outcome: Partial<Outcome> = {}): Line {
	const explained = { code: 1, reason: 'not allowed', what_to_do: 'Allow it.', log_id: null, ...explanation };
	return {
		keys: { id: name },
		name,
		outcome: {
			status,
			logId: explained.log_id,
			retryable: false,
			...(!WELL.includes(status) && { explanation: explained }),
			...outcome,
		},
	};
}

/** A record that the builder protects. */
export function protectedLine(name: string): Line {
	return { ...lineOf(name, 'not_sent'), outcome: PROTECTED };
}

/** Records that fared alike, named by their number. */
export function linesOf(count: number, status: Status, explanation: Partial<Explanation> = {}): Line[] {
	return Array.from({ length: count }, (_, index) => lineOf(String(index), status, explanation));
}
