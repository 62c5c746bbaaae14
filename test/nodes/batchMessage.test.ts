import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { followRecall } from '../../nodes/FeishuBatchMessage/recall';
import type { Answer, Follower } from '../../nodes/shared/endpoint';
import { sandboxCredentials } from '../support/deletions';
import { agentWith, runNode, startWorkflow, type NodeSetup } from '../support/engine';
import { CredentialStore } from '../support/credentialStore';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();

function nodeOf(operation: string, parameters: INodeParameters, settings: NodeSetup['settings'] = {}): NodeSetup {
	return {
		type: 'feishuBatchMessage',
		credentials: { feishuTenantApi: 'tenant' },
		parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
		settings: { onError: 'continueRegularOutput', ...settings },
	};
}

const run = async (items: readonly IDataObject[], setup: NodeSetup) => await runNode(items, setup, sandboxCredentials(world.sandbox));

const calls = (endpoint: string) => world.sandbox.calls(endpoint);

const bodies = () => calls('batchMessageSend').map(({ body }) => body as { open_ids?: string[]; department_ids?: string[] });

describe('sending a batch message', () => {
	const parameters: INodeParameters = { messageType: 'text', text: 'Hello', recipients: { openIds: '={{ $json.to }}' } };
	const send = async (items: readonly IDataObject[], more: INodeParameters = {}, settings?: NodeSetup['settings']) =>
		await run(items, nodeOf('create', { ...parameters, ...more }, settings));
	const people = (count: number, prefix = 'ou_p') => Array.from({ length: count }, (_, index) => ({ to: `${prefix}${index}` }));

	test('items with the same message share calls of 200, and each gets the ID of its message', async () => {
		const { json } = await send(people(401));
		expect(bodies().map(({ open_ids }) => open_ids?.length)).toEqual([200, 200, 1]);
		expect(json.map(({ open_id, status, created }) => [open_id, status, created])).toEqual(
			people(401).map(({ to }) => [to, 'created', true]),
		);
		const ids = [...world.sandbox.state.batchMessages.keys()];
		expect([...new Set(json.map(({ batch_message_id }) => batch_message_id))].sort()).toEqual(ids.sort());
		expect(new Set(json.slice(0, 200).map(({ batch_message_id }) => batch_message_id)).size).toBe(1);
	});

	test('a call takes 200 of each kind', async () => {
		const list = (prefix: string) => Array.from({ length: 201 }, (_, index) => `${prefix}${index}`);
		const [openIds, userIds, unionIds] = [list('ou_'), list('u'), list('on_')];
		const { json } = await send([{ openIds, userIds, unionIds }], {
			recipients: { openIds: '={{ $json.openIds }}', userIds: '={{ $json.userIds }}', unionIds: '={{ $json.unionIds }}' },
		});
		expect(json).toHaveLength(603);
		expect(bodies()).toEqual([
			expect.objectContaining({ open_ids: openIds.slice(0, 200), user_ids: userIds.slice(0, 200), union_ids: unionIds.slice(0, 200) }),
			expect.objectContaining({ open_ids: [openIds[200]], user_ids: [userIds[200]], union_ids: [unionIds[200]] }),
		]);
	});

	test('two messages to one person are two, though they say the same', async () => {
		const { json } = await send([{ to: 'ou_1' }, { to: 'ou_1' }, { to: 'ou_2' }]);
		expect(bodies().map(({ open_ids }) => open_ids)).toEqual([['ou_1', 'ou_2'], ['ou_1']]);
		expect(new Set(json.map(({ batch_message_id }) => batch_message_id)).size).toBe(2);
		expect(json.map(({ open_id }) => open_id)).toEqual(['ou_1', 'ou_1', 'ou_2']);
	});

	test('other words are another message', async () => {
		await send(
			[
				{ to: 'ou_1', text: 'a' },
				{ to: 'ou_2', text: 'b' },
			],
			{ text: '={{ $json.text }}' },
		);
		expect(bodies()).toHaveLength(2);
	});

	test('recipients whom Feishu does not know are refused, and the others get the message', async () => {
		world.sandbox.seed.person({ openId: 'ou_1', unionId: 'on_1', userId: 'u1' });
		world.sandbox.seed.department({ departmentId: 'd1', members: ['ou_1'] });
		const { json, errorJson } = await send(
			[{ to: 'ou_1, ou_nobody', departments: 'd1, d2' }],
			{ recipients: { openIds: '={{ $json.to }}', departmentIds: '={{ $json.departments }}' } },
			{ onError: 'continueErrorOutput' },
		);
		expect(calls('batchMessageSend')).toHaveLength(1);
		expect(json.map(({ open_id, department_id, status }) => [open_id ?? department_id, status])).toEqual([
			['ou_1', 'created'],
			['d1', 'created'],
		]);
		expect(errorJson.map(({ error }) => error)).toEqual([
			expect.objectContaining({
				open_id: 'ou_nobody',
				status: 'refused',
				created: false,
				what_to_do: expect.stringContaining('ou_') as string,
			}),
			expect.objectContaining({ department_id: 'd2', status: 'refused' }),
		]);
	});

	test('an empty list is nothing to do', async () => {
		expect(await send([{ to: [] }])).toMatchObject({ json: [], error: undefined });
		expect(bodies()).toEqual([]);
	});

	test('one item that names nobody does not keep the others from theirs', async () => {
		const { json } = await send([{ to: 'ou_1' }, { to: '' }, { to: 'all' }]);
		expect(json.map(({ status }) => status)).toEqual(['created', 'refused', 'refused']);
		expect(bodies()).toHaveLength(1);
	});

	test.each([
		['http500', { kind: 'http500', done: true }],
		['a cut connection', { kind: 'resetAfter' }],
		['a broken answer', { kind: 'brokenJson', done: true }],
	] as const)('a message whose answer is lost by %s is never sent again, and nobody says that it were safe', async (_name, action) => {
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageSend', ...action });
		const { json } = await send([{ to: 'ou_1' }], {}, { retryOnFail: true, maxTries: 3 });
		expect(bodies()).toHaveLength(1);
		expect(json).toMatchObject([{ open_id: 'ou_1', status: 'unknown', created: false }]);
		expect(json[0]?.what_to_do).toMatch(/^This may already be done\. .+running the workflow again could do it twice/);
		expect(json[0]?.what_to_do).not.toMatch(/safe/);
	});

	test('a call that was refused for its rate goes again', async () => {
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageSend', kind: 'rate', code: 99991400 });
		const { json } = await send([{ to: 'ou_1' }]);
		expect(bodies()).toHaveLength(2);
		expect(json).toMatchObject([{ status: 'created' }]);
		expect(world.sandbox.state.batchMessages.size).toBe(1);
	});

	test('a refusal with HTTP status 200 is one, and its code is explained', async () => {
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageSend', kind: 'code', code: 11205, status: 200 });
		const { json } = await send([{ to: 'ou_1' }]);
		expect(json).toMatchObject([{ status: 'refused', code: 11205, what_to_do: expect.stringContaining('switch on the bot') as string }]);
	});

	test('what is wrong with the message is found by one call, whoever is to get it', async () => {
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageSend', kind: 'code', code: 10002, status: 200 });
		const { json } = await send(people(3));
		expect(bodies()).toHaveLength(1);
		expect(json.map(({ code }) => code)).toEqual([10002, 10002, 10002]);
	});

	test('a card that is too large with all of its recipients goes out in parts', async () => {
		const { json } = await send(
			[{ to: people(200, 'ou_0123456789012345678901234567').map(({ to }) => to), card: { elements: ['x'.repeat(25_000)] } }],
			{
				messageType: 'interactive',
				card: '={{ $json.card }}',
			},
		);
		expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['created']));
		expect(bodies().map(({ open_ids }) => open_ids?.length)).toEqual([200, 100, 100]);
	});

	test('the quota of the day ends the run', async () => {
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageSend', kind: 'code', code: 11247, status: 200 });
		const { json } = await send(people(401));
		expect(bodies()).toHaveLength(1);
		expect(json.map(({ status }) => status)).toEqual([...Array<string>(200).fill('refused'), ...Array<string>(201).fill('not_sent')]);
	});

	test('the summary tells the IDs of the messages', async () => {
		const { json } = await send(people(201), { options: { output: 'summary' } });
		expect(json).toMatchObject([{ asked: 201, created: 201, refused: 0 }]);
		expect(json[0]?.batch_message_ids).toEqual([...world.sandbox.state.batchMessages.keys()]);
	});

	test('an agent is told the IDs of the messages', async () => {
		const agent = agentWith(
			nodeOf('create', { ...parameters, recipients: { openIds: "={{ $fromAI('to', '', 'string') }}" } }),
			new CredentialStore(sandboxCredentials(world.sandbox)),
		);
		const [summary] = JSON.parse(await agent.call({ to: 'ou_1, ou_2' })) as IDataObject[];
		expect(summary).toMatchObject({ created: 2, batch_message_ids: [...world.sandbox.state.batchMessages.keys()] });
	});

	describe('to a department, which counts as one however many people are in it', () => {
		const recipients = { openIds: "={{ $fromAI('to', '', 'string') }}", departmentIds: "={{ $fromAI('departments', '', 'string') }}" };
		const told = async (options: INodeParameters, settings: NodeSetup['settings'] = {}) => {
			const setup = nodeOf('create', { ...parameters, recipients, options }, settings);
			const agent = agentWith(setup, new CredentialStore(sandboxCredentials(world.sandbox)));
			return await agent.call({ to: 'ou_1', departments: 'od-1' }).catch((error: unknown) => (error as Error).message);
		};

		test.each<NodeSetup['settings']>([{}, { onError: 'stopWorkflow' }])(
			'an agent sends nothing where nothing bounds it: %j',
			async (settings) => {
				const words = await told({}, settings);
				expect(words).toMatch(/“?Department IDs”? names a department, .+ set Stop If More Than in Options/);
				expect(bodies()).toEqual([]);
			},
		);

		test('an agent sends where the builder has set Stop If More Than', async () => {
			await told({ stopIfMoreThan: 2 });
			expect(bodies()).toMatchObject([{ open_ids: ['ou_1'], department_ids: ['od-1'] }]);
			await told({ stopIfMoreThan: 1 });
			expect(bodies()).toHaveLength(1);
		});

		test('a workflow sends', async () => {
			await send([{ to: 'od-1' }], { recipients: { departmentIds: '={{ $json.to }}' } });
			expect(bodies()).toMatchObject([{ department_ids: ['od-1'] }]);
		});
	});
});

