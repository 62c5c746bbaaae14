import type { IDataObject } from 'n8n-workflow';
import { deletionById, type DeletionById } from '../../nodes/shared/deletionById';
import type { Answer } from '../../nodes/shared/endpoint';
import { refusalBy } from '../support/invalidField';

const PART = 7;

const facts = {
	noun: { one: 'member', many: 'members' },
	documentation: 'https://open.feishu.cn/document/some-page',
	rates: [],
	refusals: { [PART]: { what: 'A part of it.', todo: 'Look.', reach: 'record' } },
	operation: { name: 'Remove Members', action: 'Remove members', description: 'Remove members', notice: '' },
	tool: '',
} as const;

const group = { displayName: 'Group', example: 'g', description: '' };
const members = { displayName: 'Member IDs', name: 'memberIds', example: 'ou_1', description: '' };

const inList = (more: Partial<DeletionById> = {}) =>
	deletionById({
		...facts,
		request: { method: 'POST', url: '/groups/:group_id/remove' },
		ids: { group_id: group, members },
		key: 'member_id',
		...more,
	}).endpoint;

const inPath = (more: object = {}) =>
	deletionById({
		...facts,
		request: { method: 'DELETE', url: '/groups/:group_id/members/:member_id' },
		ids: { group_id: group, member_id: { ...members, ...more } },
	}).endpoint;

const item = { timezone: 'UTC' };

const answer = (data: IDataObject, code = 0): Answer => ({ status: 200, code, msg: '', data, error: {}, logId: null, reach: undefined });

describe('a list in the body', () => {
	test('has the IDs of the field, and the path the rest', () => {
		const endpoint = inList();
		const { recordInPath, pathFields, parameters } = endpoint;
		const { records, body } = endpoint.read({ members: 'a, b', notify: false }, item);
		expect(records).toEqual([{ member_id: 'a' }, { member_id: 'b' }]);
		expect(endpoint.write(records, [])).toEqual({ members: ['a', 'b'] });
		expect(body).toEqual({ notify: false });
		expect({ recordInPath, pathFields }).toEqual({ recordInPath: undefined, pathFields: { group_id: 'Group' } });
		expect(parameters).toEqual({ group_id: 'groupId', members: 'memberIds' });
	});

	test('may hold objects, with what the item says of all of them', () => {
		const endpoint = inList({
			with: {
				role: { field: 'Role', choices: ['follower', 'assignee'], isKey: true },
				id_type: { field: 'ID Type', choices: ['open_id', 'user_id'], isKey: false },
			},
			entry: (id, { role = '', id_type = '' }) => ({ id, role, id_type, type: 'user' }),
		});
		const { records, contents = [], body } = endpoint.read({ members: ['a'], role: 'assignee', other: 1 }, item);
		expect(records).toEqual([{ member_id: 'a', role: 'assignee' }]);
		expect(endpoint.write(records, contents)).toEqual({ members: [{ id: 'a', role: 'assignee', id_type: 'open_id', type: 'user' }] });
		expect(body).toEqual({ other: 1 });
		expect(refusalBy(() => endpoint.read({ members: ['a'], role: 'owner' }, item)).field).toBe('Role');
	});
});

describe('a record in the path', () => {
	test('is read by its field, and each is a call', () => {
		const endpoint = inPath();
		const { recordInPath, pathFields, limit } = endpoint;
		expect(endpoint.read({ member_id: ' a ', perm: 'x' }, item)).toEqual({ records: [{ member_id: 'a' }], body: { perm: 'x' } });
		expect(endpoint.write([{ member_id: 'a' }], [])).toBeUndefined();
		expect({ recordInPath, pathFields, limit }).toEqual({ recordInPath: 'member_id', pathFields: { group_id: 'Group' }, limit: 1 });
		expect(refusalBy(() => endpoint.read({ member_id: 'a, b' }, item)).field).toBe('Member IDs');
	});

	test('is refused if it belongs elsewhere, with what to do', () => {
		const { endpoint } = deletionById({
			...facts,
			request: { method: 'DELETE', url: '/messages/:member_id' },
			ids: { member_id: { ...members, many: true } },
			elsewhere: { batch_message: 'Recall it elsewhere.' },
		});
		expect(endpoint.read({ member_id: 'om_1, x' }, item).records).toEqual([{ member_id: 'om_1' }, { member_id: 'x' }]);
		expect(refusalBy(() => endpoint.read({ member_id: 'om_1, bm-1' }, item))).toMatchObject({
			field: 'Member IDs',
			what: 'holds "bm-1", which is the ID of a batch message',
			todo: 'Recall it elsewhere.',
		});
	});

	test('may be one of several that its field takes', () => {
		expect(inPath({ many: true }).read({ member_id: 'a, b' }, item).records).toEqual([{ member_id: 'a' }, { member_id: 'b' }]);
	});
});

