import { idIn, isObject, objectIn, textIn } from '../../nodes/shared/answer';

const OBJECT = { id: 'a' };

test.each([[OBJECT, true] as const, ...[[], [OBJECT], null, undefined, 'a', 1, true].map((value) => [value, false] as const)])(
	'%j is an object: %s',
	(value, is) => {
		expect([isObject(value), objectIn(value)]).toEqual([is, is ? OBJECT : {}]);
	},
);

test.each([
	['text', 'a', 'a', 'a'],
	['blank text', '', '', ''],
	['a number', 7, '', '7'],
	['0', 0, '', '0'],
	...[null, undefined, true, OBJECT, ['b']].map((value) => [`no text but ${String(value)},`, value, '', ''] as const),
] as const)('%s under a name, as text and as an ID', (_what, value, text, id) => {
	const source = { name: value as string };
	expect([textIn(source, 'name'), idIn(source, 'name')]).toEqual([text, id]);
});
