import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IDataObject, IExecutePaginationFunctions, INodeParameters } from 'n8n-workflow';
import { paginationOf } from '../../nodes/shared/operation';
import { CredentialStore } from '../support/credentialStore';
import {
	attendance,
	attendees,
	cards,
	CONTINUE,
	followers,
	messages,
	nodeOf,
	sandboxCredentials,
	type Deletion,
} from '../support/deletions';
import { agentWith, runNode, type NodeSetup } from '../support/engine';
import { FULL } from '../support/full';
import { runsIn } from '../support/runs';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();
const { run, all } = runsIn(world);

function agentOf(of: Deletion, options: IDataObject = {}, settings: NodeSetup['settings'] = {}) {
	const parameters = JSON.parse(JSON.stringify(of.listParameters).replace(/\$json\.(\w+)/g, "$fromAI('$1')")) as INodeParameters;
	return agentWith(
		nodeOf(of, { parameters: { ...parameters, options } as never, settings }),
		new CredentialStore(sandboxCredentials(world.sandbox)),
	);
}

async function told(agent: ReturnType<typeof agentOf>, args: IDataObject): Promise<string> {
	return await agent.call(args).catch((error: unknown) => (error as Error).message);
}

describe('Never Delete protects nobody, and nobody is told', () => {
	test.each([
		['semicolons', (a: string, b: string) => `${a}; ${b}`],
		['blanks', (a: string, b: string) => `${a} ${b}`],
		['tabs', (a: string, b: string) => `${a}\t${b}`],
		['the Chinese enumeration comma', (a: string, b: string) => `${a}、${b}`],
		['a full-width semicolon', (a: string, b: string) => `${a}；${b}`],
		['quotes', (a: string, b: string) => `"${a}", "${b}"`],
		['a zero-width space', (a: string, b: string) => `${a}\u200b,\u200b${b}`],
		[
			'full-width digits',
			(a: string, b: string) => [a, b].join().replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
		],
		['a rounded number from a spreadsheet', (a: string, b: string) => [a, b].map((id) => Number(id).toExponential(5)).join()],
		['the word all', () => 'all'],
		['the text undefined', () => 'undefined'],
		['the text null', () => 'null'],
	])('with %s, as no field for IDs would take it', async (_how, write) => {
		const { names, items } = all(attendance, 2);
		await run(attendance, items, { options: { neverDelete: write(names[0] ?? '', names[1] ?? '') } }, CONTINUE);
		expect(names.map((name) => attendance.exists(world.sandbox, name))).toEqual([true, true]);
	});

	test('with an array in the workflow that holds an expression', async () => {
		const { names, items } = all(attendance, 1);
		await run(attendance, items, { options: { neverDelete: ['={{ $json.id }}'] } }, CONTINUE);
		expect(attendance.exists(world.sandbox, names[0] ?? '')).toBe(true);
	});

	test('where the business ID of a card has blanks around it, which are sent', async () => {
		cards.seed(world.sandbox, [' card |ou_1']);
		const parameters = {
			feedCards: { cards: [{ bizId: '={{ $json.biz }}', userIds: 'ou_1' }] },
			options: { neverDelete: '={{ [$json.biz] }}' },
		};
		const { json } = await run(cards, [{ biz: ' card ' }], parameters, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['not_sent']);
	});

	test('where an attendee ID holds the address that it names', async () => {
		const parameters = {
			calendarId: { __rl: true, mode: 'id', value: 'cal_1@group.calendar.feishu.cn' },
			eventId: { __rl: true, mode: 'id', value: 'event_1' },
			attendeeIds: 'third_party_wangwu@example.com',
			options: { neverDelete: 'wangwu@example.com' },
		};
		const { json } = await run(attendees, [{}], parameters, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['not_sent']);
	});

	test('where the item that has the list is refused for another field', async () => {
		const { names, items } = all(attendance, 1);
		const given = [
			{ ...items[0], keep: [] },
			{ id: 'not an ID', keep: [names[0] ?? ''] },
		];
		await run(attendance, given, { options: { neverDelete: '={{ $json.keep }}' } }, CONTINUE);
		expect(attendance.exists(world.sandbox, names[0] ?? '')).toBe(true);
	});

	test('where the list of one item cannot be read', async () => {
		const { names, items } = all(attendance, 1);
		const given = [
			{ ...items[0], keep: [] },
			{ id: '7', keep: [names[0] ?? '', null] },
		];
		await run(attendance, given, { options: { neverDelete: '={{ $json.keep }}' } }, CONTINUE);
		expect(attendance.exists(world.sandbox, names[0] ?? '')).toBe(true);
	});
});

