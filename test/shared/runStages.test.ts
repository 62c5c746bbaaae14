import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import type { Endpoint } from '../../nodes/shared/endpoint';
import { lost } from '../support/callsTo';
import { responseOf, TOOL } from '../support/context';
import { endpointWith } from '../support/endpoint';
import { ok, READ, runOf, shown, statuses, type Ended, type Item, type Setup } from '../support/runOf';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const [BAD, GONE, BUSY, TASK] = [1, 2, 3, 4];
const refusals = {
	[BAD]: { what: 'A record is bad.', todo: 'Correct it.', reach: 'record' },
	[GONE]: { what: 'It is not there.', todo: 'Leave it out.', reach: 'record' },
	[BUSY]: { what: 'Too often.', todo: 'Wait.', reach: 'rate' },
	[TASK]: { what: 'The task is not there.', todo: 'Name another.', reach: 'target' },
} as const;
const deleting = (change: Partial<Endpoint> = {}) =>
	endpointWith({ parameters: { ids: 'ids' }, read: READ, refusals, missingCodes: [GONE], ...change });

const idsIn = (sent: readonly IHttpRequestOptions[]) => sent.flatMap(({ body }) => (body as { ids: string[] }).ids);
const withOptions = (options: INodeParameters, more: Setup = {}): Setup => ({ ...more, parameters: { options } });
const asks = (...lists: string[][]): Item[] => lists.map((ids) => ({ ids }));
const told = (ended: readonly Ended[]) => shown(ended).flat() as IDataObject[];
const reasons = (ended: readonly Ended[]) => told(ended).map(({ reason }) => reason);
const BATCHING = { requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 10 } } } };

