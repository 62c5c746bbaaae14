import type { SiblingSpec, Spec } from '../specs';
import { inWords, type ApiCall, type ApiEndpoint, type SiblingEndpoint } from './endpoint';
import type { JsonObject } from './json';
import { pagedAnswer, sizeOf } from './paging';
import { fromOpenId, idKindViolation, toOpenId } from './people';
import { Refusal, specRefusal, type RefusingSpec } from './refusal';
import { thingsOf, type Thing } from './world';

/** A mailing list or a public mailbox: it has an address, and members, which are things of its deletion. */
export interface MailPlace {
	id: string;
	email: string;
	name: string;
	/** Every call that adds members is refused with this code. */
	refuses?: number;
}

export type SeedMailPlace = Pick<MailPlace, 'id'> & Partial<MailPlace>;

/** What the pages leave open. */
export interface MailAnswers {
	/** What becomes of the others, if one of those to remove is not a member: the page has a code for it, and does not say. */
	missingMailMember: 'refusesAll' | 'othersGo';
	/** Whether somebody who is a member already is among those that were added. */
	existingMailMember: 'listed' | 'leftOut';
}

export const MAIL_ANSWERS: MailAnswers = { missingMailMember: 'refusesAll', existingMailMember: 'listed' };

/** Which column names a member of each type, where one is documented. */
const COLUMNS: Readonly<Record<string, 'user_id' | 'department_id' | 'email'>> = {
	USER: 'user_id',
	DEPARTMENT: 'department_id',
	EXTERNAL_USER: 'email',
	MAIL_GROUP: 'email',
	OTHER_MEMBER: 'email',
};

/** The pages of the calls about one kind of them. */
interface MailPages {
	spec: Spec;
	list: SiblingSpec;
	get: SiblingSpec;
	members: SiblingSpec;
	create: SiblingSpec;
	/** The parameter of the path. */
	key: string;
	/** Codes for a place and for a member that is not there. */
	missing: { place: number; member: number };
	placesIn: (call: ApiCall) => ReadonlyMap<string, MailPlace>;
	/** What the answers say of a place besides. */
	about: (place: MailPlace, members: number) => JsonObject;
}

/** For parameters that are not valid: the pages print it for adding members alone. */
const INVALID = 1234008;

const invalid: ApiEndpoint['invalid'] = (violations) =>
	new Refusal(400, INVALID, `parameter error: ${inWords(violations)}`, { fieldViolations: violations });

export function placeFrom({ id, email = `${id}@example.com`, name = id, ...about }: SeedMailPlace): MailPlace {
	return { id, email, name, ...about };
}

/** Who a member is, in the state of the sandbox: a person by the open ID. */
function memberOf({ id, row = {} }: Thing): JsonObject & { type: string } {
	const { type = 'USER' } = row;
	return { ...(type === 'USER' && { user_id: `ou_${id}` }), ...row, type: String(type) };
}

/** As answers show a member, by the kinds of ID that the call asks for. */
function memberRow({ platform: { state }, userIdType, query }: ApiCall, rules: SiblingSpec, thing: Thing): JsonObject {
	const { user_id, department_id, ...rest } = memberOf(thing);
	// Without a kind of ID, the page does not say which one it is.
	const isTold = rules.queryParameters['department_id_type'] === undefined || query['department_id_type'] !== undefined;
	return {
		member_id: thing.id,
		...(typeof user_id === 'string' && { user_id: fromOpenId(state.people, userIdType, user_id) }),
		...(typeof department_id === 'string' && isTold && { department_id }),
		...rest,
	};
}

