import {
	EMPLOYEE_ID_SCOPE,
	JSON_CONTENT_TYPE,
	THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	USER_ID_TYPE,
	type SiblingSpec,
} from '../../specs/spec';
import { inWords, type ApiCall, type SiblingEndpoint } from '../../sandbox/endpoint';
import { pagedAnswer, sizeOf } from '../../sandbox/paging';
import { idKindViolation, toOpenId } from '../../sandbox/people';
import { specRefusal } from '../../sandbox/refusal';
import { invalid } from './invalid';
import { spec as deletionSpec } from './spec';
import { findTask, findVisibleTask, INVALID_TASK, MEMBER, memberRow, WRONG_TOKEN } from './taskMembers';
import type { Task } from './world';

const PATH = '/open-apis/task/v1/tasks/:task_id/followers';

/** Codes of changes, which read alike on the page of the deletion. */
const CHANGE_ERRORS = deletionSpec.errors.filter(({ code }) => [1470404, 1470450, 1470451].includes(code));

const LIST_SPEC: SiblingSpec = {
	name: 'followerList',
	title: 'List the followers of a task',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task-follower/list',
	method: 'GET',
	path: PATH,
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['task:task', 'task:task:readonly'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	pathParameters: deletionSpec.pathParameters,
	queryParameters: {
		// The table sets no minimum; less than one asks for nothing.
		page_size: { type: 'int', required: false, minimum: 1, maximum: 50, description: 'The most followers to answer.', example: 10 },
		page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'the page_token of the last answer' },
		user_id_type: USER_ID_TYPE,
	},
	response: {
		items: { type: 'object[]', description: 'The followers.', fields: MEMBER },
		page_token: { type: 'string', description: 'Only where there are more pages.' },
		has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	},
	successMsg: 'success',
	errors: [
		...WRONG_TOKEN,
		...INVALID_TASK,
		{ code: 1470432, status: 400, description: 'No permission to get the task.', advice: 'Check who calls.' },
	],
	notes: [
		'The page states no rate; the tier is that of all other calls about tasks.',
		'The page names no page size for a call that gives none.',
		'The page has no code for a page size that is too large, nor for a page token that was never given out.',
		'Of id_list in the answer, the page says that it names those to delete; here it holds the one follower of its row.',
	],
};

const CREATE_SPEC: SiblingSpec = {
	name: 'followerCreate',
	title: 'Add followers to a task',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/task-v1/task-follower/create',
	method: 'POST',
	path: PATH,
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['task:task'],
	fieldScope: EMPLOYEE_ID_SCOPE,
	botAbility: 'not mentioned',
	rateLimits: THOUSAND_PER_MINUTE_FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: deletionSpec.pathParameters,
	queryParameters: { user_id_type: USER_ID_TYPE },
	body: {
		id: { type: 'string', required: false, description: 'A follower to add.', example: 'ou_99e1a581b36ecc4862cbfbce473f3123' },
		id_list: {
			type: 'string[]',
			required: false,
			description: 'Followers to add; the page says to delete, which is the word of another call.',
			example: ['ou_99e1a581b36ecc4862cbfbce473f3123'],
		},
	},
	response: { follower: { type: 'object', description: 'Who follows it now.', fields: MEMBER } },
	successMsg: 'success',
	errors: [
		...WRONG_TOKEN,
		...INVALID_TASK,
		{
			code: 1470711,
			status: 500,
			description: 'failed to add task followers',
			advice: 'The returned message tells more; give support the request ID.',
		},
		{ code: 1470412, status: 400, description: 'invalid follower id', advice: 'Check the IDs; none may be empty.' },
		{ code: 1470428, status: 400, description: 'total follower exceeds limit', advice: 'The task has as many followers as it can have.' },
		{ code: 1470430, status: 400, description: 'followers existed in task', advice: 'They follow it already; add nobody twice.' },
		...CHANGE_ERRORS,
	],
	rateCodes: [1470450, 1470451],
	notes: [
		'Both fields are optional, so a body that names nobody fits the tables.',
		'The page does not say what becomes of id beside id_list; here both are added.',
		'The page has a code for followers who are there already, and does not say whether one of them refuses the others as well.',
		'The page names neither how many followers a task can have nor how many a call can add.',
		'Somebody who merely follows a task may not change it.',
	],
};

/** As many as the example asks for, where the page names no number: whoever reads only one page notices. */
const PAGE_SIZE = 10;

/** Lists who follows a task, in the order in which they came to follow it. */
export const followerList: SiblingEndpoint = {
	rules: LIST_SPEC,
	invalid,
	work(call) {
		const { taskId, followers } = findVisibleTask(call, LIST_SPEC);
		return pagedAnswer(call, {
			prefix: 'ListFollowers',
			items: new Map(followers.map(({ openId }) => [openId, openId])),
			row: (openId) => memberRow(call, openId),
			size: sizeOf(call, PAGE_SIZE),
			filters: { taskId, userIdType: call.userIdType },
			lapsed: () => invalid([{ field: 'page_token', value: call.query['page_token'] ?? '', description: 'is none of this list' }]),
		});
	},
};

/** A task may be changed by who created it and by those who are to do it. */
function mayChange({ caller: { identity } }: ApiCall, { creator, collaborators }: Task): boolean {
	return creator === identity || collaborators.includes(identity);
}

/** Adds followers to a task: all that the call names, or none. */
export const followerCreate: SiblingEndpoint = {
	rules: CREATE_SPEC,
	invalid(violations) {
		// An ID that is none has a code of its own, what is no text has not.
		const badId = violations.some(({ field, value }) => /^(id|id_list\[\d+\])$/.test(field) && value.startsWith('"'));
		return badId ? specRefusal(CREATE_SPEC, 1470412, inWords(violations), { fieldViolations: violations }) : invalid(violations);
	},
	// Shared with the deletion: both change the followers of one task.
	exclusive: (params) => ({ target: JSON.stringify(['task', params['task_id']]), refusal: specRefusal(CREATE_SPEC, 1470451) }),
	work(call) {
		const { platform, body, userIdType } = call;
		const { people } = platform.state;
		const one = typeof body['id'] === 'string' ? [{ field: 'id', id: body['id'] }] : [];
		const listed = (body['id_list'] ?? []) as string[];
		const named = [...one, ...listed.map((id, index) => ({ field: `id_list[${index}]`, id }))];
		// Allowed by the page's tables, but a call that adds nobody is a mistake of its sender.
		if (named.length === 0) throw call.invalid([{ field: 'id+id_list', value: '0', description: 'at least one entry is needed' }]);
		const wrongKind = named.flatMap(({ field, id }) => idKindViolation(people, userIdType, id, field) ?? []);
		if (wrongKind.length > 0) throw call.invalid(wrongKind);
		const task = findTask(call, CREATE_SPEC);
		if (!mayChange(call, task)) throw specRefusal(CREATE_SPEC, 1470404);
		if (task.refuses !== undefined) throw specRefusal(CREATE_SPEC, task.refuses);
		const openIds = [...new Set(named.map(({ id }) => toOpenId(people, userIdType, id)))];
		const joining = openIds.filter((openId) => !task.followers.some((follower) => follower.openId === openId));
		if (platform.settings.answers.existingFollowers === 'refuse' && joining.length < openIds.length)
			throw specRefusal(CREATE_SPEC, 1470430);
		task.followers.push(...joining.map((openId) => ({ openId })));
		const ids = openIds.map((openId) => memberRow(call, openId)['id']);
		return { data: { follower: { id: ids[0], id_list: ids } } };
	},
};
