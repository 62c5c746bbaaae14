import type { INodeParameters } from 'n8n-workflow';
import { OptionReader } from '../../nodes/shared/engine/n8n/options';
import { InvalidField } from '../../nodes/shared/values';
import { attendance, CONTINUE, deletionOf, deletions } from '../support/deletions';

import { reported, tally } from '../support/law';
import { runsIn } from '../support/runs';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();
const { run, all } = runsIn(world);

/** Names none of the records. */
const TASK = '5c1f0a77-0d1b-4b8e-9a52-6c2d3f4e5a6b';

describe('Stop If More Than', () => {
	test.each(deletions)('$type: above it nothing is sent, and the message names both numbers and the option', async (deletion) => {
		const { names, items } = all(deletion, 4);
		const { error } = await run(deletion, items, { options: { stopIfMoreThan: 3 } });
		const { many, done = 'deleted' } = deletion.contract.noun;
		expect(error?.message).toBe(`0 of 4 ${many} ${done}, 4 not sent. 4 ${many} are asked for, but Stop If More Than allows 3.`);
		expect(world.sandbox.log).toEqual([]);
		const { json } = await run(deletion, items, { options: { stopIfMoreThan: 3 } }, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(names.map(() => 'not_sent'));
		expect(json[0]?.what_to_do).toBe('Check what the items ask for. If the number is right, raise Stop If More Than in Options.');
		expect(world.sandbox.log).toEqual([]);
	});

	test.each(deletions)('$type: at it all are deleted', async (deletion) => {
		const { names, items } = all(deletion, 4);
		const result = await run(deletion, items, { options: { stopIfMoreThan: 4 } });
		expect(tally(deletion, result)).toEqual({ [deletion.done]: 4 });
		expect(names.some((name) => deletion.exists(world.sandbox, name))).toBe(false);
	});

	test('counts records, not items, and each once', async () => {
		const names = attendance.listNames(0, 5);
		attendance.seed(world.sandbox, names);
		const items = [attendance.listItem(names), attendance.listItem(names)];
		const parameters = (stopIfMoreThan: number) => ({ ...attendance.listParameters, options: { stopIfMoreThan } });
		expect((await run(attendance, items, parameters(4))).error?.message).toMatch(/5 attendance records are asked for/);
		expect((await run(attendance, items, parameters(5))).error).toBeUndefined();
	});

	test('does not count what Never Delete keeps', async () => {
		const { names, items } = all(attendance, 4);
		const options = { stopIfMoreThan: 3, neverDelete: names[0] ?? '' };
		expect(tally(attendance, await run(attendance, items, { options }))).toEqual({ not_sent: 1, deleted: 3 });
	});

	test('counts for a dry run, too', async () => {
		const { items } = all(attendance, 4);
		const { error } = await run(attendance, items, { options: { stopIfMoreThan: 3, dryRun: true } });
		expect(error?.message).toMatch(/4 not sent\. 4 attendance records are asked for, but Stop If More Than allows 3\.$/);
	});

	test.each([1, 100])('counts for each batch of n8n’s Batching, %i ms apart', async (interval) => {
		const { names, items } = all(attendance, 7);
		const parameters = { ...batchesOf(3, interval), options: { stopIfMoreThan: 3 } };
		expect(tally(attendance, await run(attendance, items, parameters))).toEqual({ deleted: 7 });
		attendance.seed(world.sandbox, names);
		const above = { ...batchesOf(3, interval), options: { stopIfMoreThan: 2 } };
		expect(tally(attendance, await run(attendance, items, above, CONTINUE))).toEqual({ not_sent: 7 });
		expect(names.every((name) => attendance.exists(world.sandbox, name))).toBe(true);
	});

	test('stays, however often n8n tries', async () => {
		const { names, items } = all(attendance, 4);
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { error } = await run(attendance, items, { options: { stopIfMoreThan: 3 } }, settings);
		expect(error?.message).toMatch(/Stop If More Than allows 3/);
		expect(world.sandbox.log).toEqual([]);
		expect(names.every((name) => attendance.exists(world.sandbox, name))).toBe(true);
	});

	test.each([1, 50])('counts a record in the first batch that asks for it, and in no other, at an interval of %i ms', async (interval) => {
		const names = attendance.listNames(0, 3);
		attendance.seed(world.sandbox, names);
		const items = [names.slice(0, 2), names].map((list) => attendance.listItem(list));
		const parameters = { ...attendance.listParameters, ...batchesOf(1, interval), options: { stopIfMoreThan: 2 } };
		const { error, json } = await run(attendance, items, parameters);
		expect(error).toBeUndefined();
		expect(json.map(({ status }) => status)).toEqual(Array<string>(5).fill('deleted'));
	});

	test('counts what an earlier try has settled, though its item cannot be read any more', async () => {
		const names = attendance.listNames(0, 4);
		attendance.seed(world.sandbox, names);
		const items = [names.slice(2), names.slice(0, 2)].map((list) => attendance.listItem(list));
		let reads = 0;
		const spy = jest.spyOn(OptionReader.prototype, 'missingIsDone').mockImplementation((context) => {
			reads += 1;
			// The second item can be read in the first try, and the first one in the second.
			if ((context.getItemIndex() === 0) === reads <= items.length) throw new InvalidField('Already Gone', 'is unclear', 'Enter it.');
			return false;
		});
		const parameters = { ...attendance.listParameters, options: { stopIfMoreThan: 3 } };
		const settings = { onError: 'continueErrorOutput', retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } as const;
		await run(attendance, items, parameters, settings);
		spy.mockRestore();
		expect(reads).toBe(4);
		expect(names.map((name) => attendance.exists(world.sandbox, name))).toEqual([false, false, true, true]);
	});

	test('the strictest of the items holds, where an expression yields several', async () => {
		const { items } = all(attendance, 3);
		const given = items.map((item, index) => ({ ...item, most: index + 1 }));
		const { error } = await run(attendance, given, { options: { stopIfMoreThan: '={{ $json.most }}' } });
		expect(error?.message).toMatch(/Stop If More Than allows 1\./);
	});

	test('the strictest holds where its item is refused for another field', async () => {
		const { items } = all(attendance, 2);
		const given = [...items.map((item) => ({ ...item, most: 9 })), { id: '../x', most: 1 }];
		const { json } = await run(attendance, given, { options: { stopIfMoreThan: '={{ $json.most }}' } }, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'not_sent', 'refused']);
		expect(world.sandbox.log).toEqual([]);
	});

	test('0 lets nothing through', async () => {
		const { items } = all(attendance, 1);
		const { error } = await run(attendance, items, { options: { stopIfMoreThan: 0 } });
		expect(error?.message).toMatch(/1 attendance record is asked for, but Stop If More Than allows 0\.$/);
	});

	test.each([-1, 1.5, 'many', '', null, undefined, [3]])('is never taken as no bound: %j is refused', async (value) => {
		const { names, items } = all(attendance, 1);
		const { error } = await run(attendance, [{ ...items[0], most: value }], { options: { stopIfMoreThan: '={{ $json.most }}' } });
		expect(error?.message).toMatch(/^The field “Stop If More Than” of item 0 holds .+ Nothing was sent\.$/);
		expect(error?.description).toMatch(/^Enter a whole number, /);
		expect(names.every((name) => attendance.exists(world.sandbox, name))).toBe(true);
	});
});

