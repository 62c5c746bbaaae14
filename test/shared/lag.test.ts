import type { Endpoint, Observation } from '../../nodes/shared/endpoint';
import { sureFrom, wrote } from '../../nodes/shared/engine/settle/lag';
import { Unread } from '../../nodes/shared/unread';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

type Kind = Pick<Endpoint, 'kind'>;

const DELETION = { kind: 'delete' } as const;
const CREATION = { kind: 'create' } as const;
const THERE: Observation = { is: 'there', copy: {} };
const GONE: Observation = { is: 'gone' };
const why = new Unread(null, 'dark', 'Light it.');
const UNSEEN: Observation = { is: 'unseen', why };
const EARLY: Observation = { is: 'unseen', why, isEarly: true };

let things = 0;

/** When a look is sure to be right, in seconds after a write to a thing; 0 where at once. */
function secondsAfter(write: Kind, look: Kind, sight: Observation, isUnclear: boolean): number {
	things += 1;
	const thing = `thing ${things}`;
	wrote(write, thing);
	return Math.max(0, sureFrom(look, thing, sight, isUnclear) - clock.now()) / 1_000;
}

test.each<[string, Kind, Kind, Observation, boolean, number]>([
	['what a deletion finds gone may have been put back', CREATION, DELETION, GONE, false, 5],
	['what a deletion finds there was put back', CREATION, DELETION, THERE, false, 0],
	['what a creation finds there may have been taken away', DELETION, CREATION, THERE, false, 5],
	['what a creation finds gone was taken away', DELETION, CREATION, GONE, false, 0],
	['what a deletion finds gone is gone by a deletion', DELETION, DELETION, GONE, true, 0],
	['what a creation finds there is there by a creation', CREATION, CREATION, THERE, true, 0],
	['what an unclear deletion finds there may be gone', DELETION, DELETION, THERE, true, 5],
	['what a clear deletion finds there is there', DELETION, DELETION, THERE, false, 0],
	['what an unclear creation finds gone may be there', CREATION, CREATION, GONE, true, 5],
	['what a clear creation finds gone is gone', CREATION, CREATION, GONE, false, 0],
	['what nobody can see is not seen later either', DELETION, DELETION, UNSEEN, true, 0],
	['what cannot be seen yet may be seen later', DELETION, DELETION, EARLY, true, 5],
	['what cannot be seen yet, and no call has changed', DELETION, DELETION, EARLY, false, 0],
])('%s', (_what, write, look, sight, isUnclear, seconds) => {
	expect(secondsAfter(write, look, sight, isUnclear)).toBe(seconds);
});

test('a thing to which nothing was written is shown as it is', () => {
	expect(sureFrom(DELETION, 'untouched', GONE, true)).toBe(0);
	wrote(CREATION, 'touched');
	expect(sureFrom(DELETION, 'untouched', GONE, true)).toBe(0);
});

test('the last write counts, and what is written next forgets only those of five seconds ago', () => {
	const began = clock.now();
	wrote(CREATION, 'first');
	wrote(CREATION, 'second');
	clock.advance(3_000);
	wrote(CREATION, 'first');
	expect(sureFrom(DELETION, 'first', GONE, false)).toBe(began + 8_000);
	clock.advance(2_000);
	wrote(CREATION, 'third');
	expect(sureFrom(DELETION, 'second', GONE, false)).toBe(0);
	expect(sureFrom(DELETION, 'first', GONE, false)).toBe(began + 8_000);
	expect(sureFrom(DELETION, 'third', GONE, false)).toBe(began + 10_000);
});
