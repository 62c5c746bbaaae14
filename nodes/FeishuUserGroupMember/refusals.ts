import type { Refusals } from '../shared/refusal';

/** A call was carried out in part: its answer may say of each member what became of it. */
export const PARTLY = 40022;

/** Feishu does not know somebody, or has nobody by this ID in the group. */
export const UNKNOWN_MEMBER = 41073;

export const malformed: Refusals = {
	40001: {
		what: 'Feishu does not accept a value of this call.',
		todo: 'Check User Group and the IDs of the members. If both are right, give the log ID to Feishu support.',
		reach: 'record',
	},
};

export const trouble: Refusals = {
	40003: {
		what: 'Feishu could not do this, even when asked again.',
		todo: 'Run the workflow again in a few minutes. If it happens again, give the log ID to Feishu support.',
		reach: 'transient',
	},
};

export const wrongType: Refusals = {
	41074: {
		what: 'Feishu does not accept the type of the member.',
		todo: 'Give the log ID to the authors of the node.',
		reach: 'run',
	},
};

export const ofGroup: Refusals = {
	42002: {
		what: 'Feishu does not know this user group, or its members cannot be changed.',
		todo: 'Choose the group from the list, or check its ID. The members of a dynamic group cannot be changed: Feishu chooses them by the rule of the group.',
		reach: 'target',
	},
	42009: {
		what: 'The user group is outside the contact scope of the app.',
		todo: 'Ask an administrator to add this group, or all members of the company, to the contact scope of the app.',
		reach: 'target',
	},
};

export const outOfScope: Refusals = {
	41050: {
		what: 'This person is outside the contact scope of the app.',
		todo: 'Ask an administrator to add this person, or all members of the company, to the contact scope of the app.',
		reach: 'record',
	},
};

/**
 * The codes of the page on removing members:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_remove
 */
export const refusals: Refusals = {
	...malformed,
	...trouble,
	...wrongType,
	...ofGroup,
	...outOfScope,
	[PARTLY]: {
		what: 'Feishu removed only some of the members of this call, and does not say which.',
		todo: 'Look at the members of the user group, then run the workflow again for those who are still in it.',
		reach: 'record',
	},
	[UNKNOWN_MEMBER]: {
		what: 'Feishu does not know this ID, or the person is not in the user group.',
		todo: 'Check this ID, and that User ID Type in Options matches it. An open ID (ou_…) is valid only for the app that received it.',
		reach: 'record',
	},
};
