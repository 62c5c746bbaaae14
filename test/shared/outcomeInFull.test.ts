import {
	followedOutcome,
	isDone,
	judgedOutcome,
	lostOutcome,
	refusedOutcome,
	untriedOutcome,
} from '../../nodes/shared/engine/judge/outcome';
import { inTwo } from '../../nodes/shared/engine/report/wording';
import { seenOutcome, sentBeforeOutcome, uncopiedOutcome, unclearOutcome } from '../../nodes/shared/engine/judge/seen';
import { leftOutcome, unresolvedOutcome, CANCELLED, PROTECTED, UNCHECKED_DRY_RUN, DRY_RUN } from '../../nodes/shared/engine/judge/unsent';
import type { Alias, Verdict } from '../../nodes/shared/endpoint';
import type { Explanation, Outcome, Status } from '../../nodes/shared/engine/record';
import { Unread } from '../../nodes/shared/unread';
import { answerTo } from '../support/answer';
import { endpointWith, searchWith } from '../support/endpoint';

const SAFE = 'This may already be done. Look it up in Feishu, or run the workflow again: repeating is safe.';
const ONCE = 'This may already be done. Look it up in Feishu first, because running the workflow again could do it twice.';

const [BAD, RATE, RUN, PASSING, GONE] = [1, 2, 3, 4, 5];
const refusals = {
	[BAD]: { what: 'Bad.', todo: 'Correct it.', reach: 'record' },
	[RATE]: { what: 'Too often.', todo: 'Wait.', reach: 'rate' },
	[RUN]: { what: 'No right.', todo: 'Ask.', reach: 'run' },
	[PASSING]: { what: 'Trouble.', todo: 'Wait.', reach: 'transient' },
	[GONE]: { what: 'Not there.', todo: 'Leave it out.', reach: 'record' },
} as const;
const deletion = endpointWith({ refusals, missingCodes: [GONE] });
const answer = (code: number, msg = 'words of secret') => answerTo(deletion, { code, msg, logId: 'log of secret' });
const clean = (words: string) => words.replaceAll('secret', '…');
const explanation: Explanation = { code: 1, reason: 'bad', what_to_do: 'Correct it.', log_id: 'log' };
const unsure = { record: { id: '1' }, possiblyApplied: true };
const sure = { record: { id: '1' }, possiblyApplied: false };

describe('whether a record became what its builder wants', () => {
	const outcome = (status: Status): Outcome => ({ status, logId: null, retryable: false });

	test.each<[Status, boolean]>([
		['deleted', true],
		['created', true],
		['found', true],
		['already_gone', true],
		['recall_requested', true],
		['recalled', true],
		['dry_run', true],
		['refused', false],
		['unknown', false],
		['not_sent', false],
	])('%s: %p', (status, done) => {
		expect(isDone({ outcome: outcome(status) })).toBe(done);
	});

	test('it is kept, and so not sent, since Never Delete names it', () => {
		expect(isDone({ outcome: PROTECTED })).toBe(true);
	});
});

test.each([
	['The token has expired. Sign in again.', 'The token has expired', 'Sign in again.'],
	['The token has expired. Sign in again', 'The token has expired', 'Sign in again.'],
	['HTTP 1.1 is off. Switch it on. Then wait.', 'HTTP 1.1 is off', 'Switch it on. Then wait.'],
	['Two lines.\nNo. Step', 'Two lines.\nNo', 'Step.'],
	['A. B', 'A', 'B.'],
	['No next step.', 'No next step', ''],
	['No.next step', 'No.next step', ''],
	['', '', ''],
])('%p in two: %p and %p', (words, reason, todo) => {
	expect(inTwo(words)).toStrictEqual({ reason, todo });
});

test('what no call has decided says why, what to do, and what an agent is to do', () => {
	const untold = { code: null, log_id: null };
	const todo = 'Switch Dry Run off to delete this record';
	const agent = 'To delete permanently, the tool must be called without a dry run.';
	expect(DRY_RUN).toStrictEqual({
		status: 'dry_run',
		explanation: { ...untold, reason: 'Dry Run is on: nothing was sent', what_to_do: `${todo}.`, for_agent: agent },
		logId: null,
		retryable: true,
		isCommon: true,
	});
	expect(UNCHECKED_DRY_RUN).toStrictEqual({
		status: 'dry_run',
		logId: null,
		retryable: true,
		explanation: {
			...untold,
			reason: expect.stringContaining('Never Delete was not compared') as string,
			what_to_do: `${todo}, unless Never Delete names it there.`,
			for_agent: agent,
		},
	});
	expect(PROTECTED).toStrictEqual({
		status: 'not_sent',
		explanation: {
			...untold,
			reason: 'Never Delete names this record',
			what_to_do: expect.stringMatching(/^Leave it out\. /) as string,
			for_agent: expect.stringMatching(/^Leave it out: /) as string,
		},
		logId: null,
		retryable: false,
	});
	expect(CANCELLED).toStrictEqual({ code: null, reason: expect.any(String) as string, what_to_do: 'Run the workflow again.' });
});

