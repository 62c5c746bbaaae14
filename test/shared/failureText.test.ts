import type { Operation } from '../../nodes/shared/endpoint';
import { failureText } from '../../nodes/shared/engine/report/failureText';
import type { Explanation, Line } from '../../nodes/shared/engine/record';
import { endpointWith, searchWith } from '../support/endpoint';
import { lineOf, linesOf, protectedLine } from '../support/line';

const textOf = (lines: readonly Line[], { calls = 1, agent = false, endpoint = endpointWith() } = {}) =>
	failureText(endpoint, lines, calls, agent);

/** What is said of one record that was refused. */
const refused = (explanation: Partial<Explanation>) => textOf([lineOf('a', 'refused', explanation)]);

/** A line of an item whose field holds what must not be sent. */
const invalid: Line = {
	...lineOf('item 1', 'refused', {
		code: null,
		reason: 'The field “IDs” of item 1 is blank',
		what_to_do: 'Enter an ID.',
		fault: { field: 'IDs', item: 1, what: 'is blank' },
	}),
	keys: {},
};

/** Lines of items whose fields hold what must not be sent. */
const invalidLines = (whats: readonly string[], { field = 'IDs', from = 0 } = {}): Line[] =>
	whats.map((what, index) => {
		const item = from + index;
		const explanation = {
			code: null,
			reason: `The field “${field}” of item ${item} ${what}`,
			what_to_do: 'Enter the ID.',
			fault: { field, item, what },
		};
		return { ...lineOf(`item ${item}`, 'refused', explanation), keys: {} };
	});

