import type { IDataObject } from 'n8n-workflow';
import { idIn, textIn } from '../answer';
import type { CallContext, Endpoint, Observation, Reader, RecordKeys } from '../endpoint';
import { isOfUserIdType, type UserIdType } from '../idKinds';
import { USER_ID_PERMISSION } from '../refusal';
import { Unread } from '../unread';
import { USER_ID_TYPE, userIdKindIn } from '../userIdKind';
import { ROWS_PER_PAGE, type MailPlace } from './place';

/** Members who are people of the company. */
export const PERSON = 'USER';

export const LEFT_OUT = (of: string) =>
	new Unread(
		null,
		`The list of members does not give the ID of everybody in the ${of}`,
		`Look at its members in the Feishu Admin console.`,
	);

/** The kind of user ID that a call says. */
export function kindIn({ query }: Pick<CallContext, 'query'>): UserIdType {
	return userIdKindIn(USER_ID_TYPE, query) as UserIdType;
}

/**
 * Yields the members of a mailing list or a public mailbox, with user IDs of the kind that the call says.
 * @throws {Unread}
 */
export function membersOf(place: MailPlace, id: string, common: Pick<CallContext, 'query'>, reader: Reader): AsyncGenerator<IDataObject> {
	const query = { page_size: ROWS_PER_PAGE, user_id_type: kindIn(common), ...place.query };
	return reader.pages(place.members, 'items', { path: { [place.key]: id }, query });
}

/** What Feishu names a member by, besides its member ID. */
export function nameOfMember({ columns }: Pick<MailPlace, 'columns'>, row: IDataObject): string {
	const column = columns[textIn(row, 'type')];
	return column === undefined ? '' : textIn(row, column);
}

/** All IDs and addresses of a member. */
export const namesOfMember = (row: IDataObject): string[] =>
	[idIn(row, 'member_id'), textIn(row, 'user_id'), textIn(row, 'department_id'), textIn(row, 'email')].filter((name) => name !== '');

/** Whether a row says who it is: a person by a user ID of the kind that was asked for. Without a type, it may be a person. */
export function showsWho(row: IDataObject, type: UserIdType): boolean {
	return !['', PERSON].includes(textIn(row, 'type')) || isOfUserIdType(textIn(row, 'user_id'), type);
}

/** Why a member could not be added again from its row. */
function whyNoCopy(place: MailPlace, row: IDataObject, type: UserIdType): Unread | undefined {
	const kind = textIn(row, 'type');
	if (nameOfMember(place, row) !== '' && showsWho(row, type)) return undefined;
	if (kind in place.columns || kind === '') {
		return new Unread(null, 'The list of members does not say who this member is', `${USER_ID_PERMISSION} Or switch Keep a Copy off.`);
	}
	return new Unread(
		null,
		`Feishu has no call that adds a member of the type ${kind}`,
		'Switch Keep a Copy off to remove this member without a copy.',
	);
}

/** Looks at members in the list of their place, which is read once for all of them, and to its end for one who is not in it. */
export function lookAtMembers(place: MailPlace): NonNullable<Endpoint['lookUp']> {
	return async (records, common, reader) => {
		const type = kindIn(common);
		const missing = new Set(records.map(({ member_id = '' }) => member_id));
		const seen = new Map<string, IDataObject>();
		let isClear = true;
		for await (const row of membersOf(place, common.keys[place.key] ?? '', common, reader)) {
			const id = idIn(row, 'member_id');
			isClear &&= id !== '';
			if (missing.delete(id)) seen.set(id, row);
			if (missing.size === 0) break;
		}
		return records.map(({ member_id = '' }: RecordKeys): Observation => {
			const row = seen.get(member_id);
			if (row === undefined) return isClear ? { is: 'gone' } : { is: 'unseen', why: LEFT_OUT(place.one) };
			const noCopy = whyNoCopy(place, row, type);
			const copy = { ...row, member_id, user_id_type: type };
			return { is: 'there', copy, ...(noCopy !== undefined && { noCopy }) };
		});
	};
}
