const { createRequire, isBuiltin } = require('node:module');
const { isAbsolute } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const isPackage = (name) => !name.startsWith('.') && !isAbsolute(name) && !isBuiltin(name);

/**
 * Loads our own files anew for each test file, with their state, and packages once for all files of a worker: n8n takes
 * seconds to load, and is one for all executions in production too.
 */
module.exports = class extends Runtime {
	requireModuleOrMock(from, name) {
		return isPackage(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
	}

	createScriptFromCode(code, file) {
		const script = super.createScriptFromCode(code, file);
		return { runInContext: (_context, options) => script.runInThisContext(options) };
	}
};
