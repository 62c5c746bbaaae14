import fc from 'fast-check';
import { readId, readIds } from '../../nodes/shared/ids';
import { InvalidField } from '../../nodes/shared/values';
import { refusalBy } from '../support/invalidField';

const FIELD = 'Record IDs';
const LONG = ['6709359313699356941', '6709359313699356942'];

describe('a field that takes IDs', () => {
	test.each([
		['one ID', 'ou_1', ['ou_1']],
		['one ID between spaces', '  ou_1\n', ['ou_1']],
		['a list with commas', 'ou_1,ou_2, ou_3', ['ou_1', 'ou_2', 'ou_3']],
		['a list with full-width commas', 'ou_1，ou_2， ou_3', ['ou_1', 'ou_2', 'ou_3']],
		['a list of lines', 'ou_1\nou_2\r\nou_3\rou_4', ['ou_1', 'ou_2', 'ou_3', 'ou_4']],
		['commas, lines and blanks between them', ' ou_1 ,\n\n , ou_2,', ['ou_1', 'ou_2']],
		['JSON array text', '["ou_1", "ou_2"]', ['ou_1', 'ou_2']],
		['JSON array text over several lines', ' [\n\t"ou_1",\n\t"ou_2"\n]\n', ['ou_1', 'ou_2']],
		['JSON array text with blank entries', '["ou_1", "", " ", null]', ['ou_1']],
		['JSON array text of long numbers', `[${LONG.join(', ')}]`, LONG],
		['JSON array text of long numbers and text', `[${LONG.join(',')},"7"]`, [...LONG, '7']],
		['JSON array text whose IDs hold digits and escapes', '["a-1.5", "b\\u005f2"]', ['a-1.5', 'b_2']],
		['an array', ['ou_1', ' ou_2 '], ['ou_1', 'ou_2']],
		['an array with blank entries', ['', 'ou_1', null, undefined, ' \n'], ['ou_1']],
		['an array of numbers', [1, 20, Number.MAX_SAFE_INTEGER], ['1', '20', '9007199254740991']],
		['a number', 42, ['42']],
		['an ID that is named twice', 'ou_1,ou_1', ['ou_1', 'ou_1']],
		['the signs that IDs have', 'feishu.cn_a-b~c=d+e:f@group.calendar.feishu.cn', ['feishu.cn_a-b~c=d+e:f@group.calendar.feishu.cn']],
	])('takes %s', (_form, given, ids) => {
		expect(readIds(given, FIELD)).toEqual(ids);
	});

	test('takes an empty array for nothing to do', () => {
		expect(readIds([], FIELD)).toEqual([]);
	});

	test.each([
		['blank text', ''],
		['white space', ' \n\t'],
		['separators alone', ',，\n,'],
		['nothing', undefined],
		['null', null],
		['an array of blanks', ['', null]],
		['the text of an empty array', '[]'],
	])('refuses %s as blank', (_form, given) => {
		expect(refusalBy(() => readIds(given, FIELD))).toMatchObject({ field: FIELD, what: 'is blank' });
	});

	test.each([
		['a number whose digits are lost', Number(LONG[0]), 'too long'],
		['such a number in an array', ['ou_1', Number(LONG[0])], 'too long'],
		['a fraction', 1.5, 'the number 1.5, which is not an ID'],
		['not-a-number', Number.NaN, 'the number NaN, which is not an ID'],
		['a number that a spreadsheet has rounded', '6.7E+18', 'a rounded number'],
		['such a number in JSON array text', '[6.7e18]', 'a rounded number'],
		['such a number in a list', `${String(LONG[0])},6.70936E+18`, 'a rounded number'],
		['an ID with a space inside', 'ou_1 ou_2', 'is not a Feishu ID'],
		['a path that climbs', '../../contact', 'is not a Feishu ID'],
		['two dots', 'ou..1', 'is not a Feishu ID'],
		['a dot', '.', 'is not a Feishu ID'],
		['signs alone', '-_~', 'is not a Feishu ID'],
		...['null', 'undefined', 'NaN', 'true', 'false'].map((text): [string, unknown, string] => [
			`the text ${text}`,
			`ou_1, ${text}`,
			'which is not an ID',
		]),
		['the text null in an array', ['ou_1', 'null'], 'which is not an ID'],
		['a percent sign', 'ou_1%', 'is not a Feishu ID'],
		['signs as codes of a link', 'feishu.cn_x%40group.calendar.feishu.cn', 'is encoded as in a link'],
		['a long number with a fraction', `${String(LONG[0])}.0`, 'a decimal number'],
		['a number with a dot at its end', '7.', 'a decimal number'],
		['a zero-width space at the end', 'ou_a\u200b', 'holds "ou_a\\u{200B}", which contains a hidden character (U+200B)'],
		['a byte order mark inside', 'ou\ufeff_a', 'U+FEFF'],
		['a blank that is none', 'ou_1\u00a0ou_2', 'U+00A0'],
		['a mention', '@ou_1', 'is not a Feishu ID'],
		['a word for nobody', 'ou_1, nobody', 'which is not an ID'],
		['a slash', 'a/b', 'is not a Feishu ID'],
		['a question mark', 'a?b=c', 'is not a Feishu ID'],
		['a semicolon list', 'ou_1;ou_2', 'is not a Feishu ID'],
		['a zero byte', 'ou_\u0000', 'U+0000'],
		['half a surrogate pair', 'ou_\ud800', 'is not a Feishu ID'],
		['an ID of 1025 characters', 'a'.repeat(1_025), '1025 characters long'],
		['true', true, 'a value of the type boolean'],
		['an object', { id: 'ou_1' }, 'a value of the type object'],
		['an object in an array', [{ id: 'ou_1', name: 'Wang' }], 'Pass the ID itself, as text: this object has one under “id”.'],
		['an object with several IDs', { attendee_id: 'user_1', user_id: 'ou_1' }, 'this object has IDs under “attendee_id” and “user_id”.'],
		['an object without any', { name: 'Wang' }, 'Pass the ID itself, as text.'],
		['an array in an array', [['ou_1']], 'holds a list instead of an ID'],
		['an array in JSON array text', '[["ou_1"]]', 'holds a list instead of an ID'],
		['true in JSON array text', '[true]', 'a value of the type boolean'],
		['JSON array text without its end', '["ou_1"', 'begins like a JSON array but is not one'],
		['JSON array text with quotes of the wrong kind', "['ou_1']", 'begins like a JSON array but is not one'],
		['the text of an object', '{"id":"ou_1"}', 'is not a Feishu ID'],
	])('refuses %s', (_form, given, what) => {
		const { field, message } = refusalBy(() => readIds(given, FIELD));
		expect(field).toBe(FIELD);
		expect(message).toContain(what);
	});

	// A language model writes them for several records, or for none.
	test.each('all,any,every,everybody,everyone,everything,nobody,none,nothing,ALL,@all,Everyone'.split(','))(
		'takes the word %s for no record',
		(word) => {
			expect(refusalBy(() => readIds(word, FIELD)).what).toContain('which is not an ID');
		},
	);

	test.each('null,nil,undefined,NaN,true,false,NULL,Nil'.split(','))('takes the word %s for no ID', (word) => {
		expect(refusalBy(() => readIds(word, FIELD)).what).toContain('which is not an ID');
	});

	test.each('small,all_1,1all,nullable,xnull,nothing1,truest,a1e5,1e5a,1e5.5,x6.7E+18,v1.0,1.0a,all@x'.split(','))(
		'takes %s for an ID',
		(id) => {
			expect(readIds(id, FIELD)).toEqual([id]);
		},
	);

	test('shows no more than sixty characters of what it refuses, and whole ones', () => {
		const { message } = refusalBy(() => readIds('😀'.repeat(80), FIELD));
		expect(message).toContain(`"${'😀'.repeat(60)}…"`);
		expect(message).not.toContain('😀'.repeat(61));
	});
});

