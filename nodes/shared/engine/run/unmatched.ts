import type { Operation } from '../../endpoint';
import { NOBODY_FOUND, USER_IDS_NEED } from './unfound';
import { KIND_NAMES, PRIMARY, TYPE_NAMES, kindOf, mayBeUserId, type IdKind, type UserIdType } from '../../idKinds';
import { USER_ID_TYPE, userIdTypeOf } from '../../userIdKind';
import { isAddress } from '../../ids';
import { quote } from '../../values';
import { THIRD_PARTY, type Protection } from './protection';
import type { Claim, Ending } from '../record';

export const FOR_AGENT = 'The builder of the workflow must correct Never Delete first.';

const OF_PEOPLE: readonly IdKind[] = ['open_id', 'union_id', 'user_attendee', 'email', 'mobile'];

/** An ID of a person is there to keep somebody, who may be named by another ID in this run. */
function isOfPerson(kind: IdKind, id: string): boolean {
	return kind === 'other' ? mayBeUserId(id) : OF_PEOPLE.includes(kind);
}

/** The type of user ID that IDs of a kind are. */
function typeOf(kind: IdKind): UserIdType | undefined {
	if (kind === 'other') return 'user_id';
	return kind === 'open_id' || kind === 'union_id' ? kind : undefined;
}

/** By what a call may name people. Some take email addresses, too. */
const NAMES = { ...TYPE_NAMES, email: 'Email' } as const;

/** By what a record names a person, if it is one. */
function typeOfNames(operation: Operation, { target, entry }: Pick<Claim, 'target' | 'entry'>): keyof typeof NAMES | undefined {
	const { [operation.userKey ?? '']: id } = entry.record;
	return userIdTypeOf(operation, target, entry) ?? (id !== undefined && isAddress(id) ? 'email' : undefined);
}

/** Kinds of ID that are an address, or hold one. */
const ADDRESSES: readonly IdKind[] = ['email', 'mobile', 'guest_attendee'];

/** What a run asks for. */
interface Asked {
	claims: ReadonlyArray<Pick<Claim, 'target' | 'entry'>>;
	/** It reads a copy of each record. */
	keepsCopy: boolean;
}

/** What a run can compare with Never Delete. */
interface Comparison {
	operation: Operation;
	protection: Protection;
	/** By what its calls name people. */
	types: ReadonlySet<keyof typeof NAMES>;
	/** Some of its records are bots, or something else that no user ID names. */
	hasOthers: boolean;
	/** It reads a copy of each record. */
	keepsCopy: boolean;
	/** Some of its records are named by an address: guests, or cards that have one for their ID. */
	hasAddresses: boolean;
	/** What its records are parts of, such as groups, and IDs of theirs that are none of a person. */
	targetIds: ReadonlySet<string | undefined>;
}

function endingBy(reason: string, todo: string): Ending {
	return {
		code: null,
		reason: `Never Delete ${reason}`,
		what_to_do: todo,
		for_agent: FOR_AGENT,
		failure: { cause: 'configuration-invalid' },
	};
}

/** Whether an ID can be among those that a run asks for. */
function canMatch(kind: IdKind, id: string, comparison: Comparison): boolean {
	const { operation, protection, types, hasOthers, keepsCopy, hasAddresses, targetIds } = comparison;
	const { userKey, kinds = [], bareIds, hasOwnText } = operation;
	const isOpaque = 'opaque' in operation;
	// Feishu does not show us this person, whom the run may delete by ID.
	if (protection.isNobodys(id)) return (hasAddresses || isOpaque) && (hasOwnText === true || kinds.includes(kind));
	if (kind === 'other') {
		// Without a key for people, copies name them by User IDs.
		const namesCopies = userKey === undefined && keepsCopy && 'namesIn' in operation;
		if (bareIds === undefined || namesCopies || targetIds.has(id) || bareIds.some((form) => form.test(id))) return true;
	}
	if (kinds.includes(kind)) return kind !== 'app_id' || hasOthers;
	// It cannot be compared with email addresses.
	if (kind === 'mobile' && types.has('email')) return false;
	// It was not looked up, so that no record of the run is a person.
	if (kind === 'mobile' || kind === 'email') return hasOwnText === true || userKey !== undefined;
	const own = typeOf(kind);
	if (own !== undefined) return userKey !== undefined && [...types].every((type) => type === own);
	// Text of an app's own may begin in any way.
	return hasOwnText === true;
}

