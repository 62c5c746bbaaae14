import fc from 'fast-check';

/** Signs that mean something in a URL, a list, JSON, HTML, a template or a shell. */
const SIGNS = Array.from('/?#.%\\@:&;=+,，~-_ "\'`[]{}()<>|^*$!…');

/** Kinds of white space, and what is taken for it. */
const SPACES = [' ', '\t', '\n', '\r\n', '\v', '\f', '\u00a0', '\u0085', '\u2003', '\u2028', '\u200b', '\u3000', '\ufeff'];

/** Texts that have a meaning somewhere. */
const WORDS = [
	...['all', 'ALL', 'any', 'none', 'None', 'everyone', 'nothing', '*', '%', 'null', 'undefined', 'NaN', 'true', 'false', 'Infinity'],
	...['[object Object]', '[object Object],[object Object]', '[]', '{}', '[null]', '[""]', '""', '[[]]', '{"ids":["ou_1"]}', '[1,2', '[,]'],
	...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'],
	...['.', '..', '../..', './x', '..%2f..', '%2e%2e', '%2F', '%00', '%', '%zz', '%25', '\\..\\..', '/', '//', 'a/b', ':id', ':task_id'],
	...['//evil.example', 'https://evil.example/x', '@evil.example', 'a@evil.example:80/', '?a=b', '#x', 'x?user_id_type=user_id', 'a&b=c'],
	...[
		'0',
		'-0',
		'-1',
		'1e21',
		'6.7E+18',
		'6709359313699356941',
		'0x10',
		'1_000',
		'٤٢',
		'４２',
		'ａ',
		'İ',
		'ﬁ',
		'e\u0301',
		'👩‍👩‍👧',
		'\u202eabc',
	],
	...['-', '--', '~', '@', 'a@', '@b', 'a@b@c', 'a b', 'a,b', 'a，b', 'a\nb', ',', ',,', '，', 'a\0b', '{{ $json.x }}', '${x}', '<b>x</b>'],
];

const letters = fc.constantFrom(...Array.from('aZ09_-'));

/** What an ID of Feishu's may look like. */
const idLike = fc
	.string({ unit: fc.constantFrom(...Array.from('abcXYZ0189_.@:+=~-')), minLength: 1, maxLength: 20 })
	.map((text) => `id_${text.replace(/\.{2,}/g, '.')}`);

const percentEncoded = (text: string) => Buffer.from(text).reduce((sum, byte) => `${sum}%${byte.toString(16).padStart(2, '0')}`, '');

const signs = fc.string({ unit: fc.oneof(fc.constantFrom(...SIGNS), letters), maxLength: 12 });

/** An ID with something where it does not belong. */
const spoilt = fc
	.tuple(idLike, fc.oneof(fc.constantFrom(...SIGNS, ...SPACES, ...WORDS), fc.string({ unit: 'binary', maxLength: 3 })), fc.nat(24))
	.map(([id, sign, at]) => `${id.slice(0, at)}${sign}${id.slice(at)}`);

const long = fc
	.tuple(
		fc.constantFrom('a', '7', '..', '/', '%2e', '[', '"', ',', 'a,', '😀', ' ', '@', '\\'),
		fc.constantFrom(1_000, 1_100, 5_000, 120_000),
	)
	.map(([text, count]) => text.repeat(count));

/** Any text. */
const text: fc.Arbitrary<string> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...WORDS) },
	{ weight: 4, arbitrary: spoilt },
	{ weight: 3, arbitrary: signs },
	{ weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 12 }) },
	{
		weight: 1,
		arbitrary: fc.string({ unit: fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)), maxLength: 4 }),
	},
	{ weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...SPACES), maxLength: 4 }) },
	{ weight: 1, arbitrary: fc.oneof(signs, idLike).map(percentEncoded) },
	{ weight: 1, arbitrary: fc.oneof(signs, idLike).map((inner) => percentEncoded(percentEncoded(inner))) },
	{ weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)) },
	{ weight: 1, arbitrary: long },
);

const number = fc.oneof(
	fc.constantFrom(
		0,
		-0,
		-1,
		1.5,
		2 ** 53 - 1,
		2 ** 53,
		2 ** 53 + 2,
		-(2 ** 53),
		Number('6709359313699356941'),
		1e21,
		5e-324,
		NaN,
		Infinity,
		-Infinity,
	),
	fc.integer(),
	fc.maxSafeInteger(),
	fc.double(),
);

const scalar = fc.oneof(
	{ weight: 6, arbitrary: text },
	{ weight: 2, arbitrary: number },
	{ weight: 1, arbitrary: fc.constantFrom(true, false, null, undefined) },
	{ weight: 1, arbitrary: fc.date({ noInvalidDate: false }) },
);

