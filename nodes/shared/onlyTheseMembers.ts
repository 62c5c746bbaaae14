import { refuseElsewhere, type Elsewhere } from './elsewhere';
import type { ListsPeople } from './endpoint';
import { KIND_NAMES, TYPE_NAMES, isOfUserIdType, kindOf, type UserIdType } from './idKinds';
import { isAddress, readIds, readPerson } from './ids';
import { InvalidField, quote } from './values';

/** A display name that messages mention. */
export const ONLY_THESE = 'Only These Members';

/** The search looks up the people that its option names by address. */
export const listsPeople: ListsPeople = { property: 'only', field: ONLY_THESE, emailsAre: () => 'people' };

/**
 * The people whose memberships are wanted.
 * @param noPerson what to do with an ID that names no person
 * @throws {InvalidField} for an ID that no list of this search can show: nothing would be found by it, as if the person were nowhere
 */
export function readOnlyThese(value: unknown, type: UserIdType, noPerson: Elsewhere): string[] {
	const only = readIds(value, ONLY_THESE, readPerson);
	for (const id of only) {
		refuseElsewhere(id, ONLY_THESE, noPerson);
		if (isAddress(id) || isOfUserIdType(id, type)) continue;
		throw new InvalidField(
			ONLY_THESE,
			`holds ${quote(id)}, which is ${KIND_NAMES[kindOf(id)]}, and User ID Type says ${TYPE_NAMES[type]}`,
			'Change User ID Type in Options to the type of this ID: ou_… is an Open ID, on_… a Union ID, anything else a User ID.',
		);
	}
	return [...new Set(only)];
}