describe('Never Delete', () => {
	const keep = (neverDelete: string): INodeParameters => ({ options: { neverDelete } });

	test.each(deletions)('$type: what it names is not sent, and the node does not fail', async (deletion) => {
		const { names, items } = all(deletion, 3);
		const [kept = '', ...others] = names;
		const [report] = reported(deletion, await run(deletion, items, { options: { dryRun: true } }));
		const { userKey = '' } = deletion.contract;
		const id = String(report?.json[deletion.keys.includes(userKey) ? userKey : (deletion.keys.at(-1) ?? '')]);
		const result = await run(deletion, items, keep(`${TASK}, ${id}`));
		expect(result.error).toBeUndefined();
		expect(deletion.exists(world.sandbox, kept)).toBe(true);
		const [first, ...rest] = result.json;
		expect(first).toMatchObject({ status: 'not_sent', deleted: false, reason: 'Never Delete names this record' });
		expect(rest.map(({ status }) => status)).toEqual(others.map(() => deletion.done));
		expect(others.some((name) => deletion.exists(world.sandbox, name))).toBe(false);
		expect(JSON.stringify(world.sandbox.calls(deletion.endpoint).map(({ path, body }) => [path, body]))).not.toContain(id);
	});

	test('keeps all cards of a business ID, and all of a user', async () => {
		const cards = deletionOf('appFeedCard');
		const parameters = { feedCards: { cards: [{ bizId: '={{ $json.biz }}', userIds: '={{ $json.user }}' }] } };
		const items = ['a', 'b'].flatMap((biz) => ['ou_1', 'ou_2'].map((user) => ({ biz, user })));
		const of = async (neverDelete: string) =>
			(await run(cards, items, { ...parameters, ...keep(neverDelete) }, CONTINUE)).json.map(({ status }) => status === 'not_sent');
		expect(await of('a')).toEqual([true, true, false, false]);
		expect(await of('ou_2')).toEqual([false, true, false, true]);
		const commas = items.map((item) => ({ ...item, biz: `${item.biz}, or not` }));
		const { json } = await run(cards, commas, { ...parameters, ...keep('={{ ["a, or not"] }}') }, CONTINUE);
		expect(json.map(({ status }) => status === 'not_sent')).toEqual([true, true, false, false]);
	});

	test.each(['ou_1; ou_2', 'ou_1、ou_2', 'ou_1 ou_2', 'ou_1|ou_2', '"ou_1", "ou_2"', 'ou_1\u200b, ou_2', '<ou_1>', '@ou_1', '(ou_1)'])(
		'deletes no card where the list is not understood: %j',
		async (neverDelete) => {
			const { json } = await run(
				deletionOf('appFeedCard'),
				['ou_1', 'ou_2'].map((user) => ({ user })),
				{ feedCards: { cards: [{ bizId: 'a', userIds: '={{ $json.user }}' }] }, ...keep(neverDelete) },
				CONTINUE,
			);
			expect(json.map(({ status }) => status)).toEqual(['refused', 'refused']);
			expect(world.sandbox.log).toEqual([]);
		},
	);

	test('keeps everybody of a target, and an address however it is written', async () => {
		const attendees = deletionOf('calendarEventAttendee');
		const parameters = {
			calendarId: { __rl: true, mode: 'id', value: 'cal_1@group.calendar.feishu.cn' },
			eventId: { __rl: true, mode: 'id', value: 'event_1' },
			attendeeIds: '',
			deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: 'Wang@Example.com' }] },
		};
		for (const id of ['event_1', 'wang@example.com', 'cal_1@group.calendar.feishu.cn']) {
			const { json } = await run(attendees, [{}], { ...parameters, ...keep(id) });
			expect(json.map(({ status }) => status)).toEqual(['not_sent']);
		}
		expect(world.sandbox.log).toEqual([]);
	});

	test('holds for the whole run, whichever item has the list', async () => {
		const { names, items } = all(attendance, 3);
		const given = items.map((item, index) => ({ ...item, keep: index === 2 ? [names[0] ?? ''] : [] }));
		const result = await run(attendance, given, keep('={{ $json.keep }}'));
		expect(result.json.map(({ status }) => status)).toEqual(['not_sent', 'deleted', 'deleted']);
	});

	test('holds where the item that has the list is refused for another field', async () => {
		const { names, items } = all(attendance, 2);
		const given = [...items.map((item) => ({ ...item, keep: [] })), { id: '../x', keep: [names[0] ?? ''] }];
		const { json } = await run(attendance, given, keep('={{ $json.keep }}'), CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'deleted', 'refused']);
		expect(names.map((name) => attendance.exists(world.sandbox, name))).toEqual([true, false]);
	});

	test('stays on the main output of a node that has one for errors, and out of the message of one that fails', async () => {
		const { names, items } = all(attendance, 2);
		const missing = attendance.item(attendance.names(3)[2] ?? '');
		const parameters = keep(names[0] ?? '');
		const branches = await run(attendance, [...items, missing], parameters, { onError: 'continueErrorOutput' });
		expect(branches.json.map(({ status }) => status)).toEqual(['not_sent', 'deleted']);
		expect(branches.errorJson).toHaveLength(1);
		attendance.seed(world.sandbox, names);
		const { error } = await run(attendance, [...items, missing], parameters);
		expect(error?.message).toBe('1 of 3 attendance records deleted, 1 refused, 1 not sent. Record not found.');
		expect(error?.description).not.toContain('Never Delete');
	});

	test.each(['', ' , ', null, undefined, [null], [undefined, '1'], { id: 1 }])('is never taken as nobody: %j is refused', async (value) => {
		const { names, items } = all(attendance, 1);
		const { error } = await run(attendance, [{ ...items[0], keep: value }], keep('={{ $json.keep }}'));
		expect(error?.message).toMatch(/^The field “Never Delete” of item 0 .+ Nothing was sent\.$/);
		expect(names.every((name) => attendance.exists(world.sandbox, name))).toBe(true);
	});
});