describe('the message', () => {
	test.each<[string, Line[], string]>([
		['one record', [lineOf('a', 'refused')], '0 of 1 record deleted, 1 refused. Not allowed.'],
		[
			'several statuses, in their order',
			[...linesOf(3, 'not_sent'), ...linesOf(2, 'unknown'), lineOf('a', 'refused'), ...linesOf(4, 'deleted')],
			'4 of 10 records deleted, 1 refused, 2 unknown, 3 not sent. Not allowed.',
		],
		[
			'what is well besides',
			[lineOf('a', 'already_gone'), lineOf('b', 'dry_run'), lineOf('c', 'recall_requested'), lineOf('d', 'refused')],
			'1 of 4 records deleted, 1 already gone, 1 in a dry run, 1 refused. Not allowed.',
		],
		[
			'a record that the builder protects, which is no reason',
			[protectedLine('a'), lineOf('b', 'not_sent', { reason: 'no turn' })],
			'0 of 2 records deleted, 2 not sent. No turn.',
		],
	])('counts %s, and says why', (_what, lines, message) => {
		expect(textOf(lines).message).toBe(message);
	});

	test.each<[string, Operation, Line[], string]>([
		['a search', searchWith(), [...linesOf(3, 'found'), lineOf('a', 'refused')], '3 of 4 records read, 1 refused. Not allowed.'],
		[
			'a search that finds other things than it is asked for',
			searchWith({ noun: { one: 'event', many: 'events', found: { one: 'attendee', many: 'attendees' } } }),
			[...linesOf(1, 'found'), ...linesOf(2, 'refused')],
			'1 attendee found, 2 events refused. Not allowed.',
		],
		[
			'a creation',
			endpointWith({ kind: 'create' }),
			[lineOf('a', 'created'), lineOf('b', 'unknown')],
			'1 of 2 records created, 1 unknown. Not allowed.',
		],
		[
			'a creation in its own word',
			endpointWith({ kind: 'create', noun: { one: 'attendee', many: 'attendees', done: 'added' } }),
			[lineOf('b', 'refused')],
			'0 of 1 attendee added, 1 refused. Not allowed.',
		],
		[
			'recalls',
			endpointWith(),
			[lineOf('a', 'recalled'), lineOf('b', 'recall_requested'), lineOf('c', 'refused')],
			'2 of 3 records deleted, 1 refused. Not allowed.',
		],
	])('says what became of %s', (_what, operation, lines, message) => {
		expect(failureText(operation, lines, 1, false).message).toBe(message);
	});

	test('counts recalls that are carried out as well, and tells an agent of those that are not yet', () => {
		const late = lineOf('b', 'recall_requested', {}, { explanation: { code: null, reason: 'Not yet', what_to_do: 'Ask.', log_id: null } });
		const endpoint = endpointWith({ noun: { one: 'recall', many: 'recalls', done: 'requested' } });
		const lines = [lineOf('a', 'recalled', {}, { yields: {} }), late, lineOf('c', 'refused')];
		expect(textOf(lines, { endpoint }).message).toBe('2 of 3 recalls requested, 1 refused. Not allowed.');
		expect(textOf(lines, { endpoint, agent: true }).message).toContain(' 1 requested: Not yet. Ask. These are: b.');
	});

	test('says what the endpoint does, in its words', () => {
		const endpoint = endpointWith({ noun: { one: 'message recall', many: 'message recalls', done: 'requested' } });
		expect(textOf(linesOf(2, 'refused'), { endpoint }).message).toBe('0 of 2 message recalls requested, 2 refused. Not allowed.');
	});

	test.each([
		['Feishu’s words, as a sentence', 'record not found', 'Record not found.'],
		['a sentence as it is', 'Access denied.', 'Access denied.'],
		['a host with its own letters', 'https://open.feishu.cn did not answer', 'open.feishu.cn did not answer.'],
		['a name as it is', 'biz_id is wrong', 'biz_id is wrong.'],
		['the host alone of an address that begins it', 'https://127.0.0.1:9/a/b did not answer', '127.0.0.1:9 did not answer.'],
		['none of any other address', 'apply at https://open.feishu.cn/x?y=z now', 'Apply at now.'],
		['one line', 'a\n\tb  c ', 'A b c.'],
		['a whole word at the end of what is too long', `${'word '.repeat(23)}verylongword`, `Word ${'word '.repeat(22).trim()}…`],
		['Chinese, which has no blanks', '无'.repeat(121), `${'无'.repeat(120)}…`],
		['as much as fits', 'X'.repeat(120), `${'X'.repeat(120)}.`],
	])('gives %s', (_what, reason, words) => {
		expect(refused({ reason }).message).toBe(`0 of 1 record deleted, 1 refused. ${words}`);
	});

	test('of a field that holds what must not be sent is about that alone, unless calls had left before', () => {
		const lines = [lineOf('a', 'not_sent'), invalid];
		expect(textOf(lines, { calls: 0 })).toMatchObject({
			message: 'The field “IDs” of item 1 is blank. Nothing was sent.',
			description: '<b>1 refused</b><br>Enter an ID.<br><br><b>1 not sent: not allowed.</b><br>Allow it.<br>a<br>Code 1',
		});
		expect(textOf(lines, { calls: 1 }).message).toMatch(/^0 of 2 records deleted, 1 refused, 1 not sent\. The field “IDs” of item 1/);
	});

	test('tells what is wrong with a field of many items once, with how many there are', () => {
		const names = Array.from({ length: 30 }, (_, index) => `holds "Person ${index} \\"Li\\"", which is not an ID`);
		expect(textOf(invalidLines(names), { calls: 0 })).toMatchObject({
			message: 'The field “IDs” of 30 items is not valid. Item 0 holds "Person 0 \\"Li\\"", which is not an ID. Nothing was sent.',
			description: 'Enter the ID.<br>Items: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 20 more.',
		});
		const same = invalidLines(['is blank', 'is blank'], { from: 7 });
		expect(textOf(same, { calls: 0 })).toMatchObject({
			message: 'The field “IDs” of 2 items is blank. Nothing was sent.',
			description: 'Enter the ID.<br>Items: 7, 8.',
		});
		expect(textOf([...same, lineOf('a', 'deleted')]).message).toBe(
			'1 of 3 records deleted, 2 refused. The field “IDs” of 2 items is blank.',
		);
	});

	test('keeps apart what is wrong with other fields, and what is wrong otherwise', () => {
		const lines = [
			...invalidLines(['is blank', 'holds "a b", which is not an ID', 'is blank']),
			...invalidLines(['is blank'], { field: 'Task', from: 9 }),
		];
		const { message, description } = textOf(lines, { calls: 0 });
		expect(message).toBe('The field “IDs” of 2 items is blank. Nothing was sent.');
		expect(description.split('<br><br>')).toEqual([
			'<b>2 refused</b><br>Enter the ID.<br>Items: 0, 2.',
			'<b>1 refused: The field “IDs” of item 1 holds &quot;a b&quot;, which is not an ID.</b><br>Enter the ID.',
			'<b>1 refused: The field “Task” of item 9 is blank.</b><br>Enter the ID.',
		]);
	});
});

