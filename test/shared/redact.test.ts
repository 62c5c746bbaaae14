import fc from 'fast-check';
import { redact } from '../../credentials/redact';

test.each([
	['a secret', 'of s3cret here', ['s3cret'], 'of [secret] here'],
	['a secret in each place', 's3cret s3cret', ['s3cret'], '[secret] [secret]'],
	['a secret as a URL has it', 'of a%2Fb%2Bc', ['a/b+c'], 'of [secret]'],
	['a tenant token', 'Bearer t-0123456789abcdef', [], 'Bearer [token]'],
	['a user token', 'u-0123456789abcdef.-_', [], '[token]'],
	['a token of the second form', 'eyJhbGciOiJFUzI1NiJ9.abc-def_ghi', [], '[token]'],
	['nothing that is short', 't-1 u-2 eyJ', [], 't-1 u-2 eyJ'],
	['nothing for what is no text', 'true 7 null', [true, 7, null, undefined, {}, ''], 'true 7 null'],
	['nothing for blanks', 'a b', [' '], 'a b'],
	['a secret with signs of a pattern', 'a.*b and aXXb', ['a.*b'], '[secret] and aXXb'],
	['a secret with signs of a replacement', 'is $&$1', ['$&$1'], 'is [secret]'],
])('%s', (_what, words, secrets, clean) => {
	expect(redact(words, secrets)).toBe(clean);
});

test('cuts long words, and no character in two', () => {
	expect(redact('x'.repeat(500), [])).toBe('x'.repeat(500));
	expect(redact('x'.repeat(501), [])).toBe(`${'x'.repeat(500)}…`);
	expect(redact(`${'x'.repeat(499)}😀`, [])).toBe(`${'x'.repeat(499)}…`);
	expect(redact('x'.repeat(1_000_000), []).length).toBe(501);
});

test('a secret never stands in what is left, wherever it stood', () => {
	const secret = 'app-secret-of-32-characters-long';
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.nat(700), (before, after, padding) => {
			expect(redact(`${before}${' '.repeat(padding)}${secret}${after}`, [secret])).not.toContain(secret.slice(0, 20));
		}),
	);
});
