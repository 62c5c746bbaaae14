import type { INodeProperties } from 'n8n-workflow';
import type { ListsPeople } from '../endpoint';
import { isOfUserIdType, KIND_NAMES, TYPE_NAMES, kindOf, type UserIdType } from '../idKinds';
import { isAddress, readPerson } from '../ids';
import { InvalidField, quote } from '../values';
import type { MailPlace } from './place';

/** A display name that messages mention. */
export const ONLY_THESE = 'Only These Members';

/** What the IDs of departments begin with, as the calls of this package ask for them. */
const DEPARTMENT = 'od-';

const hasAddresses = ({ columns }: MailPlace) => Object.values(columns).includes('email');

/** A colleague is a member by user ID, and anybody else by email address. */
export function listsPeople(place: MailPlace): ListsPeople {
	return { property: 'only', field: ONLY_THESE, emailsAre: () => (hasAddresses(place) ? 'either' : 'people') };
}

/** Addresses are the same in capitals. */
export const comparable = (name: string) => (name.includes('@') ? name.toLowerCase() : name);

/**
 * One entry.
 * @throws {InvalidField} for an ID that no member has: nothing would be found, as if nobody were in any list
 */
export function readOnly(place: MailPlace, entry: unknown, type: UserIdType): string {
	const id = comparable(readPerson(entry, ONLY_THESE));
	if (isAddress(id) || isOfUserIdType(id, type)) return id;
	if (hasAddresses(place) && (id.includes('@') || id.startsWith(DEPARTMENT))) return id;
	const kind = kindOf(id);
	const isPersons = kind === 'open_id' || kind === 'union_id' || kind === 'other';
	throw new InvalidField(
		ONLY_THESE,
		`holds ${quote(id)}, which is ${KIND_NAMES[kind]}${isPersons ? `, and User ID Type says ${TYPE_NAMES[type]}` : ''}`,
		isPersons
			? 'Change User ID Type in Options to the type of this ID: ou_… is an Open ID, on_… a Union ID, anything else a User ID.'
			: `Enter ${takes(place)}.`,
	);
}

const takes = (place: MailPlace) =>
	`user IDs that match User ID Type, email addresses${hasAddresses(place) ? ', mobile numbers (+86…) or department IDs (od-…)' : ' or mobile numbers (+86…)'}`;

function describe(place: MailPlace): string {
	const guests = hasAddresses(place) ? ' An email address finds colleagues and addresses from outside.' : '';
	return `The members to return: ${takes(place)}.${guests} One, a list separated by commas or line breaks, or an array.`;
}

export function onlyTheseOption(place: MailPlace): INodeProperties {
	return {
		displayName: ONLY_THESE,
		name: 'onlyThese',
		type: 'string',
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description: describe(place),
		routing: { send: { type: 'body', property: 'only' } },
	};
}
