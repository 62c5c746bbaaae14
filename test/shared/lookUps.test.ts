import type { IDataObject } from 'n8n-workflow';
import { followRecall, seeRecall } from '../../nodes/FeishuBatchMessage/recall';
import { lookUpAttendees } from '../../nodes/FeishuCalendarEventAttendee/lookUp';
import { lookAtMembers } from '../../nodes/FeishuChatMember/members';
import { idsOf, lookAtFollowers } from '../../nodes/FeishuTaskFollower/followers';
import type { Answer, CallContext, Follower, Reader, RecordKeys } from '../../nodes/shared/endpoint';
import { Unread } from '../../nodes/shared/unread';

/** A reader of one list, and what it was asked. */
function readerOf(rows: readonly IDataObject[]) {
	const asked: unknown[] = [];
	let read = 0;
	const reader = {
		async *pages(_call: unknown, list: string, question: unknown) {
			await Promise.resolve();
			asked.push([list, question]);
			for (const row of rows) {
				read += 1;
				yield row;
			}
		},
	} as unknown as Reader;
	return { reader, asked, read: () => read };
}

const commonOf = (keys: CallContext['keys'], query: IDataObject = {}, body: IDataObject = {}): CallContext => ({ keys, query, body });

describe('followers of a task', () => {
	const look = async (ids: readonly string[], rows: readonly IDataObject[], query: IDataObject = {}) =>
		await lookAtFollowers(
			ids.map((follower_id) => ({ follower_id })),
			commonOf({ task_id: 't' }, query),
			readerOf(rows).reader,
		);
	const there = (follower_id: string, user_id_type = 'open_id') => ({ is: 'there', copy: { follower_id, user_id_type } });
	const NOT_ALL = 'The list of followers does not name everybody by the type of ID set in User ID Type';
	const short = (sights: ReadonlyArray<{ is: string; why?: Unread }>) => sights.map(({ is, why }) => why?.reason ?? is);

	test('have one ID, a list of them, or both', () => {
		expect(idsOf({ id: 'a', id_list: ['b', 'a', ''] })).toEqual(['a', 'b']);
		expect(idsOf({ id_list: [7] })).toEqual(['7']);
		expect(idsOf({ id: '' })).toEqual([]);
	});

	test('are there where they are listed, and gone where the list names everybody', async () => {
		expect(await look(['ou_1', 'ou_2', 'ou_3'], [{ id: 'ou_1' }, { id_list: ['ou_2'] }])).toStrictEqual([
			there('ou_1'),
			there('ou_2'),
			{ is: 'gone' },
		]);
		expect(await look(['on_1', 'on_2'], [{ id: 'on_1' }], { user_id_type: 'union_id' })).toStrictEqual([
			there('on_1', 'union_id'),
			{ is: 'gone' },
		]);
	});

	test.each<[string, string[], IDataObject[], IDataObject, string]>([
		['may be somebody without an ID', ['ou_9'], [{ id: 'ou_1' }, {}], {}, NOT_ALL],
		['may be somebody of another kind of ID', ['ou_9'], [{ id: 'on_1' }], {}, NOT_ALL],
		['may be somebody of several kinds of ID', ['ou_9'], [{ id: 'ou_1', id_list: ['on_1'] }], {}, NOT_ALL],
		['may be somebody whose ID comes later', ['ou_9'], [{ id: 'on_1' }, { id: 'ou_1' }], {}, NOT_ALL],
	])('who %s is not said to be gone', async (_what, ids, rows, query, why) => {
		const sights = await look(ids, rows, query);
		expect(short(sights)).toEqual([why]);
		expect(sights[0]).toMatchObject({ why: { code: null, todo: expect.stringMatching(/User ID|user_id|employee_id/) as string } });
	});

	test('are listed in the kind of ID of the call, and no further than needed', async () => {
		const { reader, asked, read } = readerOf([{ id: 'ou_1' }, { id: 'ou_2' }]);
		await lookAtFollowers([{ follower_id: 'ou_1' }], commonOf({ task_id: 't' }, { user_id_type: 'open_id' }), reader);
		expect([asked, read()]).toEqual([
			[['items', { path: { task_id: 't' }, query: { page_size: expect.any(Number) as number, user_id_type: 'open_id' } }]],
			1,
		]);
		const other = readerOf([]);
		await lookAtFollowers([{ follower_id: 'ou_1' }], commonOf({ task_id: 't' }), other.reader);
		expect(other.asked[0]).not.toHaveProperty([1, 'query', 'user_id_type']);
	});
});

