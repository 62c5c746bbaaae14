import { UnreadCall } from '../../nodes/shared/engine/send/reader';
import type { Sent } from '../../nodes/shared/engine/send/send';
import { Eyes } from '../../nodes/shared/engine/settle/eyes';
import { Unread } from '../../nodes/shared/unread';
import { answerTo } from '../support/answer';
import { refusals, APP, BAD, PASSING, TARGET } from '../support/callsTo';
import { endpointWith } from '../support/endpoint';

const endpoint = endpointWith({ refusals });
const unread = (sent: Sent, isFinal: boolean) =>
	new UnreadCall(sent, endpoint, { code: null, reason: 'why', what_to_do: 'Do this.', log_id: null }, isFinal);
const answered = (code: number, isFinal: boolean) =>
	unread({ kind: 'answered', answer: answerTo(endpoint, { code }), possiblyApplied: false }, isFinal);

const lost = () => unread({ kind: 'lost', reason: 'cut', possiblyApplied: true }, true);
const passing = () => answered(PASSING, true);
const ofRun = () => answered(APP, true);
const ofRecord = () => answered(BAD, false);
const ofTarget = () => answered(TARGET, false);
const blocked = () => unread({ kind: 'blocked', reason: 'locked', code: null, passing: true, possiblyApplied: false }, true);
const stopped = () => unread({ kind: 'stopped', possiblyApplied: false }, true);
const ownWords = () => new Unread(null, 'odd', 'Look.');
const defect = () => new Unread(null, 'odd', 'Report it.', null, true);

/** Eyes of a run that has failed at these looks; `true` is a look that Feishu answered. */
function after(looks: ReadonlyArray<true | Unread>, hasAnswered = true): Eyes {
	const eyes = new Eyes();
	for (const look of looks) {
		if (look === true) eyes.answered();
		else eyes.failed({ breaker: { hasAnswered } as never }, look);
	}
	return eyes;
}

test.each<[string, Array<true | Unread>, boolean]>([
	['nothing at all', [], false],
	['one look without answer', [lost()], false],
	['two of them', [lost(), lost()], false],
	['three of them', [lost(), lost(), lost()], true],
	['two, and trouble of Feishu’s', [lost(), passing(), lost()], true],
	['two, an answer, and two more', [lost(), lost(), true, lost(), lost()], false],
	['two, a refusal of one record, and two more', [lost(), lost(), ofRecord(), lost(), lost()], false],
	['two, a refusal of a target, and two more', [lost(), lost(), ofTarget(), lost(), lost()], false],
	['two, one broken off, and one more', [lost(), lost(), stopped(), lost()], true],
	['three that were broken off', [stopped(), stopped(), stopped()], false],
	['three refusals of a record', [ofRecord(), ofRecord(), ofRecord()], false],
	['three with words of their own', [ownWords(), ownWords(), ownWords()], false],
	['a missing permission', [ofRun()], true],
	['a call that n8n or the credential did not send', [blocked()], true],
	['a fault of this package', [defect()], true],
])('records are looked at no more after %s: %#', (_what, looks, isBlind) => {
	expect(after(looks).lookUpFailure).toBe(isBlind ? looks.at(-1) : undefined);
});

test('looks that one and the same call has failed count as one', () => {
	const why = lost();
	expect(after([why, why, why, why]).lookUpFailure).toBeUndefined();
	expect(after([why, why, lost(), lost()]).lookUpFailure).toBeDefined();
});

test('before Feishu has answered anything, one look without answer is enough', () => {
	const why = lost();
	expect(after([why], false).lookUpFailure).toBe(why);
	expect(after([true, lost()], false).lookUpFailure).toBeUndefined();
	expect(after([ofRecord(), lost()], false).lookUpFailure).toBeUndefined();
});

test('they are in doubt from a look without answer to the next answer', () => {
	expect(after([]).areDoubtful).toBe(false);
	expect(after([lost()]).areDoubtful).toBe(true);
	expect(after([lost(), true]).areDoubtful).toBe(false);
	expect(after([lost(), ofRecord()]).areDoubtful).toBe(false);
	expect(after([ofRecord()]).areDoubtful).toBe(false);
});