describe('a field that takes IDs, whatever is in it', () => {
	const signs = 'abcxyzABCXYZ0123456789_.@:+=~-'.split('');
	const isId = (id: string) =>
		!id.includes('..') && !id.startsWith('@') && /[a-zA-Z0-9]/.test(id) && !/^[+-]?\d+(\.\d+)?e[+-]?\d+$|^\d+\.\d*$/i.test(id);
	const id = fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 40 }).filter(isId);
	const ids = fc.array(id, { minLength: 1, maxLength: 30 });
	const padding = fc.constantFrom('', ' ', '\t', '　');

	test('reads a list of valid IDs back from each of its forms', () => {
		fc.assert(
			fc.property(ids, fc.constantFrom(',', '，', '\n', '\r\n', ',\n', ' , ', '\n\n'), padding, (list, separator, space) => {
				expect(readIds(list.map((one) => `${space}${one}${space}`).join(separator), FIELD)).toEqual(list);
				expect(readIds(JSON.stringify(list), FIELD)).toEqual(list);
				expect(readIds(JSON.stringify(list, null, 2), FIELD)).toEqual(list);
				expect(readIds(list, FIELD)).toEqual(list);
			}),
		);
	});

	test('keeps every digit of numbers in JSON array text', () => {
		const digits = fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String);
		fc.assert(
			fc.property(fc.array(digits, { minLength: 1, maxLength: 30 }), fc.constantFrom('', ' ', '\n\t'), (list, space) => {
				expect(readIds(`[${list.join(`,${space}`)}]`, FIELD)).toEqual(list);
			}),
		);
	});

	test('either yields IDs that are safe in a URL, or refuses the field by its name', () => {
		const entry = fc.oneof(fc.string({ unit: 'binary' }), id, fc.anything(), fc.double());
		const given = fc.oneof(
			entry,
			fc.array(entry),
			fc.json(),
			fc.array(fc.json()).map((parts) => `[${parts.join(',')}]`),
			fc.string({ unit: fc.constantFrom(...signs, '[', ']', '"', '\\', ',', ' ', '{', '\n') }),
		);
		fc.assert(
			fc.property(given, (value) => {
				try {
					for (const one of readIds(value, FIELD)) expect(one).toMatch(/^[\w.@:+=~-]{1,1024}$/);
				} catch (error) {
					expect(error).toBeInstanceOf(InvalidField);
					expect((error as InvalidField).field).toBe(FIELD);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	const MEGABYTES = 10 * 1_024 * 1_024;

	test.each([
		['one endless ID', 'a'.repeat(MEGABYTES)],
		['digits', '7'.repeat(MEGABYTES)],
		['digits and dots', '1.'.repeat(MEGABYTES / 2)],
		['signs as codes', '%40'.repeat(MEGABYTES / 3)],
		['hidden characters', '\u200b'.repeat(MEGABYTES / 3)],
		['a quotation mark that never ends', `["${'a'.repeat(MEGABYTES)}`],
		['backslashes', `["${'\\'.repeat(MEGABYTES)}`],
		['opening brackets', '['.repeat(MEGABYTES)],
		['minus signs', `[${'-'.repeat(MEGABYTES)}]`],
		['white space before a letter', `${' '.repeat(MEGABYTES)}a b`],
	])('gets to the end of ten megabytes of %s', (_what, given) => {
		expect(refusalBy(() => readIds(given, FIELD)).field).toBe(FIELD);
	});

	test('reads two megabytes of IDs', () => {
		const list = Array.from({ length: 100_000 }, (_, index) => String(6709359313699000000n + BigInt(index)));
		const joined = list.join(',');
		// Compared as text: Jest takes seconds to compare arrays of this length.
		for (const given of [joined, `[${joined}]`, JSON.stringify(list), list]) expect(readIds(given, FIELD).join(',') === joined).toBe(true);
		expect(readIds(`${',\n'.repeat(MEGABYTES / 2)}ou_1`, FIELD)).toEqual(['ou_1']);
	});
});

describe('a field that takes one ID', () => {
	test('takes text and small numbers, without the white space around them', () => {
		expect(readId(' ou_1\n', 'Task')).toBe('ou_1');
		expect(readId(42, 'Task')).toBe('42');
	});

	test.each([
		['', 'is blank'],
		[undefined, 'is blank'],
		[null, 'is blank'],
		['ou_1,ou_2', 'is not a Feishu ID'],
		[['ou_1'], 'holds a list instead of an ID'],
		[2 ** 53, 'too long'],
	])('refuses %j', (given, what) => {
		expect(refusalBy(() => readId(given, 'Task')).message).toContain(what);
	});
});