describe('Never Delete by another kind of ID', () => {
	const attendees = deletionOf('calendarEventAttendee');
	const CALENDAR = 'feishu.cn_team@group.calendar.feishu.cn';
	const USERS = [
		{ id: 'u1', type: 'user_id' },
		{ id: 'on_1', type: 'union_id' },
	];
	const CROWD = [
		{ attendeeId: 'user_1', target: 'ou_1' },
		{ attendeeId: 'user_2', target: 'ou_2' },
		{ attendeeId: 'chat_3', target: 'oc_3' },
		{ attendeeId: 'resource_4', target: 'omm_4' },
	];
	const event = (about: object = {}) => {
		for (const n of [1, 2]) world.sandbox.seed.person({ openId: `ou_${n}`, unionId: `on_${n}`, userId: `u${n}` });
		world.sandbox.seed.event({ calendarId: CALENDAR, eventId: 'event_1', attendees: CROWD, ...about });
	};
	const remove = async (options: INodeParameters, parameters: INodeParameters = {}, settings: object = CONTINUE) =>
		await run(
			attendees,
			[{}],
			{
				calendarId: { __rl: true, mode: 'id', value: CALENDAR },
				eventId: { __rl: true, mode: 'id', value: 'event_1' },
				attendeeIds: 'user_1, user_2, chat_3, resource_4',
				options,
				...parameters,
			},
			settings,
		);
	const statuses = ({ json }: Awaited<ReturnType<typeof remove>>) => json.map(({ status }) => status);
	const users = (userId: string) => ({ attendeeIds: '', deleteIds: { ids: [{ type: 'user', userId }] } });

	test.each<[string, INodeParameters]>([
		['by Open ID', { neverDelete: 'ou_1' }],
		['by Union ID', { neverDelete: 'on_1', userIdType: 'union_id' }],
		['by User ID', { neverDelete: 'u1', userIdType: 'user_id' }],
		['by Open ID, with a copy of each', { neverDelete: 'ou_1', keepCopy: true }],
	])('a person is kept behind an attendee ID, for one look at the list: %s', async (_how, options) => {
		event();
		const { json } = await remove(options);
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'deleted', 'deleted', 'deleted']);
		expect(json[0]).toMatchObject({ attendee_id: 'user_1', reason: 'Never Delete names this record' });
		expect(world.sandbox.calls('attendeeList')).toHaveLength(1);
	});

	test.each(['user_9', 'chat_9', 'resource_9'])('a person is kept whose User ID looks like an attendee ID: %s', async (userId) => {
		event();
		world.sandbox.seed.person({ openId: 'ou_9', unionId: 'on_9', userId });
		world.sandbox.seed.event({
			calendarId: CALENDAR,
			eventId: 'event_1',
			attendees: [{ attendeeId: 'user_a', target: 'ou_9' }, ...CROWD],
		});
		const { json } = await remove({ neverDelete: userId, userIdType: 'user_id' }, { attendeeIds: 'user_a, user_2' });
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'deleted']);
		expect(json[0]).toMatchObject({ attendee_id: 'user_a', reason: 'Never Delete names this record' });
	});

	test('a person is kept behind a user ID, where their attendee ID is named', async () => {
		event();
		expect(statuses(await remove({ neverDelete: 'user_2' }, users('ou_1, ou_2')))).toEqual(['deleted', 'not_sent']);
		expect(world.sandbox.calls('attendeeList')).toHaveLength(1);
	});

	test('a group and a room are kept behind their attendee IDs', async () => {
		event();
		expect(statuses(await remove({ neverDelete: 'oc_3, omm_4' }))).toEqual(['deleted', 'deleted', 'not_sent', 'not_sent']);
		expect(world.sandbox.calls('attendeeList')).toHaveLength(1);
	});

	test.each<[string, INodeParameters, INodeParameters]>([
		['all are of the same kind', { neverDelete: 'ou_1' }, users('ou_2')],
		['nobody on the list could be behind the ID', { neverDelete: 'oc_9, event_9' }, { attendeeIds: 'user_1, resource_4' }],
		['nobody is to be kept', { neverDelete: '={{ [] }}' }, {}],
	])('no list is read where %s', async (_when, options, parameters) => {
		event();
		expect(new Set(statuses(await remove(options, parameters)))).toEqual(new Set(['deleted']));
		expect(world.sandbox.calls('attendeeList')).toEqual([]);
	});

	test('a node that keeps somebody so does not fail', async () => {
		event();
		expect((await remove({ neverDelete: 'ou_1' }, {}, {})).error).toBeUndefined();
	});

	test('nobody is removed where the list may not be read', async () => {
		event();
		world.sandbox.fault({ endpoint: 'attendeeList', kind: 'code', code: 193002, on: 'every' });
		const { json } = await remove({ neverDelete: 'ou_1' });
		// A group and a room cannot be a person.
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'not_sent', 'deleted', 'deleted']);
		expect(json[0]?.reason).toMatch(/^Never Delete uses another kind of ID, which could not be compared: /);
	});

	test('nobody is removed whose ID the list leaves out', async () => {
		event();
		world.sandbox.fault({ endpoint: 'attendeeList', kind: 'omit', field: 'user_id', on: 'every' });
		const { json } = await remove({ neverDelete: 'u1', userIdType: 'user_id' }, { attendeeIds: 'user_1, user_2' });
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'not_sent']);
		expect(json[0]?.what_to_do).toContain('contact:user.employee_id:readonly');
	});

	test('who is not on the list is not sent, and gone where that counts as well', async () => {
		event();
		const gone = { attendeeIds: 'user_2, user_9' };
		expect(statuses(await remove({ neverDelete: 'ou_1' }, gone))).toEqual(['deleted', 'not_sent']);
		expect(statuses(await remove({ neverDelete: 'ou_1', alreadyGone: true }, gone))).toEqual(['already_gone', 'already_gone']);
	});

	test.each([
		['who was removed by a lost call is removed', [2], undefined],
		['who may have been removed is unknown if nobody can look', [2, 3, 4], /^0 of 1 attendee removed, 1 unknown\./],
	])('in a later try, %s', async (_what, unseen, message) => {
		event();
		world.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'resetAfter', on: [1, 2, 3, 4] });
		world.sandbox.fault({ endpoint: 'attendeeList', kind: 'code', code: 99991672, on: unseen });
		const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const { json, error } = await remove({ neverDelete: 'ou_1' }, { attendeeIds: 'user_2' }, retry);
		if (message === undefined) expect(json).toMatchObject([{ status: 'deleted', confirmed_by: 'read' }]);
		else expect(error?.message).toMatch(message);
		expect(world.sandbox.calls('calendarEventAttendee')).toHaveLength(4);
	});

	test('a dry run says where it could not compare', async () => {
		event();
		const { json } = await remove({ neverDelete: 'ou_1', dryRun: true });
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'dry_run', 'dry_run', 'dry_run']);
		expect(json.map(({ reason }) => String(reason).includes('Never Delete was not compared'))).toEqual([true, true, false, false]);
		expect(world.sandbox.log).toEqual([]);
	});

	test.each<[string, string, INodeParameters, INodeParameters, RegExp]>([
		[
			'a follower of another kind',
			'taskFollower',
			{ followerIds: 'u1' },
			{ neverDelete: 'ou_1', userIdType: 'user_id' },
			/User ID Type is User ID.*set User ID Type to Open ID/,
		],
		[
			'a follower by Union ID',
			'taskFollower',
			{ followerIds: 'ou_1' },
			{ neverDelete: 'ou_2, on_1' },
			/holds "on_1".*User ID Type is Open ID/,
		],
		['a group alone', 'taskFollower', { followerIds: 'ou_1' }, { neverDelete: 'oc_1' }, /holds "oc_1".*no task follower has such an ID/],
		[
			'an attendee of another kind',
			'calendarEventAttendee',
			{ attendeeIds: 'user_1' },
			{ neverDelete: 'on_1' },
			/holds "on_1".*set User ID Type to Union ID/,
		],
		[
			'a user of a card of another kind',
			'appFeedCard',
			{ feedCards: { cards: [{ bizId: 'a', userIds: 'u1' }] } },
			{ neverDelete: 'ou_1', userIdType: 'user_id' },
			/holds "ou_1"/,
		],
		['a person among records', 'attendanceRecord', { recordIds: '1' }, { neverDelete: '2, ou_1' }, /no attendance record has such an ID/],
		['a person among messages', 'batchMessage', { batchMessageId: 'bm-1' }, { neverDelete: 'bm-2, ou_1' }, /holds "ou_1"/],
		[
			'a follower by User ID',
			'taskFollower',
			{ followerIds: 'ou_1' },
			{ neverDelete: `ou_2, ${TASK}, emp_lin` },
			/holds "emp_lin".*User ID Type is Open ID, so it would protect nobody.*by Open ID, or set User ID Type to User ID/,
		],
		[
			'a follower by User ID, where items differ in their kind of ID',
			'taskFollower',
			{ followerIds: '={{ $json.id }}' },
			{ neverDelete: '3e3cf96b', userIdType: '={{ $json.type }}' },
			/holds "3e3cf96b".*User ID Type is Union ID/,
		],
		[
			'an attendee by User ID',
			'calendarEventAttendee',
			{ attendeeIds: '', deleteIds: { ids: [{ type: 'user', userId: 'ou_1' }] } },
			{ neverDelete: 'user_1, 3e3cf96b', keepCopy: true },
			/holds "3e3cf96b".*set User ID Type to User ID/,
		],
		[
			'an employee among records',
			'attendanceRecord',
			{ recordIds: '1' },
			{ neverDelete: '2, emp_lin' },
			/holds "emp_lin", but no attendance record has such an ID/,
		],
		['an employee among messages', 'batchMessage', { batchMessageId: 'bm-1' }, { neverDelete: 'bm-2, emp_lin' }, /holds "emp_lin", but/],
		['an event alone', 'taskFollower', { followerIds: 'ou_1' }, { neverDelete: `${TASK}_0` }, /holds .*no task follower has such an ID/],
		[
			'a calendar by its name',
			'calendarEventAttendee',
			{ calendarId: { __rl: true, mode: 'id', value: CALENDAR }, attendeeIds: 'user_1' },
			{ neverDelete: 'primary' },
			/“primary” is the same calendar/,
		],
	])('what could keep nobody stops the run before anything is sent: %s', async (_what, endpoint, parameters, options, words) => {
		for (const more of [{}, { dryRun: true }]) {
			const items = JSON.stringify(parameters).includes('$json') ? USERS : [{}];
			const { json } = await run(deletionOf(endpoint as never), items, { ...parameters, options: { ...options, ...more } }, CONTINUE);
			expect(json.map(({ status }) => status)).toEqual(items.map(() => 'not_sent'));
			expect(`${String(json[0]?.reason)}. ${String(json[0]?.what_to_do)}`).toMatch(words);
		}
		expect(world.sandbox.log).toEqual([]);
	});

	test.each<[string, string, INodeParameters, INodeParameters]>([
		['a task', 'taskFollower', {}, { neverDelete: TASK }],
		['a User ID', 'taskFollower', { followerIds: 'u1' }, { neverDelete: 'emp_lin', userIdType: 'user_id' }],
		['an event, beside a person', 'taskFollower', {}, { neverDelete: `${TASK}_0, ou_2` }],
		['an event', 'calendarEventAttendee', {}, { neverDelete: 'a-b_0' }],
		['a task, beside a person', 'calendarEventAttendee', {}, { neverDelete: `ou_2, ${TASK}` }],
		['a record', 'attendanceRecord', { recordIds: '1' }, { neverDelete: '2' }],
		['a business ID', 'appFeedCard', {}, { neverDelete: 'emp_lin' }],
	])('what may name something does not stop the run: %s', async (_what, endpoint, parameters, options) => {
		const deletion = deletionOf(endpoint as never);
		const { items } = all(deletion, 1);
		const { json } = await run(deletion, items, { ...parameters, options: { ...options, dryRun: true } }, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['dry_run']);
	});

	test('a list may serve several nodes: groups and rooms do not stop one that has none', async () => {
		const { names, items } = all(deletionOf('taskFollower'), 1);
		const { json } = await run(deletionOf('taskFollower'), items, { options: { neverDelete: `${names[0]}, oc_1, omm_1` } }, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual([expect.stringMatching(/deleted|not_sent/)]);
		expect(json[0]?.reason ?? 'Never Delete names this record').toBe('Never Delete names this record');
	});

	test('an attendance record is kept by its employee, where a copy is read', async () => {
		const { items } = all(attendance, 2);
		const copied = await run(
			attendance,
			items,
			{ options: { keepCopy: true, dryRun: false, stopIfMoreThan: 2, neverDelete: 'nobody_here' } },
			CONTINUE,
		);
		const employee = String((copied.json[0]?.snapshot as { user_id?: string } | undefined)?.user_id);
		const { items: again } = all(attendance, 2);
		const { json } = await run(attendance, again, { options: { keepCopy: true, neverDelete: employee } }, CONTINUE);
		expect(json[0]).toMatchObject({ status: 'not_sent', reason: 'Never Delete names this record' });
	});
});
