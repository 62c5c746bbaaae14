import type { IDataObject } from 'n8n-workflow';
import { objectIn, textIn } from '../shared/answer';
import type { Account, ListsPeople, ReadCall, Reader } from '../shared/endpoint';
import { KIND_NAMES, kindOf } from '../shared/idKinds';
import { isAddress, readPerson } from '../shared/ids';
import { Unread } from '../shared/unread';
import { InvalidField, quote } from '../shared/values';

/** Whose a user token is. It needs no permission. */
const userInfo: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/authen-v1/user_info/get',
	method: 'GET',
	path: '/authen/v1/user_info',
	rates: [{ calls: 50, perMs: 1_000 }],
	refusals: {},
};

export const SENDERS = 'Senders';

/** Who may have sent the messages of a search. */
export const SENT_BY = ['self', 'these', 'anyone'] as const;

/** People among the senders may be named by address. */
export const listsPeople: ListsPeople = { property: 'senders', field: SENDERS, emailsAre: () => 'people' };

/** An app by its App ID, a person by open ID or address: a list of messages has nothing else. @throws {InvalidField} */
export function readSender(entry: unknown, field: string): string {
	const sender = readPerson(entry, field);
	if (isAddress(sender) || sender.startsWith('cli_') || kindOf(sender) === 'open_id') return sender;
	const kind = kindOf(sender);
	const is = kind === 'other' ? 'neither an App ID nor an Open ID' : KIND_NAMES[kind];
	throw new InvalidField(
		field,
		`holds ${quote(sender)}, which is ${is}`,
		'Enter App IDs, which begin with cli_, Open IDs, which begin with ou_, email addresses or mobile numbers (+86…).',
	);
}

export const NAMELESS_APP = new Unread(
	null,
	'An existing token does not say which app it belongs to',
	'Choose These Senders for Sent By and enter the App ID (cli_…) of the app. Or use a Feishu Tenant Token API credential.',
	null,
	true,
);

export const NAMELESS_PERSON = new Unread(
	null,
	'Feishu does not say whose token this is',
	'Choose These Senders for Sent By and enter your Open ID (ou_…).',
	null,
	true,
);

/**
 * Whose messages a search wants.
 * @returns undefined if it is anybody's
 * @throws {Unread}
 */
export async function sendersOf({ sent_by, senders }: IDataObject, reader: Reader, account: Account): Promise<Set<string> | undefined> {
	if (sent_by === 'anyone') return undefined;
	if (sent_by === 'these') return new Set(senders as string[]);
	if (!account.isPerson) {
		if (account.appId === '') throw NAMELESS_APP;
		return new Set([account.appId]);
	}
	const { data } = await reader.ask(userInfo, {});
	const openId = textIn(objectIn(data), 'open_id');
	if (openId === '') throw NAMELESS_PERSON;
	return new Set([openId]);
}
