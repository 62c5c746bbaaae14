import type { FaultAction } from '../sandbox';
import type { Deletion } from '../support/deletions';

/** A fault of the matrix. */
export interface MatrixFault {
	name: string;
	action: FaultAction;
	/** What happens on the call after it. */
	then?: FaultAction;
	/** The endpoints it can happen at; all of them unless given. */
	at?: ReadonlyArray<Deletion['endpoint']>;
}

const token = (status: 200 | 400 | 401, code: 99991663 | 99991664 | 99991671, invalidate = true): MatrixFault => ({
	name: `the token is rejected with ${code} under HTTP ${status}${invalidate ? '' : ', though it is the latest'}`,
	action: { kind: 'token', status, code, invalidate },
});

const rate = (code: number, status: number, resetSeconds?: number, at?: MatrixFault['at']): MatrixFault => ({
	name: `refused for the rate with ${code} under HTTP ${status}${resetSeconds === undefined ? '' : `, reset in ${resetSeconds} s`}`,
	action: { kind: 'rate', code, status, ...(resetSeconds !== undefined && { resetSeconds }) },
	...(at && { at }),
});

const spoilt = (kind: 'http500' | 'http502html' | 'hang' | 'brokenJson' | 'emptyBody', done: boolean): MatrixFault => ({
	name: `${kind}, ${done ? 'after' : 'before'} the work`,
	action: { kind, done },
});

const code = (number: number, status: number, at?: MatrixFault['at']): MatrixFault => ({
	name: `refused with ${number} under HTTP ${status}`,
	action: { kind: 'code', code: number, status },
	...(at && { at }),
});

const CALENDAR = ['calendarEventAttendee'] as const;
const TASK = ['taskFollower'] as const;

const answer = (name: string, body: Record<string, unknown>, at?: MatrixFault['at'], more: { status?: number; done?: boolean } = {}): MatrixFault => ({
	name,
	action: { kind: 'answer', body, ...more },
	...(at && { at }),
});

const lostThen = (number: number, at: MatrixFault['at']): MatrixFault => ({
	name: `the answer is lost after the work, and the repeat refused with ${number}`,
	action: { kind: 'resetAfter' },
	then: { kind: 'code', code: number, status: 400 },
	...(at && { at }),
});

const CARDS = ['appFeedCard'] as const;

/** Every fault that the sandbox can script. */
export const faults: readonly MatrixFault[] = [
	token(200, 99991663),
	token(400, 99991663),
	token(401, 99991663),
	token(400, 99991664),
	token(400, 99991671),
	token(400, 99991663, false),
	rate(99991400, 429, 2),
	rate(99991400, 400),
	rate(190004, 429, 1, CALENDAR),
	rate(190005, 429, undefined, CALENDAR),
	rate(190010, 429, undefined, CALENDAR),
	rate(1470450, 400, undefined, TASK),
	rate(1470451, 400, undefined, TASK),
	...(['http500', 'http502html', 'hang', 'brokenJson', 'emptyBody'] as const).flatMap((kind) => [spoilt(kind, false), spoilt(kind, true)]),
	{ name: 'the connection is reset before the work', action: { kind: 'resetBefore' } },
	{ name: 'the connection is reset after the work', action: { kind: 'resetAfter' } },
	{ name: 'the answer lacks followers', action: { kind: 'omitFollowers' }, at: TASK },
	{ name: 'failed cards lack their user', action: { kind: 'omitUserIds' }, at: ['appFeedCard'] },
	{ name: 'redirected elsewhere', action: { kind: 'redirect', location: 'https://example.com/' } },
	code(99991672, 400),
	code(99991403, 429),
	code(123456, 400),
	code(1220001, 400, ['attendanceRecord']),
	code(1225000, 500, ['attendanceRecord']),
	code(190002, 400, CALENDAR),
	code(190003, 500, CALENDAR),
	code(193001, 404, CALENDAR),
	code(1470404, 400, TASK),
	code(1470712, 500, TASK),
	code(230001, 400, ['appFeedCard', 'batchMessage']),
	code(230006, 400, ['batchMessage']),
	code(230009, 400, ['batchMessage']),
	...[true, false].flatMap((done) => [
		answer(`failed_cards holds null, ${done ? 'after' : 'before'} the work`, { data: { failed_cards: [null] } }, CARDS, { done }),
		answer(`a failed card that nobody asked for, ${done ? 'after' : 'before'} the work`, { data: { failed_cards: [{ biz_id: 'CARD', user_id: 'on_other', reason: '1' }] } }, CARDS, { done }),
	]),
	answer('1220001 with empty lists beside it', { code: 1220001, msg: 'wrong', data: { success_record_ids: [], fail_record_ids: [] } }, ['attendanceRecord'], { status: 400, done: false }),
	answer('a megabyte of message', { code: 123456, msg: 'x'.repeat(1_000_000) }, undefined, { status: 400, done: false }),
	lostThen(1220001, ['attendanceRecord']),
	lostThen(190002, CALENDAR),
	lostThen(194000, CALENDAR),
	lostThen(195100, CALENDAR),
	lostThen(1470712, TASK),
	lostThen(230001, ['appFeedCard', 'batchMessage']),
	lostThen(230030, ['batchMessage']),
];
