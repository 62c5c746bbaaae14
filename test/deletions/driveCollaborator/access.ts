import type { Spec } from '../../specs/spec';
import { inWords, type ApiCall, type ApiEndpoint } from '../../sandbox/endpoint';
import { toOpenId } from '../../sandbox/people';
import { specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import type { Collaborator, DriveDocument } from './world';

/** The document that a call names, by its token and its kind. */
export function findDocument({ platform, params, query }: ApiCall, page: RefusingSpec): DriveDocument {
	const document = platform.state.documents.get(params['token'] ?? '');
	if (document === undefined || document.type !== query['type']) throw specRefusal(page, 1063001);
	if (document.deleted === true) throw specRefusal(page, 1063005);
	return document;
}

/** The same, if the caller may manage it. */
export function findOwnDocument(call: ApiCall, page: RefusingSpec): DriveDocument {
	const document = findDocument(call, page);
	if (document.managers?.includes(call.caller.identity) === false) throw specRefusal(page, 1063002);
	return document;
}

/** Whom a call names. */
export interface Named {
	member_type: string;
	member_id: string;
	type?: string;
	perm_type?: string;
}

const BEGINNINGS: Readonly<Record<string, RegExp>> = {
	openid: /^ou_/,
	unionid: /^on_/,
	openchat: /^oc_/,
	email: /^[^@]+@[^@]+$/,
};

/** Refuses what does not fit: IDs of another kind, departments for an app, members of a wiki space elsewhere. */
export function assertFits({ caller, query }: ApiCall, { member_type, member_id, type, perm_type }: Named, page: RefusingSpec): void {
	const isOfSpace = member_type === 'wikispaceid';
	const misfits = [
		BEGINNINGS[member_type]?.test(member_id) === false,
		member_type === 'opendepartmentid' && caller.userScopes === undefined,
		isOfSpace && (query['type'] !== 'wiki' || type?.startsWith('wiki_space_') !== true),
		!isOfSpace && type?.startsWith('wiki_space_') === true,
		perm_type !== undefined && query['type'] !== 'wiki',
		perm_type !== undefined && isOfSpace,
	];
	if (misfits.includes(true)) throw specRefusal(page, 1063001);
}

/** Every ID of a person by one that names them all. */
function canonical({ platform: { state } }: ApiCall, memberType: string, memberId: string): string {
	if (memberType === 'unionid') return toOpenId(state.people, 'union_id', memberId);
	if (memberType === 'userid') return toOpenId(state.people, 'user_id', memberId);
	if (memberType !== 'email') return memberId;
	return state.people.find(({ email }) => email?.toLowerCase() === memberId.toLowerCase())?.openId ?? memberId.toLowerCase();
}

/** The collaborator that a call names, by whichever of its IDs, and its key. */
export function findCollaborator(call: ApiCall, document: DriveDocument, named: Named): [string, Collaborator] | undefined {
	const { member_type, member_id, type, perm_type = 'container' } = named;
	const id = canonical(call, member_type, member_id);
	return [...document.collaborators].find(
		([, { memberType, memberId, permType, type: own }]) =>
			canonical(call, memberType, memberId) === id && permType === perm_type && (member_type !== 'wikispaceid' || own === type),
	);
}

/** What the calls that change collaborators have in common: wrong parameters, and calls that overlap. */
export function ofDocument(page: RefusingSpec & Pick<Spec, 'name'>): Pick<ApiEndpoint, 'invalid'> {
	return { invalid: (violations) => specRefusal(page, 1063001, inWords(violations), { fieldViolations: violations }) };
}