describe('members of a group chat', () => {
	const CUT = new Unread(null, 'It is cut', 'Look.');
	/** A reader of one list that ends as told, and of what the group is. */
	const groupReader = (
		rows: readonly IDataObject[],
		end?: Unread,
		chat: IDataObject = { name: 'Team', user_manager_id_list: ['ou_1'] },
	) => {
		const list = readerOf(rows);
		const told: unknown[] = [];
		const reader = {
			async *pages(...given: Parameters<Reader['pages']>) {
				yield* list.reader.pages(...given);
				if (end !== undefined) throw end;
			},
			ask: async (_call: unknown, question: unknown) => {
				told.push(question);
				return await Promise.resolve({ data: chat });
			},
		} as unknown as Reader;
		return { reader, asked: list.asked, read: list.read, told };
	};
	const look = async (ids: readonly string[], { reader }: { reader: Reader }, type?: string, isForCopy = false) =>
		await lookAtMembers(
			ids.map((member_id) => ({ member_id })),
			commonOf({ chat_id: 'oc_1' }, type === undefined ? {} : { member_id_type: type }),
			reader,
			[],
			isForCopy,
		);
	const short = (sights: ReadonlyArray<{ is: string; why?: Unread }>) => sights.map(({ is, why }) => why?.reason ?? is);
	const OTHER = 'The list of members does not name everybody by the type of ID set in Member ID Type';

	test.each<[string, IDataObject[], Unread | undefined, string | undefined, string[]]>([
		['a list that names everybody', [{ member_id: 'ou_1' }, { member_id: 'ou_2' }], undefined, undefined, ['there', 'gone']],
		['a list with one who has no ID', [{ member_id: 'ou_1' }, {}], undefined, 'open_id', ['there', OTHER]],
		['a list with an ID of another kind', [{ member_id: 'on_2' }, { member_id: 'ou_1' }], undefined, 'open_id', ['there', OTHER]],
		['a list that is cut', [{ member_id: 'ou_1' }], CUT, undefined, ['there', 'It is cut']],
		['a list of bots', [{ app_id: 'ou_1', member_id: 'ou_9' }], undefined, 'app_id', ['there', 'gone']],
		['a list of bots of which one has no App ID', [{ app_id: 'ou_1' }, { member_id: 'ou_9' }], undefined, 'app_id', ['there', OTHER]],
	])('are there, gone, or not seen, by %s', async (_what, rows, end, type, expected) => {
		expect(short(await look(['ou_1', 'ou_9'], groupReader(rows, end), type))).toEqual(expected);
	});

	test('are looked for no further than needed, by the kind of ID of the call', async () => {
		const group = groupReader([{ member_id: 'ou_1' }, { member_id: 'ou_2' }], CUT);
		expect(short(await look(['ou_1'], group))).toEqual(['there']);
		const query = { member_id_type: 'open_id', page_size: 100 };
		expect([group.asked, group.read(), group.told]).toEqual([[['items', { path: { chat_id: 'oc_1' }, query }]], 1, []]);
		const bots = groupReader([{ app_id: 'cli_1' }]);
		await look(['cli_1'], bots, 'app_id');
		expect(bots.asked).toEqual([['bots', { path: { chat_id: 'oc_1' }, query: { member_types: 'bot', page_size: 100 } }]]);
	});

	test('are not looked at if nobody can ask', async () => {
		await expect(look(['ou_1'], groupReader([], new Unread(7, 'no right', 'Ask.', null, true)))).rejects.toThrow('no right');
	});

	test('have a copy that says what the list and the group say of them', async () => {
		const rows = [
			{ member_id: 'ou_1', name: 'Lin', tenant_key: 't' },
			{ member_id: 'ou_2', name: '' },
		];
		const group = groupReader(rows);
		const known = { chat_name: 'Team', member_id_type: 'open_id' };
		expect(await look(['ou_1', 'ou_2'], group, undefined, true)).toEqual([
			{ is: 'there', copy: { member_name: 'Lin', ...known, is_administrator: true, member_id: 'ou_1', tenant_key: 't' } },
			{ is: 'there', copy: { ...known, is_administrator: false, member_id: 'ou_2' } },
		]);
		expect(group.told).toEqual([{ path: { chat_id: 'oc_1' }, query: { user_id_type: 'open_id' } }]);
		// Nobody who is asked for is there.
		const none = groupReader([]);
		await look(['ou_1'], none, undefined, true);
		expect(none.told).toEqual([]);
		// Who is not in the group is told less.
		expect(await look(['ou_1'], groupReader(rows, undefined, { name: '' }), undefined, true)).toEqual([
			{ is: 'there', copy: { member_name: 'Lin', member_id: 'ou_1', member_id_type: 'open_id', tenant_key: 't' } },
		]);
	});

	test('who are bots are administrators by their App IDs', async () => {
		const group = groupReader([{ app_id: 'cli_1', name: 'Bot' }], undefined, { name: 'Team', bot_manager_id_list: ['cli_1'] });
		expect(await look(['cli_1'], group, 'app_id', true)).toMatchObject([{ copy: { is_administrator: true, member_id_type: 'app_id' } }]);
		expect(group.told).toEqual([{ path: { chat_id: 'oc_1' } }]);
	});
});

