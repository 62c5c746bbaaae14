import { faultsOf, groupsOf, namesFor } from '../../nodes/shared/engine/report/groups';
import { lineOf, linesOf } from '../support/line';

describe('the records that were rejected', () => {
	test('are grouped by status, code, reason and advice, the most telling status first', () => {
		const groups = groupsOf([
			lineOf('a', 'not_sent'),
			lineOf('b', 'unknown'),
			lineOf('c', 'refused'),
			lineOf('d', 'refused', { code: 2 }),
			lineOf('e', 'refused', { reason: 'not there' }),
			lineOf('f', 'refused', { what_to_do: 'Leave it.' }),
			lineOf('g', 'unknown'),
			lineOf('h', 'refused', { code: 2 }),
		]);
		expect(groups.map(({ status, lines }) => [status, lines.map(({ name }) => name).join('')])).toEqual([
			['refused', 'c'],
			['refused', 'dh'],
			['refused', 'e'],
			['refused', 'f'],
			['unknown', 'bg'],
			['not_sent', 'a'],
		]);
	});

	test('are not parted by their log IDs, and the first one’s explanation stands for all', () => {
		const groups = groupsOf([lineOf('a', 'refused', { log_id: 'first', link: 'https://a' }), lineOf('b', 'refused', { log_id: 'second' })]);
		expect(groups).toHaveLength(1);
		expect(groups[0]?.explanation).toMatchObject({ log_id: 'first', link: 'https://a' });
	});

	test('are not parted by their own IDs in Feishu’s words', () => {
		const groups = groupsOf(
			['ou_first', 'ou_second'].map((id) => ({ ...lineOf(id, 'refused', { reason: `invalid ${id}` }), keys: { id } })),
		);
		expect(groups.map(({ lines }) => lines.length)).toEqual([2]);
	});

	test('are grouped by the rule that a field breaks, whatever value it holds', () => {
		const invalid = (item: number, field: string, what: string) =>
			lineOf(`item ${item}`, 'refused', { reason: `The field “${field}” of item ${item} ${what}`, fault: { field, item, what } });
		const groups = groupsOf([
			invalid(0, 'IDs of record 1', 'holds "a \\"b\\"", which is 40 characters long'),
			invalid(1, 'IDs of record 2', 'holds "c", which is 41 characters long'),
			invalid(2, 'IDs', 'is blank'),
			invalid(3, 'Task', 'is blank'),
			invalid(4, 'IDs', 'is blank'),
		]);
		expect(groups.map(({ explanation, lines }) => [lines.length, explanation.reason])).toEqual([
			[2, 'The field “IDs of record 1” of 2 items is not valid. Item 0 holds "a \\"b\\"", which is 40 characters long'],
			[2, 'The field “IDs” of 2 items is blank'],
			[1, 'The field “Task” of item 3 is blank'],
		]);
		expect(groups.map(faultsOf)).toEqual([
			[expect.objectContaining({ item: 0 }), expect.objectContaining({ item: 1 })],
			[expect.objectContaining({ item: 2 }), expect.objectContaining({ item: 4 })],
			[expect.objectContaining({ item: 3 })],
		]);
	});

	test.each(['deleted', 'already_gone', 'recall_requested'] as const)('are not those with the status %s', (status) => {
		expect(groupsOf(linesOf(3, status))).toEqual([]);
	});
});

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

test.each<[string, string[], number, string[]]>([
	['all that fit, each with what stands around it', ['one', 'two'], 12, ['one', 'two']],
	['none that would go one character beyond', ['one', 'two'], 11, ['one']],
	['what fits after one that does not', ['long name', 'b'], 8, ['b']],
	['none where there is no room at all', ['a'], -5, []],
	['twenty at most', numbers(30), 1_000, numbers(20)],
])('an agent is told %s', (_what, names, characters, told) => {
	expect(
		namesFor(
			names.map((name) => lineOf(name, 'refused')),
			characters,
			(name) => name.length + 3,
		),
	).toEqual(told);
});