describe('the progress of batch messages', () => {
	test('is one flat item for each, and one that cannot be read costs the others nothing', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 5, unreachable: 2, read: 1 });
		world.sandbox.seed.batchMessage({ id: 'bm-other', appId: 'cli_other' });
		const { json } = await run(
			[{ id: 'bm-1' }, { id: 'bm-none' }, { id: 'bm-other' }],
			nodeOf('get', { batchMessageId: '={{ $json.id }}' }),
		);
		expect(json).toEqual([
			{
				batch_message_id: 'bm-1',
				valid_user_ids_count: 5,
				success_user_ids_count: 3,
				read_user_ids_count: 1,
				recall: false,
				recall_count: 0,
			},
			expect.objectContaining({ batch_message_id: 'bm-none', status: 'refused', code: 230030 }),
			expect.objectContaining({ batch_message_id: 'bm-other', status: 'refused', code: 230012 }),
		]);
		expect(calls('batchMessageProgress')).toHaveLength(3);
	});

	test('a count that Feishu leaves out, or that is none, is left out: it is no 0', async () => {
		for (const id of ['bm-1', 'bm-2']) world.sandbox.seed.batchMessage({ id });
		const answer = (send: object, recalled: object) => ({
			kind: 'answer' as const,
			body: { data: { batch_message_send_progress: send, batch_message_recall_progress: { recall: true, ...recalled } } },
		});
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageProgress', ...answer({}, {}) });
		world.sandbox.fault({
			on: 2,
			endpoint: 'batchMessageProgress',
			...answer({ valid_user_ids_count: 0, success_user_ids_count: '7', read_user_ids_count: null }, { recall_count: -1 }),
		});
		const { json } = await run([{}, {}], nodeOf('get', { batchMessageId: "={{ 'bm-' + ($itemIndex + 1) }}" }));
		expect(json.map((item) => ({ ...item }))).toStrictEqual([
			{ batch_message_id: 'bm-1', recall: true },
			{ batch_message_id: 'bm-2', valid_user_ids_count: 0, success_user_ids_count: 7, recall: true },
		]);
	});

	test('an answer without it is no progress', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1' });
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageProgress', kind: 'answer', body: { data: {} } });
		const { json } = await run([{}], nodeOf('get', { batchMessageId: 'bm-1' }));
		expect(json).toMatchObject([{ status: 'refused', reason: 'Feishu did not return the progress of this message' }]);
	});
});

