import { clock } from '../../nodes/shared/engine/time/clock';
import { startSandbox } from '../sandbox';
import { messages, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { tally } from '../support/law';

test('a clock of the machine that is set back an hour during a run delays nothing', async () => {
	const sandbox = await startSandbox({ world: 'empty' });
	const now = Date.now.bind(Date);
	const machine = jest.spyOn(Date, 'now').mockImplementation(now);
	try {
		const names = messages.names(60);
		messages.seed(sandbox, names);
		const items = names.map((name) => messages.item(name));
		const running = runNode(items, nodeOf(messages), sandboxCredentials(sandbox));
		while (sandbox.calls('batchMessage').length < 10) await new Promise(setImmediate);
		const before = clock.now();
		// The sandbox reads the same clock: as Feishu, it must not notice.
		sandbox.setOptions({ rateLimits: 'off' });
		machine.mockImplementation(() => now() - 3_600_000);
		expect(clock.now()).toBeGreaterThanOrEqual(before);
		expect(tally(messages, await running)).toEqual({ recall_requested: 60 });
	} finally {
		machine.mockRestore();
		await sandbox.stop();
	}
});
