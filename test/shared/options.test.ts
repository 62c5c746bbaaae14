import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Endpoint, Operation, RecordKeys } from '../../nodes/shared/endpoint';
import { OptionReader } from '../../nodes/shared/engine/n8n/options';
import { Protection, comparable } from '../../nodes/shared/engine/run/protection';
import { NODE, TOOL, contextWith } from '../support/context';
import { endpointWith, searchWith } from '../support/endpoint';
import { refusalBy } from '../support/invalidField';

/** A reader of the options of a node, and the context of an item whose expressions yield `resolved`. */
function reading(options: INodeParameters | undefined, resolved: IDataObject = {}, { node = NODE, hasOwnText = false } = {}) {
	const own = { ...node, parameters: options === undefined ? {} : { options } };
	const parameters = Object.fromEntries(Object.entries(resolved).map(([name, value]) => [`options.${name}`, value]));
	// What holds no expression is not asked for: the context has no such parameter.
	return { reader: new OptionReader(own, endpointWith({ hasOwnText })), context: contextWith({ parameters }) };
}

/** All options, as they hold for one item. */
function read(...given: Parameters<typeof reading>) {
	const { reader, context } = reading(...given);
	return [reader.isDry(context), reader.stopIfMoreThan(context), reader.missingIsDone(context)];
}

test.each([
	['nothing is set', {}, NODE, [false, Number.POSITIVE_INFINITY, false]],
	['there is no collection at all', undefined, NODE, [false, Number.POSITIVE_INFINITY, false]],
	['all are set', { dryRun: true, stopIfMoreThan: 0, alreadyGone: true }, NODE, [true, 0, true]],
	['a tool', {}, TOOL, [false, 20, false]],
	['a tool with a bound of its own', { stopIfMoreThan: 500 }, TOOL, [false, 500, false]],
])('for an item: %s', (_what, options, node, expected) => {
	expect(read(options, {}, { node })).toEqual(expected);
});

describe('Dry Run', () => {
	test.each([
		[false, {}, false],
		[true, {}, true],
		[undefined, { dryRun: true }, true],
		[false, { dryRun: true }, true],
		[true, { dryRun: false }, true],
	])('is on by the switch (%j) or by the option of older workflows (%j): %s', (dryRun, options, isDry) => {
		const parameters = { options, ...(dryRun !== undefined && { dryRun }) };
		expect(new OptionReader({ ...NODE, parameters }, endpointWith()).isDry(contextWith({}))).toBe(isDry);
	});

	test('is none of a search, whatever is saved', () => {
		expect(new OptionReader({ ...NODE, parameters: { dryRun: true } }, searchWith()).isDry(contextWith({}))).toBe(false);
	});
});

test('what holds an expression is asked for item by item', () => {
	const options = { dryRun: '={{ $json.dry }}', stopIfMoreThan: '={{ $json.most }}', alreadyGone: false };
	expect(read(options, { dryRun: true, stopIfMoreThan: '7' })).toEqual([true, 7, false]);
	expect(read(options, { dryRun: 'false', stopIfMoreThan: 8 })).toEqual([false, 8, false]);
});

test.each([
	['dryRun', 'Dry Run (Older Workflows)', 'maybe'],
	['stopIfMoreThan', 'Stop If More Than', -1],
	['alreadyGone', 'Already Gone Counts as Deleted', null],
])('%s is refused under its name where an expression yields what it cannot be', (name, field, value) => {
	expect(refusalBy(() => read({ [name]: '={{ $json.it }}' }, { [name]: value })).field).toBe(field);
});

/** What is protected, in the form in which it is compared. */
class Listed extends Protection {
	readonly all: string[] = [];

	override addText(text: string): void {
		this.all.push(comparable(text));
	}
}

describe('a department, which is any number of people', () => {
	const crowds = { isOne: ({ department }: RecordKeys) => department !== undefined, field: 'Departments' };
	const [PERSON, DEPARTMENT] = [{ id: 'a' }, { department: 'b' }];

	test.each<[string, boolean, INodeParameters, Partial<Endpoint>, RecordKeys[], boolean]>([
		['an agent is refused', true, {}, { crowds }, [PERSON, DEPARTMENT], true],
		['a workflow is not', false, {}, { crowds }, [DEPARTMENT], false],
		['an agent that has a bound is not', true, { stopIfMoreThan: 5 }, { crowds }, [DEPARTMENT], false],
		['an agent that names people is not', true, {}, { crowds }, [PERSON, PERSON], false],
		['an operation that knows no departments refuses none', true, {}, {}, [DEPARTMENT], false],
	])('%s', (_what, ofTool, options, change, records, isRefused) => {
		const reader = new OptionReader({ ...(ofTool ? TOOL : NODE), parameters: { options } }, endpointWith(change));
		const check = () => reader.checkCrowds(records);
		if (isRefused) expect(refusalBy(check).field).toBe('Departments');
		else expect(check).not.toThrow();
	});
});

