import { startSandbox, type Sandbox } from '../sandbox';
import { VirtualClock } from './virtualClock';

/** A sandbox of a test file, emptied before each test, and the clock that it and the nodes read. */
export interface Sandboxed {
	readonly sandbox: Sandbox;
	readonly clock: VirtualClock;
}

/** Gives the tests of a file a sandbox and a clock of their own. */
export function sandboxed(options: Omit<NonNullable<Parameters<typeof startSandbox>[0]>, 'clock' | 'world'> = {}): Sandboxed {
	const clock = new VirtualClock();
	let sandbox: Sandbox | undefined;
	beforeAll(async () => {
		clock.install();
		sandbox = await startSandbox({ ...options, world: 'empty', clock });
	});
	afterAll(async () => {
		clock.uninstall();
		await sandbox?.stop();
	});
	beforeEach(() => {
		sandbox?.reset('empty');
		// So that no call of one test takes another one's place in the app's rate.
		clock.advance(600_000);
	});
	return {
		clock,
		get sandbox() {
			if (sandbox === undefined) throw new Error('the sandbox is there once the tests run');
			return sandbox;
		},
	};
}

/**
 * n8n's Batching, as the node's parameters hold it. Batches that come while another is being settled
 * are settled together; a long interval lets each be settled by itself.
 */
export function batchesOf(batchSize: number, batchInterval = 1) {
	return { requestOptions: { batching: { batch: { batchSize, batchInterval } } } };
}