describe('an accepted call', () => {
	const log_id = 'log of …';

	test.each<[string, Verdict, Outcome]>([
		['deletes', { status: 'deleted' }, { status: 'deleted', logId: log_id, retryable: false }],
		[
			'deletes, as a repeat shows',
			{ status: 'deleted', confirmedByRepeat: true },
			{ status: 'deleted', logId: log_id, retryable: false, confirmedBy: 'repeat' },
		],
		[
			'deletes, and no repeat shows it',
			{ status: 'deleted', confirmedByRepeat: false },
			{ status: 'deleted', logId: log_id, retryable: false },
		],
		[
			'creates, and gives an ID',
			{ status: 'created', yields: { id: 'a' } },
			{ status: 'created', logId: log_id, retryable: false, yields: { id: 'a' } },
		],
		[
			'creates, with a remark',
			{ status: 'created', reason: 'no ID from secret', todo: 'Look for it.' },
			{
				status: 'created',
				logId: log_id,
				retryable: false,
				explanation: { code: null, reason: 'no ID from …', what_to_do: 'Look for it.', log_id },
			},
		],
		['creates, with half a remark', { status: 'created', reason: 'no ID' }, { status: 'created', logId: log_id, retryable: false }],
		['creates, with the other half', { status: 'created', todo: 'Look.' }, { status: 'created', logId: log_id, retryable: false }],
		[
			'refuses one record, with a code of its own',
			{ status: 'refused', code: 7, reason: 'no, secret', todo: 'Leave it.' },
			{ status: 'refused', logId: log_id, retryable: false, explanation: { code: 7, reason: 'no, …', what_to_do: 'Leave it.', log_id } },
		],
		[
			'refuses one as not there, and gives what it knows',
			{ status: 'refused', reason: 'gone', todo: 'Leave it.', isMissing: true, yields: { id: 'a' } },
			{
				status: 'refused',
				logId: log_id,
				retryable: false,
				isMissing: true,
				yields: { id: 'a' },
				explanation: { code: null, reason: 'gone', what_to_do: 'Leave it.', log_id },
			},
		],
		[
			'refuses one that may not be there',
			{ status: 'refused', reason: 'gone?', todo: 'Look.', mayBeMissing: true },
			{
				status: 'refused',
				logId: log_id,
				retryable: false,
				mayBeMissing: true,
				explanation: { code: null, reason: 'gone?', what_to_do: 'Look.', log_id },
			},
		],
		[
			'refuses one that is there for certain',
			{ status: 'refused', reason: 'no', todo: 'Look.', isMissing: false, mayBeMissing: false },
			{ status: 'refused', logId: log_id, retryable: false, explanation: { code: null, reason: 'no', what_to_do: 'Look.', log_id } },
		],
		[
			'says that it is busy, to the last',
			{ status: 'again', reason: 'busy', todo: 'Later.' },
			{
				status: 'refused',
				logId: log_id,
				retryable: true,
				explanation: { code: null, reason: 'busy', what_to_do: 'Later.', log_id, failure: { cause: 'rate-limited' } },
			},
		],
		[
			'says nothing of one',
			{ status: 'unknown' },
			{
				status: 'unknown',
				logId: log_id,
				retryable: true,
				explanation: { code: null, reason: 'words of …', what_to_do: SAFE, log_id },
			},
		],
	])('%s', (_what, verdict, outcome) => {
		expect(judgedOutcome(verdict, answer(0), clean)).toStrictEqual(outcome);
	});

	test('without words or log ID says that Feishu does not say', () => {
		const told = judgedOutcome({ status: 'refused', todo: 'Look.' }, { ...answer(8, ''), logId: null }, clean);
		expect(told).toStrictEqual({
			status: 'refused',
			logId: null,
			retryable: false,
			explanation: { code: 8, reason: 'Feishu does not say', what_to_do: 'Look.', log_id: null },
		});
	});
});

