import type { INodeProperties } from 'n8n-workflow';
import { onPage } from '../shared/fields';
import { putBackById } from '../shared/putBackById';
import type { Refusals } from '../shared/refusal';
import { rates, scopeSet } from './calls';
import { noPerson, readRole, role } from './fields';
import { departmentsOf, judgeByResults, lookAtMembers, lostScope, named } from './members';
import { noRole } from './refusals';

/**
 * The codes of the page on adding members:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/batch_create
 */
const refusals: Refusals = {
	...noRole,
	41209: {
		what: 'The role would have more members than Feishu allows, which is 1,000.',
		todo: 'Remove some members first, or add fewer.',
		reach: 'record',
	},
};

export const {
	endpoint,
	createOperation,
	field: members,
} = putBackById({
	noun: { one: 'role member', many: 'role members', done: 'added' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/contact-v3/functional_role-member/batch_create',
	request: { method: 'POST', url: '/contact/v3/functional_roles/:role_id/members/batch_create' },
	path: { role_id: role },
	readPath: { role_id: readRole },
	list: {
		parameter: 'members',
		field: {
			displayName: 'Members or Snapshots to Restore',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The people to add: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. To restore members, map the snapshot of Keep a Copy, or an array of snapshots. The departments that they had the role for are set again, and named under not_restored if they cannot be. IDs must match User ID Type in Options, which is Open ID (ou_…) by default.',
		},
	},
	key: 'member_id',
	elsewhere: () => noPerson,
	notRestored: lostScope,
	gives: departmentsOf,
	copyIt: 'Map the snapshot of Keep a Copy, an item of Get Many, or the ID itself.',
	limit: 100,
	rates,
	undo: { key: 'member_id', todo: 'Remove these members to undo it.' },
	refusals,
	judge: judgeByResults('created', refusals),
	lookUp: lookAtMembers,
	completion: {
		call: scopeSet,
		limit: 100,
		write: (people, departments) => ({ members: people.map(({ member_id }) => member_id), departments: [...departments] }),
		judge: judgeByResults('created', scopeSet.refusals),
		named,
		failed: 'Feishu may not have set the departments that this person had the role for',
		todo: 'Then set the departments in the Feishu Admin console: the person is in the role already.',
	},
	operation: {
		name: 'Add Role Members',
		action: 'Add members to a role',
		description: 'Add people to a role, or restore removed ones',
	},
});

export const createNotices: INodeProperties[] = [
	{
		displayName: onPage('role-member', 'The app can change every role of the company, which approvals and permissions rely on.'),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['create'] } },
	},
];

export const createFields: INodeProperties[] = [members];