describe('the description', () => {
	test('tells each reason once, with its code, the advice and the records', () => {
		const lines = [...linesOf(2, 'refused', { code: 7 }), lineOf('x', 'not_sent', { code: null }), lineOf('y', 'refused', { code: 8 })];
		expect(textOf([...linesOf(2, 'refused'), ...linesOf(3, 'not_sent')]).description).toBe(
			'<b>2 refused</b><br>Allow it.<br>0, 1<br>Code 1<br><br><b>3 not sent for the same reason</b><br>0, 1, 2',
		);
		expect(textOf(lines).description).toBe(
			'<b>2 refused</b><br>Allow it.<br>0, 1<br>Code 7<br><br>' +
				'<b>1 refused: not allowed.</b><br>Allow it.<br>y<br>Code 8<br><br>' +
				'<b>1 not sent: not allowed.</b><br>Allow it.<br>x',
		);
	});

	test('says nothing again that the message says, unless it is cut off there', () => {
		expect(textOf(linesOf(2, 'refused')).description).toBe('Allow it.<br>0, 1<br>Code 1');
		const reason = `${'because '.repeat(20)}of it`;
		expect(refused({ reason }).description).toBe(`<b>1 refused: ${reason}.</b><br>Allow it.<br>a<br>Code 1`);
	});

	test('gives Feishu’s words after ours', () => {
		const explanation = { code: 2, reason: 'NOT_CREATED', what: 'There is no such card.', what_to_do: 'There is no such card. Leave it.' };
		expect(refused({ ...explanation, log_id: 'log' })).toMatchObject({
			message: '0 of 1 record deleted, 1 refused. There is no such card.',
			description: 'Leave it.<br>a<br>Feishu’s reason: NOT_CREATED (code 2, log ID log)',
		});
		expect(textOf([lineOf('b', 'refused'), lineOf('a', 'unknown', explanation)]).description).toMatch(
			/<b>1 unknown: There is no such card\.<\/b><br>Leave it\.<br>a<br>Feishu’s reason: NOT_CREATED \(code 2\)$/,
		);
		expect(refused({ ...explanation, code: null }).description).toMatch(/<br>Feishu’s reason: NOT_CREATED$/);
		expect(refused({ ...explanation, reason: 'code 2' }).description).toMatch(/<br>Feishu’s reason: code 2$/);
	});

	test('names a log ID beside the code, and of several some, however many calls met the reason', () => {
		const withLogIds = (count: number) => Array.from({ length: 2 * count }, (_, index) => ({ log_id: `log ${index % count}` }));
		const description = (count: number) => textOf(withLogIds(count).map((log) => lineOf('a', 'refused', log))).description;
		expect(description(1)).toMatch(/<br>Code 1, log ID log 0$/);
		expect(description(5)).toMatch(/^Allow it\.<br>.+<br>Code 1<br>Log IDs: log 0, log 1, log 2 and 2 more$/);
		expect(refused({ code: null, log_id: 'log' }).description).toMatch(/<br>Log ID log$/);
	});

	test('leaves Feishu’s words no HTML, and links to its help', () => {
		const { description } = textOf([
			lineOf('b', 'refused'),
			lineOf('a', 'refused', { reason: '<b>"R&D"', what_to_do: 'Use <id>.', link: 'https://a.example/?a=1&b="2"' }),
		]);
		expect(description).toContain('<b>1 refused: &lt;b&gt;&quot;R&amp;D&quot;.</b>');
		expect(description).toContain('<br>Use &lt;id&gt;.<br>');
		expect(description).toContain('<a href="https://a.example/?a=1&amp;b=&quot;2&quot;" target="_blank">Feishu’s own help</a>');
		expect(textOf([lineOf('<a>', 'refused')]).description).toContain('&lt;a&gt;');
		expect(refused({ what: 'We say so.', reason: '<i>' }).description).toContain('Feishu’s reason: &lt;i&gt;');
	});

	test('names fifty records of a reason, and twenty reasons', () => {
		expect(textOf(linesOf(60, 'refused')).description).toMatch(/<br>0, 1, .+, 49 and 10 more<br>Code 1$/);
		const { description } = textOf(Array.from({ length: 23 }, (_, code) => lineOf('a', 'refused', { code })));
		expect(description.match(/<b>/g)).toHaveLength(20);
		expect(description).toMatch(/<br><br>And 3 other reasons\.$/);
		const more = textOf(Array.from({ length: 21 }, (_, code) => lineOf('a', 'refused', { code })));
		expect(more.description).toMatch(/And 1 other reason\.$/);
	});

	test('does not repeat a code that the reason names', () => {
		const reason = 'Feishu gave no tenant token: app secret invalid (code 10014)';
		const { message, description } = refused({ code: 10014, reason });
		expect(message).toContain('10014');
		expect(description).not.toContain('10014');
	});
});