/** Why an ID keeps nobody in a run, and what would. */
function endingFor(kind: IdKind, id: string, { operation, protection, types }: Comparison): Ending {
	const { userKey, noun, field, kinds, userIdKind = USER_ID_TYPE } = operation;
	if (protection.isNobodys(id)) {
		const orGuest = kinds?.includes(kind) === true ? ` For a guest, put ${THIRD_PARTY} before the address.` : '';
		return endingBy(
			`holds ${quote(id)}, but Feishu finds nobody with it, so it would protect nobody`,
			`${NOBODY_FOUND}${USER_IDS_NEED}${orGuest}`,
		);
	}
	const holds = `holds ${quote(id)}, ${KIND_NAMES[kind]},`;
	if (userKey === undefined || !isOfPerson(kind, id)) {
		return endingBy(
			`${kind === 'other' ? `holds ${quote(id)},` : holds} but no ${noun.one} has such an ID`,
			`Use the IDs that ${field} takes, or remove this one.`,
		);
	}
	const own = typeOf(kind);
	const type = [...types].find((one) => one !== own) ?? 'open_id';
	const other = own === undefined ? '' : `, or set ${userIdKind.field} to ${TYPE_NAMES[own]}`;
	return endingBy(
		`${holds} while ${userIdKind.field} is ${NAMES[type]}, so it would protect nobody`,
		`Name this person in Never Delete by ${NAMES[type]}${other}.`,
	);
}

/**
 * Why an ID that Never Delete names can match nothing in a run. Lists may be shared by several nodes: a
 * group, a room or a message that this one has no field for stops a run only if nothing else of the
 * list can match; a person always does.
 */
export function unmatched(operation: Operation, protection: Protection, { claims, keepsCopy }: Asked): Ending | undefined {
	const hasAddresses = claims.some(({ entry }) => Object.values(entry.record).some((id) => ADDRESSES.includes(kindOf(id))));
	const named = claims.map((claim) => typeOfNames(operation, claim));
	const types = new Set(named.filter((type) => type !== undefined));
	const opaqueKey = 'opaque' in operation ? operation.opaque.key : undefined;
	const targetIds = new Set<string | undefined>(
		claims.flatMap(({ target, entry }) => [...Object.values(target.keys), entry.record[opaqueKey ?? '']]),
	);
	const comparison = { operation, protection, types, hasOthers: named.includes(undefined), keepsCopy, hasAddresses, targetIds };
	const { examples } = protection;
	const idle = examples.filter(([kind, id]) => !canMatch(kind, id, comparison));
	const isIdle = idle.length === examples.length;
	const [kind, id] = idle.find(([one, other]) => isIdle || isOfPerson(one, other)) ?? [];
	return kind === undefined || id === undefined ? aliased(protection, claims) : endingFor(kind, id, comparison);
}

/** Feishu takes a word for the calendar of the account that acts. */
function aliased(protection: Protection, claims: Asked['claims']): Ending | undefined {
	const calendars = new Set(claims.map(({ target }) => target.keys.calendar_id).filter((id) => id !== undefined));
	const primary = protection.firstOf('primary');
	const calendar = protection.firstOf('calendar');
	const isHidden =
		(calendar !== undefined && calendars.has(PRIMARY)) || (primary !== undefined && [...calendars].some((id) => id !== PRIMARY));
	if (!isHidden) return undefined;
	return endingBy(
		`holds ${quote(calendar ?? PRIMARY)}, and it is not known whether “${PRIMARY}” is the same calendar`,
		'Enter the ID of the calendar, in Calendar and in Never Delete.',
	);
}
