import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import type { RecordKeys } from './call';
import type { UserIdType } from './idKinds';

/** The parameter of a call that says of which kind its user IDs are. */
export interface UserIdKind {
	/** Its name in the query, in the body, or among what is shown or sent of each record. */
	parameter: string;
	/** Display name of the field that fills it, for messages. */
	field: string;
	/** It is a field of its own, and not in Options. */
	isField?: true;
	/**
	 * What its values say, the default first. Undefined if an ID is then no user ID, such as that of an app: no
	 * address is looked up for it, and it is compared as it is.
	 */
	kinds: Readonly<Record<string, UserIdType | undefined>>;
	/** Another parameter, and its value with which an ID is no user ID either: that of an app, for instance. */
	unless?: { parameter: string; is: string };
}

/** Of most calls. */
export const USER_ID_TYPE: UserIdKind = {
	parameter: 'user_id_type',
	field: 'User ID Type',
	kinds: { open_id: 'open_id', union_id: 'union_id', user_id: 'user_id' },
};

/** What the parameter says: in the first place that has it, or by default. */
export function userIdKindIn({ parameter, kinds }: UserIdKind, ...places: ReadonlyArray<IDataObject | RecordKeys | undefined>): string {
	for (const place of places) {
		const said = place?.[parameter];
		if (typeof said === 'string') return said;
	}
	return Object.keys(kinds)[0] ?? '';
}

/** The field that fills it, as the next step for somebody who has to change it. */
export function choiceOf({ field, isField }: UserIdKind): string {
	return isField === true ? field : `${field} in Options`;
}

/** The type of the user ID of a record of a call, if it is one. */
export function userIdTypeOf(
	{ userIdKind = USER_ID_TYPE }: { userIdKind?: UserIdKind },
	{ options, body }: { options: IHttpRequestOptions; body: IDataObject },
	{ record, content }: { record?: RecordKeys | undefined; content?: IDataObject | undefined } = {},
): UserIdType | undefined {
	const places = [record, content, body, options.qs];
	const { kinds, unless } = userIdKind;
	if (unless !== undefined && places.some((place) => place?.[unless.parameter] === unless.is)) return undefined;
	return kinds[userIdKindIn(userIdKind, ...places)];
}
