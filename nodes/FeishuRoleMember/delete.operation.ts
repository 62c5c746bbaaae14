import type { INodeProperties } from 'n8n-workflow';
import { deletionById } from '../shared/deletionById';
import { alreadyGone, keepCopy, onPage, userIdType } from '../shared/fields';
import { rates } from './calls';
import { noPerson, readRole, role } from './fields';
import { judgeByResults, lookAtMembers } from './members';
import { noRole } from './refusals';

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'role member', many: 'role members', done: 'removed' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/batch_delete',
	request: { method: 'PATCH', url: '/contact/v3/functional_roles/:role_id/members/batch_delete' },
	ids: {
		role_id: role,
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
	// The IDs of roles as Feishu makes them up.
	bareIds: [/^[0-9a-z]{15}$/],
	elsewhere: noPerson,
	readPath: { role_id: readRole },
	limit: 100,
	rates,
	refusals: noRole,
	judge: judgeByResults('deleted', noRole),
	lookUp: lookAtMembers,
	operation: {
		name: 'Remove Role Members',
		action: 'Remove members from a role',
		description: 'Remove people from a role of the company',
		notice: onPage('role-member', 'The app can change every role of the company, which approvals and permissions rely on.'),
	},
	tool: 'Permanently removes members from a role of the company in Feishu or Lark, which approvals and permissions rely on. This cannot be undone. Needs the ID of the role. Members: user IDs, email addresses or mobile numbers with + and country code, one or several separated by commas. Returns how many were removed, and who was not and why.',
});

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy('It takes one call for each member, or one for each 100 members of the role. To restore members, use Add Role Members.'),
	userIdType,
];