describe('recalling batch messages', () => {
	const recall = (options: INodeParameters = {}, settings?: NodeSetup['settings']) =>
		nodeOf('delete', { batchMessageId: '={{ $json.id }}', options }, settings);
	const progress = (recall_count: number, { sent = 12, valid = 12, recall: isRecalled = true } = {}) => ({
		kind: 'answer' as const,
		body: {
			data: {
				batch_message_send_progress: { valid_user_ids_count: valid, success_user_ids_count: sent, read_user_ids_count: 0 },
				batch_message_recall_progress: { recall: isRecalled, recall_count },
			},
		},
	});

	test('asks nothing unless told to wait', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1' });
		const { json } = await run([{ id: 'bm-1' }], recall());
		expect(json).toMatchObject([{ batch_message_id: 'bm-1', status: 'recall_requested' }]);
		expect(calls('batchMessageProgress')).toEqual([]);
	});

	test('waits until Feishu has taken the message back from everybody', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		world.sandbox.seed.batchMessage({ id: 'bm-2', recipients: 4, unreachable: 1 });
		const { json } = await run([{ id: 'bm-1' }, { id: 'bm-2' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([
			{ batch_message_id: 'bm-1', status: 'recalled', recall: true, recall_count: 12, success_user_ids_count: 12 },
			{
				batch_message_id: 'bm-2',
				status: 'recalled',
				recall_count: 3,
				success_user_ids_count: 3,
				reason: 'Feishu has recalled 3 of 3 messages. It has sent no more, although the message is for 4 people',
			},
		]);
		expect(json[0]).not.toHaveProperty('deleted');
	});

	test('counts what is recalled in the summary', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1' });
		const { json } = await run([{ id: 'bm-1' }, { id: 'bm-none' }], recall({ waitUntilRecalled: true, output: 'summary' }));
		expect(json).toMatchObject([{ asked: 2, recalled: 1, refused: 1 }]);
	});

	test('a recall is not over while Feishu is still sending', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		const looks = [
			[0, 0],
			[2, 2],
			[5, 6],
			[12, 12],
		] as const;
		looks.forEach(([count, sent], index) => {
			world.sandbox.fault({ on: index + 1, endpoint: 'batchMessageProgress', ...progress(count, { sent }) });
		});
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(calls('batchMessageProgress')).toHaveLength(4);
		expect(json).toMatchObject([{ status: 'recalled', recall_count: 12 }]);
	});

	test('a recall is not over by one look that does not say how many were sent', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		world.sandbox.fault({
			on: 1,
			endpoint: 'batchMessageProgress',
			kind: 'answer',
			body: { data: { batch_message_recall_progress: { recall: true, recall_count: 3 } } },
		});
		world.sandbox.fault({ on: 2, endpoint: 'batchMessageProgress', ...progress(12) });
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([{ status: 'recalled', recall_count: 12, success_user_ids_count: 12 }]);
	});

	test.each([
		['and says how many have not got it', 1_000, '. It has sent no more, although the message is for 1000 people'],
		['whatever Feishu leaves out', undefined, '. It has sent no more'],
	])('all that was sent so far is not all until sending has stood still, %s', async (_what, valid, words) => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		world.sandbox.fault({ on: [1, 2, 3], endpoint: 'batchMessageProgress', ...progress(10, { sent: 10, valid: 1_000 }) });
		const { body } = progress(500, { sent: 500 });
		const sending = { ...body.data.batch_message_send_progress, valid_user_ids_count: valid };
		world.sandbox.fault({
			on: 'every',
			endpoint: 'batchMessageProgress',
			kind: 'answer',
			body: { data: { ...body.data, batch_message_send_progress: sending } },
		});
		const before = world.clock.now();
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([
			{ status: 'recalled', recall_count: 500, success_user_ids_count: 500, reason: `Feishu has recalled 500 of 500 messages${words}` },
		]);
		expect(world.clock.now() - before).toBeGreaterThanOrEqual(37_000);
		expect(world.clock.now() - before).toBeLessThan(100_000);
	});

	test('a message that went to nobody is not waited for to the end', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 4, unreachable: 4 });
		const before = world.clock.now();
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([{ status: 'recall_requested', recall_count: 0, reason: 'Feishu has sent this message to nobody so far' }]);
		expect(world.clock.now() - before).toBeGreaterThanOrEqual(30_000);
		expect(world.clock.now() - before).toBeLessThan(100_000);
	});

	test.each([
		['is none', { recall_count: -1 }],
		['is left out', {}],
	])('a number of recalled messages that %s is not told, and ends nothing', async (_what, counts) => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		const { body } = progress(0);
		world.sandbox.fault({
			on: 'every',
			endpoint: 'batchMessageProgress',
			kind: 'answer',
			body: { data: { ...body.data, batch_message_recall_progress: { recall: true, ...counts } } },
		});
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([
			{ status: 'recall_requested', recall: true, reason: 'Feishu had recalled an unknown number of 12 messages after 300 seconds' },
		]);
		expect(json[0]).not.toHaveProperty('recall_count');
	});

	test('with Batching, a message is recalled while others are waited for, and each item gets its own', async () => {
		for (const id of ['bm-1', 'bm-2', 'bm-3']) world.sandbox.seed.batchMessage({ id, recipients: 12 });
		world.sandbox.setOptions({ latencyMs: 50 });
		const node = recall({ waitUntilRecalled: true });
		const items = ['bm-1', 'bm-2', 'bm-3', 'bm-none'].map((id) => ({ id }));
		const { json } = await run(items, { ...node, parameters: { ...node.parameters, ...batchesOf(1) } });
		expect(json.map(({ batch_message_id: id, status }) => [id, status])).toEqual([
			['bm-1', 'recalled'],
			['bm-2', 'recalled'],
			['bm-3', 'recalled'],
			['bm-none', 'refused'],
		]);
		const sequence = world.sandbox.log.filter(({ endpoint }) => endpoint.startsWith('batchMessage'));
		const looks = sequence.filter(({ path, endpoint }) => path.includes('bm-1/') && endpoint === 'batchMessageProgress');
		const last = sequence.findLast(({ endpoint }) => endpoint === 'batchMessage');
		expect(last?.sequence).toBeLessThan(looks.at(-1)?.sequence ?? 0);
	});

	test('Longest Wait holds for any number of messages, and other executions get their turn meanwhile', async () => {
		const names = Array.from({ length: 300 }, (_, index) => `bm-${index}`);
		for (const id of names) world.sandbox.seed.batchMessage({ id, recipients: 12 });
		world.sandbox.fault({ on: 'every', endpoint: 'batchMessageProgress', ...progress(0) });
		const execution = startWorkflow(
			names.map((id) => ({ id })),
			[recall({ waitUntilRecalled: true, longestWait: 5 })],
			new CredentialStore(sandboxCredentials(world.sandbox)),
		);
		while (calls('batchMessageProgress').length < 30) await new Promise((resolve) => setImmediate(resolve));
		const asked = world.clock.now();
		await run([{}], nodeOf('get', { batchMessageId: 'bm-0' }));
		expect(world.clock.now() - asked).toBeLessThan(500);
		const [{ json } = { json: [] }] = Object.values(await execution.finished).slice(-1);
		const recalledAt = calls('batchMessage').at(-1)?.at ?? 0;
		expect(world.clock.now() - recalledAt).toBeLessThan(5_600);
		expect(json.map(({ status }) => status)).toEqual(names.map(() => 'recall_requested'));
		expect(new Set(json.map(({ reason }) => reason))).toEqual(
			new Set(['Feishu had recalled 0 of 12 messages after 5 seconds', 'Feishu had not been asked about this recall after 5 seconds']),
		);
	});

	test('Longest Wait holds where a look gets no answer', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		world.sandbox.fault({ on: 'every', endpoint: 'batchMessageProgress', kind: 'hang' });
		const before = world.clock.now();
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true, longestWait: 1 }));
		expect(json).toMatchObject([{ status: 'recall_requested', reason: 'Feishu had not been asked about this recall after 1 second' }]);
		expect(world.clock.now() - before).toBeLessThanOrEqual(1_100);
		expect(calls('batchMessageProgress')).toHaveLength(1);
	});

	test('a recall that stands still at a part of the messages says so, and that it is not over', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		world.sandbox.fault({ on: 'every', endpoint: 'batchMessageProgress', ...progress(9) });
		const before = world.clock.now();
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([
			{
				status: 'recall_requested',
				recall_count: 9,
				success_user_ids_count: 12,
				reason: 'Feishu has recalled 9 of 12 messages, and the number no longer grows',
			},
		]);
		expect(world.clock.now() - before).toBeGreaterThanOrEqual(30_000);
		expect(world.clock.now() - before).toBeLessThan(100_000);
	});

	test.each([
		['five minutes unless told otherwise', {}, 300],
		['as long as Longest Wait says', { longestWait: 40 }, 40],
	])('waits %s, and says that Feishu goes on', async (_what, options, seconds) => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		world.sandbox.fault({ on: 'every', endpoint: 'batchMessageProgress', ...progress(0) });
		const before = world.clock.now();
		const { json, error } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true, ...options }, { onError: 'stopWorkflow' }));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{
				status: 'recall_requested',
				recall_count: 0,
				reason: `Feishu had recalled 0 of 12 messages after ${seconds} seconds`,
				what_to_do: expect.stringContaining('continues by itself') as string,
			},
		]);
		const waited = (world.clock.now() - before) / 1_000;
		expect(waited).toBeGreaterThanOrEqual(seconds);
		expect(waited).toBeLessThan(seconds + 15);
		expect(calls('batchMessageProgress').length).toBeLessThanOrEqual(15);
	});

	test('a stopped execution does not wait', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', recipients: 12 });
		world.sandbox.fault({ on: 'every', endpoint: 'batchMessageProgress', ...progress(3) });
		const execution = startWorkflow(
			[{ id: 'bm-1' }],
			[recall({ waitUntilRecalled: true })],
			new CredentialStore(sandboxCredentials(world.sandbox)),
		);
		const before = world.clock.now();
		while (calls('batchMessageProgress').length === 0) await new Promise((resolve) => setImmediate(resolve));
		execution.cancel();
		await execution.finished;
		expect(calls('batchMessageProgress').length).toBeLessThan(8);
		expect(world.clock.now() - before).toBeLessThan(200_000);
	});

	test.each([
		[230009, { sentAt: 0 }, /too long ago/],
		[230026, { appId: 'cli_other' }, /not sent by this app/],
	])('a message that Feishu refuses with %i is not followed', async (code, about, words) => {
		world.sandbox.seed.batchMessage({ id: 'bm-1', ...about });
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([{ status: 'refused', code, what_to_do: expect.stringMatching(words) as string }]);
		expect(calls('batchMessageProgress')).toEqual([]);
	});

	test('a recall that cannot be followed stays requested, and says why', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1' });
		world.sandbox.fault({ on: 1, endpoint: 'batchMessageProgress', kind: 'code', code: 230027 });
		const { json } = await run([{ id: 'bm-1' }], recall({ waitUntilRecalled: true }));
		expect(json).toMatchObject([
			{ status: 'recall_requested', code: 230027, reason: expect.stringMatching(/^The progress could not be looked up: /) as string },
		]);
	});

	test('a recall whose answers are lost is known by a look', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1' });
		world.sandbox.fault({ on: 'every', endpoint: 'batchMessage', kind: 'http500', done: true });
		const { json } = await run([{ id: 'bm-1' }], recall());
		expect(json).toMatchObject([{ status: 'recall_requested', confirmed_by: 'read' }]);
		expect(calls('batchMessageProgress')).toHaveLength(1);
	});

	test('a recall of which Feishu knows nothing yet stays unknown: it may still begin', async () => {
		world.sandbox.seed.batchMessage({ id: 'bm-1' });
		world.sandbox.fault({ on: 'every', endpoint: 'batchMessage', kind: 'http500', done: false });
		const { json } = await run([{ id: 'bm-1' }], recall());
		expect(json).toMatchObject([{ status: 'unknown', what_to_do: expect.stringContaining('repeating is safe') as string }]);
	});

	test('what was sent can be recalled by the ID that sending gave', async () => {
		const sent = await run(
			[{ to: 'ou_1' }],
			nodeOf('create', { messageType: 'text', text: 'Hi', recipients: { openIds: '={{ $json.to }}' } }),
		);
		const { json } = await run(
			sent.json,
			nodeOf('delete', { batchMessageId: '={{ $json.batch_message_id }}', options: { waitUntilRecalled: true } }),
		);
		expect(json).toMatchObject([{ status: 'recalled', recall_count: 1 }]);
	});
});

