import { SANDBOX_APP } from '../sandbox';
import { CredentialStore } from '../support/credentialStore';
import {
	attendance,
	attendees,
	blind,
	cards,
	deletions,
	followers,
	messages,
	nodeOf,
	sandboxCredentials,
	type Deletion,
} from '../support/deletions';
import { runNode, startWorkflow } from '../support/engine';
import { FULL } from '../support/full';
import { expectEachOnce, expectTruth, reported, tally } from '../support/law';
import { unhandledDuring } from '../support/unhandled';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const itemsOf = (deletion: Deletion, names: readonly string[]) => names.map((name) => deletion.item(name));

describe('calls and pace', () => {
	// n8n takes a millisecond for each item: one deletion shows it for a thousand of them.
	const sizes = deletions.map((deletion) => ({ ...deletion, count: FULL || deletion.endpoint === 'attendanceRecord' ? 1_000 : 120 }));

	test.each(sizes)('$count single-record items of $endpoint make the fewest calls of $limit, none of them refused', async (deletion) => {
		const names = deletion.names(deletion.count);
		deletion.seed(world.sandbox, names);
		const result = await runNode(itemsOf(deletion, names), nodeOf(deletion), sandboxCredentials(world.sandbox));
		expect(tally(deletion, result)).toEqual({ [deletion.done]: deletion.count });
		expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(Math.ceil(deletion.count / deletion.limit));
		expect(world.sandbox.refusals()).toEqual([]);
		expect(world.sandbox.calls('tenantToken')).toHaveLength(1);
	});

	test('goes at the documented pace: a window of calls at once, then the next as soon as it may', async () => {
		const names = attendance.names(300);
		attendance.seed(world.sandbox, names);
		await runNode(itemsOf(attendance, names), nodeOf(attendance), sandboxCredentials(world.sandbox));
		const [first] = world.sandbox.calls('attendanceRecord');
		const at = world.sandbox.calls('attendanceRecord').map((call) => call.at - (first?.at ?? 0));
		expect(at.map((time) => Math.floor(time / 1_030))).toEqual([
			...Array<number>(10).fill(0),
			...Array<number>(10).fill(1),
			...Array<number>(10).fill(2),
		]);
	});

	test('goes on in the minute, too: 1,000 recalls, then a pause until the minute is over', async () => {
		const names = messages.names(1_100);
		messages.seed(world.sandbox, names);
		const result = await runNode(itemsOf(messages, names), nodeOf(messages), sandboxCredentials(world.sandbox));
		expect(tally(messages, result)).toEqual({ recall_requested: 1_100 });
		expect(world.sandbox.refusals()).toEqual([]);
		const at = world.sandbox.calls('batchMessage').map((call) => call.at);
		expect((at[1_000] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(60_000);
		expect((at[999] ?? 0) - (at[0] ?? 0)).toBeLessThan(22_000);
	});

	test('two nodes of one app share the pace; another app goes at its own', async () => {
		world.sandbox.seed.app({ appId: 'cli_other', secret: 'other-secret' });
		const names = attendance.names(600);
		attendance.seed(world.sandbox, names);
		const tenant = sandboxCredentials(world.sandbox).tenant;
		const store = new CredentialStore({
			tenant,
			again: { ...tenant },
			other: { ...tenant, appId: 'cli_other', appSecret: 'other-secret' },
		});
		const list = (part: number) => ({ recordIds: `={{ ${JSON.stringify(names.slice(part * 200, part * 200 + 200))} }}` });
		const results = await startWorkflow(
			[{}],
			[
				nodeOf(attendance, { name: 'A', parameters: list(0) }),
				nodeOf(attendance, { name: 'B', parameters: list(1), credentials: { feishuTenantApi: 'again' } }),
				nodeOf(attendance, { name: 'C', parameters: list(2), credentials: { feishuTenantApi: 'other' } }),
			],
			store,
		).finished;
		expect(Object.values(results).map((result) => tally(attendance, result))).toEqual([
			{ deleted: 200 },
			{ deleted: 200 },
			{ deleted: 200 },
		]);
		expect(world.sandbox.refusals()).toEqual([]);
	});

	test('two executions at once share the pace, and other apps are not slowed by them', async () => {
		world.sandbox.seed.app({ appId: 'cli_other', secret: 'other-secret' });
		const names = attendance.names(600);
		attendance.seed(world.sandbox, names);
		const tenant = sandboxCredentials(world.sandbox).tenant;
		const started = world.clock.now();
		const run = async (part: number, credential = tenant) => {
			const list = attendance.listItem(names.slice(part * 200, part * 200 + 200));
			return await runNode([list], nodeOf(attendance, { parameters: attendance.listParameters }), { tenant: credential });
		};
		const results = await Promise.all([run(0), run(1), run(2, { ...tenant, appId: 'cli_other', appSecret: 'other-secret' })]);
		expect(results.map((result) => tally(attendance, result))).toEqual([{ deleted: 200 }, { deleted: 200 }, { deleted: 200 }]);
		expect(world.sandbox.refusals()).toEqual([]);
		const last = (app: string) =>
			Math.max(
				...world.sandbox
					.calls('attendanceRecord')
					.filter((call) => call.app === app)
					.map((call) => call.at),
			) - started;
		expect(Math.floor(last(SANDBOX_APP.appId) / 1_030)).toBe(3);
		expect(Math.floor(last('cli_other') / 1_030)).toBe(1);
	});

	test('with half the rate left by another worker, every record is still settled', async () => {
		for (const deletion of [attendance, messages]) {
			world.sandbox.reset('empty');
			world.clock.advance(600_000);
			world.sandbox.setOptions({ rateLimits: { scale: 0.5 } });
			const names = deletion.names(deletion.limit * 60);
			deletion.seed(world.sandbox, names);
			const result = await runNode(itemsOf(deletion, names), nodeOf(deletion), sandboxCredentials(world.sandbox));
			expect(tally(deletion, result)).toEqual({ [deletion.done]: names.length });
			expect(world.sandbox.refusals().length).toBeGreaterThan(0);
		}
	});

	test.each([
		{ says: 'as long as Feishu says', resetSeconds: 7, least: 7_000, most: 7_500 },
		{ says: 'a second or more where Feishu does not say', resetSeconds: undefined, least: 1_000, most: 2_000 },
	])('a refusal for the rate holds all calls of the app back, $says', async ({ resetSeconds, least, most }) => {
		const names = attendance.names(60);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({
			endpoint: 'attendanceRecord',
			kind: 'rate',
			code: 99991400,
			status: 429,
			on: 3,
			...(resetSeconds !== undefined && { resetSeconds }),
		});
		const result = await runNode(itemsOf(attendance, names), nodeOf(attendance), sandboxCredentials(world.sandbox));
		expect(tally(attendance, result)).toEqual({ deleted: 60 });
		const at = world.sandbox.calls('attendanceRecord').map((call) => call.at);
		// The third is refused, and sent again when the wait is over, behind those that were held back, which leave a little apart.
		expect(at).toHaveLength(7);
		expect((at[6] ?? 0) - (at[2] ?? 0)).toBeGreaterThanOrEqual(least);
		expect((at[6] ?? 0) - (at[2] ?? 0)).toBeLessThanOrEqual(most);
	});

	test.each([attendees, followers])('calls of two executions to the same target of $type never overlap', async (deletion) => {
		const names = deletion.listNames(0, deletion.limit * 4);
		deletion.seed(world.sandbox, names);
		const node = nodeOf(deletion, { parameters: deletion.listParameters });
		const run = async (part: readonly string[]) => await runNode([deletion.listItem(part)], node, sandboxCredentials(world.sandbox));
		const half = names.length / 2;
		const results = await Promise.all([run(names.slice(0, half)), run(names.slice(half))]);
		expect(results.map((result) => tally(deletion, result))).toEqual([{ deleted: half }, { deleted: half }]);
		expect(world.sandbox.refusals()).toEqual([]);
	});
});

describe('what is sent', () => {
	test.each(deletions)('under Stop, $type sends nothing when the expression of a later item throws', async (deletion) => {
		const names = deletion.names(5);
		deletion.seed(world.sandbox, names);
		const failing = JSON.stringify(deletion.parameters).replace(
			/\{\{ (\$json\.\w+) \}\}/,
			"{{ $json.bad ? $('Nowhere').first().json.id : $1 }}",
		);
		const parameters = JSON.parse(failing) as typeof deletion.parameters;
		const items = itemsOf(deletion, names).map((item, index) => (index === 3 ? { bad: true } : item));

		const dropped = await unhandledDuring(async () => {
			const stopped = await runNode(items, nodeOf(deletion, { parameters }), sandboxCredentials(world.sandbox));
			expect(stopped.error?.message).toBe("Referenced node doesn't exist");
		});
		expect(world.sandbox.log).toEqual([]);
		// One line in n8n's log, whatever the number of items.
		expect(dropped.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^0 of 3 .+, 3 not sent\. The node failed at another item/),
		]);

		const continued = await runNode(
			items,
			nodeOf(deletion, { parameters, settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		expect(continued.json.filter((json) => json.status === deletion.done)).toHaveLength(4);
		expect(continued.json).toHaveLength(5);
	});

	test.each(deletions)('Retry On Fail of $type sends again what was lost, and nothing that was settled', async (deletion) => {
		const names = [deletion.limit, deletion.limit, 1].map((size, group) => deletion.listNames(group, size));
		deletion.seed(world.sandbox, names.flat());
		// The second call is lost for good in the first try: one attempt and three repeats.
		// Where nothing but the limit parts the records into calls, the third is on its way by then.
		const together = Object.keys(deletion.spec.pathParameters).length === 0;
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'resetBefore', on: together ? [2, 4, 5, 6] : [2, 3, 4, 5, 6, 7] });
		const result = await runNode(
			names.map((group) => deletion.listItem(group)),
			nodeOf(deletion, { parameters: deletion.listParameters, settings: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 } }),
			sandboxCredentials(world.sandbox),
		);
		expect(result.error).toBeUndefined();
		expectEachOnce(deletion, result, names);
		expect(tally(deletion, result)).toEqual({ [deletion.done]: names.flat().length });
		const succeeded = world.sandbox.calls(deletion.endpoint).filter((call) => call.code === 0);
		expect(succeeded).toHaveLength(3);
	});

	test.each([
		[cards, 'user_id'],
		[followers, 'followers'],
	] as const)(
		'Retry On Fail of $type never says of a record that it was refused where an answer before left it open',
		async (deletion, field) => {
			const [there = '', missing = ''] = deletion.listNames(0, 2);
			deletion.seed(world.sandbox, [there]);
			blind(world.sandbox, deletion);
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'omit', field, on: 1 });
			const result = await runNode(
				[deletion.listItem([there, missing])],
				nodeOf(deletion, {
					parameters: deletion.listParameters,
					settings: { onError: 'continueErrorOutput', retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
				}),
				sandboxCredentials(world.sandbox),
			);
			expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(2);
			expectEachOnce(deletion, result, [[there, missing]]);
			expectTruth(deletion, result, (name) => name === missing || deletion.exists(world.sandbox, name), missing);
		},
	);

	test('Retry On Fail never sends a record again that was refused by itself', async () => {
		const names = attendance.names(3);
		attendance.seed(world.sandbox, names.slice(0, 2));
		const result = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } }),
			sandboxCredentials(world.sandbox),
		);
		expect(result.error?.message).toMatch(/^2 of 3 attendance records deleted, 1 refused\. /);
		expect(world.sandbox.calls('attendanceRecord')).toHaveLength(1);
	});

	test.each(
		(
			[
				[attendance, 1220001],
				[attendees, 190002],
				[attendees, 194000],
				[attendees, 195100],
				[followers, 1470712],
				[cards, 230001],
			] as const
		).map(([deletion, refuses]) => ({ deletion, type: deletion.type, refuses })),
	)('one record that sinks a call of $type with $refuses is found, and its neighbours are deleted', async ({ deletion, refuses }) => {
		const names = deletion.listNames(0, deletion.limit);
		const bad = names[7] ?? '';
		deletion.seed(
			world.sandbox,
			names.filter((name) => name !== bad),
		);
		deletion.seed(world.sandbox, [bad], { refuses });
		const result = await runNode(
			[deletion.listItem(names)],
			nodeOf(deletion, { parameters: deletion.listParameters, settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		expectEachOnce(deletion, result, [names]);
		const refused = reported(deletion, result).filter(({ json }) => json.status === 'refused');
		expect(refused.map(({ name, json }) => [name, json.code])).toEqual([[bad, refuses]]);
		expect(world.sandbox.calls(deletion.endpoint).length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(deletion.limit)));
	});

	test('a token that is rejected while other calls wait for the rate is fetched anew once', async () => {
		world.sandbox.setOptions({ rateLimits: 'off' });
		const names = attendance.names(145);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ kind: 'token', status: 400, code: 99991663, endpoint: 'attendanceRecord', on: 8 });
		const result = await runNode(itemsOf(attendance, names), nodeOf(attendance), sandboxCredentials(world.sandbox));
		expect(tally(attendance, result)).toEqual({ deleted: 145 });
		expect(world.sandbox.calls('tenantToken')).toHaveLength(2);
	});

	test('missing scope ends the run at once: one call, the rest not sent', async () => {
		world.sandbox.seed.app({ appId: 'cli_bare', secret: 'bare-secret', scopes: [] });
		const names = attendance.names(100);
		attendance.seed(world.sandbox, names);
		const result = await runNode(itemsOf(attendance, names), nodeOf(attendance, { settings: { onError: 'continueRegularOutput' } }), {
			tenant: { ...sandboxCredentials(world.sandbox).tenant, appId: 'cli_bare', appSecret: 'bare-secret' },
		});
		expect(world.sandbox.calls('attendanceRecord')).toHaveLength(1);
		expect(tally(attendance, result)).toEqual({ refused: 10, not_sent: 90 });
		expect(result.json[0]?.what_to_do).toContain('attendance:task');
	});

	test('a task that is not there ends its own calls, and not those of another task', async () => {
		const names = followers.names(300);
		followers.seed(world.sandbox, names);
		const parameters = { taskId: { __rl: true, mode: 'id', value: '={{ $json.task }}' } };
		const items = [
			...names.map((id) => ({ id, task: 'no-such-task' })),
			...names.slice(0, 5).map((id) => ({ id, task: '83912691-2e43-47fc-94a4-d512e03984fa' })),
		];
		const result = await runNode(
			items,
			nodeOf(followers, { parameters, settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		expect(tally(followers, result)).toEqual({ refused: 100, not_sent: 200, deleted: 5 });
		expect(world.sandbox.calls('taskFollower')).toHaveLength(2);
	});

	test('a card too large for Feishu is refused alone: its neighbours are deleted', async () => {
		const names = cards.names(4);
		cards.seed(world.sandbox, names);
		const items = [...itemsOf(cards, names), { biz: 'x'.repeat(21 * 1024 * 1024), user: 'ou_user1' }];
		const result = await runNode(
			items,
			nodeOf(cards, { settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		expect(result.json.map((json) => [json.status, json.code])).toEqual([
			...names.map(() => ['deleted', undefined]),
			['refused', undefined],
		]);
	});

	test('two tenants in one workflow: each record goes with the token of its own app', async () => {
		world.sandbox.seed.app({ appId: 'cli_other', secret: 'other-secret' });
		const names = messages.names(4);
		messages.seed(world.sandbox, names.slice(0, 2));
		for (const id of names.slice(2)) world.sandbox.seed.batchMessage({ id, appId: 'cli_other' });
		const tenant = sandboxCredentials(world.sandbox).tenant;
		const store = new CredentialStore({ tenant, other: { ...tenant, appId: 'cli_other', appSecret: 'other-secret' } });
		const one = (name: string, ids: readonly string[], id: string) =>
			nodeOf(messages, {
				name,
				parameters: { batchMessageId: `={{ ${JSON.stringify(ids)}[$itemIndex] }}` },
				credentials: { feishuTenantApi: id },
			});
		const results = await startWorkflow([{}, {}], [one('A', names.slice(0, 2), 'tenant'), one('B', names.slice(2), 'other')], store)
			.finished;
		expect(Object.values(results).map((result) => tally(messages, result))).toEqual([{ recall_requested: 2 }, { recall_requested: 2 }]);
	});

	test('a credential that is restricted to some domains still reaches its own host', async () => {
		const names = attendance.names(2);
		attendance.seed(world.sandbox, names);
		const result = await runNode(itemsOf(attendance, names), nodeOf(attendance), {
			tenant: { ...sandboxCredentials(world.sandbox).tenant, allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' },
		});
		expect(tally(attendance, result)).toEqual({ deleted: 2 });
	});

	test('after Stop in the editor nothing more is sent', async () => {
		const names = attendance.listNames(0, 500);
		attendance.seed(world.sandbox, names);
		const execution = startWorkflow(
			[attendance.listItem(names)],
			[nodeOf(attendance, { parameters: attendance.listParameters })],
			new CredentialStore(sandboxCredentials(world.sandbox)),
		);
		while (world.sandbox.calls('attendanceRecord').length < 12) await new Promise(setImmediate);
		execution.cancel();
		await execution.finished.catch(() => {});
		for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
		world.clock.advance(60_000);
		for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
		// The ten calls of the window that was under way, and none of the next.
		expect(world.sandbox.calls('attendanceRecord').length).toBeLessThanOrEqual(20);
		expect(names.filter((name) => attendance.exists(world.sandbox, name)).length).toBeGreaterThanOrEqual(300);
	});
});

describe('truth', () => {
	test('a lost answer is settled by the repeat that no longer finds the record, or by a look where its words are free', async () => {
		for (const [deletion, by] of [
			[attendance, 'read'],
			[cards, 'repeat'],
		] as const) {
			world.sandbox.reset('empty');
			const names = deletion.names(5);
			deletion.seed(world.sandbox, names);
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'resetAfter', on: 1 });
			const result = await runNode(itemsOf(deletion, names), nodeOf(deletion), sandboxCredentials(world.sandbox));
			expect(result.json.map((json) => [json.status, json.confirmed_by])).toEqual(names.map(() => ['deleted', by]));
			expectTruth(deletion, result, (name) => deletion.exists(world.sandbox, name));
		}
	});

	test('followers that the repeat does not list are unknown where nobody can look: the first attempt may have removed them', async () => {
		const names = followers.names(3);
		followers.seed(world.sandbox, names);
		blind(world.sandbox, followers);
		world.sandbox.fault({ endpoint: 'taskFollower', kind: 'resetAfter', on: 1 });
		const result = await runNode(
			itemsOf(followers, names),
			nodeOf(followers, { settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		expect(tally(followers, result)).toEqual({ unknown: 3 });
	});

	test('a card that Feishu rates too fast is sent once more, and only that one', async () => {
		const names = cards.names(3);
		cards.seed(world.sandbox, names);
		for (const card of world.sandbox.state.feedCards.values()) if (card.openId === 'ou_user1') card.reason = 'RATE_LIMITED';
		const running = runNode(
			itemsOf(cards, names),
			nodeOf(cards, { settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		const result = await running;
		expect(world.sandbox.calls('appFeedCard').map((call) => (call.body as { feed_cards: unknown[] }).feed_cards.length)).toEqual([
			3, 1, 1, 1,
		]);
		expect(reported(cards, result).map(({ json }) => json.status)).toEqual(['deleted', 'refused', 'deleted']);
	});
});