describe('an answer', () => {
	const [a, b] = [{ member_id: 'a' }, { member_id: 'b' }];
	const nameOf = (entry: IDataObject | string) => (typeof entry === 'string' ? entry : String(entry.id));
	const statuses = (endpoint: ReturnType<typeof inList>, given: Answer, repeated = [false, false]) =>
		endpoint
			.judge(given, [a, b], repeated, [])
			?.map(({ status, confirmedByRepeat, code }) => [status, confirmedByRepeat ?? code].filter(Boolean).join(' '));

	test('without names says by its code that all are deleted, or tells nothing', () => {
		expect(statuses(inList(), answer({}))).toEqual(['deleted', 'deleted']);
		expect(statuses(inList(), answer({}, 5))).toBeUndefined();
	});

	const each = inList({
		answer: {
			list: ({ results }) => results,
			nameOf,
			listed: (entry) =>
				typeof entry === 'object' && entry.code === 0
					? { status: 'deleted' }
					: { status: 'refused', code: Number((entry as IDataObject).code), ...((entry as IDataObject).code === 4 && { isMissing: true }) },
			without: 'deleted',
			partCodes: [PART],
		},
	});

	test.each<[string, Answer, unknown]>([
		[
			'each',
			answer({
				results: [
					{ id: 'b', code: 3 },
					{ id: 'a', code: 0 },
				],
			}),
			['deleted', 'refused 3'],
		],
		['one, and not the other', answer({ results: [{ id: 'a', code: 0 }] }), ['deleted', 'unknown']],
		['nobody', answer({}), ['deleted', 'deleted']],
		['what is no record', answer({ results: [null, 7, { id: 'a', code: 0 }] }), ['deleted', 'unknown']],
		['one, under a code for a part', answer({ results: [{ id: 'a', code: 0 }] }, PART), ['deleted', 'unknown']],
		['nobody, under a code for a part', answer({}, PART), ['unknown', 'unknown']],
		['each, under a code of the whole call', answer({ results: [{ id: 'a', code: 0 }] }, 5), undefined],
	])('that may name records names %s', (_who, given, expected) => {
		expect(statuses(each, given)).toEqual(expected);
	});

	test('to a repeat shows by a missing record that the attempt before it worked, and by no other refusal', () => {
		const given = answer({
			results: [
				{ id: 'a', code: 4 },
				{ id: 'b', code: 3 },
			],
		});
		expect(statuses(each, given)).toEqual(['refused 4', 'refused 3']);
		expect(statuses(each, given, [true, true])).toEqual(['deleted true', 'unknown 3']);
	});

	test('that is in part says of others what the page says of the code', () => {
		expect(each.judge(answer({}, PART), [a], [false], [])).toEqual([{ status: 'unknown', todo: 'A part of it. Look.' }]);
	});

	test.each([[[false, false]], [[true, true]]])('that lists who is left says so of them, whatever was lost before: %j', (repeated) => {
		const left = inList({
			answer: {
				list: ({ task }) => (task as IDataObject | undefined)?.members,
				nameOf,
				listed: () => ({ status: 'refused' }),
				others: 'deleted',
				without: 'unknown',
				isPresent: true,
			},
		});
		expect(statuses(left, answer({ task: { members: [{ id: 'b' }, { id: 'c' }] } }), repeated)).toEqual(['deleted', 'refused']);
		expect(statuses(left, answer({}), repeated)).toEqual(['unknown', 'unknown']);
	});

	test('that lists the IDs that are wrong names those alone', () => {
		const invalid = inList({
			answer: { list: ({ invalid_ids }) => invalid_ids, nameOf, listed: () => ({ status: 'refused' }), others: 'deleted' },
		});
		expect(statuses(invalid, answer({ invalid_ids: ['a'] }))).toEqual(['refused', 'deleted']);
		expect(statuses(invalid, answer({}))).toEqual(['deleted', 'deleted']);
	});

	test.each<[string, unknown, unknown]>([
		['a number', [7], ['deleted', 'refused']],
		['an ID that was not asked for', ['x'], ['unknown', 'unknown']],
		['what is no ID', [null, 'a'], ['refused', 'unknown']],
		['text instead of a list', 'a', ['unknown', 'unknown']],
		['nothing', null, ['deleted', 'deleted']],
	])('that lists what failed by %s', (_what, invalid_ids, expected) => {
		const invalid = inList({
			answer: { list: ({ invalid_ids: ids }) => ids, nameOf, listed: () => ({ status: 'refused' }), others: 'deleted' },
		});
		const records = [a, { member_id: '7' }];
		const verdicts = invalid.judge(answer({ invalid_ids } as IDataObject), records, [false, false], []);
		expect(verdicts?.map(({ status }) => status)).toEqual(expected);
	});

	test('that names a record twice has not deleted it if it says so once', () => {
		const both = {
			results: [
				{ id: 'a', code: 3 },
				{ id: 'a', code: 0 },
				{ id: 'b', code: 0 },
			],
		};
		expect(statuses(each, answer(both))).toEqual(['refused 3', 'deleted']);
	});

	test('that lists who is left without an ID says nothing of others', () => {
		const left = inList({
			answer: { list: ({ members: all }) => all, nameOf, listed: () => ({ status: 'refused' }), others: 'deleted', isPresent: true },
		});
		expect(statuses(left, answer({ members: [{ id: 'b' }, { id: '' }] }))).toEqual(['unknown', 'refused']);
	});
});
