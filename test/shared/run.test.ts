import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import type { Endpoint, Finding, ReadCall, FindOperation, Observation } from '../../nodes/shared/endpoint';
import { Unread } from '../../nodes/shared/unread';
import { lost } from '../support/callsTo';
import { responseOf, TOOL } from '../support/context';
import { endpointWith, searchWith } from '../support/endpoint';
import { ok, READ, runOf, shown, statuses, type Ended, type Setup } from '../support/runOf';
import { unhandledDuring } from '../support/unhandled';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const LIST: ReadCall = {
	method: 'GET',
	path: '/lists/:id',
	documentation: 'https://open.feishu.cn/document/list-page',
	rates: [{ calls: 1_000, perMs: 1_000 }],
	refusals: {},
};

const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ n: index + 1 }));

const find: FindOperation['find'] = async function* (records, { query }, reader) {
	for (const [of, { id = '' }] of records.entries()) {
		for await (const item of reader.pages(LIST, 'items', { path: { id }, query })) yield { of, item };
	}
};

/** A search that reads the list of each of its records. */
const searching = (change: Partial<FindOperation> = {}) => searchWith({ parameters: { ids: 'ids' }, read: READ, find, ...change });
const pageOf = (count: number) => responseOf({ code: 0, msg: '', data: { items: numbers(count), has_more: false } });
const many = (returnAll: boolean, limit = 50): INodeParameters => ({ returnAll, limit });
const BY_ITEM: INodeParameters = { returnAll: false, limit: '={{ $json.limit }}' };

