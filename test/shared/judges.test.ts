import type { IDataObject } from 'n8n-workflow';
import { creation as cards } from '../../nodes/FeishuAppFeedCard/create.operation';
import type { Answer, Endpoint, Verdict } from '../../nodes/shared/endpoint';
import { endpoints } from '../support/deletions';

/** What an endpoint makes of an answer. */
const judged =
	(endpoint: Endpoint, idsOf: (id: string) => Record<string, string>) =>
	(ids: readonly string[], data: IDataObject, { repeated = false, ...change }: Partial<Answer> & { repeated?: boolean } = {}) => {
		const answer: Answer = { status: 200, code: 0, msg: 'success', data, error: {}, logId: null, reach: undefined, ...change };
		return endpoint.judge(
			answer,
			ids.map(idsOf),
			ids.map(() => repeated),
			ids.map(() => false),
		);
	};

const statuses = (verdicts: readonly Verdict[] | undefined) => verdicts?.map(({ status }) => status);

describe('attendance records', () => {
	const judge = judged(endpoints.attendanceRecord, (record_id) => ({ record_id }));
	const LISTS = { success_record_ids: ['1', 2], fail_record_ids: ['3'] };

	test('are what the two lists of the answer say, numbers as well as texts', () => {
		expect(judge(['1', '2', '3', '4'], LISTS, { msg: '{"3":"only imported punches"}' })).toStrictEqual([
			{ status: 'deleted' },
			{ status: 'deleted' },
			{
				status: 'refused',
				mayBeMissing: true,
				reason: 'only imported punches',
				todo: expect.stringMatching(/^Read the reason, which Feishu gave for this record\. Check that this punch was imported/) as string,
			},
			{ status: 'unknown', reason: 'Feishu lists it neither among the deleted nor among the other records' },
		]);
	});

	test('that stand in both lists are refused', () => {
		expect(statuses(judge(['1'], { success_record_ids: ['1'], fail_record_ids: ['1'] }))).toEqual(['refused']);
	});

	test.each([
		['plain text', 'success', undefined],
		['null', 'null', undefined],
		['a reason of another', '{"9":"no"}', undefined],
		['an object as reason', '{"3":{"why":"no"}}', '{"why":"no"}'],
		['a number as reason', '{"3":7}', '7'],
	])('have the reason that Feishu gives them, where its words are %s', (_what, msg, reason) => {
		const [verdict] = judge(['3'], LISTS, { msg }) ?? [];
		expect(verdict?.reason).toBe(reason ?? 'Feishu lists it among the records that were not deleted');
		expect(verdict?.todo?.startsWith('Read the reason')).toBe(reason !== undefined);
		expect(verdict?.todo).toContain('imported through the open platform');
	});

	test('that a repeat refuses, for whatever reason, may have been deleted by the call that was lost', () => {
		expect(judge(['1', '3'], LISTS, { repeated: true, msg: '{"3":"only imported punches"}' })).toStrictEqual([
			{ status: 'deleted' },
			{ status: 'unknown', reason: 'only imported punches' },
		]);
		expect(judge(['3'], LISTS, { repeated: true })).toStrictEqual([
			{ status: 'unknown', reason: 'Feishu listed it as not deleted when the call was repeated' },
		]);
	});

	test('of a refused call are read where it names one of them, and else refused with it', () => {
		expect(statuses(judge(['1', '3'], LISTS, { code: 1220001 }))).toEqual(['deleted', 'refused']);
		expect(statuses(judge(['3', '4'], LISTS, { code: 1220001 }))).toEqual(['refused', 'unknown']);
		expect(judge(['8', '9'], LISTS, { code: 1220001 })).toBeUndefined();
		expect(judge(['1'], {}, { code: 1220001 })).toBeUndefined();
	});
});

