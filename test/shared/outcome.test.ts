import {
	followedOutcome,
	judgedOutcome,
	lostOutcome,
	refusedOutcome,
	unreadOutcome,
	untriedOutcome,
} from '../../nodes/shared/engine/judge/outcome';
import { wordsOf } from '../../nodes/shared/engine/report/wording';
import { seenOutcome, uncopiedOutcome } from '../../nodes/shared/engine/judge/seen';
import { leftOutcome, CANCELLED } from '../../nodes/shared/engine/judge/unsent';
import type { Api, Endpoint, Observation, Verdict } from '../../nodes/shared/endpoint';
import type { Explanation, Outcome } from '../../nodes/shared/engine/record';
import { Unread } from '../../nodes/shared/unread';
import { endpoints } from '../support/deletions';
import { answerTo } from '../support/answer';
import { endpointWith } from '../support/endpoint';

const explanation: Explanation = { code: 1, reason: 'refused', what_to_do: 'Correct it.', log_id: 'log' };
const entry = (possiblyApplied: boolean) => ({ record: { id: '1' }, possiblyApplied });
const answer = (code: number, status = 400, api: Api = endpoints.calendarEventAttendee) =>
	answerTo(api, { code, status, msg: 'words', logId: 'log' });

test.each([
	// [what, code, HTTP status, an answer was lost before, status, retryable]
	['of one record', 190002, 400, false, 'refused', false],
	['of one record, after a lost answer', 190002, 400, true, 'unknown', true],
	['of one that is not there', 194000, 400, false, 'refused', false],
	['of one that is not there, after a lost answer', 194000, 400, true, 'deleted', false],
	['of the event', 193001, 404, false, 'refused', false],
	['of the event, after a lost answer', 193001, 404, true, 'unknown', true],
	['for the rate', 99991400, 429, false, 'refused', true],
	['for the token', 99991663, 400, false, 'refused', true],
	['of the app', 99991672, 400, false, 'refused', true],
	['of the app, after a lost answer', 99991672, 400, true, 'unknown', true],
	['by trouble of Feishu’s own', 190003, 500, false, 'unknown', true],
	['under a code of no table', 123456, 400, false, 'refused', false],
	['under a code of no table and a status of trouble', 123456, 503, false, 'unknown', true],
] as const)('a refusal %s', (_what, code, httpStatus, possiblyApplied, status, retryable) => {
	const outcome = refusedOutcome(endpoints.calendarEventAttendee, entry(possiblyApplied), answer(code, httpStatus), explanation);
	expect(outcome).toMatchObject({ status, retryable });
	expect(outcome.explanation === undefined).toBe(status === 'deleted');
	if (possiblyApplied && status === 'unknown')
		expect(outcome.explanation?.what_to_do).toMatch(/^This may already be done\. .+Correct it\.$/);
});

test.each([
	[{ status: 'deleted' }, 'deleted', false, undefined],
	[{ status: 'recall_requested' }, 'recall_requested', false, undefined],
	[{ status: 'refused', reason: 'no' }, 'refused', false, 'no'],
	[{ status: 'refused' }, 'refused', false, 'words'],
	[{ status: 'unknown' }, 'unknown', true, 'words'],
	[{ status: 'again', reason: 'later' }, 'refused', true, 'later'],
] as const)('the verdict %j', (verdict, status, retryable, reason) => {
	const outcome = judgedOutcome(verdict, answer(0, 200), (words) => words);
	expect(outcome).toMatchObject({ status, retryable, logId: 'log' });
	expect(outcome.explanation?.reason).toBe(reason);
	if (outcome.explanation !== undefined) expect(outcome.explanation.code).toBeNull();
});

test('what was not tried alone says so, may be tried again, and is unknown where an answer was lost', () => {
	expect(untriedOutcome(entry(false), explanation, '12 others were.')).toMatchObject({
		status: 'refused',
		retryable: true,
		explanation: { what_to_do: expect.stringContaining('not tried alone: 12 others were.') as string },
	});
	expect(untriedOutcome(entry(true), explanation, '12 others were.')).toMatchObject({ status: 'unknown', retryable: true });
});