describe('for an agent', () => {
	const agent = true;

	test('the message stands alone, and the description says nothing else', () => {
		const lines = [
			lineOf('a', 'deleted'),
			lineOf('b', 'refused', { code: 7, reason: 'no such record', what_to_do: 'Run the workflow again.' }),
			...linesOf(25, 'not_sent', { code: null }),
		];
		const names = Array.from({ length: 20 }, (_, index) => index).join(', ');
		const { message, description } = textOf(lines, { agent });
		expect(message).toBe(
			'1 of 27 records deleted, 1 refused, 25 not sent. 1 refused: no such record. (Code 7.) Try again. These are: b. ' +
				`25 not sent: not allowed. Allow it. These are: ${names} and 5 more.`,
		);
		expect(message).toContain(description);
		expect(textOf([invalid], { agent, calls: 0 })).toMatchObject({
			message: 'The field “IDs” of item 1 is blank. Enter an ID. Nothing was sent.',
			description: 'The field “IDs” of item 1 is blank. Enter an ID. Nothing was sent.',
		});
		// What the first reason says is wrong with a field goes with the step, too, when calls have left.
		expect(textOf([invalid], { agent }).message).toMatch(/ 1 refused: The field “IDs” of item 1 is blank\. Enter an ID\./);
	});

	test('stays within 2,000 characters, whatever the number of reasons and the length of the IDs', () => {
		const lines = Array.from({ length: 60 }, (_, index) =>
			lineOf(`${'7'.repeat(900)}${index}`, 'refused', { reason: `reason ${index} ${'because '.repeat(30)}` }),
		);
		const { message } = textOf(lines, { agent });
		expect(message.length).toBeLessThanOrEqual(2_000);
		expect(message).toMatch(
			/^0 of 60 records deleted, 60 refused\. 1 refused: reason 0 because .+ These are: 7{900}0\. 1 refused: .+ And 5\d other reasons\.$/,
		);
	});
});

test('why the node fails, in n8n’s terms, is said by the first reason that can', () => {
	const lines = [
		lineOf('a', 'not_sent', { failure: { cause: 'temporarily-unavailable' } }),
		lineOf('b', 'unknown', { failure: { cause: 'credential-invalid' } }),
		lineOf('c', 'refused'),
	];
	expect(textOf(lines).failure).toEqual({ cause: 'credential-invalid' });
	expect(textOf(linesOf(1, 'refused')).failure).toBeUndefined();
	expect(textOf([{ ...invalid, outcome: { ...invalid.outcome } }], { calls: 0 }).failure).toBeUndefined();
});

