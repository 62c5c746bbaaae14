import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { isDone } from '../../nodes/shared/engine/judge/outcome';
import { formatterFor } from '../../nodes/shared/engine/report/output';
import { type Figures, type ItemReport } from '../../nodes/shared/engine/report/summary';
import type { Line, Status } from '../../nodes/shared/engine/record';
import { NODE, TOOL } from '../support/context';
import type { Operation } from '../../nodes/shared/endpoint';
import { lineOf, linesOf, protectedLine } from '../support/line';

const withOptions = (options: INodeParameters, node = NODE) => ({ ...node, parameters: { options } });
const SUMMARY = { output: 'summary' };
const FIGURES: Figures = { calls: 0, repeats: 0, waitedMs: 0, ms: 0, estimate: undefined };
const BRANCHING = { ...NODE, onError: 'continueErrorOutput' } as const;

const reportOf = (index: number, lines: ItemReport['lines'], input?: IDataObject): ItemReport => ({ index, input, lines });
const STATUSES: readonly Status[] = ['deleted', 'already_gone', 'recall_requested', 'dry_run', 'refused', 'unknown', 'not_sent'];

/** What n8n gets for each of the items. */
function deliver(node: INode, kind: Operation['kind'], reports: readonly ItemReport[], figures: Figures): INodeExecutionData[][] {
	const outputOf = formatterFor(node, kind, reports, figures, () => true);
	return reports.map((report) => [...outputOf(report)]);
}

/** The json of all output items, of one input item whose records are these. */
function shown(lines: ItemReport['lines'], { input, node = NODE }: { input?: IDataObject; node?: typeof NODE } = {}): IDataObject[] {
	return deliver(
		withOptions({ output: 'records', includeInputFields: input !== undefined }, node),
		'delete',
		[reportOf(0, lines, input)],
		FIGURES,
	)
		.flat()
		.map(({ json }) => json);
}

/** The one item that a run is summed up in. */
function summaryOf(lines: ItemReport['lines'], figures: Partial<Figures> = {}, node = NODE): IDataObject {
	const [[item] = []] = deliver(withOptions(SUMMARY, node), 'delete', [reportOf(0, lines)], { ...FIGURES, ...figures });
	return item?.json ?? {};
}

test('a record is what its builder wants where it is gone, asked to be, rehearsed or protected', () => {
	expect(STATUSES.filter((status) => isDone(lineOf('a', status)))).toEqual(['deleted', 'already_gone', 'recall_requested', 'dry_run']);
	expect(isDone(protectedLine('a'))).toBe(true);
});

describe('a record', () => {
	test.each<[Status, boolean | undefined]>([
		['deleted', true],
		['already_gone', false],
		['recall_requested', undefined],
		['refused', false],
		['unknown', false],
	])('that is %s says so, with `deleted` %p', (status, deleted) => {
		const [json = {}] = shown([lineOf('a', status)]);
		expect([json.status, json.deleted]).toEqual([status, deleted]);
		expect('deleted' in json).toBe(deleted !== undefined);
	});

	test('shows its status, then its keys, then what there is to say', () => {
		const [well, refused] = shown([lineOf('a', 'deleted', { log_id: 'log 1' }), lineOf('b', 'refused', { code: 7, log_id: 'log 2' })]);
		expect(Object.entries(well ?? {})).toEqual(Object.entries({ status: 'deleted', id: 'a', deleted: true, log_id: 'log 1' }));
		expect(refused).toEqual({
			id: 'b',
			status: 'refused',
			deleted: false,
			code: 7,
			reason: 'not allowed',
			what_to_do: 'Allow it.',
			log_id: 'log 2',
		});
	});

	test('says that a repeat has confirmed it', () => {
		expect(shown([lineOf('a', 'deleted', {}, { confirmedBy: 'repeat' })])).toEqual([expect.objectContaining({ confirmed_by: 'repeat' })]);
	});

	test('links to Feishu’s own help at the end of the advice, and speaks to an agent as to one', () => {
		const explanation = { what_to_do: 'Run the workflow again.', link: 'https://open.feishu.cn/help' };
		const advice = (node: typeof NODE) => shown([lineOf('a', 'refused', explanation)], { node })[0]?.what_to_do;
		expect(advice(NODE)).toBe('Run the workflow again. Feishu’s own help: https://open.feishu.cn/help');
		expect(advice(TOOL)).toBe('Try again. Feishu’s own help: https://open.feishu.cn/help');
	});
});