describe('Never Delete', () => {
	test('keeps what it names, whichever item asks for it, and the rest is deleted', async () => {
		const { start, sent } = runOf(deleting(), ok, withOptions({ neverDelete: 'b' }));
		const ended = await start(asks(['a', 'b'], ['b', 'c']));
		expect(statuses(ended)).toEqual([
			['deleted', 'not_sent'],
			['not_sent', 'deleted'],
		]);
		expect(idsIn(sent)).toEqual(['a', 'c']);
		expect(reasons(ended)[1]).toBe('Never Delete names this record');
	});

	test('of one item holds for those before it', async () => {
		const { start, sent } = runOf(deleting(), ok, withOptions({ neverDelete: '={{ $json.keep }}' }));
		const keep = (ids: string[], id: string): Item => ({ ids, parameters: { 'options.neverDelete': id } });
		expect(statuses(await start([keep(['a'], 'x'), keep(['b'], 'a')]))).toEqual([['not_sent'], ['deleted']]);
		expect(idsIn(sent)).toEqual(['b']);
	});

	test('names a whole target as well', async () => {
		const endpoint = deleting({ parameters: { ids: 'ids', task_id: 'task' } });
		const { start, sent } = runOf(endpoint, ok, withOptions({ neverDelete: 't1' }));
		const task = (id: string): Item => ({ ids: ['a'], parameters: { task: id }, request: { url: '/tasks/:task_id' } });
		expect(statuses(await start([task('t1'), task('t2')]))).toEqual([['not_sent'], ['deleted']]);
		expect(sent.map(({ url }) => url.split('/').at(-1))).toEqual(['t2']);
	});

	test('that can name none of the records sends nothing, and says so', async () => {
		const { start, sent } = runOf(deleting(), ok, withOptions({ neverDelete: 'oc_1' }));
		const ended = await start(asks(['a'], ['b']));
		expect([statuses(ended), sent]).toEqual([[['not_sent'], ['not_sent']], []]);
		expect(reasons(ended)[0]).toMatch(/^Never Delete holds “oc_1”|^Never Delete holds "oc_1"/);
	});

	test('of a later batch changes nothing of what is deleted', async () => {
		const { start } = runOf(deleting(), ok, { parameters: { ...BATCHING, options: { neverDelete: '={{ $json.keep }}' } } });
		const keep = (ids: string[], id: string): Item => ({ ids, parameters: { 'options.neverDelete': id } });
		const first = await start([keep(['a'], 'x')], { of: 2 });
		const second = await start([keep(['a', 'b'], 'a')], { from: 1, of: 2 });
		expect([...statuses(first), ...statuses(second)]).toEqual([['deleted'], ['deleted', 'deleted']]);
	});

	test.each<[string, IDataObject, string, string]>([
		['of that ID is kept', { user_id: 'ou_1' }, 'ou_1', 'not_sent'],
		['of another ID is not', { user_id: 'ou_2' }, 'ou_1', 'deleted'],
		['whom the look does not name is kept', {}, 'ou_1', 'not_sent'],
		['of that address is kept', { email: 'a@x.com' }, 'A@x.com', 'not_sent'],
		['of another address is not', { email: 'b@x.com' }, 'a@x.com', 'deleted'],
		['who is named by the ID of the record is kept', {}, 'm1', 'not_sent'],
	])('looks behind IDs that say nothing of whom they name: who is %s', async (_what, seen, keep, status) => {
		const lookUp: Endpoint['lookUp'] = async (records) => await Promise.resolve(records.map(() => ({ is: 'there', copy: seen })));
		const endpoint = deleting({
			lookUp,
			userKey: 'user_id',
			kinds: ['email'],
			opaque: { key: 'id', shows: (copy) => Object.keys(copy).length > 0 },
			namesIn: ({ user_id = '', email = '' }) => [String(user_id), String(email)],
		});
		const answers = (options: IHttpRequestOptions) =>
			options.url.includes('batch_get_id') ? responseOf({ code: 0, data: { user_list: [] } }) : ok();
		const { start } = runOf(endpoint, answers, withOptions({ neverDelete: keep }));
		expect(statuses(await start(asks(['m1'])))).toEqual([[status]]);
	});

	test.each<[string, INodeParameters, string]>([
		['stops the run where no copy is read', {}, 'not_sent'],
		['is compared with the copies where they are', { keepCopy: true }, 'deleted'],
	])('by a User ID, of records that are no people, %s', async (_what, options, status) => {
		const lookUp: Endpoint['lookUp'] = async (records) =>
			await Promise.resolve(records.map(({ id }) => ({ is: 'there', copy: { id: id ?? '', user: 'u2' } })));
		const endpoint = deleting({ lookUp, bareIds: [/^\d+$/], namesIn: ({ user }) => [String(user)] });
		const { start } = runOf(endpoint, ok, withOptions({ ...options, neverDelete: 'u1' }));
		expect(statuses(await start(asks(['7'])))).toEqual([[status]]);
	});

	test('says nothing where nothing is asked for', async () => {
		const { start } = runOf(deleting(), ok, withOptions({ neverDelete: 'oc_1' }));
		expect(shown(await start(asks([])))).toEqual([[]]);
	});

	test('that cannot be read for one item sends nothing for any', async () => {
		const { start, sent } = runOf(deleting(), ok, withOptions({ neverDelete: '={{ $json.keep }}' }));
		const ended = await start([
			{ ids: ['a'], parameters: { 'options.neverDelete': 'x' } },
			{ ids: ['b'], parameters: { 'options.neverDelete': 'x; y' } },
		]);
		expect([statuses(ended), sent]).toEqual([[['not_sent'], ['refused']], []]);
		expect(reasons(ended)[0]).toBe('Never Delete or Stop If More Than cannot be read for another item, and applies to all items');
		expect(reasons(ended)[1]).toMatch(/^The field “Never Delete” of item 1 /);
	});
});

