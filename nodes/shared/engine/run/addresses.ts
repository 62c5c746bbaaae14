import type { IDataObject } from 'n8n-workflow';
import type { NamesPeople, Operation, RecordKeys } from '../../endpoint';
import { KIND_NAMES, TYPE_NAMES, isOfUserIdType, kindOf, type IdKind, type UserIdType } from '../../idKinds';
import { isAddress } from '../../ids';
import { InvalidField, quote } from '../../values';
import type { ItemRequest, Parts } from '../n8n/request';
import { userIdTypeOf } from './protection';

/** An email address or a mobile number that stands for the user ID of a person. */
export interface Address {
	text: string;
	/** Display name of the field that holds it. */
	field: string;
	/** The kind of ID that is to stand in its place. */
	type: UserIdType;
	/** It may be a guest's, who has no ID. */
	mayBeGuest: boolean;
}

/** What an item asks for by addresses. */
export interface ByAddress {
	request: ItemRequest;
	addresses: readonly Address[];
}

function namesOf({ people = [] }: Operation, { options }: ItemRequest): Array<Required<NamesPeople>> {
	return people.map((one) => ({ ...one, type: one.type ?? userIdTypeOf({ options }) }));
}

/** How IDs of each type that tell by their beginning begin. */
const BEGINNINGS: Readonly<Partial<Record<UserIdType, string>>> = {
	open_id: ', which begins with ou_',
	union_id: ', which begins with on_',
};

/** The type of user ID that an ID of a kind may be, where a field takes another. */
function otherTypeOf(kind: IdKind): UserIdType | undefined {
	if (kind === 'other') return 'user_id';
	return kind === 'open_id' || kind === 'union_id' ? kind : undefined;
}

function otherKind(text: string, { field, type }: Required<NamesPeople>, isChosen: boolean): InvalidField {
	const kind = kindOf(text);
	const other = otherTypeOf(kind);
	const is = kind === 'other' ? `no ${TYPE_NAMES[type]}` : KIND_NAMES[kind];
	const what = isChosen && other !== undefined ? `${is}, while User ID Type is ${TYPE_NAMES[type]}` : is;
	const orSet =
		isChosen && other !== undefined ? ` If it is a ${TYPE_NAMES[other]}, set User ID Type in Options to ${TYPE_NAMES[other]}.` : '';
	const todo = `Enter the ${TYPE_NAMES[type]} of the person${BEGINNINGS[type] ?? ''}, an email address or a mobile number (+86…).${orSet}`;
	return new InvalidField(field, `holds ${quote(text)}, which is ${what}`, todo);
}

/**
 * Feishu would refuse it, or find nobody, in words that do not say why.
 * @throws {InvalidField} for an ID that is certainly of another kind than its field takes
 */
export function refuseOtherKinds(operation: Operation, request: ItemRequest): void {
	for (const name of namesOf(operation, request)) {
		const isChosen = operation.people?.every(({ type }) => type === undefined) === true;
		for (const { [name.key]: text } of [...request.records, ...request.contents]) {
			if (typeof text !== 'string' || isAddress(text) || isOfUserIdType(text, name.type)) continue;
			throw otherKind(text, name, isChosen);
		}
	}
}

/** The addresses by which an item names people. */
export function addressesIn(operation: Operation, request: ItemRequest): Address[] {
	const { records, contents, body, options } = request;
	const found = namesOf(operation, request).flatMap(({ key, field, type }) =>
		[...records, ...contents].flatMap(({ [key]: text }) =>
			typeof text === 'string' && isAddress(text) ? { text, field, type, mayBeGuest: false } : [],
		),
	);
	const { listsPeople } = operation;
	if (listsPeople === undefined) return found;
	const { property, field, emailsAre } = listsPeople;
	const whose = emailsAre(body);
	const type = userIdTypeOf({ options });
	const listed = ((body[property] ?? []) as string[]).filter((text) => isAddress(text) && (whose !== 'guests' || !text.includes('@')));
	return [...found, ...listed.map((text) => ({ text, field, type, mayBeGuest: whose === 'either' && text.includes('@') }))];
}

/**
 * What an item asks for, with IDs in place of addresses.
 * @param idOf the ID that an address stands for; undefined where it is a guest's
 */
export function withIds(
	operation: Operation,
	{ request, addresses }: ByAddress,
	idOf: (address: Address) => string | undefined,
): ItemRequest {
	const ids = new Map(addresses.map((address) => [`${address.type} ${address.text}`, idOf(address)]));
	const names = namesOf(operation, request);
	const replaced = <Named extends RecordKeys | IDataObject>(named: Named): Named =>
		names.reduce((all, { key, type }) => {
			const text = all[key];
			const id = typeof text === 'string' ? ids.get(`${type} ${text}`) : undefined;
			return id === undefined ? all : { ...all, [key]: id };
		}, named);
	const { records, contents, body, options } = request;
	const lookedUp = records.map((record) => names.map(({ key }) => record[key] ?? '').find(isAddress));
	const parts: Partial<Parts> = { records: records.map(replaced), contents: contents.map(replaced), lookedUp };
	const { property = '' } = operation.listsPeople ?? {};
	const listed = body[property];
	if (!Array.isArray(listed)) return request.withParts(parts);
	const type = userIdTypeOf({ options });
	const isGuest = (text: string) => addresses.some((address) => address.text === text && address.mayBeGuest);
	const people = (listed as string[]).flatMap((text) => {
		const id = ids.get(`${type} ${text}`);
		if (id === undefined) return text;
		return isGuest(text) ? [text, id] : id;
	});
	return request.withParts({ ...parts, body: { ...body, [property]: people } });
}
