import { pagedList } from '../shared/lists';
import { Unread } from '../shared/unread';
import { TASKS_PER_PAGE, taskList } from './calls';
import { taskLabel, titleOf } from './tasks';

/** Pages of Feishu's list that one question of the editor reads, at most: 2,000 tasks. */
const MAX_PAGES = 20;

const NAME_IT = 'choose By Link for the field and paste the link of the task, or choose By ID.';

const APP_SEES = 'an app sees only the tasks that it created itself';

const PERSON_SEES = 'it lists those that the person created, follows or is assigned to';

/** Why there is nothing to choose from, by who asks. */
const NO_TASKS: Readonly<Record<string, { reason: string; todo: string }>> = {
	feishuTenantApi: {
		reason: `Feishu lists no task for this app: ${APP_SEES}`,
		todo: `To see the tasks of a person, choose User Token (OAuth2) for Authentication. For another task, ${NAME_IT}`,
	},
	feishuOAuth2Api: {
		reason: `Feishu lists no task for this person: ${PERSON_SEES}`,
		todo: `Connect the credential as a person involved in the task, or ${NAME_IT}`,
	},
	feishuAccessTokenApi: {
		reason: `Feishu lists no task for this token: with a tenant token (t-…), ${APP_SEES}; with a user token (u-…), ${PERSON_SEES}`,
		todo: `Use a token of somebody involved in the task, or ${NAME_IT}`,
	},
};

function nothingFor(authentication: string): Unread {
	const { reason, todo } = NO_TASKS[authentication] ?? { reason: 'Feishu lists no task', todo: NAME_IT };
	return new Unread(null, reason, todo);
}

/** The tasks that the editor offers for the field Task. Feishu's list has no search, and its pages may be empty. */
export const searchTasks = pagedList({
	call: taskList,
	ask: () => ({ query: { page_size: TASKS_PER_PAGE } }),
	isShown: ({ id }) => typeof id === 'string' && id !== '',
	text: titleOf,
	entry: (task, { timezone }) => ({ name: taskLabel(task, timezone), value: task.id as string }),
	most: MAX_PAGES,
	nothing: ({ field }) => nothingFor(field('authentication')),
	nothingYet: ({ filter }) =>
		new Unread(
			null,
			`None of the first ${MAX_PAGES * TASKS_PER_PAGE} tasks ${filter === '' ? 'can be shown' : 'has this in its title'}`,
			`Instead of choosing from the list, ${NAME_IT}`,
		),
});