describe('a refused call', () => {
	const refused = (code: number, entry = sure, change: Parameters<typeof endpointWith>[0] = {}) => {
		const endpoint = { ...deletion, ...change };
		return refusedOutcome(endpoint, entry, answer(code), explanation);
	};

	test.each([
		['for a record', BAD, { status: 'refused', retryable: false }],
		['for one that is not there', GONE, { status: 'refused', retryable: false, isMissing: true }],
		['for the rate', RATE, { status: 'refused', retryable: true }],
		['for the app', RUN, { status: 'refused', retryable: true }],
	] as const)('%s', (_what, code, outcome) => {
		expect(refused(code)).toStrictEqual({ ...outcome, explanation, logId: 'log' });
	});

	test('for one that is not there, after a lost answer, has deleted it', () => {
		expect(refused(GONE, unsure)).toStrictEqual({ status: 'deleted', logId: 'log', confirmedBy: 'repeat', retryable: false });
	});

	test('by trouble of Feishu’s leaves it unknown, with the advice of Feishu’s trouble', () => {
		expect(refused(PASSING)).toStrictEqual({ status: 'unknown', explanation, logId: 'log', retryable: true });
	});

	test.each([
		['that must not be said twice', { idempotent: false }, `${ONCE} Correct it.`, false],
		['that has advice of its own', { whenUnknown: 'Ask.' }, 'Ask. Correct it.', true],
	])('by trouble of Feishu’s, %s', (_what, change, what_to_do, retryable) => {
		expect(refused(PASSING, sure, change)).toStrictEqual({
			status: 'unknown',
			explanation: { ...explanation, what_to_do },
			logId: 'log',
			retryable,
		});
	});

	test('of a search, by trouble of Feishu’s, has changed nothing, and may be made again', () => {
		const search = searchWith({ refusals });
		const outcome = { status: 'refused', explanation, logId: 'log' };
		expect(refusedOutcome(search, sure, answer(PASSING), explanation)).toStrictEqual({ ...outcome, retryable: true });
		expect(refusedOutcome(search, sure, answer(BAD), explanation)).toStrictEqual({ ...outcome, retryable: false });
	});

	test('after a lost answer leaves it unknown', () => {
		expect(refused(BAD, unsure)).toStrictEqual({
			status: 'unknown',
			explanation: { ...explanation, what_to_do: `${SAFE} Correct it.` },
			logId: 'log',
			retryable: true,
		});
	});
});

describe('a look at a record', () => {
	const THERE = { is: 'there', copy: { id: '1' } } as const;
	const seen = (outcome: Outcome) => seenOutcome(deletion, { ...unsure, outcome }, THERE);

	test('that it shows unchanged: the doubt is gone, and what Feishu asks for holds', () => {
		const failure = { cause: 'temporarily-unavailable' } as const;
		expect(
			seen({
				status: 'unknown',
				explanation: { code: 7, reason: 'No right.', what_to_do: `${SAFE} Ask for it.`, log_id: 'old', failure },
				logId: 'log',
				retryable: true,
			}),
		).toStrictEqual({
			status: 'refused',
			logId: 'log',
			retryable: true,
			confirmedBy: 'read',
			explanation: {
				code: 7,
				reason: 'No right. A look at Feishu shows that it was not done',
				what_to_do: 'Ask for it.',
				log_id: 'log',
				failure,
			},
		});
	});

	test('that it shows unchanged, after an answer that never came: the next step is another run', () => {
		expect(seen(lostOutcome('Cut'))?.explanation).toStrictEqual({
			code: null,
			reason: 'Cut. A look at Feishu shows that it was not done',
			what_to_do: 'Run the workflow again.',
			log_id: null,
			failure: { cause: 'temporarily-unavailable' },
		});
	});

	test('of which nothing was said before', () => {
		expect(seen({ status: 'unknown', logId: null, retryable: true })).toStrictEqual({
			status: 'refused',
			logId: null,
			retryable: true,
			confirmedBy: 'read',
			explanation: {
				code: null,
				reason: 'No answer says what happened to it. A look at Feishu shows that it was not done',
				what_to_do: 'Run the workflow again.',
				log_id: null,
			},
		});
	});

	test('that shows it gone has nothing to hand on', () => {
		expect(seenOutcome(deletion, { ...unsure, outcome: lostOutcome('Cut') }, { is: 'gone' })).toStrictEqual({
			status: 'deleted',
			logId: null,
			retryable: false,
			confirmedBy: 'read',
		});
	});
});

test('an answer that never came', () => {
	expect(lostOutcome('Cut')).toStrictEqual({
		status: 'unknown',
		explanation: { code: null, reason: 'Cut', what_to_do: SAFE, log_id: null, failure: { cause: 'temporarily-unavailable' } },
		logId: null,
		retryable: true,
	});
});

test('what was not tried alone', () => {
	expect(untriedOutcome(sure, explanation, 'Many were.')).toStrictEqual({
		status: 'refused',
		explanation: {
			...explanation,
			what_to_do: 'Correct it. This record was not tried alone: Many were. Once this is fixed, run the workflow again.',
		},
		logId: 'log',
		retryable: true,
	});
	expect(untriedOutcome(sure, explanation, 'Many were.', { idempotent: false }).retryable).toBe(true);
	expect(untriedOutcome(unsure, explanation, 'Many were.').explanation?.what_to_do).toBe(SAFE);
});