const keys = fc.constantFrom('id', 'ids', 'cards', 'type', 'value', 'length', '0', '__rl', 'toString');

/** Whatever an expression may yield: any text, number, date, list or object, one inside another. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 6, arbitrary: scalar },
	{ weight: 1, arbitrary: fc.array(fc.oneof(scalar, idLike), { maxLength: 4 }) },
	{ weight: 1, arbitrary: fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }) },
	{
		weight: 1,
		arbitrary: fc.dictionary(keys, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3, noNullPrototype: true }),
	},
	{ weight: 1, arbitrary: fc.array(fc.dictionary(keys, scalar, { maxKeys: 2, noNullPrototype: true }), { maxLength: 2 }) },
);

/** What has done harm, or would: each by itself is too rare among all that there may be. */
export const treacherous: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
	...[
		'.',
		'..',
		'../..',
		'a..b',
		'%2e%2e',
		'a/b',
		'a?b',
		'a#b',
		'all',
		'none',
		'null',
		'',
		' ',
		-1,
		'-1',
		2 ** 53,
		'6.7E+18',
		null,
		undefined,
		[],
		{},
	],
);

const padding = fc.constantFrom(...SPACES, '');

const padded = fc.tuple(padding, idLike, padding).map((parts) => parts.join(''));

/** One ID, as text or as a number, with white space around it or not. */
export const oneId: fc.Arbitrary<unknown> = fc.oneof(idLike, padded, fc.nat(), fc.maxSafeInteger());

/** Several IDs, in every form that a field takes them in. */
export const someIds: fc.Arbitrary<unknown> = fc
	.tuple(fc.array(idLike, { maxLength: 6 }), fc.constantFrom(',', ', ', '，', '\n', '\r\n', ',\n', 'JSON', 'digits', 'array', 'sparse'))
	.map(([ids, form]) => {
		if (form === 'JSON') return JSON.stringify(ids, undefined, ids.length % 2);
		if (form === 'digits') return `[${ids.map((_id, index) => `670935931369935${6_941 + index}`).join(', ')}]`;
		if (form === 'array') return ids;
		if (form === 'sparse') return [null, ...ids, '', undefined, ' '];
		return ids.join(form);
	});

/** An address of mail, near enough. */
export const address: fc.Arbitrary<unknown> = fc
	.tuple(
		fc.oneof({ weight: 8, arbitrary: idLike }, { weight: 1, arbitrary: text }),
		fc.oneof(
			{ weight: 3, arbitrary: fc.constantFrom('example.com', '例え.jp', 'x\u00ady', 'x\u200b', '\0', '\ud83d') },
			{ weight: 1, arbitrary: text },
		),
	)
	.map(([user, host]) => `${user}@${host}`);

/** Text of which nothing is asked but that there is some. */
export const anyText: fc.Arbitrary<unknown> = fc.oneof(
	text,
	padded,
	fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
	fc.nat(),
);

export const flag: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(true, false, 'true', 'false', 'TRUE', ' true', 1, 0, 'on', 'yes');

export const count: fc.Arbitrary<unknown> = fc.oneof(
	fc.nat(12),
	fc.nat(12).map(String),
	fc.constantFrom(0, '0', '1e3', ' 7 ', '0x10', 1e9),
);

/** A date and time in each form that a date picker, luxon or a database writes, and some that nobody should. */
export const time: fc.Arbitrary<unknown> = fc
	.tuple(
		fc.date({ min: new Date('1995-01-01T00:00:00Z'), max: new Date('2095-01-01T00:00:00Z'), noInvalidDate: true }),
		fc.constantFrom('iso', 'second', 'offset', 'local', 'blank', 'day', 'seconds', 'digits', 'milliseconds', 'date', 'compact', 'spoken'),
	)
	.map(([date, form]): unknown => {
		const iso = date.toISOString();
		const seconds = Math.floor(date.getTime() / 1_000);
		const forms: Record<typeof form, unknown> = {
			iso,
			second: `${iso.slice(0, 19)}Z`,
			offset: `${iso.slice(0, 19)}+05:30`,
			local: iso.slice(0, 19),
			blank: iso.slice(0, 16).replace('T', ' '),
			day: iso.slice(0, 10),
			seconds,
			digits: String(seconds),
			milliseconds: date.getTime(),
			date,
			compact: iso.replace(/\D/g, '').slice(0, 12),
			spoken: date.toUTCString(),
		};
		return forms[form];
	});
