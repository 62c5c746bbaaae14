const { ModuleMocker } = require('jest-mock');

/**
 * Where a test file runs: in the worker itself, as nodes run in n8n, and not in a context of its own. Jest's own environments
 * have a context for each file, in which n8n, once loaded, is of no use to the next one.
 */
module.exports = class {
	global = globalThis;
	moduleMocker = new ModuleMocker(globalThis);
	/** Waits are tested with a clock of ours. */
	fakeTimers = null;
	fakeTimersModern = null;
	#exit = process.exit;

	getVmContext() {
		return globalThis;
	}

	async setup() {}

	async teardown() {
		// For each file, Jest puts its own around it.
		process.exit = this.#exit;
	}
};