describe('attendees of an event', () => {
	const KEYS = { calendar_id: 'c', event_id: 'e' };
	const look = async (records: readonly RecordKeys[], rows: readonly IDataObject[], query: IDataObject = {}, body: IDataObject = {}) =>
		await lookUpAttendees(records, commonOf(KEYS, query, body), readerOf(rows).reader);
	const LEFT_OUT = 'The list of attendees does not give the ID of everybody on it';
	const OTHER_KIND = 'The list of attendees shows user IDs of another kind than this one';
	const user = (id: string, attendee_id = `user_${id}`): IDataObject => ({ attendee_id, type: 'user', user_id: id });
	const told = async (...given: Parameters<typeof look>) =>
		(await look(...given)).map((sight) => (sight.is === 'unseen' ? sight.why.reason : sight.is));

	test('are there, with what Feishu gives for them', async () => {
		const row = { ...user('ou_1'), display_name: 'Wang', rsvp_status: 'accept' };
		const sight = {
			is: 'there',
			copy: row,
			yields: { attendee_id: 'user_ou_1', display_name: 'Wang', rsvp_status: 'accept' },
		};
		expect(await look([{ attendee_id: 'user_ou_1' }, { type: 'user', user_id: 'ou_1' }], [row])).toStrictEqual([sight, sight]);
	});

	test.each<[string, RecordKeys, IDataObject[], string]>([
		['by attendee ID', { attendee_id: 'user_a' }, [user('ou_1', 'user_b')], 'gone'],
		['by attendee ID, where one has none', { attendee_id: 'user_a' }, [{ type: 'user', user_id: 'ou_1' }], LEFT_OUT],
		['by attendee ID, in other capitals', { attendee_id: 'user_A' }, [user('ou_1', 'user_a')], 'gone'],
		['who were removed', { attendee_id: 'user_a' }, [{ ...user('ou_1', 'user_a'), rsvp_status: 'removed' }], 'gone'],
		['by user ID', { type: 'user', user_id: 'ou_2' }, [user('ou_1'), { type: 'chat', chat_id: 'oc_1' }], 'gone'],
		['by a user ID of another kind', { type: 'user', user_id: 'u2' }, [user('ou_1')], OTHER_KIND],
		['by user ID, where the list shows another kind', { type: 'user', user_id: 'ou_2' }, [user('u1')], OTHER_KIND],
		['by user ID, where the list shows several kinds', { type: 'user', user_id: 'ou_2' }, [user('ou_1'), user('u1')], OTHER_KIND],
		['by user ID, where one user has none', { type: 'user', user_id: 'ou_2' }, [{ attendee_id: 'x', type: 'user' }], LEFT_OUT],
		['by user ID, where one has no type', { type: 'user', user_id: 'ou_2' }, [{ attendee_id: 'x' }], LEFT_OUT],
		['by user ID, where a chat has none', { type: 'user', user_id: 'ou_2' }, [{ attendee_id: 'x', type: 'chat' }], 'gone'],
		['by chat ID, where the list shows users of another kind', { type: 'chat', chat_id: 'oc_1' }, [user('u1')], 'gone'],
		['by chat ID, where one chat has none', { type: 'chat', chat_id: 'oc_1' }, [{ attendee_id: 'x', type: 'chat' }], LEFT_OUT],
	])('are looked for %s', async (_how, record, rows, what) => {
		expect(await told([record], rows)).toEqual([what]);
	});

	test('from outside are found in whatever case their address is', async () => {
		const row = { attendee_id: 'third_party_A@x.com', type: 'third_party', third_party_email: 'A@x.com' };
		const records = [{ attendee_id: 'third_party_a@X.com' }, { type: 'third_party', third_party_email: 'a@X.com' }];
		expect(await told(records, [row])).toEqual(['there', 'there']);
		expect(await told([{ attendee_id: 'user_a' }], [user('ou_1', 'user_A')])).toEqual(['gone']);
	});

	test('of one instance cannot be seen, and nothing is asked', async () => {
		const { reader, asked } = readerOf([user('ou_1')]);
		const common = commonOf(KEYS, {}, { instance_start_time_admin: '1' });
		expect(await lookUpAttendees([{ attendee_id: 'user_ou_1' }], common, reader)).toMatchObject([
			{ is: 'unseen', why: { reason: expect.stringContaining('not of the one instance') as string } },
		]);
		expect(asked).toEqual([]);
	});

	test.each<[string, IDataObject, string | undefined]>([
		['who has an ID', user('ou_1', 'x'), undefined],
		['without a user ID', { attendee_id: 'x', type: 'user' }, 'The list of attendees gives no ID by which this one could be restored'],
		['without a type', { attendee_id: 'x' }, 'The list of attendees gives no ID by which this one could be restored'],
		['of a type that is not known', { attendee_id: 'x', type: 'robot' }, 'Add Attendees cannot add attendees of the type robot'],
	])('can be put back from a copy, or not: one %s', async (_what, row, reason) => {
		const [sight] = await look([{ attendee_id: 'x' }], [row]);
		expect(sight?.is === 'there' && sight.noCopy?.reason).toBe(reason);
		if (reason === undefined) expect(sight).not.toHaveProperty('noCopy');
	});

	test('are listed in the kind of user ID of the call', async () => {
		const { reader, asked } = readerOf([]);
		await lookUpAttendees([{ attendee_id: 'x' }], commonOf(KEYS, { user_id_type: 'union_id' }), reader);
		const query = { page_size: expect.any(Number) as number, need_resource_customization: true };
		expect(asked).toEqual([['items', { path: KEYS, query: { ...query, user_id_type: 'union_id' } }]]);
		const other = readerOf([]);
		await lookUpAttendees([{ attendee_id: 'x' }], commonOf(KEYS), other.reader);
		expect(other.asked[0]).not.toHaveProperty([1, 'query', 'user_id_type']);
	});
});

