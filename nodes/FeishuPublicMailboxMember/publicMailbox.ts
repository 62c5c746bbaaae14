import { BAD_PARAMETER, readCalls, type MailPlace } from '../shared/mail/place';
import type { Refusals } from '../shared/refusal';

export const MEMBER_PAGE = 'public_mailbox-member';

/** The mailbox itself is not there. */
const noMailbox: Refusals = {
	1234016: {
		what: 'There is no public mailbox with this ID or address.',
		todo: 'Choose the mailbox from the list, or check its ID or its address in the Feishu Admin console.',
		reach: 'target',
	},
};

/** The codes of the page: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/mail-v1/public_mailbox-member/batch_delete */
export const deleteRefusals: Refusals = {
	...noMailbox,
	1234040: {
		what: 'This is no member of the public mailbox.',
		todo: 'Use Get Many to see who is a member. Somebody who is added again gets a new member ID. If others were removed in the same call, Feishu may have removed this member with them.',
		reach: 'record',
	},
};

/** The codes of the page: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/mail-v1/public_mailbox-member/batch_create */
export const createRefusals: Refusals = {
	...noMailbox,
	...BAD_PARAMETER,
	1234027: {
		what: 'This person is a member of as many public mailboxes as Feishu allows.',
		todo: 'Remove the person from another public mailbox first, or leave this person out.',
		reach: 'record',
	},
};

export const publicMailbox: MailPlace = {
	key: 'public_mailbox_id',
	parameter: 'publicMailboxId',
	field: 'Public Mailbox',
	one: 'public mailbox',
	many: 'public mailboxes',
	member: { one: 'public mailbox member', many: 'public mailbox members' },
	nameKey: 'public_mailbox_name',
	emailKey: 'public_mailbox_email',
	page: 'public-mailbox-member',
	columns: { USER: 'user_id' },
	query: {},
	...readCalls({ path: 'public_mailboxes', page: 'public_mailbox', memberPage: MEMBER_PAGE, key: 'public_mailbox_id' }, noMailbox),
	searchMethod: 'searchPublicMailboxes',
};
