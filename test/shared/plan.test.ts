import type { Rate } from '../../nodes/shared/endpoint';
import { planOf } from '../../nodes/shared/engine/plan';
import type { Entry, Target } from '../../nodes/shared/engine/record';
import { contextWith } from '../support/context';
import { endpointWith } from '../support/endpoint';

const TEN: readonly Rate[] = [{ calls: 10, perMs: 1_000 }];
const FIFTY: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

const entriesOf = (count: number) =>
	new Set(Array.from({ length: count }, (_, index): Entry => ({ record: { id: String(index) }, mayBeDone: false })));

const targetOf = (path: string): Target => ({
	isDry: true,
	context: contextWith({}),
	keys: {},
	path,
	options: { url: path },
	body: {},
	pending: new Set(),
	refusedAlone: 0,
});

test.each([
	['nothing', 10, TEN, [], { calls: 0, seconds: 0, monthPercent: 0 }],
	['one record', 10, TEN, [1], { calls: 1, seconds: 0, monthPercent: 0.01 }],
	['a full call', 10, TEN, [10], { calls: 1, seconds: 0, monthPercent: 0.01 }],
	['one record more', 10, TEN, [11], { calls: 2, seconds: 0, monthPercent: 0.02 }],
	['targets, which share no call', 10, TEN, [1, 1, 11], { calls: 4, seconds: 0, monthPercent: 0.04 }],
	['all calls of a window', 1, TEN, [10], { calls: 10, seconds: 0, monthPercent: 0.1 }],
	['the first call of the next window', 1, TEN, [11], { calls: 11, seconds: 1, monthPercent: 0.11 }],
	['three windows', 10, TEN, [250], { calls: 25, seconds: 2, monthPercent: 0.25 }],
	['what the window of a second bounds', 1, FIFTY, [1_000], { calls: 1_000, seconds: 19, monthPercent: 10 }],
	['what the window of a minute bounds', 1, FIFTY, [1_001], { calls: 1_001, seconds: 60, monthPercent: 10.01 }],
])('the calls, the time and the part of a month for %s', (_what, limit, rates, sizes, plan) => {
	const entries = new Map(sizes.map((size, index) => [targetOf(`/${index}`), entriesOf(size)]));
	const { monthPercent, ...others } = planOf(endpointWith({ limit, rates }), entries);
	expect({ ...others, monthPercent: Number(monthPercent.toFixed(6)) }).toEqual(plan);
});