test.each([
	['before Feishu was asked', 0, {}, 'Feishu had not been asked about this recall when the execution was stopped'],
	['afterwards', 1, { recall_count: 3 }, 'Feishu had recalled 3 of 12 messages when the execution was stopped'],
])('a recall whose execution is stopped %s is told of as it was seen last', async (_when, looks, yields, reason) => {
	const data = {
		batch_message_send_progress: { valid_user_ids_count: 12, success_user_ids_count: 12, read_user_ids_count: 0 },
		batch_message_recall_progress: { recall: true, recall_count: 3 },
	};
	const answer: Answer = { status: 200, code: 0, reach: undefined, msg: 'ok', data, error: {}, logId: null };
	const waits: number[] = [];
	const ask = jest.fn(() => Promise.resolve(answer));
	const follower: Follower = {
		ask,
		pages: jest.fn(),
		wait: async (ms) => await Promise.resolve(void waits.push(ms)),
		get ended() {
			return waits.length === looks ? ('stopped' as const) : undefined;
		},
		leftMs: 300_000,
	};
	const verdict = await followRecall({ batch_message_id: 'bm-1' }, follower, 300);
	expect(verdict).toMatchObject({ status: 'recall_requested', reason, ...(looks > 0 && { yields }) });
	expect(ask).toHaveBeenCalledTimes(looks);
	expect(waits).toEqual([1_000].slice(0, looks));
});
