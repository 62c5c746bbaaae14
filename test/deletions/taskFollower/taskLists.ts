import { EMPLOYEE_ID_SCOPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPE, type Fields, type SiblingSpec } from '../../specs/spec';
import type { ApiCall, SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { fromOpenId, openIdOfApp } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { invalid } from './invalid';
import { spec as deletionSpec } from './spec';
import { findVisibleTask, INVALID_TASK, MEMBER, memberRow, sees, WRONG_TOKEN } from './taskMembers';
import type { Task } from './world';

/** What both answers say of a task. */
const TASK: Fields = {
	id: { type: 'string', description: 'The task.' },
	summary: { type: 'string', minLength: 0, description: 'Its title.' },
	description: { type: 'string', minLength: 0, description: 'What it is about.' },
	complete_time: { type: 'string', description: 'When it was completed, in seconds; 0 until then.' },
	creator_id: {
		type: 'string',
		description: 'Who created it. For a tenant token, an open ID that stands for the app; an app has no ID of the user_id kind.',
	},
	extra: { type: 'string', description: 'What the app keeps with it, in Base64.' },
	create_time: { type: 'string', description: 'When it was created, in seconds.' },
	update_time: { type: 'string', description: 'When it was changed, in seconds; at first the same.' },
	due: {
		type: 'object',
		description: 'When it is due.',
		fields: {
			time: { type: 'string', description: 'In seconds; midnight UTC for a whole day.' },
			timezone: { type: 'string', description: 'An IANA time zone.' },
			is_all_day: { type: 'boolean', description: 'Whether it is due some time that day.' },
		},
	},
	origin: {
		type: 'object',
		description: 'Where it comes from.',
		fields: {
			platform_i18n_name: { type: 'string', description: 'The name of the place, by language.' },
			href: {
				type: 'object',
				description: 'Its page there.',
				fields: {
					url: { type: 'string', description: 'The address.' },
					title: { type: 'string', description: 'The words of the link.' },
				},
			},
		},
	},
	can_edit: { type: 'boolean', description: 'Outdated.' },
	custom: { type: 'string', description: 'What happens on completion.' },
	source: {
		type: 'int',
		minimum: 0,
		maximum: 8,
		description: 'How it came to be: 1 in the client, 6 with a tenant token, 7 with a user token, for instance.',
	},
	followers: { type: 'object[]', description: 'Who follows it.', fields: MEMBER },
	collaborators: { type: 'object[]', description: 'Who is to do it.', fields: MEMBER },
	collaborator_ids: { type: 'string[]', description: 'Who was to do it when it was created.' },
	follower_ids: { type: 'string[]', description: 'Who followed it when it was created.' },
	repeat_rule: { type: 'string', description: 'How it repeats.' },
	rich_summary: { type: 'string', description: 'Its title in Markdown.' },
	rich_description: { type: 'string', description: 'What it is about, in Markdown.' },
};

const LIST_SPEC: SiblingSpec = {
	name: 'taskList',
	title: 'List tasks',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task/list',
	method: 'GET',
	path: '/open-apis/task/v1/tasks',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	// The wider permission, which every other call about tasks takes, is missing from this page.
	scopes: ['task:task:readonly'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: {},
	queryParameters: {
		page_size: {
			type: 'int',
			required: false,
			minimum: 1,
			maximum: 100,
			description: 'The most tasks to answer.',
			example: 10,
		},
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'MTYzMTg3ODUxNQ==' },
		start_create_time: { type: 'string', required: false, description: 'The first second of creation.', example: '1652323331' },
		end_create_time: { type: 'string', required: false, description: 'The last second of creation.', example: '1652323335' },
		task_completed: { type: 'boolean', required: false, description: 'Only completed tasks, or only others.', example: false },
		user_id_type: USER_ID_TYPE,
	},
	response: {
		items: { type: 'object[]', description: 'The tasks.', fields: TASK },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	successMsg: 'success',
	errors: [
		...WRONG_TOKEN,
		{ code: 1470605, status: 500, description: 'failed to get task list', advice: 'Ask support.' },
		{ code: 1470421, status: 400, description: 'page_size exceed 100', advice: 'Ask for fewer.' },
		{ code: 1470422, status: 400, description: 'failed to parse page_token', advice: 'Check the page token.' },
	],
	notes: [
		'With a user token, all tasks that concern the user are listed; with a tenant token, those that the app created itself.',
		'The page names no page size for a call that gives none.',
	],
};

const GET_SPEC: SiblingSpec = {
	name: 'taskGet',
	title: 'Look up a task',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task/get',
	method: 'GET',
	path: '/open-apis/task/v1/tasks/:task_id',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['task:task', 'task:task:readonly'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: deletionSpec.pathParameters,
	queryParameters: { user_id_type: USER_ID_TYPE },
	response: { task: { type: 'object', description: 'The task.', fields: TASK } },
	successMsg: 'success',
	errors: [
		...WRONG_TOKEN,
		...INVALID_TASK,
		{ code: 1470432, status: 400, description: 'have no permission to get task', advice: 'Check who calls.' },
	],
	notes: [],
};

/** As many as the example asks for, where the page names no number: whoever reads only one page notices. */
const PAGE_SIZE = 10;

function inSeconds(milliseconds: number): string {
	return String(Math.floor(milliseconds / 1_000));
}

function isCreatedByApp({ platform: { state } }: ApiCall, { creator }: Task): boolean {
	return state.apps.has(creator);
}

/** Who created a task, in the kind of ID that was asked for; of those, an app has only the open ID. */
function creatorId(call: ApiCall, task: Task): string | undefined {
	if (!isCreatedByApp(call, task)) return fromOpenId(call.platform.state.people, call.userIdType, task.creator);
	return call.userIdType === 'open_id' ? openIdOfApp(task.creator) : undefined;
}

function row(call: ApiCall, task: Task): JsonObject {
	const creator = creatorId(call, task);
	const members = (openIds: readonly string[]): JsonObject[] => openIds.map((openId) => memberRow(call, openId));
	return {
		id: task.taskId,
		summary: task.summary,
		description: task.description,
		complete_time: task.completedAt === undefined ? '0' : inSeconds(task.completedAt),
		...(creator !== undefined && { creator_id: creator }),
		create_time: inSeconds(task.createdAt),
		update_time: inSeconds(task.updatedAt),
		...(task.due && {
			due: { time: inSeconds(task.due.at), timezone: task.due.timezone, is_all_day: task.due.isAllDay },
		}),
		source: isCreatedByApp(call, task) ? 6 : 1,
		followers: members(task.followers.map(({ openId }) => openId)),
		collaborators: members(task.collaborators),
		...(task.repeatRule !== undefined && { repeat_rule: task.repeatRule }),
	};
}

/** Lists the tasks that the caller sees, in the order in which they came to be there. */
export const taskList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid(violations) {
		const tooMany = violations.some(({ field, value }) => field === 'page_size' && Number(value) > 100);
		return tooMany ? specRefusal(LIST_SPEC, 1470421, undefined, { fieldViolations: violations }) : invalid(violations);
	},
	work(call) {
		const { start_create_time: start, end_create_time: end, task_completed: completed } = call.query;
		const wrong = [['start_create_time', start] as const, ['end_create_time', end] as const].flatMap(([field, value]) =>
			value === undefined || /^\d{1,12}$/.test(value) ? [] : [{ field, value, description: 'must be seconds as digits' }],
		);
		if (Number(start) > Number(end))
			wrong.push({ field: 'start_create_time', value: String(start), description: 'is later than end_create_time' });
		if (wrong.length > 0) throw invalid(wrong);
		const isListed = (task: Task): boolean => {
			const created = Math.floor(task.createdAt / 1_000);
			return (
				sees(call, task) &&
				(start === undefined || created >= Number(start)) &&
				(end === undefined || created <= Number(end)) &&
				(completed === undefined || (task.completedAt !== undefined) === (completed === 'true'))
			);
		};
		return pagedAnswer(call, {
			prefix: 'ListTasks',
			items: new Map([...call.platform.state.tasks].filter(([, task]) => isListed(task))),
			row: (task) => row(call, task),
			size: sizeOf(call, PAGE_SIZE),
			filters: { start, end, completed, userIdType: call.userIdType },
			lapsed: () => specRefusal(LIST_SPEC, 1470422),
		});
	},
};

/** Looks a task up by its ID. */
export const taskGet: SiblingEndpoint = {
	rules: GET_SPEC,
	invalid,
	work(call) {
		return { data: { task: row(call, findVisibleTask(call, GET_SPEC)) } };
	},
};
