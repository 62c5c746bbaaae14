import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../answer';
import type { Rate, ReadCall } from '../endpoint';
import type { Refusals } from '../refusal';

/** By which column Feishu names a member of each type. What is not here has no column by which it could be added. */
export type Columns = Readonly<Record<string, 'user_id' | 'department_id' | 'email'>>;

/** What has members and an address of its own: a mailing list or a public mailbox. */
export interface MailPlace {
	/** The parameter of the path, and the key of items. */
	key: 'mailgroup_id' | 'public_mailbox_id';
	/** Its field in the node, and the display name of that. */
	parameter: string;
	field: string;
	/** What it is called in messages, and what its members are. */
	one: string;
	many: string;
	member: { one: string; many: string };
	/** Under which keys items have its name and its address. */
	nameKey: string;
	emailKey: string;
	/** The page of its node. */
	page: string;
	/** Of which types members are. */
	columns: Columns;
	/** What every call that names members says besides `user_id_type`. */
	query: IDataObject;
	/** One, by its ID or its address. */
	get: ReadCall;
	/** All of them. */
	list: ReadCall;
	/** The members of one. */
	members: ReadCall;
	/** Name of the list that the editor offers for its field. */
	searchMethod: string;
}

/** Most rows on a page of any list about mail. */
export const ROWS_PER_PAGE = 200;

/** Of the calls that change members. */
export const WRITE_RATES: readonly Rate[] = [{ calls: 20, perMs: 1_000 }];

/** The pages of the lists call their rate special, and publish none: this is ours. */
const READ_RATES: readonly Rate[] = [{ calls: 10, perMs: 1_000 }];

const PAGES = 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/mail-v1';

export const BAD_PARAMETER: Refusals = {
	1234008: {
		what: 'Feishu did not accept a value.',
		todo: 'Read the reason, then check the IDs and their kind.',
		reach: 'record',
	},
};

/** Feishu could not list what there is. */
const LIST_FAILED: Refusals = {
	1235003: {
		what: 'Feishu could not make this list, even when asked again.',
		todo: 'Try again in a few minutes. If it happens again, give the log ID to Feishu support.',
		reach: 'transient',
	},
};

/**
 * The calls that read.
 * @param resource as paths have it, and as pages have it, with the one of its members
 * @param missing what is said if the place itself is not there
 */
export function readCalls(resource: { path: string; page: string; memberPage: string; key: string }, missing: Refusals) {
	const { path, page, memberPage, key } = resource;
	const common = { method: 'GET', rates: READ_RATES } as const;
	return {
		list: { ...common, path: `/mail/v1/${path}`, documentation: `${PAGES}/${page}/list`, refusals: LIST_FAILED },
		get: { ...common, path: `/mail/v1/${path}/:${key}`, documentation: `${PAGES}/${page}/get`, refusals: missing },
		members: {
			...common,
			path: `/mail/v1/${path}/:${key}/members`,
			documentation: `${PAGES}/${memberPage}/list`,
			refusals: missing,
		},
	} satisfies Pick<MailPlace, 'list' | 'get' | 'members'>;
}

/** The page of a call that changes members. */
export const changePage = (memberPage: string, call: string) => `${PAGES}/${memberPage}/${call}`;

/** The ID of a place that Feishu describes; blank if it has none. */
export const idOfPlace = ({ key }: MailPlace, described: IDataObject) => textIn(described, key);