test('what was not sent again may be done', () => {
	expect(leftOutcome(entry(false), CANCELLED)).toMatchObject({
		status: 'not_sent',
		retryable: true,
		explanation: { reason: CANCELLED.reason },
	});
	expect(leftOutcome(entry(true), CANCELLED)).toMatchObject({
		status: 'unknown',
		retryable: true,
		explanation: { reason: 'The execution was stopped before an answer came' },
	});
	expect(lostOutcome('No answer came')).toMatchObject({ status: 'unknown', retryable: true });
});

test.each([
	[new Error('locked'), 'locked'],
	['locked', 'locked'],
	[{ message: 'locked' }, 'locked'],
	[new Error(''), 'no reason is given'],
	[{ message: { toString: 1 } }, 'no reason is given'],
	[Object.create(null), 'no reason is given'],
	[undefined, 'no reason is given'],
	[null, 'no reason is given'],
])('what was thrown, in words: %p', (thrown: unknown, words) => {
	expect(wordsOf(thrown)).toBe(words);
});

const TWICE = /^This may already be done\. .*running the workflow again could do it twice\./;

describe('where saying it twice does it twice', () => {
	const once = endpointWith({
		kind: 'create',
		idempotent: false,
		refusals: { 5: { what: 'Trouble.', todo: 'Wait.', reach: 'transient' } },
	});

	test.each<[string, Outcome]>([
		['a lost answer', lostOutcome('No answer came', once)],
		['trouble of Feishu’s own', refusedOutcome(once, entry(false), answer(5, 400, once), explanation)],
		['a refusal after a lost answer', refusedOutcome(once, entry(true), answer(7, 400, once), explanation)],
		['what was not sent again', leftOutcome(entry(true), CANCELLED, once)],
		['a verdict that does not say', judgedOutcome({ status: 'unknown' }, answer(0, 200), (words) => words, once)],
		['what was not tried alone', untriedOutcome(entry(true), explanation, '12 others were.', once)],
	])('%s leaves it unknown, and closed to another try', (_what, outcome) => {
		expect(outcome).toMatchObject({ status: 'unknown', retryable: false });
		expect(outcome.explanation?.what_to_do).toMatch(TWICE);
	});

	test('what Feishu refused, or was never sent, may be sent again as ever', () => {
		expect(refusedOutcome(once, entry(false), answer(99991400, 429, once), explanation)).toMatchObject({
			status: 'refused',
			retryable: true,
		});
		expect(leftOutcome(entry(false), CANCELLED, once)).toMatchObject({ status: 'not_sent', retryable: true });
	});
});

test('a verdict hands on what Feishu gave, and that a look would tell', () => {
	const judged = (verdict: Verdict) => judgedOutcome(verdict, answer(0, 200), (words) => words);
	expect(judged({ status: 'created', yields: { attendee_id: 'a' } })).toMatchObject({ status: 'created', yields: { attendee_id: 'a' } });
	expect(judged({ status: 'refused', mayBeMissing: true })).toMatchObject({ status: 'refused', mayBeMissing: true });
});

test('what could not be read is refused, and may be read by another try', () => {
	expect(unreadOutcome(new Unread(7, 'no right', 'Ask for it.', 'log'))).toEqual({
		status: 'refused',
		explanation: { code: 7, reason: 'no right', what_to_do: 'Ask for it.', log_id: 'log' },
		logId: 'log',
		retryable: true,
	});
});

describe('a record of which no copy could be read', () => {
	test('is not sent, and says why', () => {
		expect(uncopiedOutcome({ is: 'unseen', why: new Unread(7, 'no right', 'Ask for it.', 'log') })).toEqual({
			status: 'not_sent',
			explanation: { code: 7, reason: 'Keep a Copy could not read this record: no right', what_to_do: 'Ask for it.', log_id: 'log' },
			logId: 'log',
			retryable: true,
		});
	});

	test('counts as missing where it is not there, which a look has shown', () => {
		expect(uncopiedOutcome({ is: 'gone' })).toMatchObject({ status: 'not_sent', isMissing: true, confirmedBy: 'read', retryable: true });
	});
});

