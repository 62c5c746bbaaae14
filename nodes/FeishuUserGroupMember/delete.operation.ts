import type { INodeProperties } from 'n8n-workflow';
import { deletionById } from '../shared/deletionById';
import { alreadyGone, keepCopy, onPage } from '../shared/fields';
import { rates } from './calls';
import { group, memberIdKind, memberIdType, memberIdTypeOfEach, memberOf, noPerson, readGroup } from './fields';
import { dynamicGroups, lookAtMembers } from './members';
import { refusals } from './refusals';
import { judgeByResults } from './results';

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'user group member', many: 'user group members', done: 'removed' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/group-member/batch_remove',
	request: { method: 'POST', url: '/contact/v3/group/:group_id/member/batch_remove' },
	ids: {
		group_id: group,
		members: {
			displayName: 'Member IDs',
			name: 'memberIds',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The people to remove: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. Get Many returns the IDs. They must match User ID Type in Options, which is Open ID (ou_…) by default.',
		},
	},
	key: 'member_id',
	userKey: 'member_id',
	userIdKind: memberIdKind,
	// The IDs of user groups as Feishu makes them up. A company may choose others.
	bareIds: [/^g\d+$/],
	with: memberIdTypeOfEach,
	entry: (member_id, about) => memberOf({ member_id, ...about }),
	elsewhere: noPerson,
	readPath: { group_id: readGroup },
	limit: 100,
	rates,
	refusals,
	// It is not said whether somebody who is not in the group is refused, or accepted.
	passesMissing: true,
	judge: judgeByResults('deleted', refusals, 'deleted'),
	barred: dynamicGroups,
	lookUp: lookAtMembers,
	operation: {
		name: 'Remove Group Members',
		action: 'Remove members from a user group',
		description: 'Remove people from an ordinary user group',
		notice: onPage('user-group-member', 'The app can change every ordinary user group in its contact scope.'),
	},
	tool: 'Permanently removes members from a user group of the company in Feishu or Lark, such as one that grants access to apps. This cannot be undone. Needs the ID of the user group. Members: user IDs, email addresses or mobile numbers with + and country code, one or several separated by commas. Returns how many were removed, and who was not and why.',
});

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy('It takes one call for each 100 members of a user group. To restore members, use Add Group Members.'),
	memberIdType,
];