describe('Never Delete', () => {
	function protectedBy(value: unknown, hasOwnText = false): Set<string> {
		const { reader, context } = reading({ neverDelete: '={{ $json.keep }}' }, { neverDelete: value as IDataObject }, { hasOwnText });
		const listed = new Listed();
		reader.protect(context, listed);
		return new Set(listed.all);
	}

	test.each<[string, unknown, string[]]>([
		['one ID', ' ou_1 ', ['ou_1']],
		['a list', 'ou_1, ou_2\nou_3', ['ou_1', 'ou_2', 'ou_3']],
		['an array', ['ou_1', ' ou_2 '], ['ou_1', 'ou_2']],
		['JSON array text of long numbers, each digit kept', '[6709359313699356941]', ['6709359313699356941']],
		['numbers', [7], ['7']],
		['an empty array, which keeps nobody', [], []],
		['addresses, in small letters', "O'Wang@Example.com", ["o'wang@example.com"]],
	])('takes %s', (_what, value, ids) => {
		expect(protectedBy(value)).toEqual(new Set(ids));
	});

	test.each<[string, unknown, string[]]>([
		['a business ID that holds a comma, whole and in parts', 'a,or-not', ['a', 'or-not', 'a,or-not']],
		['a business ID in any script', '订单-42', ['订单-42']],
		['an address', 'O@x.com', ['o@x.com']],
		['an entry of an array with signs of its own, whole', ['order 42; now|then <3>', 'you_win'], ['order 42; now|then <3>', 'you_win']],
		['a business ID that holds an open ID', 'card-ou_1', ['card-ou_1']],
		['an entry of an array that holds a comma, whole', ['a, or not'], ['a, or not']],
	])('takes %s, where an app has text of its own', (_what, value, ids) => {
		expect(protectedBy(value, true)).toEqual(new Set(ids));
	});

	test.each<[string, unknown, string]>([
		['blank text', ' ', 'is blank'],
		['commas alone', ',,', 'is blank'],
		['a gap between commas', 'ou_1,,ou_2', 'holds a blank entry'],
		['10 MB of Chinese', '中'.repeat(10 * 1024 * 1024), 'characters long'],
		['nothing after the last comma', 'ou_1, ', 'holds a blank entry'],
		['the text of an empty array', '[]', 'is blank'],
		['nothing', undefined, 'is blank'],
		['null', null, 'is blank'],
		['an array with a blank', ['ou_1', ''], 'holds a blank entry'],
		['an array of nothing', [null], 'is blank'],
		['an object', { id: 'ou_1' }, 'a value of the type object'],
		['a number that has lost digits', 2 ** 60, 'too long'],
		['a list that is parted otherwise', 'ou_1; ou_2', 'is not a Feishu ID'],
		['a gap at the beginning', ',ou_1', 'holds a blank entry'],
		['a gap between full-width commas', 'ou_1，，ou_2', 'holds a blank entry'],
		['a gap before a line break', 'ou_1,\n,ou_2', 'holds a blank entry'],
		['JSON array text with a blank', '["ou_1", ""]', 'holds a blank entry'],
		['addresses that are parted otherwise', 'a@x.com; b@x.com', 'is not a Feishu ID'],
		['addresses between blanks', 'a@x.com b@x.com', 'is not a Feishu ID'],
		['addresses between Chinese commas', 'a@x.com、b@x.com', 'is not a Feishu ID'],
		['an address in brackets', '<a@x.com>', 'is not a Feishu ID'],
		['10 MB of an address', `${'a'.repeat(10 * 1024 * 1024)}@x.com`, 'characters long'],
	])('never takes %s for nobody', (_what, value, words) => {
		const { field, what } = refusalBy(() => protectedBy(value));
		expect(field).toBe('Never Delete');
		expect(what).toContain(words);
	});

	test.each([
		...[
			'all',
			'null',
			'6.7E+18',
			'={{ $json.id }}',
			'ou_1; ou_2',
			'ou_1、ou_2',
			'ou_1 ou_2',
			'ou_1|ou_2',
			'"ou_1", "ou_2"',
			'<ou_1>',
			'@ou_1',
			'(ou_1)',
		],
		...['ou_1\u200b, ou_2\u200b', 'a; b', 'a b', '3e3cf96b、4d7a3c6g'],
		...[['ou_1; ou_2'], ['"ou_1"'], ['<on_1>'], ['@ou_1'], ['3e3cf96b\u200b']],
	])('never takes %j for text of an app’s own', (value) => {
		expect(refusalBy(() => protectedBy(value, true)).field).toBe('Never Delete');
	});

	test('gets to the end of ten megabytes of what is no text of an app’s own', () => {
		for (const value of ['中'.repeat(10 * 1024 * 1024), [`${' x'.repeat(5 * 1024 * 1024)} ou_1`]]) {
			expect(refusalBy(() => protectedBy(value, true)).field).toBe('Never Delete');
		}
	});

	test('adds the list of each item, also where it is as long as the last one', () => {
		const { reader } = reading({ neverDelete: '={{ $json.keep }}' });
		const listed = new Listed();
		for (const list of [
			['a', 'b'],
			['a', 'c'],
			['d', 'e'],
		])
			reader.protect(contextWith({ parameters: { 'options.neverDelete': list } }), listed);
		expect(new Set(listed.all)).toEqual(new Set(['a', 'b', 'c', 'd', 'e']));
	});

	test('keeps nobody where it is not set', () => {
		const { reader, context } = reading({ dryRun: true });
		const listed = new Listed();
		reader.protect(context, listed);
		expect(listed.all).toEqual([]);
	});

	test('is refused where it begins as the last list did, and goes on with nothing', () => {
		const { reader } = reading({ neverDelete: '={{ $json.keep }}' });
		const protect = (list: unknown) =>
			reader.protect(contextWith({ parameters: { 'options.neverDelete': list as IDataObject } }), new Protection());
		protect(['a']);
		expect(refusalBy(() => protect(['a', undefined])).what).toContain('holds a blank entry');
	});

	test('is read once for items that have the same list', () => {
		const { reader } = reading({ neverDelete: '={{ $json.keep }}' });
		const listed = new Listed();
		for (const list of [['a', 'b'], ['a', 'b'], ['c'], 'd', 'd'])
			reader.protect(contextWith({ parameters: { 'options.neverDelete': list } }), listed);
		expect(listed.all).toEqual(['a', 'b', 'c', 'd']);
	});
});