describe('a look', () => {
	const THERE: Observation = { is: 'there', copy: { id: '1' } };
	const GONE: Observation = { is: 'gone' };
	const UNSEEN: Observation = { is: 'unseen', why: new Unread(null, 'dark', 'Light it.') };
	const deleting = endpointWith();
	const creating = endpointWith({ kind: 'create' });
	const requesting = endpointWith({ accepted: 'recall_requested' });
	const creatingOnce = endpointWith({ kind: 'create', idempotent: false });

	test.each<[string, Endpoint, Observation, string | undefined]>([
		['an unclear deletion of what is gone', deleting, GONE, 'deleted'],
		['an unclear deletion of what is there', deleting, THERE, 'refused'],
		['an unclear deletion of what nobody can see', deleting, UNSEEN, undefined],
		['an unclear request, of what is gone', requesting, GONE, 'recall_requested'],
		['an unclear creation of what is there', creating, THERE, 'created'],
		['an unclear creation of what is not', creating, GONE, 'refused'],
		['an unclear creation that must not be said twice, of what is there', creatingOnce, THERE, 'created'],
		// The request may still be on its way, and another one would do it once more.
		['an unclear creation that must not be said twice, of what is not', creatingOnce, GONE, undefined],
	])('at %s', (_what, endpoint, sight, status) => {
		const seen = seenOutcome(endpoint, { ...entry(true), outcome: { ...lostOutcome('No answer came'), logId: 'log' } }, sight);
		expect(seen?.status).toBe(status);
		if (seen === undefined) return;
		expect(seen).toMatchObject({ confirmedBy: 'read', logId: 'log', retryable: status === 'refused' });
		expect(seen.explanation?.reason).toBe(status === 'refused' ? 'No answer came. A look at Feishu shows that it was not done' : undefined);
	});

	test.each<[string, Observation, boolean]>([
		['is missing where it is gone', GONE, true],
		['stays as it is where it is there', THERE, false],
		['stays as it is where nobody can see it', UNSEEN, false],
	])('at a refused record of which Feishu’s words leave open whether it is there: it %s', (_what, sight, isMissing) => {
		const outcome: Outcome = { status: 'refused', explanation, logId: null, retryable: false, mayBeMissing: true };
		const seen = seenOutcome(deleting, { ...entry(false), outcome }, sight);
		expect(seen).toEqual(isMissing ? { ...outcome, isMissing: true, confirmedBy: 'read' } : undefined);
	});

	test('at what has no outcome tells nothing', () => {
		expect(seenOutcome(deleting, entry(false), GONE)).toBeUndefined();
	});
});

describe('an accepted record that was followed', () => {
	const accepted: Outcome = { status: 'recall_requested', logId: 'log', retryable: false };

	test.each<[string, Verdict | Unread, Partial<Outcome>]>([
		['is carried out', { status: 'recalled', yields: { count: 2 } }, { status: 'recalled', yields: { count: 2 } }],
		['is still only accepted', { status: 'recall_requested' }, { status: 'recall_requested' }],
		[
			'is accepted, with words',
			{ status: 'recall_requested', reason: 'not yet' },
			{ status: 'recall_requested', explanation: { code: null, reason: 'not yet', what_to_do: 'Look it up in Feishu.', log_id: 'log' } },
		],
		[
			'failed',
			{ status: 'refused', code: 7, reason: 'too late', todo: 'Leave it.' },
			{ status: 'refused', explanation: { code: 7, reason: 'too late', what_to_do: 'Leave it.', log_id: 'log' } },
		],
		[
			'failed without a word',
			{ status: 'refused' },
			{
				status: 'refused',
				explanation: { code: null, reason: 'Feishu does not say', what_to_do: 'Look it up in Feishu.', log_id: 'log' },
			},
		],
		[
			'is left open without a word',
			{ status: 'again' },
			{
				status: 'unknown',
				explanation: { code: null, reason: 'Feishu does not say', what_to_do: 'Look it up in Feishu.', log_id: 'log' },
			},
		],
		[
			'could not be read, and is accepted as before',
			new Unread(7, 'no right', 'Ask for it.', 'log 2'),
			{
				status: 'recall_requested',
				explanation: { code: 7, reason: 'The progress could not be looked up: no right', what_to_do: 'Ask for it.', log_id: 'log 2' },
			},
		],
	])('%s', (_what, told, outcome) => {
		expect(followedOutcome(accepted, told)).toEqual({ ...accepted, ...outcome });
	});
});

