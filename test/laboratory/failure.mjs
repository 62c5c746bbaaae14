/** Something the user can act on. It is said in one line, without a stack. */
export class Failure extends Error {
	exitCode = 1;
}

/**
 * Tells what has ended a program, and with which exit code it ends.
 * @param {unknown} error
 * @returns {number}
 */
export function tellFailure(error) {
	console.error(error instanceof Failure ? `\n✘ ${error.message}` : error);
	return error instanceof Failure ? error.exitCode : 1;
}