describe('Stop If More Than', () => {
	const stopped = (things: string, most: number) => `${things} asked for, but Stop If More Than allows ${most}`;

	test.each<[string, number, string[][], string | undefined]>([
		['allows as many', 3, [['a', 'b'], ['c']], undefined],
		[
			'counts what two items name once',
			3,
			[
				['a', 'b'],
				['b', 'c'],
			],
			undefined,
		],
		['stops at one more', 2, [['a', 'b'], ['c']], stopped('3 records are', 2)],
		['stops at the first', 0, [['a']], stopped('1 record is', 0)],
	])('%s', async (_what, most, lists, reason) => {
		const { start, sent } = runOf(deleting(), ok, withOptions({ stopIfMoreThan: most }));
		const ended = await start(asks(...lists));
		expect([new Set(reasons(ended)), sent.length > 0]).toEqual([new Set([reason]), reason === undefined]);
		if (reason === undefined) return;
		expect(told(ended)[0]).toMatchObject({ status: 'not_sent', what_to_do: expect.stringContaining('raise Stop If More Than') as string });
	});

	test('of the item that allows least holds for all', async () => {
		const { start } = runOf(deleting(), ok, withOptions({ stopIfMoreThan: '={{ $json.most }}' }));
		const ended = await start([5, 1, 7].map((most, place) => ({ ids: [`a${place}`], parameters: { 'options.stopIfMoreThan': most } })));
		expect(new Set(reasons(ended))).toEqual(new Set([stopped('3 records are', 1)]));
	});

	test('does not count what Never Delete names, and counts what is rehearsed', async () => {
		const options = { stopIfMoreThan: 1, neverDelete: 'b' };
		expect(statuses(await runOf(deleting(), ok, withOptions(options)).start(asks(['a', 'b'])))).toEqual([['deleted', 'not_sent']]);
		const { start, sent } = runOf(deleting(), ok, withOptions({ stopIfMoreThan: 1, dryRun: true }));
		expect([reasons(await start(asks(['a', 'b']))), sent]).toEqual([Array.from({ length: 2 }, () => stopped('2 records are', 1)), []]);
	});

	test('speaks to an agent as to one', async () => {
		const { start } = runOf(deleting(), ok, withOptions({ stopIfMoreThan: 1, output: 'records' }, { node: TOOL }));
		expect(told(await start(asks(['a', 'b'])))[0]?.what_to_do).toMatch(/^Do not ask for them in parts\./);
	});

	const busyWith =
		(id: string, isBusy: () => boolean) =>
		({ body }: IHttpRequestOptions) =>
			responseOf({ code: isBusy() && (body as { ids: string[] }).ids.includes(id) ? BUSY : 0, msg: 'busy' });

	test('counts what earlier tries have settled, though the item does not say it any more', async () => {
		let isBusy = true;
		const options = { stopIfMoreThan: '={{ $json.most }}', dryRun: '={{ $json.dry }}' };
		const { start, sent } = runOf(
			deleting({ limit: 1 }),
			busyWith('b', () => isBusy),
			withOptions(options, { retryOnFail: true }),
		);
		const items = (most: number, dry: boolean | string) =>
			['a', 'b'].map((id, place): Item => {
				return { ids: [id], parameters: { 'options.stopIfMoreThan': most, 'options.dryRun': place === 0 ? dry : false } };
			});
		expect(statuses(await start(items(5, false)))).toEqual([['deleted'], ['refused']]);
		isBusy = false;
		const before = sent.length;
		expect(statuses(await start(items(1, 'maybe')))).toEqual([['refused'], ['not_sent']]);
		expect(sent).toHaveLength(before);
	});

	test('does not count them in each batch of n8n’s Batching', async () => {
		let isBusy = true;
		const { start } = runOf(
			deleting(),
			busyWith('b', () => isBusy),
			{ retryOnFail: true, parameters: { ...BATCHING, options: { stopIfMoreThan: 1 } } },
		);
		const oneTry = async () => [
			...statuses(await start([{ ids: ['a'] }], { of: 2 })),
			...statuses(await start([{ ids: ['b'] }], { from: 1, of: 2 })),
		];
		expect(await oneTry()).toEqual([['deleted'], ['refused']]);
		isBusy = false;
		expect(await oneTry()).toEqual([['deleted'], ['deleted']]);
	});

	test('counts each batch of n8n’s Batching by itself, and nothing twice', async () => {
		const parameters = { ...BATCHING, options: { stopIfMoreThan: 1 } };
		const { start, sent } = runOf(deleting(), ok, { parameters });
		const batches: string[][] = [['a'], ['a', 'b'], ['b', 'c', 'd']];
		const ended: Ended[] = [];
		for (const [from, ids] of batches.entries()) ended.push(...(await start([{ ids }], { from, of: 3 })));
		expect(statuses(ended)).toEqual([['deleted'], ['deleted', 'deleted'], ['deleted', 'not_sent', 'not_sent']]);
		expect(idsIn(sent)).toEqual(['a', 'b']);
	});
});

