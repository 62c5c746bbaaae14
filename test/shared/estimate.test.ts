import type { Rate } from '../../nodes/shared/endpoint';
import { estimateOf } from '../../nodes/shared/engine/run/estimate';
import { endpointWith } from '../support/endpoint';

const TEN: readonly Rate[] = [{ calls: 10, perMs: 1_000 }];
const FIFTY: readonly Rate[] = [
	{ calls: 50, perMs: 1_000 },
	{ calls: 1_000, perMs: 60_000 },
];

test.each([
	['nothing', TEN, 0, { seconds: 0, monthPercent: 0 }],
	['one call', TEN, 1, { seconds: 0, monthPercent: 0.01 }],
	['all calls of a window', TEN, 10, { seconds: 0, monthPercent: 0.1 }],
	['the first call of the next window', TEN, 11, { seconds: 1, monthPercent: 0.11 }],
	['three windows', TEN, 25, { seconds: 2, monthPercent: 0.25 }],
	['what the window of a second bounds', FIFTY, 1_000, { seconds: 19, monthPercent: 10 }],
	['what the window of a minute bounds', FIFTY, 1_001, { seconds: 60, monthPercent: 10.01 }],
])('the time and the part of a month for %s', (_what, rates, calls, plan) => {
	const { monthPercent, ...others } = estimateOf(endpointWith({ rates }), calls);
	expect({ ...others, monthPercent: Number(monthPercent.toFixed(6)) }).toEqual({ calls, ...plan });
});

test('looks before the calls count, and take no time of their own', () => {
	expect(estimateOf(endpointWith({ rates: TEN }), 11, 9)).toEqual({ calls: 20, seconds: 1, monthPercent: 0.2 });
});
