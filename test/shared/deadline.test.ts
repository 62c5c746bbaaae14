import { Deadline } from '../../nodes/shared/engine/send/deadline';
import { VirtualClock } from '../support/virtualClock';

let clock: VirtualClock;

beforeEach(() => {
	clock = new VirtualClock();
	clock.install();
});
afterEach(() => clock.uninstall());

const sleep = async (ms: number) => await clock.sleep(ms);

test('is over after its time', async () => {
	const deadline = new Deadline(1_000, undefined);
	expect([deadline.ended, deadline.leftMs, deadline.signal.aborted]).toEqual([undefined, 1_000, false]);
	await sleep(999);
	expect([deadline.ended, deadline.leftMs, deadline.signal.aborted]).toEqual([undefined, 1, false]);
	await sleep(2);
	expect([deadline.ended, deadline.leftMs, deadline.signal.aborted]).toEqual(['over', 0, true]);
});

test('is over on time, whoever is woken first', () => {
	const deadline = new Deadline(1_000, undefined);
	clock.advance(1_000);
	expect([deadline.ended, deadline.leftMs]).toEqual(['over', 0]);
});

test('is over as soon as the execution is stopped', () => {
	const stop = new AbortController();
	const deadline = new Deadline(1_000, stop.signal);
	expect([deadline.ended, deadline.signal.aborted]).toEqual([undefined, false]);
	stop.abort();
	expect([deadline.ended, deadline.signal.aborted]).toEqual(['stopped', true]);
});

test('leaves no sleeper behind once it is closed', async () => {
	const deadline = new Deadline(60_000, new AbortController().signal);
	const before = clock.now();
	deadline.close();
	expect(deadline.signal.aborted).toBe(true);
	for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
	expect(clock.now()).toBe(before);
});

test.each([
	['what is left', undefined, 1_000, 1_000],
	['the one that the user has set', 300, 1_000, 300],
	['what is left of a time that is shorter', 3_000, 1_000, 1_000],
	['a whole number of milliseconds', undefined, 0.4, 1],
	['never none at all', undefined, 0, 1],
])('gives a request as timeout %s', (_what, timeout, left, given) => {
	expect(new Deadline(left, undefined).timeout({ ...(timeout !== undefined && { timeout }) })).toBe(given);
});
