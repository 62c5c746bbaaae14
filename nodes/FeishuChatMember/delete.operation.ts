import type { INodeProperties } from 'n8n-workflow';
import { rates } from '../shared/chat/calls';
import { deletionById } from '../shared/deletionById';
import type { Verdict } from '../shared/endpoint';
import { alreadyGone, keepCopy, onPage } from '../shared/fields';
import { readIds } from '../shared/ids';
import { judgeByList } from '../shared/listedAnswer';
import { userIdKindIn } from '../shared/userIdKind';
import { chat, memberIdType } from './fields';
import { limitOf, memberIdKind, readChat, readMember } from './member';
import { lookAtMembers } from './members';
import { refusals } from './refusals';

const MEMBERS = 'Member IDs';

/** Feishu found nobody to remove: it does not say whether the IDs are wrong, or of people who are not in the group. */
const NOBODY = 232027;

const { what = '', todo = '' } = refusals[NOBODY] ?? {};

const INVALID: Verdict = {
	status: 'refused',
	mayBeMissing: true,
	reason: 'Feishu lists this ID among those that are not valid',
	todo,
};

/** Feishu names whom it did not remove, and thereby says that it removed the others. */
const judgeByInvalid = judgeByList(
	{
		list: ({ invalid_id_list: invalid }) => invalid ?? [],
		nameOf: (entry) => (typeof entry === 'string' ? entry : ''),
		listed: () => INVALID,
		others: 'deleted',
	},
	refusals,
);

export const {
	endpoint,
	deleteOperation,
	notices: deleteNotices,
	fields: deleteFields,
} = deletionById({
	noun: { one: 'chat member', many: 'chat members', done: 'removed' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-members/delete',
	request: { method: 'DELETE', url: '/im/v1/chats/:chat_id/members' },
	ids: {
		chat_id: chat,
		id_list: {
			displayName: MEMBERS,
			name: 'memberIds',
			example: 'ou_99e1a581b36ecc4862cbfbce473f3123 or name@company.com',
			description:
				'The people to remove: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. Get Many returns the IDs. They must match Member ID Type in Options, which is Open ID (ou_…) by default. To remove bots, set it to App ID and enter App IDs (cli_…).',
		},
	},
	key: 'member_id',
	userKey: 'member_id',
	userIdKind: memberIdKind,
	kinds: ['chat_id', 'app_id'],
	bareIds: [],
	limit: limitOf,
	rates,
	oneCallAtATime: ['chat_id'],
	conflictCode: 232019,
	refusals,
	readPath: { chat_id: readChat },
	read({ id_list: given, ...body }, { query }) {
		const type = userIdKindIn(memberIdKind, body, query);
		const members = readIds(given, MEMBERS, (entry) => readMember(entry, MEMBERS, type));
		return { records: members.map((member_id) => ({ member_id })), body };
	},
	judge(answer, records, repeated, minted) {
		if (answer.code !== NOBODY) return judgeByInvalid(answer, records, repeated, minted);
		// The IDs of an earlier attempt whose answer was lost may be of members whom that has removed.
		return repeated.map((isRepeated): Verdict => ({
			status: isRepeated ? 'unknown' : 'refused',
			mayBeMissing: true,
			what,
			todo: `${what} ${todo}`,
		}));
	},
	lookUp: lookAtMembers,
	operation: {
		name: 'Remove Members',
		action: 'Remove members from a group chat',
		description: 'Remove people or bots from a group chat',
		notice: onPage('chat-member', 'The app needs the bot. Owner, administrators, or the bot that created the group may remove others.'),
	},
	tool: 'Permanently removes people or bots from a group chat in Feishu or Lark. This cannot be undone. Needs the ID of the group, which begins with oc_. Members: user IDs, email addresses or mobile numbers with + and country code, one or several separated by commas. Returns how many were removed, and who was not and why.',
});

export const deleteOptions: INodeProperties[] = [
	alreadyGone,
	keepCopy(
		'It takes one call for each 100 members of a group, and one for its administrators. To restore members, use Add Members: who was an administrator must be made one again by hand.',
	),
	memberIdType,
];