test.each([
	['OU_1', 'OU_1'],
	['Wang@Example.com', 'wang@example.com'],
	['user_A@B', 'user_a@b'],
	[' card ', 'card'],
	['third_party_Wang@Example.com', 'wang@example.com'],
	['third_party_1', 'third_party_1'],
])('%j is compared as %s', (id, compared) => {
	expect(comparable(id)).toBe(compared);
});

describe('Keep a Copy', () => {
	function check(
		options: INodeParameters,
		{ node = NODE, continues = true, operation = endpointWith() }: { node?: typeof NODE; continues?: boolean; operation?: Operation } = {},
	) {
		const reader = new OptionReader({ ...node, parameters: { options } }, operation);
		reader.assertCopiesReachOutput(contextWith({ continues }));
		return reader.keepsCopy;
	}
	const ON = { keepCopy: true };

	test.each<[string, INodeParameters, Parameters<typeof check>[1], boolean]>([
		['is off unless it is switched on', {}, {}, false],
		['is off, whatever else is set', { keepCopy: false, output: 'summary' }, { continues: false }, false],
		['is off by text', { keepCopy: 'false' }, {}, false],
		['is on by text, which must not cost the copies', { keepCopy: 'true' }, {}, true],
		['is on', ON, {}, true],
		['is on for a tool that returns records', { ...ON, output: 'records' }, { node: TOOL }, true],
		['says nothing to what creates', ON, { operation: endpointWith({ kind: 'create' }), continues: false }, false],
		['says nothing to a search', { ...ON, output: 'summary' }, { operation: searchWith() }, false],
	])('%s', (_what, options, more, isOn) => {
		expect(check(options, more)).toBe(isOn);
	});

	test.each<[string, INodeParameters, Parameters<typeof check>[1], RegExp]>([
		['under Stop, which would lose it', ON, { continues: false }, /Stop Workflow/],
		['beside a summary, which has no place for it', { ...ON, output: 'summary' }, {}, /Summary/],
		['for a tool, which returns a summary unless told otherwise', ON, { node: TOOL }, /Summary/],
		['as an expression, which n8n does not ask for here', { keepCopy: '{{ true }}' }, {}, /\{\{ true \}\}/],
		['where it is neither on nor off', { keepCopy: 'maybe' }, {}, /maybe/],
	])('is refused %s', (_what, options, more, words) => {
		const { field, what } = refusalBy(() => check(options, more));
		expect([field, what]).toEqual(['Keep a Copy', expect.stringMatching(words)]);
	});
});

