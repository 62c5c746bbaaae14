import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { OptionReader, comparable } from '../../nodes/shared/engine/options';
import { NODE, TOOL, contextWith } from '../support/context';
import { refusalBy } from '../support/invalidField';

const nodeWith = (options: INodeParameters, node = NODE) => ({ ...node, parameters: { options } });

/** The options of a node as they hold for an item whose expressions yield `resolved`. */
function read(options: INodeParameters, resolved: IDataObject = {}, node = NODE) {
	const parameters = Object.fromEntries(Object.entries(resolved).map(([name, value]) => [`options.${name}`, value]));
	return new OptionReader(nodeWith(options, node)).read(contextWith({ parameters }));
}

const OFF = { dryRun: false, stopIfMoreThan: undefined, neverDelete: new Set(), alreadyGone: false };

test.each([
	['nothing is set', {}, NODE, 'records', false],
	['the summary is chosen', { output: 'summary' }, NODE, 'summary', false],
	['the input is included', { includeInputFields: true }, NODE, 'records', true],
	['a word that is none of the choices', { output: 'all', includeInputFields: 'true' }, NODE, 'records', false],
	['a tool', {}, TOOL, 'summary', false],
	['a tool whose builder chose records', { output: 'records' }, TOOL, 'records', false],
])('for the whole run: %s', (_what, options, node, form, includesInput) => {
	expect(new OptionReader(nodeWith(options, node))).toMatchObject({ form, includesInput });
});

test.each([
	['nothing is set', {}, NODE, OFF],
	['there is no collection at all', undefined, NODE, OFF],
	[
		'all are set',
		{ dryRun: true, stopIfMoreThan: 0, alreadyGone: true },
		NODE,
		{ ...OFF, dryRun: true, stopIfMoreThan: 0, alreadyGone: true },
	],
	['a tool', {}, TOOL, { ...OFF, stopIfMoreThan: 20 }],
	['a tool with a bound of its own', { stopIfMoreThan: 500 }, TOOL, { ...OFF, stopIfMoreThan: 500 }],
])('for an item: %s', (_what, options, node, expected) => {
	const own = { ...node, parameters: options === undefined ? {} : { options } };
	// No parameter is given: what holds no expression is not asked for.
	expect(new OptionReader(own).read(contextWith({}))).toEqual(expected);
});

test('what holds an expression is asked for item by item', () => {
	const options = { dryRun: '={{ $json.dry }}', stopIfMoreThan: '={{ $json.most }}', neverDelete: '={{ $json.keep }}', alreadyGone: false };
	const reader = new OptionReader(nodeWith(options));
	const items = [
		{ dry: true, most: '7', keep: ['ou_1'] },
		{ dry: 'false', most: 8, keep: [] },
	];
	const readings = items.map(({ dry, most, keep }) =>
		reader.read(contextWith({ parameters: { 'options.dryRun': dry, 'options.stopIfMoreThan': most, 'options.neverDelete': keep } })),
	);
	expect(readings).toEqual([
		{ dryRun: true, stopIfMoreThan: 7, neverDelete: new Set(['ou_1']), alreadyGone: false },
		{ dryRun: false, stopIfMoreThan: 8, neverDelete: new Set(), alreadyGone: false },
	]);
});

test.each([
	['dryRun', 'Dry Run', 'maybe'],
	['stopIfMoreThan', 'Stop If More Than', -1],
	['alreadyGone', 'Already Gone Counts as Deleted', null],
	['neverDelete', 'Never Delete', true],
])('%s is refused under its name where an expression yields what it cannot be', (name, field, value) => {
	expect(refusalBy(() => read({ [name]: '={{ $json.it }}' }, { [name]: value })).field).toBe(field);
});

describe('Never Delete', () => {
	test.each<[string, unknown, string[]]>([
		['one ID', ' ou_1 ', ['ou_1']],
		['a list', 'ou_1, ou_2\nou_3', ['ou_1', 'ou_2', 'ou_3', 'ou_1, ou_2\nou_3']],
		['a business ID that holds a comma, whole and in parts', 'a, or not', ['a', 'or not', 'a, or not']],
		['an array', ['ou_1', ' ou_2 '], ['ou_1', 'ou_2']],
		['an entry of an array that holds a comma, whole', ['a, or not'], ['a, or not']],
		['JSON array text of long numbers, each digit kept', '[6709359313699356941]', ['6709359313699356941', '[6709359313699356941]']],
		['numbers', [7], ['7']],
		['an empty array, which keeps nobody', [], []],
		['addresses, in small letters', 'Wang@Example.com', ['wang@example.com']],
	])('takes %s', (_what, value, ids) => {
		expect(read({ neverDelete: '={{ $json.keep }}' }, { neverDelete: value as IDataObject }).neverDelete).toEqual(new Set(ids));
	});

	test.each<[string, unknown, string]>([
		['blank text', ' ', 'is blank'],
		['commas alone', ',,', 'is blank'],
		['the text of an empty array', '[]', 'is blank'],
		['nothing', undefined, 'is blank'],
		['null', null, 'is blank'],
		['an array with a blank', ['ou_1', ''], 'holds a blank entry'],
		['an array of nothing', [null], 'holds a blank entry'],
		['an object', { id: 'ou_1' }, 'a value of the kind object'],
		['a number that has lost digits', 2 ** 60, 'too long for a number'],
	])('never takes %s for nobody', (_what, value, words) => {
		const { field, what } = refusalBy(() => read({ neverDelete: '={{ $json.keep }}' }, { neverDelete: value as IDataObject }));
		expect(field).toBe('Never Delete');
		expect(what).toContain(words);
	});

	test('is read once for items that have the same list', () => {
		const reader = new OptionReader(nodeWith({ neverDelete: '={{ $json.keep }}' }));
		const keptBy = (list: string) => reader.read(contextWith({ parameters: { 'options.neverDelete': list } })).neverDelete;
		const first = keptBy('a,b');
		expect(keptBy('a,b')).toBe(first);
		expect(keptBy('c')).toEqual(new Set(['c']));
	});
});

test.each([
	['OU_1', 'OU_1'],
	['Wang@Example.com', 'wang@example.com'],
	['user_A@B', 'user_a@b'],
])('%s is compared as %s', (id, compared) => {
	expect(comparable(id)).toBe(compared);
});
