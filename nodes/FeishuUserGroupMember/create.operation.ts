import type { INodeProperties } from 'n8n-workflow';
import { onPage } from '../shared/fields';
import { putBackById } from '../shared/putBackById';
import type { Refusals } from '../shared/refusal';
import { rates } from './calls';
import { group, memberIdKind, memberIdTypeOfEach, memberOf, noPerson, readGroup } from './fields';
import { dynamicGroups, lookAtMembers } from './members';
import { malformed, ofGroup, outOfScope, trouble, wrongType } from './refusals';
import { judgeByResults } from './results';

/** Somebody is in the group already. */
const MEMBER_ALREADY = 42005;

/**
 * The codes of the page on adding members, which are also those of its results:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_add
 */
const refusals: Refusals = {
	...malformed,
	...trouble,
	...wrongType,
	...ofGroup,
	...outOfScope,
	41071: { what: 'Feishu does not accept the type of the user ID.', todo: 'Choose another User ID Type in Options.', reach: 'run' },
	41073: {
		what: 'Feishu does not know a person with this ID.',
		todo: 'Check this ID, and that User ID Type in Options matches it. An open ID (ou_…) is valid only for the app that received it.',
		reach: 'record',
	},
	[MEMBER_ALREADY]: {
		what: 'This person is in the user group already.',
		todo: 'Leave this person out: nothing needs to be done.',
		reach: 'record',
	},
	42006: {
		what: 'This person has left the company and cannot be added to a user group.',
		todo: 'Leave this person out, or add the person again after their account is restored.',
		reach: 'record',
	},
	42012: {
		what: 'The user group, or all user groups together, already have as many members as Feishu allows.',
		todo: 'Remove some members first, or add fewer.',
		reach: 'record',
	},
};

export const {
	endpoint,
	createOperation,
	field: members,
} = putBackById({
	noun: { one: 'user group member', many: 'user group members', done: 'added' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_add',
	request: { method: 'POST', url: '/contact/v3/group/:group_id/member/batch_add' },
	path: { group_id: group },
	readPath: { group_id: readGroup },
	list: {
		parameter: 'members',
		field: {
			displayName: 'Members or Snapshots to Restore',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The people to add: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. To restore members, map the snapshot of Keep a Copy, or an array of snapshots. IDs must match User ID Type in Options, which is Open ID (ou_…) by default.',
		},
	},
	key: 'member_id',
	userIdKind: memberIdKind,
	with: memberIdTypeOfEach,
	write: (_records, contents) => ({ members: contents.map(memberOf) }),
	elsewhere: () => noPerson,
	copyIt: 'Map the snapshot of Keep a Copy, an item of Get Many, or the ID itself.',
	limit: 100,
	rates,
	undo: { key: 'member_id', todo: 'Remove these members to undo it.' },
	refusals,
	presentCode: MEMBER_ALREADY,
	judge: judgeByResults('created', refusals, 'unknown'),
	barred: dynamicGroups,
	lookUp: lookAtMembers,
	operation: {
		name: 'Add Group Members',
		action: 'Add members to a user group',
		description: 'Add people to an ordinary user group, or restore removed ones',
	},
});

export const createNotices: INodeProperties[] = [
	{
		displayName: onPage('user-group-member', 'The app can change every ordinary user group in its contact scope.'),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['create'] } },
	},
];

export const createFields: INodeProperties[] = [members];
