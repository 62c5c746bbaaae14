import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { OptionReader, comparable } from '../../nodes/shared/engine/options';
import { NODE, TOOL, contextWith } from '../support/context';
import { endpointWith } from '../support/endpoint';
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
	return [reader.isDry(context), reader.bound(context), reader.missingIsWell(context)];
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

test('what holds an expression is asked for item by item', () => {
	const options = { dryRun: '={{ $json.dry }}', stopIfMoreThan: '={{ $json.most }}', alreadyGone: false };
	expect(read(options, { dryRun: true, stopIfMoreThan: '7' })).toEqual([true, 7, false]);
	expect(read(options, { dryRun: 'false', stopIfMoreThan: 8 })).toEqual([false, 8, false]);
});

test.each([
	['dryRun', 'Dry Run', 'maybe'],
	['stopIfMoreThan', 'Stop If More Than', -1],
	['alreadyGone', 'Already Gone Counts as Deleted', null],
])('%s is refused under its name where an expression yields what it cannot be', (name, field, value) => {
	expect(refusalBy(() => read({ [name]: '={{ $json.it }}' }, { [name]: value })).field).toBe(field);
});

describe('Never Delete', () => {
	function protectedBy(value: unknown, hasOwnText = false): Set<string> {
		const { reader, context } = reading({ neverDelete: '={{ $json.keep }}' }, { neverDelete: value as IDataObject }, { hasOwnText });
		const ids = new Set<string>();
		reader.protect(context, ids);
		return ids;
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
		['a business ID that holds a comma, whole and in parts', 'a, or not', ['a', 'or not', 'a, or not']],
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
		['an object', { id: 'ou_1' }, 'a value of the kind object'],
		['a number that has lost digits', 2 ** 60, 'too long for a number'],
		['a list that is parted otherwise', 'ou_1; ou_2', 'cannot be an ID'],
	])('never takes %s for nobody', (_what, value, words) => {
		const { field, what } = refusalBy(() => protectedBy(value));
		expect(field).toBe('Never Delete');
		expect(what).toContain(words);
	});

	test.each(['all', 'null', '6.7E+18', '={{ $json.id }}'])('never takes %s for text of an app’s own', (value) => {
		expect(refusalBy(() => protectedBy(value, true)).field).toBe('Never Delete');
	});

	test('is read once for items that have the same list', () => {
		const { reader } = reading({ neverDelete: '={{ $json.keep }}' });
		const ids = new Set<string>();
		const protect = (list: string[]) => {
			reader.protect(contextWith({ parameters: { 'options.neverDelete': list } }), ids);
		};
		const add = jest.spyOn(ids, 'add');
		for (const list of [['a', 'b'], ['a', 'b'], ['c']]) protect(list);
		expect(add.mock.calls).toEqual([['a'], ['b'], ['c']]);
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
