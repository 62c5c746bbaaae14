import type { Operation, RecordKeys } from '../../endpoint';
import { isAddress } from '../../ids';
import { kindOf, mayNameTheSame, type IdKind } from '../../idKinds';
import { userIdTypeOf } from '../../userIdKind';
import type { Entry, Target } from '../record';

/** What the ID of an attendee from outside begins with; their address follows. */
export const THIRD_PARTY = 'third_party_';

/**
 * An ID as it is compared: an address is the same in capitals, and behind the attendee ID that holds
 * it; text of an app's own is the same with blanks around it.
 */
export function comparable(id: string): string {
	const text = id.trim();
	if (!text.includes('@')) return text;
	return (text.startsWith(THIRD_PARTY) ? text.slice(THIRD_PARTY.length) : text).toLowerCase();
}

/** What Never Delete names, of all items so far: it applies to all of them. */
export class Protection {
	private readonly ids = new Set<string>();
	/** The first ID of each kind. */
	private readonly firsts = new Map<IdKind, string>();
	private readonly bare = new Set<string>();
	/** IDs that only an address stands for. */
	private readonly found = new Set<string>();
	/** Addresses of people, each with whether Feishu finds somebody; undefined until it is asked. */
	private readonly people = new Map<string, boolean | undefined>();

	add(id: string): void {
		this.addText(id);
		if (isAddress(id)) return;
		const kind = kindOf(id);
		const first = this.firsts.get(kind);
		if (first === undefined || this.found.has(first)) this.firsts.set(kind, id);
		if (kind === 'other') this.bare.add(id);
	}

	/** Text that is compared, and whose kind says nothing. */
	addText(text: string): void {
		this.ids.add(comparable(text));
		if (isAddress(text) && !this.people.has(text)) this.people.set(text, undefined);
	}

	get addresses(): string[] {
		return [...this.people.keys()];
	}

	/** Keeps the people that Feishu finds by an address, by an ID of each type that the run has. */
	addPeople(address: string, ids: Iterable<string>): void {
		const found = [...ids];
		for (const id of found) {
			if (!this.ids.has(id)) this.found.add(id);
			this.add(id);
		}
		this.people.set(address, found.length > 0);
	}

	/** Whether Feishu was asked for an address, and finds nobody. */
	isNobodys(address: string): boolean {
		return this.people.get(address) === false;
	}

	get isEmpty(): boolean {
		return this.ids.size === 0;
	}

	/** The first ID of a kind. */
	firstOf(kind: IdKind): string | undefined {
		return this.firsts.get(kind);
	}

	/** An ID of each kind that it names by itself, all that have no prefix, which may be of different things, and all addresses that found nobody. */
	get examples(): Array<readonly [IdKind, string]> {
		const withPrefix = [...this.firsts].filter(([kind, id]) => kind !== 'other' && !this.found.has(id));
		const addresses = [...this.people].filter(([, isFound]) => isFound !== true).map(([address]) => [kindOf(address), address] as const);
		return [...withPrefix, ...[...this.bare].filter((id) => !this.found.has(id)).map((id) => ['other', id] as const), ...addresses];
	}

	names(ids: readonly string[]): boolean {
		return ids.some((id) => this.ids.has(comparable(id)));
	}

	/** The wholes of which it names parts. */
	wholesBy(wholeOf: (id: string) => string | undefined): ReadonlySet<string> {
		return new Set([...this.ids].flatMap((id) => wholeOf(id) ?? []));
	}

	/** The kinds of ID that it names, addresses among them. */
	get kinds(): IdKind[] {
		return [...this.firsts.keys(), ...[...this.people.keys()].map(kindOf)];
	}

	/** The other kinds of ID by which it may name what an ID of a kind names. Addresses are compared behind the IDs that hold them. */
	otherKinds(kind: IdKind): IdKind[] {
		const isAddress = kind === 'email' || kind === 'guest_attendee';
		return isAddress ? [] : [...this.firsts.keys()].filter((other) => other !== kind && mayNameTheSame(kind, other));
	}
}

/** Kinds of ID that a field for user IDs takes, one at a time. */
const USER_KINDS: readonly IdKind[] = ['open_id', 'union_id', 'other'];

/** Kinds that an attendee ID shows by its beginning, and a User ID by chance: a company chooses its User IDs itself. */
const BY_CHANCE: readonly IdKind[] = ['user_attendee', 'chat_attendee', 'room_attendee'];

/**
 * The kinds of ID by which Never Delete may name a record that is asked for by another kind: only a look
 * at Feishu tells whether it does.
 */
export function unseenKinds(operation: Operation, protection: Protection, target: Target, entry: Entry): IdKind[] {
	if (protection.isEmpty || !('namesIn' in operation)) return [];
	const type = userIdTypeOf(operation, target, entry);
	const userKind = type === 'user_id' ? 'other' : type;
	return Object.entries(entry.record).flatMap(([key, id]) => {
		if (key === operation.opaque?.key) return protection.kinds;
		const kind = kindOf(id);
		// Without a prefix it is no attendee, unless the key says so.
		if (kind === 'other' && key !== operation.userKey) return [];
		const others = protection.otherKinds(kind).filter((other) => other === userKind || !USER_KINDS.includes(other));
		const mayBeUserId = type === 'user_id' && kind === 'user_attendee' && BY_CHANCE.some((one) => protection.firstOf(one) !== undefined);
		return mayBeUserId && !others.includes('other') ? [...others, 'other'] : others;
	});
}

/** Whether one of the names of a record, as a look shows them, is of a kind. */
export function showsKind(kind: IdKind, names: readonly string[], record: RecordKeys): boolean {
	const known = Object.values(record);
	return names.some((name) => {
		if (name === '') return false;
		const shown = kindOf(name);
		return shown === kind || (kind === 'other' && BY_CHANCE.includes(shown) && !known.includes(name));
	});
}
