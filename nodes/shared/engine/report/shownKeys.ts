import type { RecordKeys } from '../../endpoint';
import type { Line } from '../record';

/** The keys of a record as the output shows them. */
export function shownKeys({ keys, hidden }: Line): RecordKeys {
	return hidden === undefined ? { ...keys } : Object.fromEntries(Object.entries(keys).filter(([key]) => key !== hidden));
}