describe('Stop If More Than', () => {
	test('the strictest of the items holds, also where that item is refused for another field', async () => {
		const { names, items } = all(attendance, 3);
		const given = [...items.map((item) => ({ ...item, most: 100 })), { id: 'not an ID', most: 1 }];
		await run(attendance, given, { options: { stopIfMoreThan: '={{ $json.most }}' } }, CONTINUE);
		expect(names.filter((name) => !attendance.exists(world.sandbox, name)).length).toBeLessThanOrEqual(1);
	});

	test('counts a record once, also where one item rehearses it', async () => {
		const { items } = all(attendance, 1);
		const given = [
			{ ...items[0], dry: true },
			{ ...items[0], dry: false },
		];
		const { json } = await run(attendance, given, { options: { dryRun: '={{ $json.dry }}', stopIfMoreThan: 1 } }, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'deleted']);
	});

	test.each([1, 100])('does not depend on whether batches are settled together, %i ms apart', async (interval) => {
		const { names } = all(attendance, 6);
		const [x = '', y = '', a = '', b = '', c = '', d = ''] = names;
		world.sandbox.setOptions({ latencyMs: 50 });
		const items = [x, y, y, a, b, b, a, c, d].map((id) => ({ id }));
		const { error } = await run(attendance, items, { ...batchesOf(3, interval), options: { stopIfMoreThan: 2 } });
		world.sandbox.setOptions({ latencyMs: 0 });
		expect(error).toBeUndefined();
	});

	test('holds over the tries of one run, where the expression yields others each time', async () => {
		const { names } = all(attendance, 30);
		let next = 0;
		const lists = [0, 1, 2].map((part) => [...names.slice(part * 10, part * 10 + 10), `missing${part}`]);
		const item = {
			get ids() {
				return lists[Math.min(2, next++ >> 3)];
			},
		} as unknown as IDataObject;
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		await run(attendance, [item], { ...attendance.listParameters, options: { stopIfMoreThan: 11 } }, settings);
		expect(names.filter((name) => !attendance.exists(world.sandbox, name)).length).toBeLessThanOrEqual(11);
	});
});

describe('what a dry run plans', () => {
	const summary = { output: 'summary' };

	test('over batches that name the same record, is what the run then costs', async () => {
		const { items } = all(attendance, 1);
		const given = [items[0] ?? {}, items[0] ?? {}, items[0] ?? {}];
		const sum = (json: IDataObject[], key: string) => json.reduce((total, row) => total + Number(row[key] ?? 0), 0);
		const parameters = batchesOf(1, 100);
		const planned = await run(attendance, given, { ...parameters, options: { ...summary, dryRun: true } });
		const done = await run(attendance, given, { ...parameters, options: summary });
		expect(sum(planned.json, 'planned_calls')).toBe(sum(done.json, 'calls'));
	});

	test('says the best time that both rates allow together', async () => {
		const { items } = all(messages, 1_060);
		const [planned] = (await run(messages, items, { options: { ...summary, dryRun: true } })).json;
		// 1,000 calls in the first 20 seconds; from second 60 on, again 50 a second: the last ones leave in second 61.
		expect(planned).toMatchObject({ planned_calls: 1_060, planned_seconds: 61 });
	});

	test('has a share without the noise of floating point', async () => {
		const { items } = all(messages, 7);
		const [planned] = (await run(messages, items, { options: { ...summary, dryRun: true } })).json;
		expect(planned?.planned_percent_of_10000_calls).toBe(0.07);
	});
});