describe('a dry run', () => {
	const SUMMARY = { dryRun: true, output: 'summary' };

	test('says what it would cost, and sends nothing', async () => {
		const ids = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);
		const { start, sent } = runOf(deleting(), ok, withOptions(SUMMARY));
		const ended = await start([{ ids: ids(21, 'a') }, { ids: ids(2, 'a') }, { ids: ids(5, 'b'), request: { body: { other: 1 } } }]);
		expect(told(ended)[0]).toMatchObject({ dry_run: 28, calls: 0, planned_calls: 4, planned_percent_of_10000_calls: 0.04 });
		expect(sent).toEqual([]);
	});

	test('keeps no other item from deleting, and the same record has both outcomes', async () => {
		const { start, sent } = runOf(deleting(), ok, withOptions({ dryRun: '={{ $json.dry }}' }));
		const ended = await start([true, false].map((dry) => ({ ids: ['a'], parameters: { 'options.dryRun': dry } })));
		expect([statuses(ended), idsIn(sent)]).toEqual([[['dry_run'], ['deleted']], ['a']]);
	});

	test('says what the operation adds to it, of each target', async () => {
		const dryRunNote: Endpoint['dryRunNote'] = ({ query }) => (query.series === 'yes' ? 'It is a series.' : undefined);
		const { start } = runOf(deleting({ dryRunNote }), ok, withOptions({ dryRun: true }));
		const ended = await start([{ ids: ['a'], request: { qs: { series: 'yes' } } }, { ids: ['b'] }]);
		expect(told(ended).map(({ what_to_do }) => what_to_do)).toEqual(['It is a series.', undefined]);
	});

	test('keeps what Never Delete names, and plans no call for it', async () => {
		const { start } = runOf(deleting({ limit: 1 }), ok, withOptions({ ...SUMMARY, neverDelete: 'b' }));
		expect(told(await start(asks(['a', 'b'])))[0]).toMatchObject({ dry_run: 1, planned_calls: 1 });
	});

	test('says where Never Delete was not compared', async () => {
		const namesIn = () => [];
		const { start } = runOf(deleting({ namesIn, userKey: 'id' }), ok, withOptions({ dryRun: true, neverDelete: 'ou_1' }));
		const [person, other] = told(await start(asks(['user_a', 'oc_1'])));
		expect([person?.status, person?.reason]).toEqual(['dry_run', expect.stringContaining('Never Delete was not compared')]);
		// What holds for all records of a dry run is not said of each.
		expect(other).not.toHaveProperty('reason');
	});

	test('of what is created shows what would be sent of it', async () => {
		const preview: Endpoint['preview'] = (content) => ({ shown: content.text ?? 'nothing' });
		const read: Endpoint['read'] = (body, item) => {
			const { records, ...rest } = READ(body, item);
			return { ...rest, records, contents: records.map(({ id }) => ({ text: `of ${id ?? ''}` })) };
		};
		const { start, sent } = runOf(deleting({ kind: 'create', preview, read }), ok, withOptions({ dryRun: true }));
		const [created] = told(await start(asks(['a'])));
		expect(created).toMatchObject({ status: 'dry_run', shown: 'of a' });
		expect(JSON.stringify(created)).not.toContain('delete this');
		expect(sent).toEqual([]);
	});
});

