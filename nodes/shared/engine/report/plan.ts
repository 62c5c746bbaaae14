import type { IDataObject } from 'n8n-workflow';
import type { CallContext, FindOperation } from '../../endpoint';
import { estimateOf } from '../run/estimate';

/**
 * What the dry run of a search returns instead of what it would find.
 * @param count things that it would search
 * @param asked calls that it took to list them
 */
export function planOf(operation: FindOperation, common: CallContext, count: number, asked: number): IDataObject {
	const { calls, seconds, monthPercent } = estimateOf(operation, count, asked);
	const { one, many } = operation.planNoun?.(common) ?? operation.noun;
	return {
		status: 'dry_run',
		containers: count,
		planned_calls: calls,
		planned_seconds: seconds,
		planned_percent_of_10000_calls: monthPercent,
		reason: `Dry Run is on: the ${many} to search were counted, and not searched`,
		what_to_do: `Switch Dry Run off to search them. Each ${one} takes at least one call, and more if the list has several pages.`,
	};
}
