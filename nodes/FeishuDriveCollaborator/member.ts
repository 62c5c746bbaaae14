import { KIND_NAMES, kindOf, type IdKind } from '../shared/idKinds';
import { isAddress, readId, readPerson } from '../shared/ids';
import type { UserIdKind } from '../shared/userIdKind';
import { InvalidField, isBlankText, quote, readChoice, show } from '../shared/values';

export const MEMBERS = 'Collaborator IDs';

export const ID_TYPE = 'ID Type';

export const COLLABORATOR_TYPE = 'Collaborator Type';

export const PERM_TYPE = 'Wiki Page Right';

/** The kinds of ID that a collaborator may be named by: a person by the first four. */
export const MEMBER_TYPES = ['openid', 'unionid', 'userid', 'email', 'openchat', 'opendepartmentid', 'groupid', 'wikispaceid'] as const;

export type MemberType = (typeof MEMBER_TYPES)[number];

/** What says of which kind the IDs of people are. An address is sent as it is if it is one. */
export const memberIdKind: UserIdKind = {
	parameter: 'member_type',
	field: ID_TYPE,
	isField: true,
	kinds: {
		openid: 'open_id',
		unionid: 'union_id',
		userid: 'user_id',
		email: undefined,
		openchat: undefined,
		opendepartmentid: undefined,
		groupid: undefined,
		wikispaceid: undefined,
	},
};

/** What a collaborator is, by the kind of its ID. Of a wiki, the members are three kinds. */
const COLLABORATOR_OF: Readonly<Record<Exclude<MemberType, 'wikispaceid'>, string>> = {
	openid: 'user',
	unionid: 'user',
	userid: 'user',
	email: 'user',
	openchat: 'chat',
	opendepartmentid: 'department',
	groupid: 'group',
};

export const WIKI_MEMBERS = ['wiki_space_member', 'wiki_space_viewer', 'wiki_space_editor'] as const;

/** Whether a kind of ID names people. Feishu may name one and the same by another one. */
export function isOfPerson(memberType: string): boolean {
	// The app as a collaborator: it is asked for by its Open ID.
	return memberType === 'appid' || COLLABORATOR_OF[memberType as keyof typeof COLLABORATOR_OF] === 'user';
}

/** IDs of departments. */
const DEPARTMENT = 'od-';

/** What the IDs of user groups, wiki spaces and departments look like as Feishu makes them up, and no User ID does. */
export const BARE_IDS: readonly RegExp[] = [/^g\d+$/, /^\d{15,}$/, new RegExp(`^${DEPARTMENT}`)];

function refuse(id: string, field: string, kind: IdKind, todo: string): InvalidField {
	const is = id.startsWith(DEPARTMENT) ? 'the ID of a department' : KIND_NAMES[kind];
	return new InvalidField(field, `holds ${quote(id)}, which is ${is}`, todo);
}

/** What is entered for each kind that no person is. */
const OTHERS: Readonly<
	Record<Exclude<MemberType, 'openid' | 'unionid' | 'userid' | 'email'>, { isOne: (id: string, kind: IdKind) => boolean; todo: string }>
> = {
	openchat: {
		isOne: (_id, kind) => kind === 'chat_id',
		todo: `Enter the ID of a group chat, which begins with oc_, or choose another ${ID_TYPE}.`,
	},
	opendepartmentid: {
		isOne: (id) => id.startsWith(DEPARTMENT),
		todo: `Enter the ID of a department, which begins with od-, or choose another ${ID_TYPE}.`,
	},
	groupid: {
		isOne: (id, kind) => kind === 'other' && !id.startsWith(DEPARTMENT),
		todo: `Enter the ID of a user group, or choose another ${ID_TYPE}.`,
	},
	wikispaceid: {
		isOne: (id, kind) => kind === 'other' && !id.startsWith(DEPARTMENT),
		todo: `Enter the ID of a wiki space, or choose another ${ID_TYPE}.`,
	},
};

/** Kinds of ID that a company may have chosen for the User IDs of people, too. */
const IS_PERSON: readonly IdKind[] = ['open_id', 'union_id', 'other', 'email', 'mobile'];

/**
 * The ID of a collaborator, of a kind.
 * @throws {InvalidField} for one that is certainly of another
 */
export function readMember(entry: unknown, field: string, memberType: MemberType): string {
	if (memberType === 'email') {
		const id = readPerson(entry, field);
		if (isAddress(id) && kindOf(id) === 'email') return id;
		throw refuse(id, field, kindOf(id), `Enter an email address, or choose another ${ID_TYPE}.`);
	}
	if (memberType === 'openid' || memberType === 'unionid' || memberType === 'userid') {
		const id = readPerson(entry, field);
		const kind = kindOf(id);
		if (!IS_PERSON.includes(kind) || id.startsWith(DEPARTMENT))
			throw refuse(id, field, kind, `Enter the ID of a person, or choose another ${ID_TYPE}.`);
		return id;
	}
	const id = readId(entry, field, ' Separate several IDs with commas or line breaks.');
	const kind = kindOf(id);
	const { isOne, todo } = OTHERS[memberType];
	if (!isOne(id, kind)) throw refuse(id, field, kind, todo);
	return id;
}

/** A department is for people only. @throws {InvalidField} */
export function refuseDepartmentOfApp(memberType: MemberType, authentication: unknown): void {
	if (memberType !== 'opendepartmentid' || (authentication !== undefined && authentication !== 'feishuTenantApi')) return;
	throw new InvalidField(
		ID_TYPE,
		'is Department, which an app cannot add or remove',
		'Choose User Token (OAuth2) for Authentication: Feishu takes departments only with the token of a person.',
	);
}

/** What a collaborator of a wiki space is; of others, their ID says it. @throws {InvalidField} */
export function readCollaboratorType(given: unknown, memberType: MemberType, type: string): { collaborator_type?: string } {
	if (memberType === 'wikispaceid') {
		if (type !== 'wiki') {
			throw new InvalidField(
				ID_TYPE,
				`is Wiki Space, but the document is of the type ${type}`,
				`Choose another ${ID_TYPE}, because only wiki pages have the members of a wiki space.`,
			);
		}
		return { collaborator_type: readChoice(given, WIKI_MEMBERS, COLLABORATOR_TYPE) };
	}
	const own = COLLABORATOR_OF[memberType];
	if (isBlankText(given) || given === own) return {};
	throw new InvalidField(COLLABORATOR_TYPE, `holds ${show(given)}, but ${ID_TYPE} is that of a ${own}`, 'Remove the option.');
}

const PERM_TYPES = ['container', 'single_page'] as const;

/** Which right to a wiki page; nothing else has two. @throws {InvalidField} */
export function readPermType(given: { perm_type?: unknown }, memberType: MemberType, type: string): { perm_type?: string } {
	const { perm_type } = given;
	if (type === 'wiki' && memberType !== 'wikispaceid') {
		return { perm_type: 'perm_type' in given ? readChoice(perm_type, PERM_TYPES, PERM_TYPE) : PERM_TYPES[0] };
	}
	if (isBlankText(perm_type) || perm_type === PERM_TYPES[0]) return {};
	throw new InvalidField(PERM_TYPE, `holds ${show(perm_type)}, which only people and groups on wiki pages have`, 'Remove the option.');
}

/** What is sent of a collaborator besides its ID. */
export function bodyOf({ member_type = '', perm_type, collaborator_type }: Readonly<Record<string, string>>): Record<string, string> {
	const type = collaborator_type ?? COLLABORATOR_OF[member_type as keyof typeof COLLABORATOR_OF];
	return { type, ...(perm_type !== undefined && { perm_type }) };
}