describe('the items of a search', () => {
	test('share what they search for alike, each with its own copy', async () => {
		const { start, sent } = runOf(searching(), () => pageOf(2), { parameters: many(true) });
		const ended = await start([{ ids: ['a', 'b'] }, { ids: ['b'] }, { ids: ['a'] }]);
		expect(shown(ended)).toEqual([[...numbers(2), ...numbers(2)], numbers(2), numbers(2)]);
		expect(sent).toHaveLength(2);
	});

	test('each get as many as their own Limit says, though they search for the same', async () => {
		const { start } = runOf(searching(), () => pageOf(9), { parameters: BY_ITEM });
		const ended = await start([1, 5, 3].map((limit) => ({ ids: ['a'], parameters: { limit } })));
		expect(shown(ended).map((own) => own.length)).toEqual([1, 5, 3]);
	});

	test('that name several records get as many as the Limit says over all of them', async () => {
		const { start } = runOf(searching(), () => pageOf(3), { parameters: many(false, 4) });
		expect(shown(await start([{ ids: ['a', 'b', 'c'] }]))).toEqual([[...numbers(3), { n: 1 }]]);
	});

	test('get what their own options ask for, though they search for the same record', async () => {
		const { start } = runOf(searching(), ({ qs }) => pageOf(qs?.kind === 'x' ? 1 : 2), { parameters: many(true) });
		const ended = await start(['x', 'y'].map((kind) => ({ ids: ['a'], request: { qs: { kind } } })));
		expect(shown(ended)).toEqual([numbers(1), numbers(2)]);
	});

	test('with what is searched for in the body get their own as well', async () => {
		const echo: FindOperation['find'] = async function* (_records, { body }) {
			await Promise.resolve();
			yield { of: 0, item: { of: body.kind ?? '' } };
		};
		const { start } = runOf(searching({ find: echo }), ok, { parameters: many(true) });
		expect(shown(await start(['x', 'y'].map((kind) => ({ ids: ['a'], request: { body: { kind } } }))))).toEqual([
			[{ of: 'x' }],
			[{ of: 'y' }],
		]);
	});

	test('with a field that cannot be read cost no other its own', async () => {
		const { start } = runOf(searching(), () => pageOf(1), { parameters: BY_ITEM });
		const ended = await start([0, 2].map((limit) => ({ ids: ['a'], parameters: { limit } })));
		expect(shown(ended)).toEqual([
			[expect.objectContaining({ status: 'refused', reason: expect.stringContaining('“Limit” of item 0 is 0') as string })],
			numbers(1),
		]);
	});

	test('of n8n’s Batching know what an earlier batch has found', async () => {
		const { start, sent } = runOf(searching(), () => pageOf(1), {
			parameters: { ...many(true), requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 10 } } } },
		});
		const first = await start([{ ids: ['a'] }], { of: 2 });
		const second = await start([{ ids: ['a'] }], { from: 1, of: 2 });
		expect([shown(first), shown(second), sent.length]).toEqual([[numbers(1)], [numbers(1)], 1]);
	});

	test('for which there is nothing have no output', async () => {
		const { start } = runOf(searching(), () => pageOf(0), { parameters: many(true) });
		expect(shown(await start([{ ids: ['a'] }]))).toEqual([[]]);
	});

	test('for which more is found than n8n takes are refused, in words, and the others are not', async () => {
		const counting: FindOperation['find'] = async function* (records) {
			await Promise.resolve();
			for (const [of, { id }] of records.entries()) for (let n = 0; n < Number(id); n += 1) yield { of, item: { n } };
		};
		const { start } = runOf(searching({ find: counting }), ok, { parameters: many(true) });
		const ended = await start([{ ids: ['100000'] }, { ids: ['60000', '60001'] }, { ids: ['3'] }]);
		const [most, tooMany, few] = shown(ended);
		expect([most?.length, few?.length]).toEqual([100_000, 3]);
		expect(tooMany).toEqual([
			expect.objectContaining({
				status: 'refused',
				reason: 'More than 100000 results were found for one item, which n8n cannot take',
				what_to_do: 'Switch Return All off and set a Limit, or search for less at a time.',
			}),
		]);
	});

	const refusing = (ids: readonly string[]) => (options: IHttpRequestOptions) =>
		ids.some((id) => options.url.endsWith(id)) ? responseOf({ code: 4711, msg: 'no right' }, 400) : pageOf(1);

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)('go on under %s where one is refused', async (onError) => {
		const { start } = runOf(searching(), refusing(['b']), { parameters: many(true), onError });
		const [one, bad, other] = shown(await start([{ ids: ['a'] }, { ids: ['b'] }, { ids: ['c'] }]));
		expect([one, other]).toEqual([numbers(1), numbers(1)]);
		const told = expect.objectContaining({ id: 'b', status: 'refused', code: 4711 }) as unknown;
		expect(bad).toEqual(
			onError === 'continueErrorOutput' ? [{ error: told, message: expect.stringContaining('no right') as string }] : [told],
		);
	});

	test('fail the node under Stop, with the counts', async () => {
		const { start } = runOf(searching(), refusing(['b']), { parameters: many(true), onError: 'stopWorkflow' });
		const ended = await start([{ ids: ['a'] }, { ids: ['b'] }]);
		expect(shown(ended)).toEqual([numbers(1), expect.stringMatching(/^1 of 2 records read, 1 refused\. No right/)]);
	});

	test('of a tool come as they are, and an agent may ask again', async () => {
		const { start } = runOf(searching(), () => pageOf(2), { node: TOOL, parameters: many(true) });
		const context = await start([{ ids: ['a'] }]);
		expect(shown(context)).toEqual([numbers(2)]);
	});

	test('that are tried again ask only for what was not found, nor read in part', async () => {
		let refused: readonly string[] = ['b'];
		let isPart = true;
		const inParts: FindOperation['find'] = async function* (records, common, reader, item) {
			yield* find(records, common, reader, item);
			const of = records.findIndex(({ id }) => id === 'c');
			if (of < 0) return;
			const part: Finding = isPart ? { of, keys: { event_id: 'e' }, why: new Unread(7, 'dark', 'Light it.') } : { of, item: { n: 'e' } };
			yield part;
		};
		const { start, sent } = runOf(searching({ find: inParts, limit: 1 }), (options) => refusing(refused)(options), {
			parameters: many(true),
			onError: 'stopWorkflow',
			retryOnFail: true,
		});
		const items = [{ ids: ['a'] }, { ids: ['b'] }, { ids: ['c'] }];
		// A refusal of the record itself is final; one by trouble that passes would not be.
		refused = [];
		expect(statuses(await start(items))[2]).toMatch(/^3 of 4 records read, 1 refused/);
		isPart = false;
		const before = sent.length;
		expect(shown(await start(items))).toEqual([numbers(1), numbers(1), [...numbers(1), { n: 'e' }]]);
		expect(sent.slice(before).map(({ url }) => url.at(-1))).toEqual(['c']);
	});
});