describe('what is created though the node fails', () => {
	const sends = endpointWith({
		kind: 'create',
		noun: { one: 'message', many: 'messages', done: 'sent' },
		undo: { key: 'message_id', todo: 'Recall it by this ID.' },
	});
	const sent = (name: string, message_id: string, status: 'created' | 'unknown' = 'created'): Line => {
		const line = lineOf(name, status);
		return { ...line, outcome: { ...line.outcome, yields: { message_id } } };
	};

	test('is named first, each ID once, with how to undo it', () => {
		const { message, description } = textOf([sent('a', 'bm-1'), sent('b', 'bm-1'), sent('c', 'bm-<2'), lineOf('d', 'refused')], {
			endpoint: sends,
		});
		expect(message).toBe('3 of 4 messages sent, 1 refused. Not allowed.');
		expect(description).toMatch(/^<b>3 messages sent: bm-1, bm-&lt;2\.<\/b><br>Recall it by this ID\.<br><br>Allow it\./);
	});

	test('is told to an agent in the message, which may be all that it reads', () => {
		const { message } = textOf([sent('a', 'bm-1'), lineOf('d', 'refused')], { endpoint: sends, agent: true });
		expect(message).toMatch(/^1 of 2 messages sent, 1 refused\. 1 message sent: bm-1\. Recall it by this ID\. 1 refused: not allowed\./);
	});

	test('leaves room for the reasons in what an agent reads', () => {
		const lines = Array.from({ length: 60 }, (_, index) => sent(`r${index}`, `card-${index}-${'x'.repeat(190)}`));
		const { message } = textOf([...lines, lineOf('d', 'refused')], { endpoint: sends, agent: true });
		expect(message).toMatch(
			/^60 of 61 messages sent, 1 refused\. 60 messages sent: card-0-x+, .+ and 5\d more\. Recall it .+ not allowed\./,
		);
		expect(message.length).toBeLessThanOrEqual(2_000);
	});

	test('is named as long as a page can hold it, since nothing else tells the IDs', () => {
		const lines = Array.from({ length: 5_000 }, (_, index) => sent(`r${index}`, `bm-${index}`));
		const { description } = textOf([...lines, lineOf('d', 'refused')], { endpoint: sends });
		expect(description).toMatch(/, bm-998, bm-999 and 4000 more\./);
		expect(textOf([...lines.slice(0, 120), lineOf('d', 'refused')], { endpoint: sends }).description).toMatch(/, bm-119\.<\/b>/);
	});

	test('is named where nobody knows of the record, and Feishu gave an ID all the same', () => {
		const start = (...lines: Line[]) => /^<b>(.+?)<\/b>/.exec(textOf(lines, { endpoint: sends }).description)?.[1];
		const others = 'Feishu also gave an ID for what is not counted as sent: bm-2.';
		expect(start(sent('a', 'bm-2', 'unknown'))).toBe(others);
		expect(start(sent('a', 'bm-1'), sent('b', 'bm-2', 'unknown'))).toBe(`1 message sent: bm-1. ${others}`);
		expect(start(sent('a', 'bm-1'), sent('b', 'bm-1', 'unknown'))).toBe('1 message sent: bm-1.');
	});

	test('may be named by the record itself, and only where it is created', () => {
		const adds = endpointWith({ kind: 'create', undo: { key: 'id', todo: 'Remove these.' } });
		const line = (id: string, status: 'created' | 'refused'): Line => ({ ...lineOf(id, status), keys: { id } });
		expect(textOf([line('a', 'created'), line('b', 'refused')], { endpoint: adds }).description).toMatch(/^<b>1 record created: a\.<\/b>/);
		expect(textOf([line('b', 'refused')], { endpoint: adds }).description).toMatch(/^Allow it/);
	});
});
