import type { Answer } from '../../nodes/shared/endpoint';
import { UnreadCall } from '../../nodes/shared/engine/send/reader';
import type { Sent } from '../../nodes/shared/engine/send/send';
import { keepsAll, unreadBy } from '../../nodes/shared/engine/settle/failedCall';
import { Unread } from '../../nodes/shared/unread';
import { endpointWith } from '../support/endpoint';

const answer = (reach: Answer['reach']): Sent => ({
	kind: 'answered',
	answer: { status: 400, code: 7, msg: '', data: {}, error: {}, logId: null, reach },
	possiblyApplied: false,
});
const unreadCall = (sent: Sent, isFinal: boolean) =>
	new UnreadCall(sent, endpointWith(), { code: null, reason: 'no', what_to_do: 'Ask.', log_id: null }, isFinal);

const BLOCKED: Sent = { kind: 'blocked', reason: 'no', code: null, passing: false, possiblyApplied: false };

test.each<[string, Unread, boolean]>([
	['what is said to be final', new Unread(null, 'no', 'Ask.', null, true), true],
	['what is not', new Unread(null, 'no', 'Ask.'), false],
	['a refusal of the app', unreadCall(answer('run'), true), true],
	['a refusal of one list', unreadCall(answer('record'), false), false],
	['trouble of Feishu’s own', unreadCall(answer('transient'), true), false],
	['what was not sent', unreadCall(BLOCKED, false), true],
	['a lost answer', unreadCall({ kind: 'lost', reason: 'cut', possiblyApplied: true }, true), false],
	['what was broken off', unreadCall({ kind: 'stopped', possiblyApplied: false }, true), false],
])('whether nothing else can be read either: %s', (_what, why, keeps) => {
	expect(keepsAll(why)).toBe(keeps);
});

describe('why something could not be read', () => {
	const ended: unknown[] = [];
	const session = {
		access: { redact: (words: string) => words.replaceAll('app-secret', '[secret]') },
		breaker: { defect: (error: unknown) => (ended.push(error), 'odd [secret]') },
	} as unknown as Parameters<typeof unreadBy>[0];

	test('is what a call met, as it is', () => {
		const why = unreadCall(BLOCKED, false);
		expect(unreadBy(session, why)).toBe(why);
	});

	test.each<[string, string | null, string | null]>([
		['its log ID', 'log of app-secret', 'log of [secret]'],
		['none', null, null],
	])('is what was thrown, without secrets, with %s', (_what, given, logId) => {
		const why = unreadBy(session, new Unread(7, 'no app-secret', 'Ask app-secret.', given, true));
		expect(why).toMatchObject({ code: 7, reason: 'no [secret]', todo: 'Ask [secret].', logId, isFinal: true });
		expect(ended).toEqual([]);
	});

	test('is a fault of this package, which ends the run and all that is read', () => {
		const error = new TypeError('odd');
		expect(unreadBy(session, error)).toMatchObject({ code: null, reason: 'odd [secret]', logId: null, isFinal: true });
		expect(ended).toEqual([error]);
	});
});