describe('the credential', () => {
	test('that resolves differently for two items sends nothing', async () => {
		const { start, sent } = runOf(deleting(), ok);
		const ended = await start([
			{ ids: ['a'], app: 'cli_1' },
			{ ids: ['b'], app: 'cli_2' },
		]);
		expect([statuses(ended), sent]).toEqual([[['not_sent'], ['not_sent']], []]);
		expect(reasons(ended)[0]).toContain('resolves differently for item 0 and item 1');
	});

	test('of a later batch that is another app’s sends nothing there, whatever is known of the same record', async () => {
		const { start, sent } = runOf(deleting(), ok, { parameters: BATCHING });
		const first = await start([{ ids: ['a'], app: 'cli_1' }], { of: 2 });
		const second = await start([{ ids: ['a', 'b'], app: 'cli_2' }], { from: 1, of: 2 });
		expect([statuses(first), statuses(second), idsIn(sent)]).toEqual([[['deleted']], [['not_sent', 'not_sent']], ['a']]);
		expect(reasons(second)[0]).toContain('resolves differently');
	});

	test('of a later batch is looked at though the run has ended, and what is kept is told as kept', async () => {
		const RUN = 9;
		const own = { [RUN]: { what: 'No right.', todo: 'Ask.', reach: 'run' } } as const;
		const endpoint = deleting({ limit: 1, refusals: { ...refusals, ...own } });
		const { start } = runOf(endpoint, ({ body }) => responseOf({ code: (body as { ids: string[] }).ids[0] === 'x' ? RUN : 0, msg: 'no' }), {
			parameters: { ...BATCHING, options: { neverDelete: 'kept' } },
		});
		const first = await start([{ ids: ['a', 'x'], app: 'cli_1' }], { of: 2 });
		const second = await start([{ ids: ['a', 'kept'], app: 'cli_2' }], { from: 1, of: 2 });
		expect([statuses(first), statuses(second)]).toEqual([[['deleted', 'refused']], [['not_sent', 'not_sent']]]);
		expect(reasons(second)).toEqual([expect.stringContaining('resolves differently'), 'Never Delete names this record']);
	});

	test('that is another app’s in another try leaves what is settled as it is', async () => {
		const { start, sent } = runOf(
			deleting({ limit: 1 }),
			({ body }) => responseOf({ code: (body as { ids: string[] }).ids[0] === 'b' ? BUSY : 0, msg: 'busy' }),
			{ retryOnFail: true },
		);
		const items = (...apps: string[]) => apps.map((app, place): Item => ({ ids: [place === 0 ? 'a' : 'b'], app }));
		expect(statuses(await start(items('cli_1', 'cli_1')))).toEqual([['deleted'], ['refused']]);
		const before = sent.length;
		expect([statuses(await start(items('cli_1', 'cli_2'))), sent.length]).toEqual([[['deleted'], ['not_sent']], before]);
	});

	test('is not needed for what is rehearsed or kept', async () => {
		const { start } = runOf(deleting(), ok, withOptions({ dryRun: '={{ $json.dry }}', neverDelete: 'b' }));
		const ended = await start([
			{ ids: ['a'], app: 'cli_1', parameters: { 'options.dryRun': true } },
			{ ids: ['b'], app: 'cli_2', parameters: { 'options.dryRun': false } },
			{ ids: ['c'], app: 'cli_3', parameters: { 'options.dryRun': false } },
		]);
		expect(statuses(ended)).toEqual([['dry_run'], ['not_sent'], ['deleted']]);
	});
});