describe('the recall of a batch message', () => {
	const answerOf = (recall: boolean | undefined, counts: IDataObject = {}): Answer => {
		const { recall_count, ...sending } = counts;
		return {
			status: 200,
			code: 0,
			msg: '',
			data: {
				batch_message_send_progress: sending,
				batch_message_recall_progress: {
					...(recall !== undefined && { recall }),
					...(recall_count !== undefined && { recall_count }),
				},
			},
			error: {},
			logId: null,
			reach: undefined,
		};
	};
	const counts = (valid?: number, sent?: number, recalled?: number): IDataObject => ({
		...(valid !== undefined && { valid_user_ids_count: valid }),
		...(sent !== undefined && { success_user_ids_count: sent }),
		...(recalled !== undefined && { recall_count: recalled }),
	});

	/** Follows a recall of which each look shows the next answer; the last one stays. */
	async function follow(answers: ReadonlyArray<Answer | Error>, seconds = 300, stopsAt = Number.POSITIVE_INFINITY) {
		const waits: number[] = [];
		let looks = 0;
		let leftMs = seconds * 1_000;
		const isStopped = () => looks >= stopsAt;
		const follower = {
			get ended(): Follower['ended'] {
				return isStopped() ? 'stopped' : leftMs <= 0 ? 'over' : undefined;
			},
			get leftMs() {
				return leftMs;
			},
			ask: async () => {
				const answer = answers[Math.min(looks, answers.length - 1)];
				looks += 1;
				if (answer === undefined || answer instanceof Error) throw answer ?? new Error('nothing is to be asked');
				return await Promise.resolve(answer);
			},
			wait: async (ms: number) => {
				waits.push(ms);
				leftMs -= ms;
				await Promise.resolve();
			},
		} as unknown as Follower;
		return { verdict: await followRecall({ batch_message_id: 'bm-1' }, follower, seconds), waits, looks };
	}

	test.each([
		[true, { is: 'gone' }],
		[false, { is: 'unseen', isEarly: true, why: { reason: expect.stringContaining('shows no recall yet') as string } }],
	])('is seen where Feishu knows of one: %p', async (recall, sight) => {
		const reader = { ask: async () => await Promise.resolve(answerOf(recall)) } as unknown as Reader;
		expect(await seeRecall({ batch_message_id: 'bm-1' }, reader)).toMatchObject(sight);
	});

	test('is over as soon as all that was sent is back, and all of it was sent', async () => {
		const { verdict, waits } = await follow([answerOf(true, counts(5, 5, 2)), answerOf(true, counts(5, 5, 5))]);
		expect(verdict).toStrictEqual({ status: 'recalled', yields: { recall: true, recall_count: 5, success_user_ids_count: 5 } });
		expect(waits).toEqual([1_000]);
	});

	test('looks at intervals that double up to half a minute, and keeps a look for the end', async () => {
		const { verdict, waits, looks } = await follow([answerOf(false)], 100);
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 8_500, 500]);
		expect(looks).toBe(9);
		expect(verdict).toStrictEqual({
			status: 'recall_requested',
			yields: { recall: false },
			reason: 'Feishu had recalled an unknown number of messages after 100 seconds',
			todo: 'Feishu continues by itself. Check later with Get Batch Message Progress, or raise Longest Wait in Options.',
		});
	});

	const STILL = 'Check with Get Batch Message Progress whether more are recalled later. Running the recall again is safe.';

	test.each<[string, IDataObject, string, string | undefined]>([
		[
			'that took all back that was sent, of more',
			counts(9, 5, 5),
			'recalled',
			'Feishu has recalled 5 of 5 messages. It has sent no more, although the message is for 9 people',
		],
		[
			'that took all back, of nobody knows how many',
			counts(undefined, 1, 1),
			'recalled',
			'Feishu has recalled 1 of 1 message. It has sent no more',
		],
		['that took some back', counts(5, 5, 3), 'recall_requested', 'Feishu has recalled 3 of 5 messages, and the number no longer grows'],
		['of what was sent to nobody', counts(5, 0, 0), 'recall_requested', 'Feishu has sent this message to nobody so far'],
	])('counts as it stands after half a minute without a change: one %s', async (_what, given, status, reason) => {
		const { verdict, waits } = await follow([answerOf(true, given)]);
		expect(verdict).toMatchObject({ status, reason, todo: STILL, yields: { recall: true } });
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
	});

	test.each<[string, IDataObject]>([
		['has taken nothing back yet', counts(5, 5, 0)],
		['does not say how many it has', counts(5, 5)],
		['does not say how many were sent', counts(5, undefined, 3)],
	])('is waited for to the end where it %s', async (_what, given) => {
		const { verdict } = await follow([answerOf(true, given)], 60);
		expect(verdict).toMatchObject({ status: 'recall_requested', reason: expect.stringContaining('after 60 seconds') as string });
	});

	test('begins to stand still with the last change, whichever number that is', async () => {
		const before = answerOf(true, counts(5, 4, 3));
		for (const change of [answerOf(true, counts(6, 4, 3)), answerOf(true, counts(5, 5, 3)), answerOf(true, counts(5, 4, 2))]) {
			const { waits } = await follow([before, before, before, before, before, change]);
			expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
		}
	});

	test.each<[string, IDataObject, number, string]>([
		['one of one', counts(undefined, 1, 0), 1, 'Feishu had recalled 0 of 1 message after 1 second'],
		['of nobody knows how many', counts(5, undefined, 1), 2, 'Feishu had recalled 1 message after 2 seconds'],
		['several of nobody knows how many', counts(5, undefined, 2), 2, 'Feishu had recalled 2 messages after 2 seconds'],
		['an unknown number', counts(5, 3), 2, 'Feishu had recalled an unknown number of 3 messages after 2 seconds'],
	])('says how far it was: %s', async (_what, given, seconds, reason) => {
		expect((await follow([answerOf(true, given)], seconds)).verdict.reason).toBe(reason);
	});

	test('says so where the execution was stopped, or nobody could ask', async () => {
		const stopped = await follow([answerOf(true, counts(5, 5, 1)), new Error('cut')], 300, 2);
		expect(stopped.verdict).toMatchObject({
			yields: { recall: true, recall_count: 1, success_user_ids_count: 5 },
			reason: 'Feishu had recalled 1 of 5 messages when the execution was stopped',
			todo: 'Feishu continues by itself. Check later with Get Batch Message Progress.',
		});
		const never = await follow([answerOf(true)], 0);
		expect([never.verdict, never.looks]).toStrictEqual([
			{
				status: 'recall_requested',
				reason: 'Feishu had not been asked about this recall after 0 seconds',
				todo: 'Feishu continues by itself. Check later with Get Batch Message Progress, or raise Longest Wait in Options.',
			},
			0,
		]);
	});

	test('hands on what keeps one from asking', async () => {
		await expect(follow([new Unread(7, 'no right', 'Ask.')])).rejects.toThrow('no right');
	});
});
