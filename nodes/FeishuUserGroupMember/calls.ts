import type { Rate, ReadCall } from '../shared/endpoint';
import type { Refusals } from '../shared/refusal';
import { malformed, ofGroup, outOfScope, trouble, wrongType } from './refusals';

/** Of the calls that change the members of a user group. */
export const rates: readonly Rate[] = [{ calls: 100, perMs: 60_000 }];

const readRates: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

const paging: Refusals = {
	40011: {
		what: 'Feishu allows fewer entries on a page than this node asks for.',
		todo: 'Give the log ID to the authors of the node.',
		reach: 'run',
	},
	40012: {
		what: 'Feishu no longer knows where to continue in the list.',
		todo: 'Open the list again, or run the workflow again.',
		reach: 'record',
	},
};

const wrongIdType: Refusals = {
	41071: { what: 'Feishu does not accept the type of the user IDs.', todo: 'Choose another User ID Type in Options.', reach: 'run' },
};

/** The user groups that the app sees: those in its contact scope, of one kind. */
export const groupList: ReadCall = {
	method: 'GET',
	path: '/contact/v3/group/simplelist',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/simplelist',
	rates: readRates,
	refusals: { ...paging, ...trouble },
};

/** Most entries on a page of `groupList`, and of `memberList`. */
export const ON_A_PAGE = 100;

/** The people in a user group. */
export const memberList: ReadCall = {
	method: 'GET',
	path: '/contact/v3/group/:group_id/member/simplelist',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/simplelist',
	rates: readRates,
	refusals: {
		...paging,
		...wrongIdType,
		...ofGroup,
		41072: { what: 'Feishu does not accept this type of ID for people.', todo: 'Choose another User ID Type in Options.', reach: 'run' },
		...trouble,
		...wrongType,
	},
};

/** The user groups of a person, as IDs. */
export const groupsOf: ReadCall = {
	method: 'GET',
	path: '/contact/v3/group/member_belong',
	textKey: 'group_id',
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group/member_belong',
	rates: readRates,
	refusals: {
		...paging,
		...wrongIdType,
		...malformed,
		...trouble,
		...wrongType,
		...outOfScope,
		41073: {
			what: 'Feishu does not know this ID.',
			todo: 'Check this ID, and that User ID Type in Options matches it. An open ID (ou_…) is valid only for the app that received it.',
			reach: 'record',
		},
	},
};

/** Most groups on a page of `groupsOf`. */
export const GROUPS_PER_PAGE = 1_000;
