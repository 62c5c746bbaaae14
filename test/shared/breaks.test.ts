import { Breaks } from '../../nodes/shared/engine/time/breaks';
import { VirtualClock } from '../support/virtualClock';

let clock: VirtualClock;

beforeEach(() => {
	clock = new VirtualClock();
	clock.install();
});
afterEach(() => clock.uninstall());

test('a break is due when work has gone on for a while, and not again at once', async () => {
	const breaks = new Breaks();
	expect(breaks.isDue).toBe(false);
	clock.advance(100);
	expect(breaks.isDue).toBe(true);
	await breaks.take();
	expect(breaks.isDue).toBe(false);
	clock.advance(100);
	expect(breaks.isDue).toBe(true);
});

test('in a break, what waits for its turn has it', async () => {
	const breaks = new Breaks();
	const order: string[] = [];
	setImmediate(() => order.push('another execution'));
	await breaks.take();
	order.push('the work');
	expect(order).toEqual(['another execution', 'the work']);
});
