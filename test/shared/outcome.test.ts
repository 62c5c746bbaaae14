import {
	leftOutcome,
	CANCELLED,
	judgedOutcome,
	lostOutcome,
	refusedOutcome,
	seenOutcome,
	untriedOutcome,
	wordsOf,
} from '../../nodes/shared/engine/outcome';
import type { Answer } from '../../nodes/shared/endpoint';
import type { Explanation } from '../../nodes/shared/engine/record';
import { endpoints } from '../support/deletions';
import { endpointWith } from '../support/endpoint';

const explanation: Explanation = { code: 1, reason: 'refused', what_to_do: 'Correct it.', log_id: 'log' };
const entry = (mayBeDone: boolean) => ({ record: { id: '1' }, mayBeDone });
const answer = (code: number, status = 400): Answer => ({ status, code, msg: 'words', data: {}, error: {}, logId: 'log' });

test.each([
	// [what, code, HTTP status, an answer was lost before, status, open to a later try]
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
] as const)('a refusal %s', (_what, code, httpStatus, mayBeDone, status, open) => {
	const outcome = refusedOutcome(
		endpoints.calendarEventAttendee,
		endpoints.calendarEventAttendee,
		entry(mayBeDone),
		answer(code, httpStatus),
		explanation,
	);
	expect(outcome).toMatchObject({ status, open });
	expect(outcome.explanation === undefined).toBe(status === 'deleted');
	if (mayBeDone && status === 'unknown') expect(outcome.explanation?.what_to_do).toMatch(/^This may already be done\. .+Correct it\.$/);
});

test.each([
	[{ status: 'deleted' }, 'deleted', false, undefined],
	[{ status: 'recall_requested' }, 'recall_requested', false, undefined],
	[{ status: 'refused', reason: 'no' }, 'refused', false, 'no'],
	[{ status: 'refused' }, 'refused', false, 'words'],
	[{ status: 'unknown' }, 'unknown', true, 'words'],
	[{ status: 'again', reason: 'later' }, 'refused', true, 'later'],
] as const)('the verdict %j', (verdict, status, open, reason) => {
	const outcome = judgedOutcome(verdict, answer(0, 200), (words) => words);
	expect(outcome).toMatchObject({ status, open, logId: 'log' });
	expect(outcome.explanation?.reason).toBe(reason);
	if (outcome.explanation !== undefined) expect(outcome.explanation.code).toBeNull();
});

test('what was not tried alone says so, is open, and is unknown where an answer was lost', () => {
	expect(untriedOutcome(entry(false), explanation, '12 others were.')).toMatchObject({
		status: 'refused',
		open: true,
		explanation: { what_to_do: expect.stringContaining('not tried alone: 12 others were.') as string },
	});
	expect(untriedOutcome(entry(true), explanation, '12 others were.')).toMatchObject({ status: 'unknown', open: true });
});

test('what was not sent again may be done', () => {
	expect(leftOutcome(entry(false), CANCELLED)).toMatchObject({ status: 'not_sent', open: true, explanation: { reason: CANCELLED.reason } });
	expect(leftOutcome(entry(true), CANCELLED)).toMatchObject({
		status: 'unknown',
		open: true,
		explanation: { reason: 'The execution was stopped before an answer came' },
	});
	expect(lostOutcome('No answer came')).toMatchObject({ status: 'unknown', open: true });
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

describe('where another run is no safe answer', () => {
	const api = { whenUnknown: 'Look for its key.' };
	const create = endpointWith({ creates: true, refusals: { 5: { what: 'Down.', todo: 'Wait.', concerns: 'passing' } }, ...api });

	test('the endpoint says what to do about what is unknown', () => {
		const told = [
			lostOutcome('No answer came', api),
			leftOutcome(entry(true), CANCELLED, api),
			untriedOutcome(entry(true), explanation, '12 others were.', api),
			judgedOutcome({ status: 'unknown' }, answer(0), (words) => words, api),
		];
		expect(told.map((outcome) => outcome.explanation?.what_to_do)).toEqual(told.map(() => 'Look for its key.'));
		expect(refusedOutcome(create, create, entry(false), answer(5, 500), explanation)).toMatchObject({
			status: 'unknown',
			open: true,
			explanation: { what_to_do: 'Look for its key. Correct it.' },
		});
	});

	test('a look that finds it created says what Feishu made', () => {
		const unknown = { ...entry(true), outcome: lostOutcome('No answer came', api) };
		expect(seenOutcome(create, unknown, { is: 'there', copy: { id: '1', more: true }, yields: { id: '1' } })).toEqual({
			status: 'created',
			logId: null,
			open: false,
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
		open: false,
		explanation: { code: null, reason: 'It has no ID', what_to_do: 'Look for it.' },
	});
});
