import { isBlankText, quote, readBoolean, readChoice, readCount, readSeconds, readText, show } from '../../nodes/shared/values';
import { refusalBy } from '../support/invalidField';

test.each([
	['text', 'ou_1', '"ou_1"'],
	['hidden characters by their codes', 'ou_\u200b\u00a0\ufeff\u{e0041}', '"ou_\\u{200B}\\u{00A0}\\u{FEFF}\\u{E0041}"'],
	['blanks as they are', 'a b\u3000', '"a b\\u{3000}"'],
	['text with signs of its own', 'a"b\n\\', '"a\\"b\\n\\\\"'],
	['sixty characters', '😀'.repeat(60), `"${'😀'.repeat(60)}"`],
	['one more than sixty', '😀'.repeat(61), `"${'😀'.repeat(60)}…"`],
	['ten megabytes', 'a'.repeat(10 * 1_024 * 1_024), `"${'a'.repeat(60)}…"`],
])('quotes %s on one line', (_what, text, quoted) => {
	expect(quote(text)).toBe(quoted);
});

test.each([
	['ou_1', '"ou_1"'],
	[undefined, 'nothing'],
	[null, 'nothing'],
	[['a'], 'a list'],
	[1.5, 'the number 1.5'],
	[true, 'a value of the type boolean'],
	[{ id: 1 }, 'a value of the type object'],
	[Object.create(null), 'a value of the type object'],
	[Symbol('a'), 'a value of the type symbol'],
])('shows %p as %s', (value: unknown, shown) => {
	expect(show(value)).toBe(shown);
});

describe('a field that takes any text', () => {
	test('leaves it as it is', () => {
		expect(readText(' a, b\n', 'Business ID')).toBe(' a, b\n');
		expect(readText(7, 'Business ID')).toBe('7');
	});

	test.each([[null], [undefined], [true], [{}], [[]], [2 ** 53], [Number.POSITIVE_INFINITY]])('refuses %j', (given) => {
		expect(refusalBy(() => readText(given, 'Business ID')).field).toBe('Business ID');
	});
});

describe('a field with a choice', () => {
	const choices = ['open_id', 'user_id'] as const;

	test('takes what it offers', () => {
		expect(readChoice('user_id', choices, 'User ID Type')).toBe('user_id');
	});

	test.each([['OPEN_ID'], [' open_id'], [''], [undefined], [0], [{}], [Object.create(null)], [Symbol('open_id')], [['open_id']]])(
		'refuses %p and names the choices',
		(given) => {
			expect(refusalBy(() => readChoice(given, choices, 'User ID Type')).message).toContain('open_id, user_id');
		},
	);
});

test.each([
	[undefined, true],
	[null, true],
	['', true],
	[' \n\t', true],
	['0', false],
	[0, false],
	[false, false],
	[[], false],
	[{}, false],
])('%j is blank: %s', (value, isBlank) => {
	expect(isBlankText(value)).toBe(isBlank);
});

describe('a field that counts', () => {
	test.each([
		[0, 0],
		[100, 100],
		['7', 7],
		[' 7 ', 7],
	])('takes %j', (given, count) => {
		expect(readCount(given, 'Stop If More Than')).toBe(count);
	});

	test.each([
		[-1],
		['-1'],
		[1.5],
		['many'],
		[''],
		[' '],
		[null],
		[undefined],
		[true],
		[[3]],
		[Number.NaN],
		[2 ** 53],
		[Number.POSITIVE_INFINITY],
	])('refuses %p', (given) => {
		const { field, todo } = refusalBy(() => readCount(given, 'Stop If More Than'));
		expect([field, todo]).toEqual(['Stop If More Than', expect.stringMatching(/^Enter a whole number, 0 or more/)]);
	});
});

describe('a switch', () => {
	test.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
	])('takes %j', (given, on) => {
		expect(readBoolean(given, 'Dry Run')).toBe(on);
	});

	test.each([['TRUE'], ['yes'], [''], [' true'], [1], [0], [null], [undefined], [[true]], [{ on: true }]])('refuses %j', (given) => {
		const { field, todo } = refusalBy(() => readBoolean(given, 'Dry Run'));
		expect([field, todo]).toEqual(['Dry Run', expect.stringMatching(/^Choose on or off/)]);
	});
});

describe('a time', () => {
	const WHEN = '1773550800'; // 2026-03-15T13:00:00+08:00

	test.each([
		['ISO text without a zone, in the workflow’s', '2026-03-15T13:00:00', WHEN],
		['the same without seconds', '2026-03-15T13:00', WHEN],
		['ISO text with milliseconds', '2026-03-15T13:00:00.999', WHEN],
		['ISO text in UTC', '2026-03-15T05:00:00Z', WHEN],
		['ISO text with a zone of its own', '2026-03-15T06:00:00.000+01:00', WHEN],
		['a date alone, whose midnight in the workflow’s zone counts', ' 2026-03-15\n', '1773504000'],
		['Unix seconds as a number', 1773550800, WHEN],
		['Unix seconds as text', '1773550800', WHEN],
		['Unix milliseconds as a number', 1773550800999, WHEN],
		['Unix milliseconds as text', '1773550800123', WHEN],
		['a date of JavaScript’s', new Date('2026-03-15T05:00:00.999Z'), WHEN],
	])('becomes seconds in a string, given %s', (_form, given, seconds) => {
		expect(readSeconds(given, 'Start', 'Asia/Shanghai')).toBe(seconds);
	});

	test.each([
		['UTC', '1773579600'],
		['America/New_York', '1773594000'],
	])('without a zone is in the workflow’s, %s', (timezone, seconds) => {
		expect(readSeconds('2026-03-15T13:00:00', 'Start', timezone)).toBe(seconds);
	});

	test.each([
		...['Room 12', '', ' ', '2022-13-45', '2022-02-30', '2022', '20220315', '202603151300', '20260315130000', '12345678901', '-5'],
		...['Mar 15 2022', '2026-03-15T13:00:00 tomorrow', 202603151300, 0, Number.NaN, true, null, undefined, { at: 1 }, [], ['2022-03-15']],
		new Date('never'),
	])('is never made up from %p', (given: unknown) => {
		const { field, todo } = refusalBy(() => readSeconds(given, 'Start', 'Asia/Shanghai'));
		expect([field, todo]).toEqual(['Start', expect.stringMatching(/^Choose a date and time/)]);
	});
});
