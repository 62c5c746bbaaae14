import { textIn } from '../answer';
import { pagedList } from '../lists';
import { Unread } from '../unread';
import { CHATS_PER_PAGE, chatList } from './calls';
import { isOpen } from './groups';

/** Pages of Feishu's list that one question of the editor reads, at most: 2,000 groups. */
const MAX_PAGES = 20;

const NAME_IT = 'choose By ID for the field and enter the ID of the chat, which begins with oc_.';

/** The groups that the editor offers for the field Chat. Feishu's search also finds groups that the account cannot read. */
export const searchChats = pagedList({
	call: chatList,
	ask: () => ({ query: { page_size: CHATS_PER_PAGE } }),
	isShown: (chat) => textIn(chat, 'chat_id') !== '' && isOpen(chat),
	text: (chat) => textIn(chat, 'name'),
	entry: (chat) => {
		const name = textIn(chat, 'name').replace(/\s+/g, ' ').trim() || 'Group without a name';
		return { name: chat.external === true ? `${name} (external)` : name, value: textIn(chat, 'chat_id') };
	},
	most: MAX_PAGES,
	nothing: ({ field }) =>
		field('authentication') === 'feishuOAuth2Api'
			? new Unread(null, 'Feishu lists no group for this person', `For another chat, ${NAME_IT}`)
			: new Unread(
					null,
					'Feishu lists no group for this app: the list has those that its bot is in',
					`Add the bot to the group, or ${NAME_IT}`,
				),
	nothingYet: ({ filter }) =>
		new Unread(
			null,
			`None of the first ${MAX_PAGES * CHATS_PER_PAGE} groups ${filter === '' ? 'can be shown' : 'has this in its name'}`,
			`Instead of choosing from the list, ${NAME_IT}`,
		),
});