describe('the items of a creation', () => {
	const judge: Endpoint['judge'] = ({ code }, records) =>
		code === 0 ? records.map(({ id = '' }) => ({ status: 'created', yields: { new_id: `new ${id}` } })) : undefined;
	const creating = (change: Partial<Endpoint> = {}) =>
		endpointWith({ kind: 'create', parameters: { ids: 'ids' }, read: READ, judge, ...change });
	const idsOf = ({ body }: IHttpRequestOptions) => (body as { ids: string[] }).ids;

	test('share calls, and what two of them name alike is created once', async () => {
		const { start, sent } = runOf(creating(), ok);
		const ended = await start([{ ids: ['a', 'b'] }, { ids: ['b', 'c'] }]);
		expect(shown(ended).flat()).toMatchObject(['a', 'b', 'b', 'c'].map((id) => ({ id, status: 'created', new_id: `new ${id}` })));
		expect(sent.map(idsOf)).toEqual([['a', 'b', 'c']]);
	});

	test('that are to be created otherwise are created so, each', async () => {
		const { start, sent } = runOf(creating(), ok);
		await start(['x', 'y'].map((text) => ({ ids: ['a'], request: { body: { text } } })));
		expect(sent.map(({ body }) => body)).toEqual([
			{ ids: ['a'], text: 'x' },
			{ ids: ['a'], text: 'y' },
		]);
	});

	test('that saying it twice would do twice are each created, and a repeat within an item is none', async () => {
		const { start, sent } = runOf(creating({ idempotent: false }), ok);
		const ended = await start([{ ids: ['a', 'a'] }, { ids: ['a'] }]);
		expect(sent.flatMap(idsOf)).toEqual(['a', 'a']);
		expect(shown(ended).map((own) => own.length)).toEqual([1, 1]);
	});

	test('that are tried again are not created again: neither what was, nor what may have been', async () => {
		const { start, sent } = runOf(
			creating({ idempotent: false, limit: 1 }),
			(options) => {
				const [id] = idsOf(options);
				if (id === 'lost') return lost();
				return id === 'busy' && sent.length < 20 ? responseOf({ code: 99991400, msg: 'too many' }, 429) : ok();
			},
			{ onError: 'stopWorkflow', retryOnFail: true },
		);
		const items = [{ ids: ['a'] }, { ids: ['lost'] }, { ids: ['busy'] }];
		const first = await start(items);
		expect(statuses(first)[1]).toMatch(/^1 of 3 records created, 1 refused, 1 unknown/);
		while (sent.length < 20) sent.push({ url: '' });
		const before = sent.length;
		const second = await start(items);
		expect(sent.slice(before).flatMap(idsOf)).toEqual(['busy']);
		expect(statuses(second)).toEqual([['created'], expect.stringMatching(/^2 of 3 records created, 1 unknown/), ['created']]);
	});
});