/** The endpoints of mailing lists, or of public mailboxes. */
export function mailEndpoints(pages: MailPages): ApiEndpoint[] {
	const { spec, key, missing, placesIn, about } = pages;
	/** By its ID or its address. As long as nobody has seeded one, every ID stands for one. */
	const placeOf = (call: ApiCall, page: RefusingSpec): MailPlace => {
		const name = call.params[key] ?? '';
		const places = placesIn(call);
		if (places.size === 0) return placeFrom({ id: name });
		const place = [...places.values()].find(({ id, email }) => id === name || email.toLowerCase() === name.toLowerCase());
		if (place === undefined) throw specRefusal(page, missing.place);
		return place;
	};
	const membersIn = ({ platform: { state } }: ApiCall, { id }: MailPlace): Array<[string, Thing]> =>
		[...thingsOf(state, spec.name)].filter(([, thing]) => (thing.in ?? id) === id);
	const placeRow = (call: ApiCall, place: MailPlace): JsonObject => ({
		[key]: place.id,
		email: place.email,
		name: place.name,
		...about(place, membersIn(call, place).length),
	});
	const listing = (rules: SiblingSpec, work: SiblingEndpoint['work']): SiblingEndpoint => ({ rules, invalid, work });
	const lapsed = (token = '') => invalid([{ field: 'page_token', value: token, description: 'is none of this list' }]);
	const removal: ApiEndpoint = {
		rules: spec,
		invalid,
		work(call) {
			const place = placeOf(call, spec);
			const named = (call.body['member_id_list'] ?? []) as string[];
			// Optional by the table of one page, but a call that removes nobody is a mistake of its sender.
			if (named.length === 0) throw invalid([{ field: 'member_id_list', value: '[]', description: 'the min len is 1' }]);
			const members = new Map(membersIn(call, place).map(([at, thing]) => [thing.id, { at, thing }]));
			const refused = named.map((id) => members.get(id)?.thing.refuses).find((code) => code !== undefined);
			if (refused !== undefined) throw specRefusal(spec, refused);
			const isMissing = named.some((id) => !members.has(id));
			const refusesAll = call.platform.settings.answers.missingMailMember === 'refusesAll';
			if (isMissing && refusesAll) throw specRefusal(spec, missing.member);
			for (const id of named) thingsOf(call.platform.state, spec.name).delete(members.get(id)?.at ?? id);
			if (isMissing) throw specRefusal(spec, missing.member);
			return { data: {} };
		},
	};
	const list = listing(pages.list, (call) =>
		pagedAnswer(call, {
			prefix: pages.list.name,
			items: placesIn(call),
			row: (place) => placeRow(call, place),
			size: sizeOf(call, 20),
			filters: { userIdType: call.userIdType, manager: call.query['manager_user_id'] },
			lapsed: () => lapsed(call.query['page_token']),
		}),
	);
	const get = listing(pages.get, (call) => ({ data: placeRow(call, placeOf(call, pages.get)) }));
	const members = listing(pages.members, (call) => {
		const place = placeOf(call, pages.members);
		return pagedAnswer(call, {
			prefix: pages.members.name,
			items: new Map(membersIn(call, place)),
			row: (thing) => memberRow(call, pages.members, thing),
			size: sizeOf(call, 20),
			filters: { place: place.id, userIdType: call.userIdType },
			lapsed: () => lapsed(call.query['page_token']),
		});
	});
	const create = listing(pages.create, (call) => {
		const { platform, body, userIdType } = call;
		const { people } = platform.state;
		const place = placeOf(call, pages.create);
		const items = (body['items'] ?? []) as JsonObject[];
		if (items.length === 0) throw invalid([{ field: 'items', value: '[]', description: 'the min len is 1' }]);
		const wrong = items.flatMap((item, index) => {
			const column = COLUMNS[String(item['type'])];
			const name = column === undefined ? undefined : item[column];
			if (typeof name !== 'string' || name === '') {
				return [{ field: `items[${index}].${column ?? 'type'}`, value: JSON.stringify(item['type']), description: 'names no member' }];
			}
			return column === 'user_id' ? (idKindViolation(people, userIdType, name, `items[${index}].user_id`) ?? []) : [];
		});
		if (wrong.length > 0) throw invalid(wrong);
		if (place.refuses !== undefined) throw specRefusal(pages.create, place.refuses);
		const rows = items.flatMap((item) => {
			const type = String(item['type']);
			const column = COLUMNS[type] ?? 'email';
			const name = column === 'user_id' ? toOpenId(people, userIdType, String(item[column])) : String(item[column]);
			const known = membersIn(call, place).find(([, thing]) => memberOf(thing).type === type && memberOf(thing)[column] === name);
			if (known !== undefined) {
				return platform.settings.answers.existingMailMember === 'listed' ? [memberRow(call, pages.create, known[1])] : [];
			}
			const thing: Thing = { id: platform.mint.digits(19), in: place.id, row: { type, [column]: name } };
			thingsOf(platform.state, spec.name).set(`${place.id} ${thing.id}`, thing);
			return [memberRow(call, pages.create, thing)];
		});
		return { data: { items: rows } };
	});
	return [removal, list, get, members, create];
}
