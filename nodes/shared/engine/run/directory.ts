import { objectsIn } from '../../answer';
import type { ReadCall, Reader } from '../../endpoint';
import { isAddress, isId } from '../../ids';
import { isOfUserIdType, type UserIdType } from '../../idKinds';
import { Unread } from '../../unread';

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/batch_get_id */
export const userLookUp: ReadCall = {
	method: 'POST',
	path: '/contact/v3/users/batch_get_id',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/user/batch_get_id',
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	refusals: {},
};

/** Most email addresses in one call, and as many mobile numbers beside them. */
const MOST_OF_A_KIND = 50;

/** An address as it is compared: email addresses count in any case, and Feishu may answer a number from mainland China without its prefix. */
function comparable(address: string): string {
	if (address.includes('@')) return address.toLowerCase();
	const digits = address.replaceAll('-', '');
	return /^1\d{10}$/.test(digits) ? `+86${digits}` : digits;
}

/** As the page writes them: numbers from mainland China without a prefix. */
function asPaged(address: string): string {
	return address.replace(/^\+86(?=1\d{10}$)/, '');
}

/** The IDs of people by their addresses, each asked for once. */
export class Directory {
	/** By the kind of ID and the address. An address that is nobody's has no ID, and one that was passed on has several. */
	private readonly known = new Map<string, ReadonlySet<string> | Unread>();

	/** @returns undefined if it was not looked up yet */
	find(type: UserIdType, address: string): ReadonlySet<string> | Unread | undefined {
		return this.known.get(`${type} ${comparable(address)}`);
	}

	/**
	 * Looks up the addresses that it does not know yet.
	 * @param withLeavers also people who have left the company
	 * @throws {Unread}
	 */
	async lookUp(reader: Reader, type: UserIdType, addresses: Iterable<string>, withLeavers: boolean): Promise<void> {
		const unknown = [...new Set([...addresses].map(comparable))].filter((address) => this.find(type, address) === undefined);
		const emails = unknown.filter((address) => address.includes('@'));
		const mobiles = unknown.filter((address) => !address.includes('@'));
		for (let start = 0; start < Math.max(emails.length, mobiles.length); start += MOST_OF_A_KIND) {
			const part = (all: readonly string[]) => all.slice(start, start + MOST_OF_A_KIND);
			await this.ask(reader, type, { emails: part(emails), mobiles: part(mobiles), withLeavers });
		}
	}

	/** The addresses of a look-up that failed. */
	fail(type: UserIdType, addresses: Iterable<string>, why: Unread): void {
		for (const address of addresses) if (this.find(type, address) === undefined) this.known.set(`${type} ${comparable(address)}`, why);
	}

	private async ask(
		reader: Reader,
		type: UserIdType,
		{ emails, mobiles, withLeavers }: { emails: readonly string[]; mobiles: readonly string[]; withLeavers: boolean },
	): Promise<void> {
		const { data, logId } = await reader.ask(userLookUp, {
			query: { user_id_type: type },
			body: {
				...(emails.length > 0 && { emails: [...emails] }),
				...(mobiles.length > 0 && { mobiles: mobiles.map(asPaged) }),
				include_resigned: withLeavers,
			},
		});
		if (!Array.isArray(data.user_list)) {
			throw new Unread(null, 'Feishu’s answer lacks the list of people', 'Run the workflow again.', logId);
		}
		const found = new Map([...emails, ...mobiles].map((address) => [address, new Set<string>()]));
		for (const { user_id: id, email, mobile } of objectsIn(data.user_list)) {
			// An ID of another kind, or what is no ID, would name nobody, or somebody else.
			if (typeof id !== 'string' || !isOfUserIdType(id, type) || isAddress(id) || !isId(id)) continue;
			for (const address of [email, mobile]) if (typeof address === 'string') found.get(comparable(address))?.add(id);
		}
		for (const [address, ids] of found) this.known.set(`${type} ${address}`, ids);
	}
}