test('what was not sent, for a reason of its own', () => {
	const why = { code: 7, reason: 'no right', what_to_do: 'Ask.' };
	expect(leftOutcome(sure, why)).toStrictEqual({ status: 'not_sent', explanation: { ...why, log_id: null }, logId: null, retryable: true });
	expect(leftOutcome(unsure, why)).toStrictEqual({
		status: 'unknown',
		explanation: { ...why, what_to_do: SAFE, log_id: null },
		logId: null,
		retryable: true,
	});
});

test('what could not be compared with Never Delete is not sent', () => {
	expect(unclearOutcome(new Unread(7, 'no right', 'Ask.', 'log'))).toStrictEqual({
		status: 'not_sent',
		explanation: {
			code: 7,
			reason: 'Never Delete uses another kind of ID, which could not be compared: no right',
			what_to_do: 'Ask. Or use the same kind of ID in Never Delete as in the fields.',
			log_id: 'log',
		},
		logId: 'log',
		retryable: true,
	});
});

test('what is not there when it is to be copied', () => {
	expect(uncopiedOutcome({ is: 'gone' })).toStrictEqual({
		status: 'not_sent',
		explanation: {
			code: null,
			reason: 'Keep a Copy found no such record in Feishu',
			what_to_do: 'Check the ID, and whether the record is already deleted.',
			log_id: null,
		},
		logId: null,
		retryable: true,
		isMissing: true,
		confirmedBy: 'read',
	});
});

test.each([
	['could not be read', 'unseen', 'Keep a Copy could not read this record: no right'],
	['could not be put back from what is read', 'noCopy', 'This record could not be restored from a copy: no right'],
] as const)('what %s when it is to be copied', (_what, is, reason) => {
	expect(uncopiedOutcome({ is, why: new Unread(7, 'no right', 'Ask.', 'log') })).toStrictEqual({
		status: 'not_sent',
		explanation: { code: 7, reason, what_to_do: 'Ask.', log_id: 'log' },
		logId: 'log',
		retryable: true,
	});
});

test('what is asked for by a word of which nobody tells what it stands for', () => {
	const alias = { whyUnknown: 'Which calendar is primary is not known', todo: 'Or enter its ID.' } as Alias;
	expect(unresolvedOutcome(alias, new Unread(7, 'no right', 'Ask.', 'log'))).toStrictEqual({
		status: 'not_sent',
		explanation: {
			code: 7,
			reason: 'Which calendar is primary is not known: no right',
			what_to_do: 'Ask. Or enter its ID.',
			log_id: 'log',
		},
		logId: 'log',
		retryable: true,
	});
});

describe('what an earlier try may have deleted, and is not sent again after a look', () => {
	const left: Outcome = { status: 'not_sent', explanation: { ...explanation, reason: 'not seen' }, logId: 'log', retryable: true };

	test('is deleted where the look finds it gone', () => {
		expect(sentBeforeOutcome(deletion, left, { is: 'gone' })).toStrictEqual({
			status: 'deleted',
			logId: 'log',
			retryable: false,
			confirmedBy: 'read',
		});
	});

	test.each([
		['where it is there', { is: 'there', copy: {} }],
		['where nobody can see it', { is: 'unseen', why: new Unread(null, 'dark', 'Light it.') }],
	] as const)('is unknown %s, and says why it is not sent', (_where, sight) => {
		expect(sentBeforeOutcome(deletion, left, sight)).toStrictEqual({
			status: 'unknown',
			explanation: { ...explanation, reason: 'not seen', what_to_do: SAFE },
			logId: 'log',
			retryable: true,
		});
	});

	test('is unknown without a reason where there is none', () => {
		const sight = { is: 'there', copy: {} } as const;
		expect(sentBeforeOutcome(deletion, { status: 'not_sent', logId: null, retryable: true }, sight)).toStrictEqual({
			status: 'unknown',
			logId: null,
			retryable: true,
		});
	});
});

test('what is carried out has nothing said of it, and a code of Feishu’s stays with its words', () => {
	const accepted: Outcome = { status: 'recall_requested', logId: 'log', retryable: false };
	expect(followedOutcome(accepted, { status: 'recalled' })).toStrictEqual({ ...accepted, status: 'recalled' });
	expect(followedOutcome(accepted, { status: 'unknown', code: 7 })).toStrictEqual({
		...accepted,
		status: 'unknown',
		explanation: { code: 7, reason: 'Feishu does not say', what_to_do: 'Look it up in Feishu.', log_id: 'log' },
	});
});