test.each<[string, INodeParameters, typeof NODE, boolean, boolean]>([
	['nothing is set', {}, NODE, false, false],
	['the summary is chosen', SUMMARY, NODE, true, false],
	['the input is included', { includeInputFields: true }, NODE, false, true],
	['a word that is none of the choices', { output: 'all', includeInputFields: 'true' }, NODE, false, false],
	['a tool', {}, TOOL, true, false],
	['a tool whose builder chose records', { output: 'records' }, TOOL, false, false],
])('the form of the output: %s', (_what, options, node, isSummary, includesInput) => {
	const [[item] = []] = deliver(withOptions(options, node), 'delete', [reportOf(0, linesOf(1, 'deleted'), { row: 1 })], FIGURES);
	expect(['asked' in (item?.json ?? {}), 'input' in (item?.json ?? {})]).toEqual([isSummary, includesInput]);
});

test('each record is an item that is paired with the one that asked for it, whatever became of it', () => {
	const reports = [reportOf(3, linesOf(2, 'deleted')), reportOf(4, []), reportOf(7, [lineOf('x', 'refused')])];
	const deliveries = deliver(NODE, 'delete', reports, FIGURES);
	expect(deliveries.map((items) => items.map(({ json, pairedItem }) => [json.id, pairedItem]))).toEqual([
		[
			['0', { item: 3 }],
			['1', { item: 3 }],
		],
		[],
		[['x', { item: 7 }]],
	]);
});

describe('the error branch', () => {
	const lines = [...STATUSES.map((status) => lineOf(status, status)), protectedLine('kept')];

	test('gets what did not become what was asked for, in the only form that n8n takes for it', () => {
		const items = deliver(withOptions({ includeInputFields: true }, BRANCHING), 'delete', [reportOf(2, lines, { row: 1 })], FIGURES).flat();
		const rejected = items.filter(({ json }) => 'error' in json);
		expect(rejected.map(({ json }) => (json.error as IDataObject).status)).toEqual(['refused', 'unknown', 'not_sent']);
		for (const { json, pairedItem } of rejected) {
			expect(Object.keys(json)).toEqual(['error', 'message']);
			expect(json.message).toBe('not allowed. Allow it.');
			expect((json.error as IDataObject).input).toEqual({ row: 1 });
			expect(pairedItem).toEqual({ item: 2 });
		}
		expect(items).toHaveLength(lines.length);
		expect(items.some((item) => item.error !== undefined)).toBe(false);
	});

	test('is none of a tool’s: n8n hands the agent both as one', () => {
		const items = deliver({ ...TOOL, onError: 'continueErrorOutput' }, 'delete', [reportOf(0, lines)], FIGURES).flat();
		expect(items).toHaveLength(1);
	});

	test('gets it beside a summary as well, which stands before', () => {
		const items = deliver(withOptions(SUMMARY, BRANCHING), 'delete', [reportOf(0, lines)], FIGURES).flat();
		expect(items.map(({ json }) => (json.error as IDataObject | undefined)?.status ?? json.asked)).toEqual([
			lines.length,
			'refused',
			'unknown',
			'not_sent',
		]);
	});
});

