import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { deletionById } from '../shared/deletionById';
import type { Check, ItemContext, Selection } from '../shared/endpoint';
import { alreadyGone, keepCopy, onPage } from '../shared/fields';
import { readIds } from '../shared/ids';
import { readChoice } from '../shared/values';
import { WRITE_RATES } from './calls';
import { documentField, pathOfDocument, readType, typeField } from './document';
import { lookAtCollaborators, NOT_LISTED } from './look';
import {
	BARE_IDS,
	bodyOf,
	ID_TYPE,
	MEMBERS,
	MEMBER_TYPES,
	memberIdKind,
	readCollaboratorType,
	readMember,
	readPermType,
	refuseDepartmentOfApp,
} from './member';
import { collaboratorType, idTypeField, permType } from './memberFields';
import { CONFLICT, refusals } from './refusals';

function read({ type: chosen, member_type: kind, member_id, collaborator_type, ...options }: IDataObject, item: ItemContext): Selection {
	const type = readType(chosen, item.path?.token);
	const member_type = readChoice(kind, MEMBER_TYPES, ID_TYPE);
	const about = { ...readPermType(options, member_type, type), ...readCollaboratorType(collaborator_type, member_type, type) };
	const ids = readIds(member_id, MEMBERS, (entry, field) => readMember(entry, field, member_type));
	refuseDepartmentOfApp(member_type, item.raw?.('authentication'));
	return { records: ids.map((id) => ({ type, member_type, ...about, member_id: id })), body: {} };
}

/** Feishu accepts a removal of somebody who is no collaborator: only the list before tells. */
const check: Check = { isNeeded: () => true, isShared: true, refusal: () => undefined };

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'document collaborator', many: 'document collaborators', done: 'removed' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/delete',
	request: { method: 'DELETE', url: '/drive/v1/permissions/:token/members/:member_id' },
	ids: {
		token: documentField,
		type: typeField,
		member_type: idTypeField,
		member_id: {
			displayName: MEMBERS,
			name: 'memberIds',
			example: 'ou_xxxxxxxx or name@company.com',
			description:
				'The collaborators to remove: IDs that match ID Type. People can also be named by email address or mobile number (+86…). One, a list separated by commas or line breaks, or an array. Get Many returns them as member_id.',
			many: true,
		},
	},
	userKey: 'member_id',
	userIdKind: memberIdKind,
	kinds: ['chat_id', 'email'],
	bareIds: [...BARE_IDS, /^\w{20,}$/],
	...pathOfDocument,
	rates: WRITE_RATES,
	oneCallAtATime: ['token'],
	conflictCode: CONFLICT,
	refusals,
	read,
	queryOf: ([{ type, member_type } = {}]) => ({ type, member_type }),
	write: ([record = {}]) => bodyOf(record),
	check,
	whenGone: NOT_LISTED,
	lookUp: lookAtCollaborators,
	operation: {
		name: 'Remove Collaborators',
		action: 'Remove collaborators',
		description: 'Remove people, groups and departments from the collaborators of a document, folder or wiki page',
		notice: onPage('drive-collaborator', 'The app or person must be able to manage the document. Rights from a folder or link stay.'),
	},
	tool: 'Permanently removes collaborators from a document, folder or wiki page in Feishu or Lark, so that they lose the right they have there themselves; rights through a folder, a group or a link stay. This cannot be undone. Needs the link of the document, and the IDs of the collaborators: user IDs, or email addresses, one or several separated by commas. Returns how many were removed, and who was not and why.',
});

export const deleteOptions: readonly INodeProperties[] = [
	alreadyGone,
	keepCopy(
		'It takes no extra call, because the node reads the collaborators of each document anyway. To restore them, use Restore Collaborators.',
	),
	collaboratorType,
	permType,
];
