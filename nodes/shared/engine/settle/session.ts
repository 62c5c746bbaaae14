import type { Access } from '../token/access';
import type { CallContext, Operation } from '../../endpoint';
import { saysMissing } from '../judge/feishuError';
import type { Protection } from '../run/protection';
import type { Target } from '../record';
import { queueOf } from '../send/queue';
import { CallReader } from '../send/reader';
import type { CallCost } from '../time/callCost';
import type { CircuitBreaker } from './breaker';

/** What a builder wants besides the calls themselves. */
export interface SettleOptions {
	/** A record that Feishu names as not there counts as done. */
	missingIsDone: boolean;
	/** A copy of each record is read before it is deleted. */
	keepsCopy: boolean;
	/** What Never Delete names. */
	protection?: Protection;
}

/** What the stages of one run share. Each stage is handed it, and none keeps anything in it but the breaker. */
export interface Session<Does extends Operation = Operation> {
	readonly operation: Does;
	readonly access: Access;
	readonly signal: AbortSignal | undefined;
	readonly cost: CallCost;
	readonly breaker: CircuitBreaker;
	readonly options: SettleOptions;
}

/** Whether a refusal says that a record is as asked already. */
export function isDoneAlready({ operation, options }: Session, code: number): boolean {
	if ('presentCode' in operation && code === operation.presentCode) return true;
	return options.missingIsDone && saysMissing(operation, code);
}

/** What the records of a target have in common, as an operation sees it. */
export function commonOf({ keys, options, body }: Target): CallContext {
	return { keys, query: options.qs ?? {}, body };
}

/** What a call of a target changes, as all operations name it: paths that delete and create the same things differ only in the last word. */
export function thingOf({ operation, access }: Session, target: Target): string {
	return `${access.baseUrl} ${queueOf(operation, target.keys) ?? target.path.replace(/\/(batch_\w+|:\w+)$/, '')}`;
}

/** @param stopped whether nothing more may be read; a look at what is unclear goes on after the run has ended */
export function readerOf(
	{ access, signal, cost }: Session,
	{ context, options }: Target,
	{ remembers = false, stopped = () => false }: { remembers?: boolean; stopped?: () => boolean } = {},
): CallReader {
	return new CallReader({ access, context, options, signal, cost, stopped }, remembers);
}
