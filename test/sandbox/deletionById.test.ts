import type { Spec, SiblingSpec } from '../specs';
import { deletionEndpoint, listEndpoint } from './deletionById';
import type { ApiCall } from './endpoint';
import type { JsonObject } from './json';
import { Refusal } from './refusal';
import { thingsOf, type GeneralState, type Thing } from './world';

const MISSING = 4;
const REFUSED = 3;
const PART = { code: 7, status: 400 };

const path = { group_id: { type: 'string', description: '' } } as const;

/** A page without what only tells about it. */
const spec = {
	name: 'member',
	pathParameters: path,
	body: { members: { type: 'object[]', description: '', fields: {} } },
	errors: [1, MISSING, REFUSED].map((code) => ({ code, status: 400, description: `code ${code}`, advice: '' })),
} as unknown as Spec;

const listSpec = { ...spec, name: 'memberList', method: 'GET', body: undefined } as unknown as SiblingSpec;

function world(...things: Thing[]): GeneralState {
	const state = { things: {}, people: [] } as unknown as GeneralState;
	for (const thing of things) thingsOf(state, 'member').set(thing.in === undefined ? thing.id : `${thing.in} ${thing.id}`, thing);
	return state;
}

const entry = (id: string) => ({ id, role: 'follower' });

function call(state: GeneralState, ids: readonly string[], more: object = {}): ApiCall {
	return {
		platform: { state, readings: new Map(), mint: { digits: () => '1' } },
		params: { group_id: 'g' },
		query: {},
		body: { members: ids.map(entry) },
		...more,
	} as unknown as ApiCall;
}

const named = (...ids: string[]) => ids.map((id) => ({ id: `${id} follower` }));
const idsOf = (state: GeneralState) => [...thingsOf(state, 'member').values()].map(({ id }) => id);
const columns = ['id', 'role'];

test('what is not there refuses the whole call, or is passed over', () => {
	const state = world(...named('a'));
	expect(() => deletionEndpoint(spec, { invalid: 1, missing: MISSING, columns }).work(call(state, ['a', 'b']))).toThrow(Refusal);
	expect(idsOf(state)).toEqual(['a follower']);
	expect(deletionEndpoint(spec, { invalid: 1, columns }).work(call(state, ['a', 'b'])).data).toEqual({});
	expect(idsOf(state)).toEqual([]);
});

test.each<
	[
		string,
		(deed: {
			named: readonly string[];
			deleted: ReadonlySet<string>;
			refused: ReadonlyMap<string, number>;
			left: readonly string[];
		}) => object,
		object,
	]
>([
	[
		'each, with whether it is deleted',
		(deed) => ({ records: deed.named.map((name) => deed.deleted.has(name)) }),
		{ records: [true, false, false] },
	],
	[
		'those that are wrong',
		(deed) => ({ invalid: deed.named.filter((name) => !deed.deleted.has(name)) }),
		{ invalid: ['stays follower', 'gone follower'] },
	],
	['those that are left', (deed) => ({ members: deed.left }), { members: ['stays follower', 'other follower'] }],
])('an answer names %s', (_which, answer, expected) => {
	const state = world(...named('a', 'other'), { id: 'stays follower', stays: true });
	const endpoint = deletionEndpoint(spec, { invalid: 1, columns, answer });
	const { data } = endpoint.work(call(state, ['a', 'stays', 'gone']));
	expect(
		Object.values(data ?? {})
			.flat()
			.sort(),
	).toEqual(Object.values(expected).flat().sort());
});

test('what is refused sinks its call, or is told under a code of its own', () => {
	const state = world(...named('a'), { id: 'b follower', refuses: REFUSED });
	expect(() => deletionEndpoint(spec, { invalid: 1, columns }).work(call(state, ['a', 'b']))).toThrow('code 3');
	const endpoint = deletionEndpoint(spec, { invalid: 1, columns, part: PART, answer: ({ refused }) => ({ results: [...refused] }) });
	expect(endpoint.work(call(state, ['a', 'b']))).toEqual({ data: { results: [['b follower', REFUSED]] }, ...PART });
	expect(idsOf(state)).toEqual(['b follower']);
});

test('fewer records fit into a call of another kind', () => {
	const endpoint = deletionEndpoint(spec, { invalid: 1, columns, most: ({ kind }) => (kind === 'bot' ? 1 : 2) });
	const state = world();
	expect(endpoint.work(call(state, ['a', 'b'])).data).toEqual({});
	expect(() => endpoint.work(call(state, ['a', 'b'], { query: { kind: 'bot' } }))).toThrow('the max len is 1');
});

test('a thing belongs to its target, and is another one in another', () => {
	const state = world({ id: 'a follower', in: 'g' }, { id: 'a follower', in: 'h' }, { id: 'b follower', in: 'h' });
	const endpoint = deletionEndpoint(spec, { invalid: 1, columns, answer: ({ deleted }) => ({ deleted: [...deleted] }) });
	expect(endpoint.work(call(state, ['a', 'b'])).data).toEqual({ deleted: ['a follower'] });
	expect([...thingsOf(state, 'member').keys()]).toEqual(['h a follower', 'h b follower']);
});

test('a list shows, page by page, what belongs to its path', () => {
	const state = world({ id: 'a', in: 'g' }, { id: 'b', in: 'h' }, { id: 'c', in: 'g', row: { name: 'C' } }, { id: 'd' });
	const endpoint = listEndpoint(listSpec, { of: spec, invalid: 1, size: 2, row: ({ id, row }) => ({ id, ...row }) });
	const listed = (query: object): JsonObject =>
		endpoint.work({ ...call(state, [], { query }), caller: { app: { appId: 'app' }, identity: 'app' }, platform } as unknown as ApiCall)
			.data as JsonObject;
	const platform = { state, readings: new Map(), mint: { digits: () => '1' } };
	const first = listed({});
	expect(first).toMatchObject({ items: [{ id: 'a' }, { id: 'c', name: 'C' }], has_more: true });
	expect(listed({ page_token: first['page_token'] })).toEqual({ items: [{ id: 'd' }], has_more: false });
	expect(() => listed({ page_token: 'another' })).toThrow('is none of this list');
	expect(listed({ page_size: '3' })).toMatchObject({ has_more: false });
});
