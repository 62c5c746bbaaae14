import { Access } from '../../nodes/shared/engine/token/access';
import type { Explanation, Target } from '../../nodes/shared/engine/record';
import { CircuitBreaker, endingBy } from '../../nodes/shared/engine/settle/breaker';
import { answerTo } from '../support/answer';
import { APP, BAD, PASSING, refusals } from '../support/callsTo';
import { contextWith } from '../support/context';
import { endpointWith } from '../support/endpoint';

const endpoint = endpointWith({ refusals });
const answer = (code: number) => answerTo(endpoint, { code });
const explanation: Explanation = { code: 7, reason: 'no right', what_to_do: 'Ask.', log_id: 'log' };
const ENDED = { code: 7, reason: 'no right', what_to_do: 'Ask.' };
const targetOf = () => ({}) as Target;

async function breakerOf(signal?: AbortSignal): Promise<CircuitBreaker> {
	const app = { region: 'feishu', appId: 'cli_1', appSecret: 'app-secret', accessToken: '', tokenOwner: '' };
	const context = contextWith({ parameters: { authentication: 'feishuTenantApi' }, credential: () => app });
	return new CircuitBreaker(await Access.resolve([context]), signal);
}

test('an ending is what was explained, without its log ID and with its cause', () => {
	expect(endingBy(explanation)).toEqual(ENDED);
	const failure = { cause: 'rate-limited' } as const;
	expect(endingBy({ ...explanation, failure })).toEqual({ ...ENDED, failure });
});

describe('calls without answer', () => {
	test('end the run at the first, where Feishu has answered none', async () => {
		const breaker = await breakerOf();
		breaker.lost('cut');
		expect(breaker.ending).toEqual({
			code: null,
			reason: 'https://open.feishu.cn did not answer the first call: cut',
			what_to_do:
				'Check that Feishu can be reached from the n8n server. This record was not sent. Once this is fixed, run the workflow again.',
			failure: { cause: 'temporarily-unavailable' },
		});
	});

	test.each<[string, (breaker: CircuitBreaker) => void]>([
		['an answer', (breaker) => breaker.answered(answer(0))],
		['a refusal', (breaker) => breaker.answered(answer(BAD))],
		['what was read', (breaker) => breaker.found()],
	])('end it at the third in a row, counted from %s', async (_what, meet) => {
		const breaker = await breakerOf();
		expect(breaker.hasAnswered).toBe(false);
		meet(breaker);
		expect(breaker.hasAnswered).toBe(true);
		breaker.lost('cut');
		breaker.lost('cut');
		meet(breaker);
		breaker.lost('cut');
		breaker.lost('cut');
		expect(breaker.ending).toBeUndefined();
		breaker.lost('cut');
		expect(breaker.ending?.reason).toBe('https://open.feishu.cn did not answer 3 calls in a row: cut');
	});

	test('count together with trouble of Feishu’s own', async () => {
		const breaker = await breakerOf();
		breaker.answered(answer(PASSING));
		breaker.refused('transient', targetOf(), explanation);
		breaker.lost('cut');
		expect(breaker.ending).toBeUndefined();
		breaker.answered(answer(PASSING));
		breaker.refused('transient', targetOf(), explanation);
		expect(breaker.ending).toEqual(ENDED);
	});
});

test.each([
	['run', true, false],
	['token', true, false],
	['rate', true, false],
	['target', false, true],
	['record', false, false],
	['transient', false, false],
	[undefined, false, false],
] as const)('a refusal that concerns %s: ends the run %p, ends the target %p', async (reach, endsRun, endsTarget) => {
	const breaker = await breakerOf();
	const target = targetOf();
	breaker.answered(answer(APP));
	breaker.refused(reach, target, explanation);
	expect([breaker.ending, breaker.hasEnded(target), breaker.hasEnded(targetOf())]).toEqual([
		endsRun ? ENDED : undefined,
		endsRun || endsTarget,
		endsRun,
	]);
	expect(breaker.endingOf(target)).toEqual(endsRun || endsTarget ? ENDED : undefined);
});

test('the first end stays, of the run and of a target', async () => {
	const breaker = await breakerOf();
	const target = targetOf();
	breaker.refused('target', target, explanation);
	breaker.refused('target', target, { ...explanation, reason: 'later' });
	expect(breaker.endingOf(target)).toEqual(ENDED);
	breaker.end(ENDED);
	breaker.end({ ...ENDED, reason: 'later' });
	expect(breaker.ending).toEqual(ENDED);
});

test('nothing more is sent since the run has ended, else the target, else the execution', async () => {
	const stop = new AbortController();
	const breaker = await breakerOf(stop.signal);
	const target = targetOf();
	expect(breaker.endingOf(target)).toBeUndefined();
	stop.abort();
	expect(breaker.endingOf(target)?.reason).toBe('The execution was stopped before this record was sent');
	const ofTarget = { ...ENDED, reason: 'target' };
	breaker.endTarget(target, ofTarget);
	expect(breaker.endingOf(target)).toBe(ofTarget);
	breaker.end(ENDED);
	expect(breaker.endingOf(target)).toBe(ENDED);
	expect((await breakerOf()).endingOf(targetOf())).toBeUndefined();
});

test.each([
	['No host. Set one.', 'No host', 'Set one.', 'Set one. This record was not sent. Once this is fixed, run the workflow again.'],
	['No app-secret.', 'No [secret]', '', 'This record was not sent. Once this is fixed, run the workflow again.'],
])('a call that was not sent ends the run: %p', async (words, reason, remedy, what_to_do) => {
	const breaker = await breakerOf();
	breaker.blocked(endpoint, { kind: 'blocked', reason: words, code: null, passing: false, possiblyApplied: false });
	expect(breaker.ending).toEqual({ code: null, reason, remedy, what_to_do, failure: { cause: 'configuration-invalid' } });
});

test('a fault of this package ends the run, and says so without secrets', async () => {
	const breaker = await breakerOf();
	const reason = 'Something unexpected happened in the node: odd [secret]';
	expect(breaker.defect(new TypeError('odd app-secret'))).toBe(reason);
	expect(breaker.ending).toEqual({
		code: null,
		reason,
		what_to_do: 'Report this to the authors of the node. This record was not sent. Once this is fixed, run the workflow again.',
		failure: { cause: 'node-defect' },
	});
});
