import type { INodeProperties } from 'n8n-workflow';
import { objectIn, textIn } from '../shared/answer';
import { rates } from '../shared/chat/calls';
import type { Verdict } from '../shared/endpoint';
import { onPage } from '../shared/fields';
import { judgeByList } from '../shared/listedAnswer';
import { putBackById } from '../shared/putBackById';
import { chat } from './fields';
import { limitOf, memberIdKind, readChat, readMember } from './member';
import { lookAtMembers } from './members';
import { createRefusals } from './refusals';

/** By the list of the answer that names a member: why it is not in the group. */
const NOT_IN: Readonly<Record<string, Pick<Verdict, 'reason' | 'todo'>>> = {
	invalid_id_list: {
		reason: 'Feishu lists this ID among those that it could not add',
		todo: 'The person may have left the company, not use Feishu yet, or be outside the availability of the app, or the app may have no bot. Add those whom you can, and leave this one out.',
	},
	not_existed_id_list: {
		reason: 'Feishu knows nobody with this ID',
		todo: 'Check the ID, and that Member ID Type in Options matches it. An open ID (ou_…) is valid only for the app that received it.',
	},
	pending_approval_id_list: {
		reason: 'The request waits for approval, so this member is not in the group yet',
		todo: 'Ask the owner or an administrator of the group to approve it in Feishu. It need not be sent again.',
	},
};

export const {
	endpoint,
	createOperation,
	field: members,
} = putBackById({
	noun: { one: 'chat member', many: 'chat members', done: 'added' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/create',
	request: { method: 'POST', url: '/im/v1/chats/:chat_id/members' },
	path: { chat_id: chat },
	list: {
		parameter: 'id_list',
		field: {
			displayName: 'Members or Snapshots to Restore',
			name: 'members',
			example: 'ou_99e1a581b36ecc4862cbfbce473f3123 or name@company.com',
			description:
				'The people to add: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. To restore members, map the snapshot of Keep a Copy, or an array of snapshots. Who was an administrator is not one again, which the item says under not_restored. IDs must match Member ID Type in Options, which is Open ID (ou_…) by default. To add bots, set it to App ID and enter App IDs (cli_…).',
		},
	},
	key: 'member_id',
	readOne: readMember,
	notRestored: ({ is_administrator }) => (is_administrator === true ? ['administrator'] : []),
	copyIt: 'Map the snapshot of Keep a Copy, an item of Get Many, or the ID itself.',
	userIdKind: memberIdKind,
	limit: limitOf,
	rates,
	oneCallAtATime: ['chat_id'],
	conflictCode: 232019,
	readPath: { chat_id: readChat },
	// Whoever can be added is, and the others are named.
	queryOf: () => ({ succeed_type: 1 }),
	undo: { key: 'member_id', todo: 'Remove these members to undo it.' },
	refusals: createRefusals,
	judge: judgeByList(
		{
			list(data) {
				const lists = Object.keys(NOT_IN).map((list): [string, unknown] => [list, data[list] ?? []]);
				const [, unclear] = lists.find(([, ids]) => !Array.isArray(ids)) ?? [];
				return unclear ?? lists.flatMap(([list, ids]) => (ids as unknown[]).map((id) => ({ id: String(id), list })));
			},
			nameOf: (entry) => textIn(objectIn(entry), 'id'),
			listed: (entry) => ({ status: 'refused', ...NOT_IN[textIn(objectIn(entry), 'list')] }),
			others: 'created',
		},
		createRefusals,
	),
	lookUp: lookAtMembers,
	operation: {
		name: 'Add Members',
		action: 'Add members to a group chat',
		description: 'Add people or bots to a group chat, or restore removed ones',
	},
});

const show = { operation: ['create'] };

export const createNotices: INodeProperties[] = [
	{
		displayName: onPage('chat-member', 'The app needs the bot. The app or person must be in the group, and may have to manage it.'),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

export const createFields: INodeProperties[] = [members];
