import fc from 'fast-check';
import {
	LONGEST_WAIT_MS,
	MAX_RATE_REPEATS,
	MAX_REPEATS,
	backoffMs,
	retryAfterMsOf,
	stepAfter,
	type Result,
} from '../../nodes/shared/engine/send/retry';
import type { Reach } from '../../nodes/shared/refusal';

const fresh = { repeats: 0, rateRepeats: 0 };
const spent = { repeats: MAX_REPEATS, rateRepeats: MAX_RATE_REPEATS };
const answered = (reach: Reach | undefined): Result => ({ kind: 'answered', answer: { reach } });

describe('what follows one attempt', () => {
	test.each<[string, Result, string, string]>([
		['success', answered(undefined), 'stand', 'stand'],
		['a refusal of a record', answered('record'), 'stand', 'stand'],
		['a refusal of the target', answered('target'), 'stand', 'stand'],
		['a refusal of the run', answered('run'), 'stand', 'stand'],
		['a refusal of the token', answered('token'), 'renew', 'renew'],
		['a refusal for the rate', answered('rate'), 'slowDown', 'stand'],
		['trouble of Feishu’s own', answered('transient'), 'repeat', 'stand'],
		['a lost answer', { kind: 'lost' }, 'repeat', 'stand'],
		['a request that did not arrive', { kind: 'undelivered' }, 'repeat', 'stand'],
		['one that n8n did not send', { kind: 'blocked', passing: false }, 'stand', 'stand'],
		['a token that could not be fetched for now', { kind: 'blocked', passing: true }, 'repeat', 'stand'],
	])('%s', (_what, result, first, last) => {
		expect(stepAfter(result, fresh, 0).kind).toBe(first);
		expect(stepAfter(result, spent, 0).kind).toBe(last);
	});

	test.each<[string, Result, string]>([
		['success', answered(undefined), 'stand'],
		['a refusal of a record', answered('record'), 'stand'],
		['a refusal of the token, with which nothing was done', answered('token'), 'renew'],
		['a refusal for the rate, with which nothing was done', answered('rate'), 'slowDown'],
		['trouble of Feishu’s own, which may have come after the work', answered('transient'), 'stand'],
		['a lost answer', { kind: 'lost' }, 'stand'],
		['a request that did not arrive', { kind: 'undelivered' }, 'repeat'],
		['a token that could not be fetched for now', { kind: 'blocked', passing: true }, 'repeat'],
		['one that n8n did not send', { kind: 'blocked', passing: false }, 'stand'],
	])('%s, where saying it twice does it twice', (_what, result, first) => {
		expect(stepAfter(result, fresh, 0, false).kind).toBe(first);
		expect(['stand', 'renew']).toContain(stepAfter(result, spent, 0, false).kind);
	});

	test('a wait is as long as Feishu says, else it doubles', () => {
		expect(stepAfter({ kind: 'answered', answer: { reach: 'rate', retryAfterMs: 7_000 } }, fresh, 0)).toEqual({
			kind: 'slowDown',
			waitMs: 7_000,
		});
		expect([0, 1, 2, 9].map((rateRepeats) => stepAfter(answered('rate'), { repeats: 0, rateRepeats }, 0))).toEqual(
			[1_000, 2_000, 4_000, 60_000].map((waitMs) => ({ kind: 'slowDown', waitMs })),
		);
		expect([0, 1, 2].map((repeats) => stepAfter({ kind: 'lost' }, { repeats, rateRepeats: 0 }, 1))).toEqual(
			[1_500, 3_000, 6_000].map((waitMs) => ({ kind: 'repeat', waitMs })),
		);
	});

	test('whatever comes, a call is repeated a bounded number of times, and each wait is at most a minute', () => {
		const result = fc.constantFrom<Result>(
			answered('rate'),
			answered('transient'),
			{ kind: 'lost' },
			{ kind: 'undelivered' },
			{ kind: 'blocked', passing: true },
		);
		fc.assert(
			fc.property(fc.array(result, { minLength: 30, maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (results, random) => {
				const count = { ...fresh };
				let attempts = 0;
				for (const one of results) {
					attempts += 1;
					const step = stepAfter(one, count, random);
					if (step.kind === 'stand') break;
					if (step.kind === 'slowDown') count.rateRepeats += 1;
					else count.repeats += 1;
					if (step.kind !== 'renew') expect(step.waitMs).toBeLessThanOrEqual(LONGEST_WAIT_MS);
				}
				expect(attempts).toBeLessThanOrEqual(1 + MAX_REPEATS + MAX_RATE_REPEATS);
			}),
		);
	});
});

test.each([
	[0, 0, 1_000],
	[0, 1, 1_500],
	[3, 0, 8_000],
	[5, 1, 48_000],
	[6, 0, 60_000],
	[2_000, 1, 60_000],
])('repeat %i waits, with the chance %i, %i ms', (repeat, random, ms) => {
	expect(backoffMs(repeat, random)).toBe(ms);
});

const TODAY = Date.UTC(2026, 0, 1);

test.each<[Record<string, unknown>, number | undefined]>([
	[{}, undefined],
	[{ 'x-ogw-ratelimit-reset': '3' }, 3_000],
	[{ 'x-ogw-ratelimit-reset': 3 }, 3_000],
	[{ 'x-ogw-ratelimit-reset': '0.2' }, 200],
	[{ 'x-ogw-ratelimit-reset': '3600' }, 60_000],
	[{ 'x-ogw-ratelimit-reset': '0' }, undefined],
	[{ 'x-ogw-ratelimit-reset': '-1' }, undefined],
	[{ 'x-ogw-ratelimit-reset': 'soon' }, undefined],
	[{ 'x-ogw-ratelimit-reset': 'Infinity' }, undefined],
	[{ 'x-ogw-ratelimit-reset': 'soon', 'retry-after': '4' }, 4_000],
	[{ 'x-ogw-ratelimit-reset': '0', 'retry-after': '4' }, 4_000],
	[{ 'x-ogw-ratelimit-reset': '3', 'retry-after': '4' }, 3_000],
	[{ 'retry-after': '4' }, 4_000],
	[{ 'retry-after': '' }, undefined],
	[{ 'retry-after': '-4' }, undefined],
	[{ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5_000],
	[{ 'retry-after': 'Wed, 31 Dec 2025 23:59:59 GMT' }, undefined],
	[{ 'retry-after': 'Fri, 01 Jan 2027 00:00:00 GMT' }, 60_000],
	[{ 'retry-after': ['4', '5'] }, undefined],
])('headers %j say to wait %p ms', (headers, ms) => {
	expect(retryAfterMsOf(headers, TODAY)).toBe(ms);
});