describe('the items of a deletion of which copies are kept', () => {
	const lookUp: Endpoint['lookUp'] = async (records, _common, reader) => {
		const there = new Set<string>();
		for await (const { id } of reader.pages(LIST, 'items', { path: { id: 'all' } })) there.add(String(id));
		return records.map(({ id = '' }): Observation => (there.has(id) ? { is: 'there', copy: { id } } : { is: 'gone' }));
	};
	const deleting = endpointWith({ parameters: { ids: 'ids' }, read: READ, lookUp });
	const listOf = (ids: readonly string[]) => responseOf({ code: 0, data: { items: ids.map((id) => ({ id })) } });
	const answer = (options: IHttpRequestOptions) => (options.method === 'GET' ? listOf(['a', 'b']) : ok());
	const COPY = { keepCopy: true };
	const snapshots = (ended: readonly Ended[]) =>
		shown(ended)
			.flat()
			.map((json) => (typeof json === 'string' ? json : json.snapshot) as IDataObject | undefined)
			.map((snapshot) => snapshot && { id: snapshot.id });

	test('that name one record share its copy, whatever their options; each output has its own', async () => {
		const { start, sent } = runOf(deleting, answer, { parameters: { options: COPY } });
		const ended = await start([{ ids: ['a'] }, { ids: ['a', 'b'], request: { body: { notify: true } } }]);
		expect(snapshots(ended)).toEqual([{ id: 'a' }, { id: 'a' }, { id: 'b' }]);
		const [[one] = [], [other] = []] = shown(ended) as IDataObject[][];
		expect(one?.snapshot).not.toBe(other?.snapshot);
		expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(2);
	});

	test('beside dry ones: these are rehearsed without a look, and keep nobody from it', async () => {
		const { start, sent } = runOf(deleting, answer, { parameters: { options: { ...COPY, dryRun: '={{ $json.dry }}' } } });
		const ended = await start([true, false].map((dry) => ({ ids: ['a'], parameters: { 'options.dryRun': dry } })));
		expect(statuses(ended)).toEqual([['dry_run'], ['deleted']]);
		expect(snapshots(ended)).toEqual([undefined, { id: 'a' }]);
		expect(sent).toHaveLength(2);
	});

	test('that are all dry need no look, and are held to what holds of the run itself', async () => {
		const parameters = { options: { ...COPY, dryRun: true, output: 'records' } };
		const stopped = runOf(deleting, answer, { parameters, onError: 'stopWorkflow' });
		expect(JSON.stringify(shown(await stopped.start([{ ids: ['a'] }])))).toContain('On Error is Stop Workflow');
		const { start, sent } = runOf(deleting, answer, { parameters, onError: 'continueRegularOutput' });
		expect([statuses(await start([{ ids: ['a'] }])), sent.length]).toEqual([[['dry_run']], 0]);
	});

	test.each<[string, IDataObject, Setup['onError'], string]>([
		['under Stop', {}, 'stopWorkflow', 'On Error is Stop Workflow'],
		['beside a summary', { output: 'summary' }, 'continueRegularOutput', 'Output is Summary'],
	])(
		'are refused %s, and nothing is sent; dry ones beside them are rehearsed, or told of that item',
		async (_when, options, onError, words) => {
			const { start, sent } = runOf(deleting, answer, {
				parameters: { options: { ...COPY, ...options, dryRun: '={{ $json.dry }}' } },
				onError: onError ?? 'stopWorkflow',
			});
			const ended = await start([false, true].map((dry) => ({ ids: ['a'], parameters: { 'options.dryRun': dry } })));
			expect(sent).toEqual([]);
			expect(JSON.stringify(shown(ended))).toContain(words);
			expect(JSON.stringify(shown(ended))).not.toContain('Never Delete');
		},
	);

	test('whose Dry Run cannot be read are refused by themselves, and the others are deleted', async () => {
		const { start } = runOf(deleting, answer, { parameters: { options: { ...COPY, dryRun: '={{ $json.dry }}' } } });
		const ended = await start(
			['maybe', false].map((dry, place) => ({ ids: [place === 0 ? 'a' : 'b'], parameters: { 'options.dryRun': dry } })),
		);
		expect(statuses(ended)).toEqual([['refused'], ['deleted']]);
	});

	test('of n8n’s Batching each have a copy, and the credential of a later item may fail without harm', async () => {
		const { start, sent } = runOf(deleting, answer, {
			parameters: { options: COPY, requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 10 } } } },
		});
		const ended = [
			...(await start([{ ids: ['a'] }], { of: 3 })),
			...(await start([{ ids: ['b'] }], { from: 1, of: 3 })),
			...(await start([{ ids: ['z'] }], { from: 2, of: 3 })),
		];
		expect(snapshots(ended)).toEqual([{ id: 'a' }, { id: 'b' }, undefined]);
		expect(statuses(ended)).toEqual([['deleted'], ['deleted'], ['not_sent']]);
		expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(2);
	});

	test('are already gone where the copy shows it, and that is well', async () => {
		const { start } = runOf(deleting, answer, { parameters: { options: { ...COPY, alreadyGone: true } } });
		expect(shown(await start([{ ids: ['z'] }]))).toEqual([
			[expect.objectContaining({ id: 'z', status: 'already_gone', confirmed_by: 'read' })],
		]);
	});

	test('say what reads have cost', async () => {
		const { start } = runOf(deleting, (options) => (options.method === 'GET' ? listOf([]) : lost()), {
			parameters: { options: { output: 'summary' } },
		});
		const [[summary] = []] = shown(await start([{ ids: ['a'] }])) as IDataObject[][];
		expect(summary).toMatchObject({ deleted: 1, unknown: 0, calls: 5, calls_repeated: 3 });
	});
});

