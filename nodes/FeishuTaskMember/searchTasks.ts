import { pagedList } from '../shared/lists';
import { Unread } from '../shared/unread';
import { PER_PAGE, myTasks } from './calls';
import { guidOf, taskLabel, titleOf } from './tasks';

/** Pages of Feishu's list that one question of the editor reads, at most: 2,000 tasks. */
const MAX_PAGES = 20;

const NAME_IT = 'choose By Link for the field and paste the link of the task, or choose By ID.';

const FOR_PEOPLE = new Unread(
	null,
	'Feishu lists the tasks of a person, and none for an app',
	`To see the tasks of a person, choose User Token (OAuth2) for Authentication. With a tenant token, ${NAME_IT}`,
);

/** The tasks that the editor offers for the field Task: those that the person is responsible for. */
export const searchTasks = pagedList({
	call: myTasks,
	ask: ({ field }) => {
		if (field('authentication') === 'feishuTenantApi') throw FOR_PEOPLE;
		return { query: { page_size: PER_PAGE, type: 'my_tasks' } };
	},
	isShown: (task) => guidOf(task) !== '',
	text: titleOf,
	entry: (task, { timezone }) => ({ name: taskLabel(task, timezone), value: guidOf(task) }),
	most: MAX_PAGES,
	nothing: () =>
		new Unread(
			null,
			'Feishu lists no task for this person: it lists those that the person is responsible for',
			`For another task, ${NAME_IT}`,
		),
	nothingYet: ({ filter }) =>
		new Unread(
			null,
			`None of the first ${MAX_PAGES * PER_PAGE} tasks ${filter === '' ? 'can be shown' : 'has this in its title'}`,
			`Instead of choosing from the list, ${NAME_IT}`,
		),
});