describe('task followers', () => {
	const judge = judged(endpoints.taskFollower, (follower_id) => ({ follower_id }));

	test('are removed who is listed, and nobody else was a follower', () => {
		expect(judge(['a', 'b'], { followers: ['a'] })).toStrictEqual([
			{ status: 'deleted' },
			{
				status: 'refused',
				isMissing: true,
				reason: 'Feishu does not list this person among the followers it removed',
				todo: expect.stringMatching(/^Check that the person follows the task/) as string,
			},
		]);
		expect(judge(['a'], { followers: [] })?.[0]).toMatchObject({ status: 'refused', isMissing: true });
	});

	test('who are not listed after a lost answer may have been removed before', () => {
		expect(judge(['a', 'b'], { followers: ['a'] }, { repeated: true })).toStrictEqual([
			{ status: 'deleted' },
			{
				status: 'unknown',
				isMissing: true,
				reason: expect.stringContaining('an earlier answer was lost') as string,
				todo: expect.stringContaining('an earlier attempt may have removed this person') as string,
			},
		]);
	});

	test('are unknown where the list names others than those that were asked for', () => {
		expect(judge(['a', 'b'], { followers: ['a', 'ou_x'] })).toStrictEqual([
			{ status: 'deleted' },
			{
				status: 'unknown',
				reason: 'Feishu lists other people than those it was asked to remove, and not this person',
				todo: expect.stringMatching(/^Check User ID Type/) as string,
			},
		]);
		expect(judge(['7'], { followers: [7] })).toStrictEqual([{ status: 'deleted' }]);
		expect(judge(['b', '7'], { followers: [7] })?.[0]).toMatchObject({ status: 'refused', isMissing: true });
	});

	test.each([[{}], [{ followers: null }], [{ followers: 'a' }]])('are unknown where there is no list: %j', (data) => {
		expect(judge(['a'], data)).toStrictEqual([
			{
				status: 'unknown',
				reason: 'Feishu accepted the call, but did not say whom it removed',
				todo: expect.stringMatching(/^Look at the followers of the task\. /) as string,
			},
		]);
	});

	test('are refused with a call that is', () => {
		expect(judge(['a'], { followers: ['a'] }, { code: 1470403 })).toBeUndefined();
	});
});