describe('the fields of the input item', () => {
	const inputsOf = (lines: ItemReport['lines'], input: IDataObject) => shown(lines, { input }).map((json) => json.input as IDataObject);

	test('are each output’s own: editing them changes no other, and not what came in', () => {
		const input = { tags: { list: ['a'] } };
		const inputs = [...inputsOf(linesOf(2, 'deleted'), input), ...inputsOf([lineOf('a', 'deleted')], input)];
		(inputs[0] as typeof input).tags.list.push('b');
		expect(inputs).toEqual([{ tags: { list: ['a', 'b'] } }, input, input]);
		expect(input).toEqual({ tags: { list: ['a'] } });
	});

	test('are all there for a single record, and the long ones not for each of several: 3,000 IDs for 3,000 outputs', () => {
		const input = {
			ids: Array.from({ length: 3_000 }, (_, index) => `ou_${index}`),
			sheet: 'May',
			short: 'x'.repeat(998),
			long: 'x'.repeat(999),
		};
		expect(inputsOf(linesOf(1, 'deleted'), input)).toEqual([input]);
		expect(inputsOf(linesOf(2, 'deleted'), input)).toEqual([1, 2].map(() => ({ sheet: 'May', short: input.short })));
	});

	test('that no copy can be made of do not cost the report', () => {
		let deep: unknown = 'end';
		for (let level = 0; level < 20_000; level += 1) deep = [deep];
		const circle: IDataObject = {};
		circle.self = circle;
		for (const odd of [() => 'a function', 10n, circle, Symbol('a symbol'), deep]) {
			for (const count of [1, 2]) {
				const outputs = shown(linesOf(count, 'deleted'), { input: { odd, row: 1 } as IDataObject });
				expect(outputs.map(({ status, input }) => [status, (input as IDataObject).row])).toEqual(
					Array.from({ length: count }, () => ['deleted', 1]),
				);
			}
		}
	});
});

