import type { Endpoint } from '../../nodes/shared/endpoint';
import type { Entry, Target } from '../../nodes/shared/engine/record';
import { cut } from '../../nodes/shared/engine/settle/batches';
import { contextWith } from '../support/context';
import { endpointWith } from '../support/endpoint';

const entriesOf = (count: number) =>
	Array.from({ length: count }, (_, index): Entry => ({ record: { id: String(index) }, possiblyApplied: false }));

const targetOf = (query: object): Target => ({
	isDry: false,
	plans: false,
	context: contextWith({}),
	keys: {},
	path: '/things',
	options: { url: '/things', qs: { ...query } },
	body: {},
});

const byKind: Endpoint['limit'] = ({ query }) => (query.kind === 'app' ? 5 : 50);

test.each([
	['nothing is no call', { limit: 10 }, {}, 0, []],
	['a full call', { limit: 10 }, {}, 10, [10]],
	['one record more', { limit: 10 }, {}, 11, [10, 1]],
	['a limit that a parameter lowers', { limit: byKind }, { kind: 'app' }, 12, [5, 5, 2]],
	['the same limit without it', { limit: byKind }, { kind: 'user' }, 52, [50, 2]],
	['records of which fewer fit', { limit: 10, limits: [{ isOne: () => true, most: 4 }] }, {}, 9, [4, 4, 1]],
] as const)('%s', (_what, limits, query, count, sizes) => {
	const calls = cut(endpointWith(limits), targetOf(query), entriesOf(count));
	expect(calls.map(({ length }) => length)).toEqual(sizes);
});
