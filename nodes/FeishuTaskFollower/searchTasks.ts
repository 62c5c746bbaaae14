import type { INodeListSearchItems } from 'n8n-workflow';
import type { Reader } from '../shared/endpoint';
import { listOf, pageAfter, type ListPage, type ListQuestion } from '../shared/lists';
import { Unread } from '../shared/unread';
import { TASKS_PER_PAGE, taskList } from './calls';
import { taskLabel, tasksIn, titleOf } from './tasks';

/** Pages of Feishu's list that one question of the editor reads, at most: 2,000 tasks. */
const MAX_PAGES = 20;

/** As many fill the list, so that the editor can be scrolled, which is what makes it ask for more. */
const ENOUGH = 20;

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
		todo: `Connect the credential as a person whom the task concerns, or ${NAME_IT}`,
	},
	feishuAccessTokenApi: {
		reason: `Feishu lists no task for this token: with a tenant token (t-…), ${APP_SEES}; with a user token (u-…), ${PERSON_SEES}`,
		todo: `Use a token of somebody whom the task concerns, or ${NAME_IT}`,
	},
};

function nothingFor(authentication: string): Unread {
	const { reason, todo } = NO_TASKS[authentication] ?? { reason: 'Feishu lists no task', todo: NAME_IT };
	return new Unread(null, reason, todo);
}

/**
 * Reads tasks whose titles hold what was typed. Feishu's list has no search, and its pages may be
 * empty: so pages are read on until there is something to show, up to a bound.
 */
async function read(question: ListQuestion, reader: Reader): Promise<ListPage> {
	const { filter, page, timezone } = question;
	const wanted = filter.toLowerCase();
	const results: INodeListSearchItems[] = [];
	const enough = wanted === '' ? 1 : ENOUGH;
	const asked = [page];
	let next = page;
	let pages = 0;
	do {
		pages += 1;
		const query = { page_size: TASKS_PER_PAGE, ...(next !== undefined && { page_token: next }) };
		const { data } = await reader.ask(taskList, { query });
		const found = tasksIn(data.items).filter((task) => titleOf(task).toLowerCase().includes(wanted));
		results.push(...found.map((task) => ({ name: taskLabel(task, timezone), value: task.id as string })));
		next = pageAfter(data, asked);
		asked.push(next);
	} while (next !== undefined && results.length < enough && pages < MAX_PAGES);
	// The editor would show “No results”, and not ask for more.
	if (results.length === 0 && page === undefined) {
		if (next !== undefined) {
			throw new Unread(
				null,
				`None of the first ${MAX_PAGES * TASKS_PER_PAGE} tasks ${wanted === '' ? 'can be shown' : 'has this in its title'}`,
				`Instead of choosing from the list, ${NAME_IT}`,
			);
		}
		if (wanted === '') throw nothingFor(question.field('authentication'));
	}
	return { results, next };
}

/** The tasks that the editor offers for the field Task. */
export const searchTasks = listOf(read);