describe('a summary', () => {
	test('counts each status, and says what calls and waits it took', () => {
		const lines = STATUSES.flatMap((status, index) => linesOf(index + 1, status));
		const { reasons, ...counts } = summaryOf(lines, { calls: 9, repeats: 2, waitedMs: 1_449, ms: 12_350 });
		expect(Object.entries(counts)).toEqual(
			Object.entries({
				asked: 28,
				deleted: 1,
				already_gone: 2,
				recall_requested: 3,
				dry_run: 4,
				refused: 5,
				unknown: 6,
				not_sent: 7,
				calls: 9,
				calls_repeated: 2,
				seconds_waited: 1.4,
				seconds: 12.4,
			}),
		);
		expect((reasons as IDataObject[]).map(({ status, count }) => [status, count])).toEqual([
			['refused', 5],
			['unknown', 6],
			['not_sent', 7],
			['dry_run', 4],
		]);
	});

	test('of nothing to do counts nothing', () => {
		const nothing = { asked: 0, deleted: 0, refused: 0, unknown: 0, not_sent: 0, reasons: [] };
		expect(summaryOf([])).toEqual({ ...nothing, calls: 0, calls_repeated: 0, seconds_waited: 0, seconds: 0 });
	});

	test('tells what a dry run would cost', () => {
		expect(summaryOf(linesOf(1, 'dry_run'), { estimate: { calls: 25, seconds: 2, monthPercent: 0.25 } })).toMatchObject({
			planned_calls: 25,
			planned_seconds: 2,
			planned_percent_of_10000_calls: 0.25,
		});
	});

	test('stands alone, paired with all items', () => {
		const deliveries = deliver(
			withOptions(SUMMARY),
			'delete',
			[reportOf(3, linesOf(2, 'deleted')), reportOf(4, linesOf(1, 'refused'))],
			FIGURES,
		);
		expect(deliveries.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([[[{ item: 3 }, { item: 4 }]], []]);
	});

	test('gives each reason with all of its records by their keys', () => {
		const { reasons } = summaryOf(linesOf(30, 'refused', { code: 7, log_id: 'log', link: 'https://a.example' }));
		expect(reasons).toEqual([
			{
				status: 'refused',
				count: 30,
				code: 7,
				reason: 'not allowed',
				what_to_do: 'Allow it. Feishu’s own help: https://a.example',
				log_id: 'log',
				records: Array.from({ length: 30 }, (_, index) => ({ id: String(index) })),
			},
		]);
	});

	test('tells what is wrong with a field of several items once, and which items these are', () => {
		const lines = [4, 9].map((item) => {
			const fault = { field: 'IDs', item, what: 'is blank' };
			return { ...lineOf(`item ${item}`, 'refused', { code: null, reason: `of item ${item}`, fault }), keys: {} };
		});
		expect(summaryOf(lines).reasons).toEqual([
			{
				status: 'refused',
				count: 2,
				code: null,
				reason: 'The field “IDs” of 2 items is blank',
				what_to_do: 'Allow it.',
				log_id: null,
				records: [{ item: 4 }, { item: 9 }],
			},
		]);
	});

	test('speaks to an agent of the reasons in the words that are meant for it, and to people in theirs', () => {
		const lines = [lineOf('a', 'not_sent', { what_to_do: 'Raise Stop If More Than.', for_agent: 'Ask first.' })];
		const advice = (node: typeof NODE) => (summaryOf(lines, {}, node).reasons as IDataObject[]).map(({ what_to_do }) => what_to_do);
		expect([advice(NODE), advice(TOOL)]).toEqual([['Raise Stop If More Than.'], ['Ask first.']]);
	});

	test('gives an agent some of them by name, and of many reasons those that it should read', () => {
		const [reason] = summaryOf(linesOf(30, 'refused'), {}, TOOL).reasons as IDataObject[];
		expect(reason).toMatchObject({ count: 30, records: Array.from({ length: 20 }, (_, index) => String(index)) });

		const lines = Array.from({ length: 60 }, (_, index) =>
			lineOf(`${'7'.repeat(900)}${index}`, 'refused', { reason: `reason ${index} ${'because '.repeat(20)}` }),
		);
		const reasons = summaryOf(lines, {}, TOOL).reasons as IDataObject[];
		expect(JSON.stringify(reasons).length).toBeLessThanOrEqual(1_800);
		expect(reasons.length).toBeGreaterThan(2);
		const told = reasons.length - 1;
		expect(reasons.at(-1)).toEqual({ count: 60 - told, reason: `${60 - told} other reasons` });
	});
});

describe('what was found', () => {
	const found = (item: IDataObject): Line => ({ keys: {}, name: '', outcome: { status: 'found', logId: null, retryable: false }, item });
	const unread = lineOf('e', 'refused', { code: 7, reason: 'no right' });

	test('stands for itself, whatever form the output has, and each item has its own copy', () => {
		const event = { id: 'e', deep: { list: [1] } };
		for (const node of [NODE, withOptions(SUMMARY), withOptions({ includeInputFields: true }), TOOL]) {
			const deliveries = deliver(node, 'find', [reportOf(0, [found(event)], { row: 1 }), reportOf(1, [found(event)])], FIGURES);
			expect(deliveries).toEqual([0, 1].map((item) => [{ json: event, pairedItem: { item } }]));
			const [one, other] = deliveries.flat().map(({ json }) => json);
			expect(one?.deep).not.toBe(other?.deep);
			expect(one?.deep).not.toBe(event.deep);
		}
	});

	test('is no item at all where there is nothing', () => {
		expect(deliver(withOptions(SUMMARY), 'find', [reportOf(0, [])], FIGURES)).toEqual([[]]);
	});

	test('is joined by what could not be read, which goes to the error branch where there is one', () => {
		const lines = [found({ id: 'e1' }), unread];
		const told = { id: 'e', status: 'refused', code: 7, reason: 'no right', what_to_do: 'Allow it.' };
		expect(
			deliver(NODE, 'find', [reportOf(0, lines)], FIGURES)
				.flat()
				.map(({ json }) => json),
		).toEqual([{ id: 'e1' }, told]);
		expect(
			deliver(BRANCHING, 'find', [reportOf(0, lines)], FIGURES)
				.flat()
				.map(({ json }) => json),
		).toEqual([{ id: 'e1' }, { error: told, message: 'no right. Allow it.' }]);
	});
});

describe('what was created', () => {
	const yields = { attendee_id: 'new', deep: { list: [1] } };
	const lines = [lineOf('a', 'created', {}, { yields }), lineOf('b', 'refused')];

	test('shows what Feishu gave for it after its keys, a copy for each item', () => {
		const [mine, other] = deliver(NODE, 'create', [reportOf(0, lines.slice(0, 1)), reportOf(1, lines.slice(0, 1))], FIGURES)
			.flat()
			.map(({ json }) => json);
		expect(Object.keys(mine ?? {}).slice(0, 5)).toEqual(['status', 'id', 'attendee_id', 'deep', 'created']);
		expect(mine).toMatchObject({ id: 'a', attendee_id: 'new', status: 'created', created: true });
		expect(mine).not.toHaveProperty('deleted');
		expect(mine?.deep).not.toBe(other?.deep);
		expect(mine?.deep).not.toBe(yields.deep);
	});

	test('is counted in the summary by that word', () => {
		const [[item] = []] = deliver(withOptions(SUMMARY), 'create', [reportOf(0, lines)], FIGURES);
		expect(item?.json).toMatchObject({ asked: 2, created: 1, refused: 1 });
		expect(item?.json).not.toHaveProperty('deleted');
	});
});

test('the copy of a record stands beside what became of it, a copy for each item', () => {
	const copy = { id: 'a', deep: { list: [1] } };
	const line: Line = { ...lineOf('a', 'unknown'), copy };
	const [one, other] = deliver(NODE, 'delete', [reportOf(0, [line]), reportOf(1, [line])], FIGURES)
		.flat()
		.map(({ json }) => json);
	expect([one?.status, one?.snapshot]).toEqual(['unknown', { ...copy, deletion_status: 'unknown' }]);
	expect(one?.snapshot).not.toBe(other?.snapshot);
	expect(one?.snapshot).not.toBe(copy);
});

test('the copy of a record that Feishu no longer finds does not say that it is still there', () => {
	const line = (isMissing: boolean): Line => ({ ...lineOf('a', 'refused', {}, { isMissing }), copy: { type: 'user' } });
	const marks = shown([line(true), line(false)]).map(({ snapshot }) => (snapshot as IDataObject).deletion_status);
	expect(marks).toEqual(['already_gone', 'refused']);
});

test('a recall that is carried out is counted by its own name, and is no deletion', () => {
	const lines = [lineOf('a', 'recalled'), lineOf('b', 'recall_requested')];
	expect(summaryOf(lines)).toMatchObject({ asked: 2, deleted: 0, recalled: 1, recall_requested: 1 });
	expect(shown(lines).map((json) => 'deleted' in json)).toEqual([false, false]);
	expect(lines.every(isDone)).toBe(true);
});

describe('a recall that was followed', () => {
	const recalled = lineOf('a', 'recalled', {}, { yields: { recall_count: 3 } });

	test('is well, and neither deleted nor not', () => {
		expect(isDone(recalled)).toBe(true);
		const [json = {}] = shown([recalled]);
		expect(json).toMatchObject({ status: 'recalled', recall_count: 3 });
		expect('deleted' in json).toBe(false);
	});

	test('is counted, with the reason why it is not done or not wholly', () => {
		const late = lineOf('b', 'recall_requested', {}, { explanation: { code: null, reason: 'Not yet', what_to_do: 'Ask.', log_id: null } });
		const summary = summaryOf([lineOf('a', 'recalled', {}, { yields: {} }), lineOf('c', 'recall_requested'), late]);
		expect(summary).toMatchObject({ asked: 3, deleted: 0, recalled: 1, recall_requested: 2 });
		expect(summary.reasons).toContainEqual(expect.objectContaining({ status: 'recall_requested', count: 1, reason: 'Not yet' }));
	});
});

test('the summary lists what all records of a call were given, each once', () => {
	const given = (name: string, id?: string) => lineOf(name, 'deleted', {}, id === undefined ? {} : { yields: { batch_message_id: id } });
	const lines = [given('a', 'bm-1'), given('b', 'bm-1'), given('c', 'bm-2'), given('d')];
	expect(summaryOf(lines, { shared: 'batch_message_id' }).batch_message_ids).toEqual(['bm-1', 'bm-2']);
	expect(summaryOf(lines)).not.toHaveProperty('batch_message_ids');
});