describe('the figures of a summary', () => {
	const summary = { output: 'summary' };

	test('calls are those that reached the endpoint: a token that is not given out is none', async () => {
		const { items } = all(attendance, 1);
		const { tenant } = sandboxCredentials(world.sandbox);
		const node = nodeOf(attendance, { parameters: { options: summary }, settings: CONTINUE });
		const { json } = await runNode(items, node, { tenant: { ...tenant, appSecret: 'wrong' } });
		expect(json[0]?.calls).toBe(world.sandbox.calls('attendanceRecord').length);
	});

	test('seconds in all are not fewer than those waited', async () => {
		const { items, names } = all(attendance, 1);
		world.sandbox.fault({
			endpoint: 'attendanceRecord',
			kind: 'answer',
			on: [1, 2],
			done: false,
			status: 429,
			body: { code: 99991400, msg: 'slow' },
			headers: { 'x-ogw-ratelimit-reset': '30' },
		});
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetBefore', on: [3, 4, 5, 6] });
		const { json } = await run(attendance, items, { options: summary }, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		expect(names.some((name) => attendance.exists(world.sandbox, name))).toBe(false);
		expect(json[0]).toMatchObject({ deleted: 1 });
		expect(Number(json[0]?.seconds)).toBeGreaterThanOrEqual(Number(json[0]?.seconds_waited));
	});
});

describe('already gone', () => {
	test('is not said of a follower whom the call removed and names by another kind of ID', async () => {
		const { names, items } = all(followers, 1);
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'answer', on: 'every', body: { data: { followers: ['on_the_same_person'] } } });
		const { json } = await run(followers, items, { options: { alreadyGone: true } }, CONTINUE);
		expect(followers.exists(world.sandbox, names[0] ?? '')).toBe(false);
		expect(json[0]).toMatchObject({ status: 'deleted', confirmed_by: 'read' });
	});

	test('is not said where the answer names somebody whom nobody asked for, and the follower stays', async () => {
		const { names, items } = all(followers, 1);
		world.sandbox.fault({
			endpoint: 'taskFollower',
			kind: 'answer',
			on: 'every',
			done: false,
			body: { code: 0, msg: 'success', data: { followers: [''] } },
		});
		const { json } = await run(followers, items, { options: { alreadyGone: true } }, CONTINUE);
		expect(followers.exists(world.sandbox, names[0] ?? '')).toBe(true);
		expect(json[0]?.status).not.toBe('already_gone');
	});
});

describe('an agent', () => {
	test('reads at most 2,000 characters also where the node has an error output', async () => {
		const words = await told(agentOf(attendance, {}, { onError: 'continueErrorOutput' }), { ids: attendance.listNames(0, 20) });
		expect(words.length).toBeLessThanOrEqual(2_000);
	});

	test('reads at most 2,000 characters in a message, at any length of the IDs', async () => {
		const lengths: number[] = [];
		for (let length = 101; length < 800; length += 7) {
			const ids = Array.from({ length: 20 }, (_, index) => `${'7'.repeat(length - 2)}${10 + index}`);
			lengths.push((await told(agentOf(attendance), { ids })).length);
			world.clock.advance(10_000);
		}
		expect(Math.max(...lengths)).toBeLessThanOrEqual(2_000);
	});

	test('is told why, also where the first name is too long for the message', async () => {
		const words = await told(agentOf(cards), { biz: 'x'.repeat(2_000), users: ['ou_1'] });
		expect(words).toContain('NOT_CREATED');
	});

	test('reads at most 2,000 characters of a summary whose names JSON makes longer', async () => {
		const words = await told(agentOf(cards, {}, CONTINUE), { biz: '"'.repeat(650), users: ['ou_1', 'ou_2'] });
		expect(words.length).toBeLessThanOrEqual(2_000);
	});

	test('is told of every reason, or that there are others', async () => {
		const names = attendance.listNames(0, 20);
		const reasons = Object.fromEntries(names.map((name, index) => [name, `reason ${index}`]));
		world.sandbox.fault({
			endpoint: 'attendanceRecord',
			kind: 'answer',
			on: 'every',
			done: false,
			body: { code: 1220001, msg: JSON.stringify(reasons), data: { success_record_ids: [], fail_record_ids: names } },
		});
		const words = await told(agentOf(attendance), { ids: names });
		if (!words.includes('reason 19')) expect(words).toMatch(/\d+ other reasons/);
	});

	test('is told which record was not sent and why, where Never Delete names it', async () => {
		const [kept = '', missing = ''] = attendance.listNames(0, 2);
		const words = await told(agentOf(attendance, { neverDelete: kept }), { ids: [kept, missing] });
		expect(words).toMatch(/^0 of 2 attendance records deleted, 1 refused, 1 not sent\./);
		expect(words).toContain(kept);
	});

	test.each(['@all', 'NULL', 'nil'])('may not name a record by %j', async (word) => {
		const words = await told(agentOf(attendance), { ids: [word] });
		expect(words).toMatch(/Nothing was sent/);
	});
});

