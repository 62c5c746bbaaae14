import { DRY_BY_NOW, DRY_CREATION, NOT_PUT_BACK, notLookedUpOutcome } from '../../nodes/shared/engine/judge/unsent';

const words = expect.stringMatching(/\S/) as string;

test('a creation that is rehearsed says so, as all others do', () => {
	expect(DRY_CREATION).toStrictEqual({
		status: 'dry_run',
		explanation: { code: null, reason: 'Dry Run is on: nothing was sent', what_to_do: words, for_agent: words, log_id: null },
		isCommon: true,
		logId: null,
		retryable: true,
	});
});

test('an address that was not looked up is said of its record alone', () => {
	expect(notLookedUpOutcome('no token')).toStrictEqual({
		status: 'dry_run',
		explanation: { code: null, reason: expect.stringMatching(/: no token$/) as string, what_to_do: words, log_id: null },
		isCommon: false,
		logId: null,
		retryable: true,
	});
});

test('a try that is dry by then has a reason of its own', () => {
	expect(DRY_BY_NOW).toStrictEqual({ code: null, reason: words, what_to_do: words });
});

test.each(['there', 'unclear'] as const)('what a snapshot says was never gone is not put back, for good: %s', (kept) => {
	expect(NOT_PUT_BACK[kept]).toStrictEqual({
		status: 'not_sent',
		explanation: { code: null, reason: words, what_to_do: words, log_id: null },
		logId: null,
		retryable: false,
	});
});