describe('where another run is no safe answer', () => {
	const api = { whenUnknown: 'Look for its key.' };
	const create = endpointWith({ kind: 'create', refusals: { 5: { what: 'Down.', todo: 'Wait.', reach: 'transient' } }, ...api });

	test('the endpoint says what to do about what is unknown', () => {
		const told = [
			lostOutcome('No answer came', api),
			leftOutcome(entry(true), CANCELLED, api),
			untriedOutcome(entry(true), explanation, '12 others were.', api),
			judgedOutcome({ status: 'unknown' }, answer(0), (words) => words, api),
		];
		expect(told.map((outcome) => outcome.explanation?.what_to_do)).toEqual(told.map(() => 'Look for its key.'));
		expect(refusedOutcome(create, entry(false), answer(5, 500, create), explanation)).toMatchObject({
			status: 'unknown',
			retryable: true,
			explanation: { what_to_do: 'Look for its key. Correct it.' },
		});
	});

	test('a look that finds it created says what Feishu made', () => {
		const unknown = { ...entry(true), outcome: lostOutcome('No answer came', api) };
		expect(seenOutcome(create, unknown, { is: 'there', copy: { id: '1', more: true }, yields: { id: '1' } })).toEqual({
			status: 'created',
			logId: null,
			retryable: false,
			confirmedBy: 'read',
			yields: { id: '1' },
		});
		expect(seenOutcome(create, unknown, { is: 'there', copy: { id: '1' } })).not.toHaveProperty('yields');
	});
});

test('something may be said of what is done', () => {
	const done = judgedOutcome({ status: 'created', reason: 'It has no ID', todo: 'Look for it.' }, answer(0, 200), (words) => words);
	expect(done).toMatchObject({
		status: 'created',
		retryable: false,
		explanation: { code: null, reason: 'It has no ID', what_to_do: 'Look for it.' },
	});
});

describe('what is told of a record of which nobody knows whether it is done', () => {
	const told = (outcome: { explanation?: Explanation }) => outcome.explanation?.what_to_do;

	test.each([
		['that repeating is safe', {}, /repeating is safe\.$/],
		['that running the workflow again could do it twice', { idempotent: false }, /running the workflow again could do it twice\.$/],
		[
			'the same where only the very same call may be repeated',
			{ idempotent: 'call' as const },
			/running the workflow again could do it twice\.$/,
		],
		['what its endpoint says', { whenUnknown: 'Ask the app.' }, /^Ask the app\.$/],
	])('is %s', (_what, api, words) => {
		expect(told(lostOutcome('cut', api))).toMatch(words);
		expect(told(judgedOutcome({ status: 'unknown' }, answer(0, 200), (text) => text, api))).toMatch(words);
		expect(told(leftOutcome(entry(true), { code: null, reason: 'over', what_to_do: 'Wait.' }, api))).toMatch(words);
		expect(told(untriedOutcome(entry(true), explanation, 'nothing more is sent.', api))).toMatch(words);
		const endpoint = { ...endpoints.calendarEventAttendee, ...api };
		expect(told(refusedOutcome(endpoint, entry(true), answer(190002, 400, endpoint), explanation))?.replace(/ Correct it\.$/, '')).toMatch(
			words,
		);
	});
});