describe('another try of the node', () => {
	const RETRY: Setup = { retryOnFail: true, onError: 'stopWorkflow' };

	test('sends only what is open, and asks for what each item asked for before', async () => {
		let isBusy = true;
		const { start, sent } = runOf(
			deleting({ limit: 1 }),
			({ body }) => responseOf({ code: isBusy && (body as { ids: string[] }).ids[0] === 'b' ? BUSY : 0, msg: 'busy' }),
			RETRY,
		);
		const first = await start(asks(['a'], ['b']));
		expect(statuses(first)[1]).toMatch(/^1 of 2 records deleted, 1 refused/);
		isBusy = false;
		const before = sent.length;
		// What an expression made up is another one by now.
		expect(statuses(await start(asks(['x'], ['y'])))).toEqual([['deleted'], ['deleted']]);
		expect(idsIn(sent.slice(before))).toEqual(['b']);
	});

	test('does not leave a target out since the last one found it refused', async () => {
		let code = TASK;
		const { start, sent } = runOf(deleting({ limit: 1 }), () => responseOf({ code, msg: 'no' }), RETRY);
		await start(asks(['a'], ['b']));
		code = 0;
		const before = sent.length;
		const ended = await start(asks(['a'], ['b']));
		expect(idsIn(sent.slice(before))).toEqual(['b']);
		expect(statuses(ended)[0]).toMatch(/^1 of 2 records deleted, 1 refused/);
	});

	test('that is no retry knows nothing of the one before', async () => {
		const { start, sent } = runOf(deleting(), ok);
		for (const ids of [['a'], ['a'], ['b']]) await start([{ ids }]);
		expect(idsIn(sent)).toEqual(['a', 'a', 'b']);
	});
});

describe('what became of an item', () => {
	test('is told by its own wish that a record may be gone already', async () => {
		const { start } = runOf(deleting(), () => responseOf({ code: GONE, msg: 'no' }), withOptions({ alreadyGone: '={{ $json.well }}' }));
		const ended = await start([true, false].map((well) => ({ ids: ['a'], parameters: { 'options.alreadyGone': well } })));
		expect(statuses(ended)).toEqual([['already_gone'], ['refused']]);
		expect(told(ended)[0]).toMatchObject({ id: 'a', status: 'already_gone', deleted: false });
	});

	test('is refused by the name of its field; a tool has no items', async () => {
		const bad: Item[] = [{ parameters: { 'options.dryRun': 'maybe' } }];
		const options = { dryRun: '={{ $json.dry }}', output: 'records' };
		const words = (reason: unknown) => String(reason).replace(/ (holds|is|cannot).*$/, '');
		expect(reasons(await runOf(deleting(), ok, withOptions(options)).start(bad)).map(words)).toEqual([
			'The field “Dry Run (Older Workflows)” of item 0',
		]);
		expect(reasons(await runOf(deleting(), ok, withOptions(options, { node: TOOL })).start(bad)).map(words)).toEqual([
			'The field “Dry Run (Older Workflows)”',
		]);
	});

	test('whose fields throw of themselves is refused, and costs no other its own', async () => {
		const read: Endpoint['read'] = (body, item) => {
			if (body.ids === 'odd') throw new Error('no list');
			return READ(body, item);
		};
		const { start } = runOf(deleting({ read }), ok);
		const ended = await start([{ parameters: { ids: 'odd' } }, { ids: ['a'] }]);
		expect(statuses(ended)).toEqual([['refused'], ['deleted']]);
		expect(told(ended)[0]).toMatchObject({
			reason: 'The field “Record IDs” of item 0 cannot be read: no list',
			what_to_do: 'Check what the expressions of the node return for this item.',
		});
	});

	test('under Stop, where one item cannot be read, is not sent', async () => {
		const { start, sent } = runOf(deleting(), ok, withOptions({ dryRun: '={{ $json.dry }}' }, { onError: 'stopWorkflow' }));
		const ended = await start(['maybe', false].map((dry, place) => ({ ids: [`a${place}`], parameters: { 'options.dryRun': dry } })));
		expect([sent, shown(ended).every((one) => typeof one === 'string')]).toEqual([[], true]);
		expect(shown(ended)[0]).toContain('“Dry Run (Older Workflows)” of item 0');
	});
});

