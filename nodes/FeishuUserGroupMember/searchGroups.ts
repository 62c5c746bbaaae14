import { idIn, textIn } from '../shared/answer';
import { pagedList } from '../shared/lists';
import { Unread } from '../shared/unread';
import { ON_A_PAGE, groupList } from './calls';

/** Pages of Feishu's list that one question of the editor reads, at most. A company has up to 500 user groups. */
const MAX_PAGES = 20;

const NAME_IT = 'choose By ID for the field and enter the ID of the user group.';

/** The user groups that the editor offers. Feishu's list has no search. */
export const searchGroups = pagedList({
	call: groupList,
	list: 'grouplist',
	ask: () => ({ query: { page_size: ON_A_PAGE, type: 1 } }),
	isShown: (group) => textIn(group, 'id') !== '',
	text: (group) => textIn(group, 'name'),
	entry: (group) => {
		const name = textIn(group, 'name').replace(/\s+/g, ' ').trim() || 'User group without a name';
		const count = idIn(group, 'member_user_count');
		return { name: count === '' ? name : `${name} (${count === '1' ? '1 person' : `${count} people`})`, value: textIn(group, 'id') };
	},
	most: MAX_PAGES,
	nothing: () =>
		new Unread(
			null,
			'Feishu lists no user group for this app: the list has the ordinary user groups in its contact scope',
			`Ask an administrator to add the group to the contact scope of the app, or ${NAME_IT}`,
		),
	nothingYet: ({ filter }) =>
		new Unread(
			null,
			`None of the first ${MAX_PAGES * ON_A_PAGE} user groups ${filter === '' ? 'can be shown' : 'has this in its name'}`,
			`Instead of choosing from the list, ${NAME_IT}`,
		),
});