test('nothing that is rejected on the way is left for nobody to handle', async () => {
	const abandoning: FindOperation['find'] = async function* (_records, _common, reader) {
		const asked = ['a', 'b', 'c'].map((id) => reader.ask(LIST, { path: { id } }));
		yield { of: 0, item: { n: (await asked[0])?.status ?? 0 } };
		await Promise.all(asked);
	};
	const { start } = runOf(
		searching({ find: abandoning }),
		({ url }) => (url.endsWith('a') ? ok() : responseOf({ code: 4711, msg: 'no' }, 400)),
		{
			parameters: many(false, 1),
		},
	);
	let ended: Ended[] = [];
	const unhandled = await unhandledDuring(async () => {
		ended = await start([{ ids: ['x'] }]);
		for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
	});
	expect(unhandled.map(String)).toEqual([]);
	expect(shown(ended)).toEqual([[{ n: 200 }]]);
});

test('while items are read, others have their turn after each that takes long, whether it can be read or not', async () => {
	const order: string[] = [];
	const slowly: Endpoint['read'] = (body, item) => {
		clock.advance(100);
		order.push('an item');
		setImmediate(() => order.push('another execution'));
		if (body.ids === 'wrong') throw new Error('no list');
		return READ(body, item);
	};
	const { start } = runOf(endpointWith({ parameters: { ids: 'ids' }, read: slowly }), ok);
	const ended = await start([{ ids: ['a'] }, { parameters: { ids: 'wrong' } }, { parameters: { ids: 'wrong' } }, { ids: ['b'] }]);
	expect(statuses(ended)).toEqual([['deleted'], ['refused'], ['refused'], ['deleted']]);
	expect(order).toEqual(Array.from({ length: 4 }, () => ['an item', 'another execution']).flat());
});

test('while what was found for one item is put out, others have their turn after each that takes long', async () => {
	const order: string[] = [];
	const slow = () => ({
		get n() {
			clock.advance(100);
			order.push('a result');
			setImmediate(() => order.push('another execution'));
			return 1;
		},
	});
	const find: FindOperation['find'] = async function* () {
		await Promise.resolve();
		for (const item of [slow(), slow(), slow()]) yield { of: 0, item };
	};
	const { start } = runOf(searching({ find }), () => ok(), { parameters: many(false, 3) });
	const ended = await start([{ ids: ['x'] }]);
	expect(shown(ended)).toEqual([[{ n: 1 }, { n: 1 }, { n: 1 }]]);
	expect(order).toEqual(Array.from({ length: 3 }, () => ['a result', 'another execution']).flat());
});