describe('feed cards', () => {
	const idsOf = (id: string) => ({ biz_id: id.charAt(0), user_id: id.slice(1) });
	const judge = judged(endpoints.appFeedCard, idsOf);
	const failed = (...failed_cards: unknown[]) => ({ failed_cards }) as IDataObject;
	const NO_USER = ', for this card or for that of another user';

	test.each([[{}], [failed()], [{ failed_cards: null }]])('are all deleted where none is named: %j', (data) => {
		expect(judge(['a1', 'b2'], data)).toStrictEqual([{ status: 'deleted' }, { status: 'deleted' }]);
	});

	test.each<[string, unknown, Partial<Verdict>]>([
		['a digit', '1', { status: 'refused', code: 1, reason: 'NO_PERMISSION' }],
		['a number', 1, { status: 'refused', code: 1, reason: 'NO_PERMISSION' }],
		['its name', 'NOT_CREATED', { status: 'refused', code: 2, reason: 'NOT_CREATED', isMissing: true }],
		['the rate', '3', { status: 'again', code: 3, reason: 'RATE_LIMITED' }],
		['a duplicate', 4, { status: 'refused', code: 4, reason: 'DUPLICATED' }],
		['0', 0, { status: 'refused', reason: 'UNKNOWN' }],
		['nothing', undefined, { status: 'refused', reason: 'UNKNOWN' }],
		['a digit that no table has', '17', { status: 'refused', reason: 'UNKNOWN' }],
		['a word that no table has', 'TOO_OLD', { status: 'refused', reason: 'TOO_OLD' }],
		['a word with a digit in it', 'A1', { status: 'refused', reason: 'A1' }],
		['a digit with a word behind it', '1A', { status: 'refused', reason: '1A' }],
	])('that one is refused by %s', (_what, reason, verdict) => {
		const [own, other] = judge(['a1', 'a2'], failed({ biz_id: 'a', user_id: '1', reason })) ?? [];
		expect(own).toStrictEqual({
			...verdict,
			what: expect.stringMatching(/^\S.*\.$/) as string,
			todo: expect.stringMatching(/^\S.*\. \S.*\.$/) as string,
		});
		expect(own?.todo).toMatch(`${own?.what} `);
		expect(other).toStrictEqual({ status: 'deleted' });
	});

	test('are told what to do in the words of their reason', () => {
		expect(judge(['a1'], failed({ biz_id: 'a', user_id: 1, reason: '1' }))?.[0]?.todo).toBe(
			'The app is not allowed to delete this card. Use the credential of the app that created it.',
		);
	});

	test.each<[unknown, Verdict]>([
		['NOT_CREATED', { status: 'deleted', confirmedByRepeat: true }],
		['NO_PERMISSION', { status: 'refused', code: 1, reason: 'NO_PERMISSION', todo: expect.any(String) as string }],
		['UNKNOWN', { status: 'unknown', reason: 'UNKNOWN', todo: expect.any(String) as string }],
		['RATE_LIMITED', { status: 'again', code: 3, reason: 'RATE_LIMITED', todo: expect.any(String) as string }],
	])('after a lost answer, %s says whether the lost call had worked', (reason, verdict) => {
		expect(judge(['a1'], failed({ biz_id: 'a', user_id: '1', reason }), { repeated: true })).toMatchObject([verdict]);
	});

	test('whose user Feishu does not name are clear only where one user alone was asked for', () => {
		const data = failed({ biz_id: 'a', reason: '1' });
		expect(statuses(judge(['a1', 'b1'], data))).toEqual(['refused', 'deleted']);
		expect(judge(['a1', 'a2', 'b1'], data)).toStrictEqual([
			{ status: 'unknown', reason: `NO_PERMISSION${NO_USER}`, todo: expect.stringMatching(/^Feishu did not name the user/) as string },
			{ status: 'unknown', reason: `NO_PERMISSION${NO_USER}`, todo: expect.any(String) as string },
			{ status: 'deleted' },
		]);
		// Where it is named besides, that counts.
		expect(statuses(judge(['a1', 'a2'], failed({ biz_id: 'a', reason: '1' }, { biz_id: 'a', user_id: '2', reason: '2' })))).toEqual([
			'unknown',
			'refused',
		]);
	});

	test.each<[string, unknown]>([
		['of another user', { biz_id: 'a', user_id: '9', reason: '1' }],
		['of another business ID', { biz_id: 'z', user_id: '1', reason: '1' }],
		['that is no object', 'a'],
		['that is null', null],
	])('are unknown where Feishu names one %s', (_what, card) => {
		const reason = 'Feishu refused a card of this call, but does not name it by the IDs that were sent';
		expect(judge(['a1'], failed(card))).toStrictEqual([{ status: 'unknown', reason }]);
		expect(judge(['a1', 'b1'], failed(card, { biz_id: 'b', user_id: '1', reason: '2' }))?.map(({ status }) => status)).toEqual([
			'unknown',
			'refused',
		]);
	});

	test('of a refused call are read where it names one of them, and else refused with it', () => {
		const named = failed({ biz_id: 'a', user_id: '1', reason: '1' });
		expect(judge(['a1', 'b1'], named, { code: 230001 })?.slice(1)).toStrictEqual([{ status: 'unknown' }]);
		expect(judge(['b1'], named, { code: 230001 })).toBeUndefined();
		expect(judge(['b1'], {}, { code: 230001 })).toBeUndefined();
	});

	test('that are created are there after a lost answer where their ID was made up here', () => {
		const answer: Answer = {
			status: 200,
			code: 0,
			msg: '',
			data: failed(...['1', '2'].map((user_id) => ({ biz_id: 'a', user_id, reason: 'DUPLICATED' }))),
			error: {},
			logId: null,
			reach: undefined,
		};
		const verdicts = cards.judge(answer, ['a1', 'a2'].map(idsOf), [true, true], [true, false]);
		expect(verdicts?.map(({ status, confirmedByRepeat, isMissing }) => [status, confirmedByRepeat, isMissing])).toEqual([
			['created', true, undefined],
			['unknown', undefined, undefined],
		]);
		const refused = { ...answer, data: failed({ biz_id: 'a', user_id: '1', reason: 'NOT_CREATED' }) };
		expect(cards.judge(refused, [idsOf('a1')], [false], [true])?.[0]).not.toHaveProperty('isMissing');
	});
});
