import type { IdKind } from '../../nodes/shared/idKinds';
import { protectIds } from '../../nodes/shared/engine/run/neverDelete';
import { Protection } from '../../nodes/shared/engine/run/protection';
import { endpointWith } from '../support/endpoint';
import { refusalBy } from '../support/invalidField';

/** What a value of Never Delete protects, where an app has text of its own. */
function protectedBy(value: unknown): Protection {
	const protection = new Protection();
	protectIds(value, endpointWith({ hasOwnText: true }), protection);
	return protection;
}

const PLAIN = 'a'.repeat(1_024);

test.each<[string, unknown, string]>([
	['an array that is text, with blanks before it: its entries hold any signs', ' ["order 42"]', 'order 42'],
	['an address with blanks around it', [' O@x.com '], 'o@x.com'],
	['text that ends like a formula', 'order=', 'order='],
	['text as long as it may be', PLAIN, PLAIN],
])('takes %s', (_what, value, id) => {
	expect(protectedBy(value).names([id])).toBe(true);
});

test.each<[string, unknown, string]>([
	['an expression that was not resolved', ['={{ $json.id }}'], 'is not a Feishu ID'],
	['the same with blanks before it', [' ={{ $json.id }}'], 'is not a Feishu ID'],
	['an entry that begins with the ID of a person', ['ou_1 and others'], 'not clear'],
	['text that is longer than any business ID', `${PLAIN}a`, 'not clear'],
])('refuses %s', (_what, value, words) => {
	const { field, what, todo } = refusalBy(() => protectedBy(value));
	expect([field, `${what} ${todo}`]).toEqual(['Never Delete', expect.stringContaining(words)]);
});

test.each<[string, string, ReadonlyArray<readonly [IdKind, string]>]>([
	['an Open ID', 'ou_3f', [['open_id', 'ou_3f']]],
	['a Union ID', `on_${'0f'.repeat(50)}`, [['union_id', `on_${'0f'.repeat(50)}`]]],
	['a longer one', `ou_${'0f'.repeat(50)}0`, []],
	['text that begins like an Open ID', 'ou_zz', []],
	['text that begins with an Open ID', 'ou_3f-x', []],
	['text that ends like an Open ID', 'my-ou_3f', []],
	['text that begins like the ID of a chat', 'oc_3f', []],
	['other text', 'order-42', []],
])('of text of an app’s own, only the whole ID of a person has a kind: %s', (_what, id, kinds) => {
	const protection = protectedBy(id);
	expect(protection.examples).toEqual(kinds);
	expect(protection.names([id])).toBe(true);
});

test('where no app has text of its own, every ID has its kind, and an address may have blanks around it', () => {
	const protection = new Protection();
	protectIds([' a@x.com ', 'oc_3f'], endpointWith(), protection);
	expect(protection.examples).toEqual([
		['chat_id', 'oc_3f'],
		['email', 'a@x.com'],
	]);
});