describe('how many things a search is to find', () => {
	function most(parameters: INodeParameters, resolved: IDataObject = {}) {
		return new OptionReader({ ...NODE, parameters }, searchWith()).limit(contextWith({ parameters: resolved }));
	}

	test.each<[string, INodeParameters, IDataObject, number]>([
		['no such fields', {}, {}, Number.POSITIVE_INFINITY],
		['Return All', { returnAll: true }, {}, Number.POSITIVE_INFINITY],
		['Return All, whatever the Limit was', { returnAll: true, limit: 5 }, {}, Number.POSITIVE_INFINITY],
		['a Limit', { returnAll: false, limit: 50 }, {}, 50],
		['a Limit as text', { returnAll: false, limit: '7' }, {}, 7],
		['an expression for the Limit', { returnAll: false, limit: '={{ $json.n }}' }, { limit: '3' }, 3],
		['an expression for Return All', { returnAll: '={{ $json.all }}', limit: 50 }, { returnAll: 'true' }, Number.POSITIVE_INFINITY],
		['an expression that switches Return All off', { returnAll: '={{ $json.all }}', limit: 50 }, { returnAll: false }, 50],
	])('by %s', (_what, parameters, resolved, expected) => {
		expect(most(parameters, resolved)).toBe(expected);
	});

	test.each<[string, INodeParameters, IDataObject, string]>([
		['0', { returnAll: false, limit: 0 }, {}, 'Limit'],
		['0 of an expression', { returnAll: false, limit: '={{ 0 }}' }, { limit: 0 }, 'Limit'],
		['a fraction', { returnAll: false, limit: 1.5 }, {}, 'Limit'],
		['less than nothing', { returnAll: false, limit: -1 }, {}, 'Limit'],
		['text', { returnAll: false, limit: 'all' }, {}, 'Limit'],
		['blank', { returnAll: false, limit: '={{ $json.n }}' }, { limit: '' }, 'Limit'],
		['nothing', { returnAll: false }, {}, 'Limit'],
		['no Return All', { limit: 5 }, {}, 'Return All'],
		['what is no switch', { returnAll: '={{ $json.all }}', limit: 5 }, { returnAll: 'yes' }, 'Return All'],
	])('is refused by the name of its field: %s', (_what, parameters, resolved, field) => {
		expect(refusalBy(() => most(parameters, resolved)).field).toBe(field);
	});
});

test.each<[string, INodeParameters, number | undefined]>([
	['nobody wishes it', {}, undefined],
	['it is switched off', { waitUntilRecalled: false, longestWait: 5 }, undefined],
	['it is switched on', { waitUntilRecalled: true }, 300],
	['there is a longest wait', { waitUntilRecalled: true, longestWait: 0 }, 0],
	['the longest wait is less than nothing', { waitUntilRecalled: true, longestWait: -5 }, 0],
	['the longest wait is longer than a timer of Node.js', { waitUntilRecalled: true, longestWait: 9_999_999 }, 2_147_483],
	['the longest wait is no number', { waitUntilRecalled: true, longestWait: 'long' }, 300],
])('seconds to wait for what is accepted, where %s', (_when, options, seconds) => {
	expect(reading(options).reader.followSeconds).toBe(seconds);
});

test('as a tool, what changes something is bounded unless told otherwise', () => {
	const bound = (operation: Operation) => new OptionReader(TOOL, operation).stopIfMoreThan(contextWith({}));
	expect([endpointWith(), endpointWith({ kind: 'create' }), searchWith()].map(bound)).toEqual([20, 20, Number.POSITIVE_INFINITY]);
});
