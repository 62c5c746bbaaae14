import type { IDataObject } from 'n8n-workflow';
import type { NamesPeople, Operation, RecordKeys } from '../../endpoint';
import { KIND_NAMES, TYPE_NAMES, isOfUserIdType, kindOf, type IdKind, type UserIdType } from '../../idKinds';
import { isAddress } from '../../ids';
import { USER_ID_TYPE, choiceOf, userIdTypeOf } from '../../userIdKind';
import { InvalidField, quote } from '../../values';
import type { ItemRequest, Parts } from '../n8n/request';

/** An email address or a mobile number in place of the user ID of a person. */
export interface Address {
	text: string;
	/** Display name of the field that holds it. */
	field: string;
	/** The kind of ID that is to replace it. */
	type: UserIdType;
	/** It may be a guest's, who has no ID. */
	mayBeGuest: boolean;
	/** What to do if it is a guest's and cannot be looked up. */
	orGuest?: string | undefined;
}

/** What an item asks for by addresses. */
export interface ByAddress {
	request: ItemRequest;
	addresses: readonly Address[];
}

/** The type of user ID by which a record of an item names a person, if it does by one. */
function typeOf(operation: Operation, request: ItemRequest, { type }: NamesPeople, place: number): UserIdType | undefined {
	return type ?? userIdTypeOf(operation, request, { record: request.records[place], content: request.contents[place] });
}

/** How IDs of each type that tell by their beginning begin. */
const BEGINNINGS: Readonly<Partial<Record<UserIdType, string>>> = {
	open_id: ', which begins with ou_',
	union_id: ', which begins with on_',
};

/** The type of user ID that an ID of a kind may be, if a field takes another. */
function otherTypeOf(kind: IdKind): UserIdType | undefined {
	if (kind === 'other') return 'user_id';
	return kind === 'open_id' || kind === 'union_id' ? kind : undefined;
}

/** Feishu would refuse it, or find nobody, in words that do not say why. */
function otherKind(text: string, field: string, type: UserIdType, { userIdKind = USER_ID_TYPE, people = [] }: Operation): InvalidField {
	const kind = kindOf(text);
	const other = otherTypeOf(kind);
	const isChoice = people.every((one) => one.type === undefined) && Object.values(userIdKind.kinds).includes(other);
	const is = kind === 'other' ? `no ${TYPE_NAMES[type]}` : KIND_NAMES[kind];
	const what = isChoice && other !== undefined ? `${is}, while ${userIdKind.field} is ${TYPE_NAMES[type]}` : is;
	const orSet =
		isChoice && other !== undefined
			? ` If it is ${other === 'open_id' ? 'an' : 'a'} ${TYPE_NAMES[other]}, set ${choiceOf(userIdKind)} to ${TYPE_NAMES[other]}.`
			: '';
	const todo = `Enter the ${TYPE_NAMES[type]} of the person${BEGINNINGS[type] ?? ''}, an email address or a mobile number (+86…).${orSet}`;
	return new InvalidField(field, `holds ${quote(text)}, which is ${what}`, todo);
}

/**
 * The addresses by which an item names people.
 * @throws {InvalidField} for an ID that is certainly of another kind than its field takes
 */
export function addressesIn(operation: Operation, request: ItemRequest): Address[] {
	const { people = [], listsPeople } = operation;
	const { records, contents, body } = request;
	const found: Address[] = [];
	for (const name of people) {
		for (const [place, record] of records.entries()) {
			const type = typeOf(operation, request, name, place);
			if (type === undefined) continue;
			for (const { [name.key]: text } of [record, contents[place] ?? {}]) {
				if (typeof text !== 'string') continue;
				if (isAddress(text)) found.push({ text, field: name.field, type, mayBeGuest: false });
				else if (!isOfUserIdType(text, type)) throw otherKind(text, name.field, type, operation);
			}
		}
	}
	const type = userIdTypeOf(operation, request);
	if (listsPeople === undefined || type === undefined) return found;
	const { property, field, emailsAre, orGuest } = listsPeople;
	const whose = emailsAre(body);
	const listed = ((body[property] ?? []) as string[]).filter((text) => isAddress(text) && (whose !== 'guests' || !text.includes('@')));
	return [...found, ...listed.map((text) => ({ text, field, type, mayBeGuest: whose === 'either' && text.includes('@'), orGuest }))];
}

/**
 * What an item asks for, with IDs in place of addresses.
 * @param idOf the ID of whom an address belongs to; undefined if it is a guest's
 */
export function withIds(
	operation: Operation,
	{ request, addresses }: ByAddress,
	idOf: (address: Address) => string | undefined,
): ItemRequest {
	const ids = new Map(addresses.map((address) => [`${address.type} ${address.text}`, idOf(address)]));
	const { people = [] } = operation;
	const { records, contents, body } = request;
	const idIn = (named: RecordKeys | IDataObject, name: NamesPeople, place: number) => {
		const text = named[name.key];
		return typeof text === 'string' ? ids.get(`${typeOf(operation, request, name, place)} ${text}`) : undefined;
	};
	const replaced = <Named extends RecordKeys | IDataObject>(named: Named, place: number): Named =>
		people.reduce((all, name) => {
			const id = idIn(all, name, place);
			return id === undefined ? all : { ...all, [name.key]: id };
		}, named);
	const lookedUp = records.map((record, place) => {
		const name = people.find((one) => idIn(record, one, place) !== undefined);
		return name && record[name.key];
	});
	const parts: Partial<Parts> = { records: records.map(replaced), contents: contents.map(replaced), lookedUp };
	const { property = '' } = operation.listsPeople ?? {};
	const listed = body[property];
	if (!Array.isArray(listed)) return request.withParts(parts);
	const type = userIdTypeOf(operation, request);
	const isGuest = (text: string) => addresses.some((address) => address.text === text && address.mayBeGuest);
	const listedIds = (listed as string[]).flatMap((text) => {
		const id = ids.get(`${type} ${text}`);
		if (id === undefined) return text;
		return isGuest(text) ? [text, id] : id;
	});
	return request.withParts({ ...parts, body: { ...body, [property]: listedIds } });
}