describe('why a node fails', () => {
	const failureOf = (error: unknown) => (error as { failure?: unknown }).failure;

	test('is the rate, where the token is refused for it', async () => {
		const { items } = all(attendance, 1);
		world.sandbox.fault({
			endpoint: 'tenantToken',
			kind: 'answer',
			on: 'every',
			done: false,
			status: 429,
			body: { code: 99991400, msg: 'slow' },
			headers: { 'x-ogw-ratelimit-reset': '5' },
		});
		const { error } = await run(attendance, items, {});
		expect(failureOf(error)).toMatchObject({ cause: 'rate-limited' });
	});

	test('is the rate, where it holds back cards of an accepted call', async () => {
		const { items } = all(cards, 2);
		world.sandbox.fault({
			endpoint: 'appFeedCard',
			kind: 'answer',
			on: 'every',
			done: false,
			body: {
				code: 0,
				msg: 'success',
				data: { failed_cards: items.map(({ biz, user }) => ({ biz_id: biz, user_id: user, reason: '3' })) },
			},
		});
		const { error } = await run(cards, items, {});
		expect(failureOf(error)).toMatchObject({ cause: 'rate-limited' });
	});
});

/** Contexts of n8n's as far as a dry run asks them: for what is too large for the engine around it. */
function contextsOf(
	count: number,
	options: IDataObject,
	parameter: (name: string, index: number) => unknown,
): IExecutePaginationFunctions[] {
	const node = { id: '1', name: 'Node', type: 'x', typeVersion: 1, position: [0, 0], parameters: { options } };
	const executeData = { node, data: { main: [Array.from({ length: count }, () => ({ json: {} }))] }, source: null };
	return Array.from(
		{ length: count },
		(_, index) =>
			({
				getNode: () => node,
				getItemIndex: () => index,
				getExecuteData: () => executeData,
				continueOnFail: () => false,
				getTimezone: () => 'UTC',
				getInputData: () => ({ json: {} }),
				getNodeParameter: (name: string) => (name === 'requestOptions' ? {} : parameter(name, index)),
			}) as unknown as IExecutePaginationFunctions,
	);
}

async function dryOver(contexts: readonly IExecutePaginationFunctions[]): Promise<unknown[]> {
	const run = paginationOf(attendance.contract);
	const requestData = () => ({ options: { url: '/attendance/v1/user_flows/batch_del', method: 'POST' } }) as never;
	return await Promise.all(contexts.map(async (context) => await run.call(context, requestData())));
}

describe('size', () => {
	// Fewer would not overflow it, and these take long.
	(FULL ? test : test.skip)('130,000 items do not overflow the stack', async () => {
		const outputs = await dryOver(contextsOf(130_000, { dryRun: true, includeInputFields: false }, () => '7'));
		expect(outputs).toHaveLength(130_000);
	});

	test('a list of Never Delete that an expression yields anew for each item is not kept for each of them', async () => {
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		const keep = Array.from({ length: 10_000 }, (_, index) => `${10_000 + index}`);
		const heap: number[] = [];
		const contexts = contextsOf(500, { dryRun: true, neverDelete: '={{ a list }}', includeInputFields: false }, (name, index) => {
			if (name !== 'options.neverDelete') return '7';
			if (index === 0 || index === 499) {
				collect();
				heap.push(process.memoryUsage().heapUsed);
			}
			return [...keep];
		});
		await dryOver(contexts);
		const [first = 0, last = 0] = heap;
		// 330 kB for each item: ten thousand of them are 3.3 GB, which n8n does not have.
		expect((last - first) / 1e6).toBeLessThan(20);
	});
});