describe('the costs that are told', () => {
	const SUMMARY = { ...BATCHING, options: { output: 'summary' } };

	test('are those of each batch, and of the tries before it in the first', async () => {
		const { start } = runOf(deleting({ limit: 1 }), ok, { parameters: SUMMARY });
		const first = await start([{ ids: ['a', 'b'] }], { of: 2 });
		const second = await start([{ ids: ['c'] }], { from: 1, of: 2 });
		expect([...told(first), ...told(second)].map(({ calls, deleted }) => [calls, deleted])).toEqual([
			[2, 2],
			[1, 1],
		]);
	});

	test('count repeats', async () => {
		const { start } = runOf(deleting(), (_options, place) => (place === 1 ? lost() : ok()), { parameters: SUMMARY });
		expect(told(await start([{ ids: ['a'] }]))[0]).toMatchObject({ calls: 2, calls_repeated: 1, deleted: 1 });
	});
});

describe('under Stop', () => {
	const STOP: Setup = { onError: 'stopWorkflow' };
	const refusing = ({ body }: IHttpRequestOptions) =>
		responseOf({ code: (body as { ids: string[] }).ids.includes('bad') ? BAD : 0, msg: 'bad' });

	test('nothing is sent where an expression has thrown after the last item, and one rejection is heard', async () => {
		const { start, sent } = runOf(deleting(), ok, STOP);
		const ended = await start(asks(['a'], ['b']), { of: 5 });
		expect([sent, ended.map(({ status }) => status)]).toEqual([[], ['rejected', 'fulfilled']]);
		expect(shown(ended)[0]).toContain('The node failed at another item');
	});

	test('each failing item is rejected with what became of all', async () => {
		const { start } = runOf(deleting({ limit: 1 }), refusing, STOP);
		const ended = await start(asks(['a'], ['bad'], ['c'], ['bad']));
		expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
		expect(shown(ended)[1]).toMatch(/^2 of 3 records deleted, 1 refused|^2 of 4 records deleted/);
	});

	test('with n8n’s Batching the first is rejected only when the last batch is settled, and its error speaks of all', async () => {
		const { start } = runOf(deleting(), refusing, { ...STOP, parameters: BATCHING });
		let isRejected = false;
		const first = start([{ ids: ['bad'] }], { of: 2 }).then((ended) => ((isRejected = true), ended));
		for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
		expect(isRejected).toBe(false);
		await start([{ ids: ['b'] }], { from: 1, of: 2 });
		expect(shown(await first)[0]).toMatch(/^1 of 2 records deleted, 1 refused/);
	});
});

