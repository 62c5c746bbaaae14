import { Unread } from '../../unread';
import { InvalidField, quote } from '../../values';
import { reachOf } from '../judge/feishuError';
import { UnreadCall } from '../send/reader';
import type { Address, ByAddress } from './addresses';
import type { Directory } from './directory';

export const NOBODY_FOUND =
	'Check the address. It must be the one in the person’s Feishu profile, which the address of a company mailbox is not, and the person must be within the contact scope of the app.';

export const USER_IDS_NEED = ' User IDs also need the permission contact:user.employee_id:readonly.';

export const FOR_APPS_ONLY = new Unread(
	null,
	'Feishu looks people up only for an app, and this credential belongs to a person',
	'Set Authentication to Tenant Token.',
	null,
	true,
);

export const NEVER_ASKED = new Unread(null, 'Feishu was not asked', 'Run the workflow again.');

/** Addresses that one message names, at most. */
const MOST_NAMED = 3;

/** Whether Feishu itself has refused to look people up, so that it would for any other call of the app. */
export function isRefused(why: Unread): boolean {
	if (why === FOR_APPS_ONLY) return true;
	return why instanceof UnreadCall && why.sent.kind === 'answered' && reachOf(why.api, why.sent.answer) !== 'token';
}

/** What keeps an address from standing for an ID. */
function troubleWith(directory: Directory, { type, text, mayBeGuest }: Address): 'nobody' | 'several' | Unread | undefined {
	const found = directory.find(type, text) ?? NEVER_ASKED;
	if (found instanceof Unread) return found;
	if (found.size === 0) return mayBeGuest ? undefined : 'nobody';
	return found.size === 1 ? undefined : 'several';
}

function refusalOf(addresses: readonly Address[], trouble: 'nobody' | 'several' | Unread): InvalidField {
	const [first] = addresses;
	const field = first?.field ?? '';
	const texts = [...new Set(addresses.map(({ text }) => text))];
	const more = texts.length > MOST_NAMED ? ` and ${texts.length - MOST_NAMED} more` : '';
	const holds = `holds ${texts.slice(0, MOST_NAMED).map(quote).join(', ')}${more}`;
	if (trouble === 'nobody')
		return new InvalidField(
			field,
			`${holds}, and Feishu finds nobody with ${texts.length > 1 ? 'them' : 'it'}`,
			`${NOBODY_FOUND}${first?.type === 'user_id' ? USER_IDS_NEED : ''} Or enter the ID.`,
		);
	if (trouble === 'several') {
		return new InvalidField(field, `${holds}, which has been the address of several people`, 'Enter the ID of the person whom you mean.');
	}
	const orGuest = first?.mayBeGuest === true && first.orGuest !== undefined ? ` If it is the address of a guest, ${first.orGuest}.` : '';
	const { reason, todo } = trouble;
	return new InvalidField(field, `${holds}, which could not be looked up: ${reason}`, `${todo} Or enter the ID.${orGuest}`, trouble);
}

/** What an item is refused for, or why a dry run cannot tell. */
export function troubleOf(
	directory: Directory,
	{ addresses }: ByAddress,
): { refusal: InvalidField; unread: Unread | undefined } | undefined {
	const troubles = addresses.map((address) => troubleWith(directory, address));
	const trouble = troubles.find((one) => one !== undefined);
	if (trouble === undefined) return undefined;
	const first = addresses[troubles.indexOf(trouble)];
	const alike = addresses.filter((address, place) => troubles[place] === trouble && address.field === first?.field);
	return { refusal: refusalOf(alike, trouble), unread: trouble instanceof Unread ? trouble : undefined };
}
