import type { IDataObject } from 'n8n-workflow';
import type { NamesPeople, Operation, RecordKeys } from '../../endpoint';
import type { UserIdType } from '../../idKinds';
import { isAddress } from '../../ids';
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