describe('a word that Feishu takes for an ID', () => {
	const alias: NonNullable<Endpoint['alias']> = {
		key: 'task_id',
		isWord: (text) => /^(mine|theirs)$/.test(text),
		whyUnknown: 'Which task is mine is not known',
		todo: 'Or enter its ID.',
		meaning: async (reader, word) => {
			const call = { method: 'GET', path: `/${word}`, documentation: 'https://open.feishu.cn/document/mine', refusals: {} } as const;
			const { data } = await reader.ask({ ...call, rates: [{ calls: 9, perMs: 1_000 }] }, {});
			return String(data.id);
		},
	};
	const endpoint = deleting({ parameters: { ids: 'ids', task_id: 'task' }, alias });
	const task = (id: string, parameters: IDataObject = {}): Item => ({
		ids: ['a'],
		parameters: { task: id, ...parameters },
		request: { url: '/tasks/:task_id' },
	});
	const knowing = ({ method }: IHttpRequestOptions) => (method === 'GET' ? responseOf({ code: 0, data: { id: 't1' } }) : ok());

	test('is the same thing as its ID, asked for once', async () => {
		const { start, sent } = runOf(endpoint, knowing);
		const ended = await start([task('mine'), task('t1'), task('mine')]);
		expect(told(ended)).toMatchObject(Array.from({ length: 3 }, () => ({ task_id: 't1', id: 'a', status: 'deleted' })));
		expect(sent.map(({ method, url }) => `${method ?? ''} ${url.split('/').at(-1) ?? ''}`)).toEqual(['GET mine', 'POST t1']);
	});

	test('is one of several, each of which is asked for once', async () => {
		const { start, sent } = runOf(endpoint, ({ method, url }) =>
			method === 'GET' ? responseOf({ code: 0, data: { id: url.endsWith('theirs') ? 't2' : 't1' } }) : ok(),
		);
		const ended = await start([task('mine'), task('theirs'), task('mine'), task('theirs')]);
		expect(told(ended).map(({ task_id }) => task_id)).toEqual(['t1', 't2', 't1', 't2']);
		expect(sent.map(({ method, url }) => `${method ?? ''} ${url.split('/').at(-1) ?? ''}`)).toEqual([
			'GET mine',
			'GET theirs',
			'POST t1',
			'POST t2',
		]);
	});

	test('sends nothing where nobody tells, and says why; the others are sent', async () => {
		const { start, sent } = runOf(endpoint, ({ method }) => (method === 'GET' ? responseOf({ code: 4711, msg: 'no right' }, 400) : ok()));
		const ended = await start([task('mine'), task('t2')]);
		expect([statuses(ended), sent.filter(({ method }) => method === 'POST').length]).toEqual([[['not_sent'], ['deleted']], 1]);
		expect(told(ended)[0]).toMatchObject({
			task_id: 'mine',
			reason: 'Which task is mine is not known: no right',
			what_to_do: expect.stringMatching(/ Or enter its ID\.$/) as string,
		});
	});

	test('is not asked for in a dry run', async () => {
		const { start, sent } = runOf(endpoint, knowing, withOptions({ dryRun: true }));
		const ended = await start([task('mine')]);
		expect([told(ended)[0], sent]).toMatchObject([{ task_id: 'mine', status: 'dry_run' }, []]);
	});

	test('is asked for again by another try where nobody told, and not where somebody did', async () => {
		let isKnown = false;
		const { start, sent } = runOf(
			endpoint,
			(options) => (options.method === 'GET' && !isKnown ? responseOf({ code: 4711, msg: 'no' }, 400) : knowing(options)),
			{ retryOnFail: true },
		);
		expect(statuses(await start([task('mine')]))).toEqual([['not_sent']]);
		isKnown = true;
		expect(statuses(await start([task('mine')]))).toEqual([['deleted']]);
		expect(statuses(await start([task('mine')]))).toEqual([['deleted']]);
		expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
	});
});

test('a try that is dry by then tells what is settled, and not what may be done as rehearsed', async () => {
	let isLost = true;
	const { start, sent } = runOf(
		deleting({ limit: 1 }),
		({ body }) => (isLost && (body as { ids: string[] }).ids[0] === 'b' ? lost() : ok()),
		withOptions({ dryRun: '={{ $json.dry }}' }, { retryOnFail: true }),
	);
	const items = (dry: boolean) => ['a', 'b', 'c'].map((id): Item => ({ ids: [id], parameters: { 'options.dryRun': dry } }));
	expect(statuses(await start(items(false)))).toEqual([['deleted'], ['unknown'], ['deleted']]);
	isLost = false;
	const before = sent.length;
	expect([statuses(await start(items(true))), sent.length]).toEqual([[['deleted'], ['unknown'], ['deleted']], before]);
});
