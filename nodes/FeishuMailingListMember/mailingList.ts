import { BAD_PARAMETER, readCalls, type MailPlace } from '../shared/mail/place';
import type { Refusals } from '../shared/refusal';

export const MEMBER_PAGE = 'mailgroup-member';

/** The mailing list itself is not there. */
const noList: Refusals = {
	1234013: {
		what: 'There is no mailing list with this ID or address.',
		todo: 'Choose the mailing list from the list, or check its ID or its address in the Feishu Admin console.',
		reach: 'target',
	},
};

/** The codes of the page: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/mail-v1/mailgroup-member/batch_delete */
export const deleteRefusals: Refusals = {
	...noList,
	1234014: {
		what: 'This member is not on the mailing list.',
		todo: 'Use Get Many to see who is on the list. A member who is added again gets a new member ID. If others were removed in the same call, Feishu may have removed this member with them.',
		reach: 'record',
	},
};

/** The codes of the page: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/mail-v1/mailgroup-member/batch_create */
export const createRefusals: Refusals = {
	...noList,
	...BAD_PARAMETER,
	1234030: {
		what: 'The mailing list already has as many members as Feishu allows.',
		todo: 'Remove some of its members first, or add fewer.',
		reach: 'record',
	},
};

export const mailingList: MailPlace = {
	key: 'mailgroup_id',
	parameter: 'mailgroupId',
	field: 'Mailing List',
	one: 'mailing list',
	many: 'mailing lists',
	member: { one: 'mailing list member', many: 'mailing list members' },
	nameKey: 'mailgroup_name',
	emailKey: 'mailgroup_email',
	page: 'mailing-list-member',
	// The page of the call that adds members has no column for COMPANY and PUBLIC_MAILBOX.
	columns: {
		USER: 'user_id',
		DEPARTMENT: 'department_id',
		EXTERNAL_USER: 'email',
		MAIL_GROUP: 'email',
		OTHER_MEMBER: 'email',
	},
	// The pages print no default.
	query: { department_id_type: 'open_department_id' },
	...readCalls({ path: 'mailgroups', page: 'mailgroup', memberPage: MEMBER_PAGE, key: 'mailgroup_id' }, noList),
	searchMethod: 'searchMailingLists',
};
