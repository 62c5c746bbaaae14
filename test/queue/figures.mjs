/** Feishu's documented rate of the deletion of attendance records, in calls a second. */
const rate = 10;

/** Feishu's code for a call that comes too soon. */
export const tooSoon = 99991400;

const goals = { share: 0.92, refused: 0.05 };

/** The time in which a process must keep to the rate to count as back at it, in milliseconds. */
const windowMs = 5_000;

/**
 * What became of calls, in a line that can be copied. No test holds the goals: they are of time.
 * @param {string} what
 * @param {{ at: number, code: number }[]} calls - of the sandbox's log, oldest first; `at` in milliseconds
 */
export function tellFigures(what, calls) {
	const through = calls.filter(({ code }) => code === 0);
	const refused = calls.filter(({ code }) => code === tooSoon).length;
	const seconds = (through.at(-1).at - through[0].at) / 1_000;
	const share = through.length / (rate * seconds);
	console.log(
		[
			`${what}: ${calls.length} calls in ${(seconds / 60).toFixed(2)} minutes`,
			`${refused} refused for the rate (${percent(refused / calls.length)}; goal: below ${percent(goals.refused)}, ${met(refused / calls.length < goals.refused)})`,
			`${percent(share)} of the documented rate (goal: at least ${percent(goals.share)}, ${met(share >= goals.share)})`,
		].join(', '),
	);
}

/**
 * How soon a process that is left alone is back at the documented rate, in a line that can be copied.
 * @param {string} what
 * @param {{ at: number, code: number }[]} calls - of the sandbox's log, oldest first; `at` in milliseconds
 * @param {number} since - when the other one was gone, in milliseconds
 */
export function tellReturn(what, calls, since) {
	const through = calls.filter(({ at, code }) => code === 0 && at >= since).map(({ at }) => at);
	const enough = Math.ceil((goals.share * rate * windowMs) / 1_000);
	const isBack = (from) => from + windowMs <= through.at(-1) && through.filter((at) => at >= from && at < from + windowMs).length >= enough;
	const back = [since, ...through].find(isBack);
	const when = back === undefined ? 'not seen' : `after ${((back - since) / 1_000).toFixed(1)} s`;
	const alone = through.length === 0 ? 0 : (through.at(-1) - since) / 1_000;
	console.log(
		`${what}: back at ${percent(goals.share)} of the documented rate ${when} (goal: half a minute; seen for ${alone.toFixed(1)} s, ${through.length} calls went through)`,
	);
}

/**
 * What was called, and refused for the rate, in lines that can be copied.
 * @param {string} what
 * @param {{ at: number, code: number, endpoint: string }[]} calls - of the sandbox's log, oldest first; `at` in milliseconds
 */
export function tellCalls(what, calls) {
	const seconds = (calls.at(-1).at - calls[0].at) / 1_000;
	const endpoints = [...new Set(calls.map(({ endpoint }) => endpoint))];
	const lines = endpoints.map((endpoint) => {
		const own = calls.filter((call) => call.endpoint === endpoint);
		return `  ${endpoint}: ${own.length} calls, ${own.filter(({ code }) => code === tooSoon).length} refused for the rate`;
	});
	console.log([`${what}: ${calls.length} calls in ${seconds.toFixed(1)} seconds`, ...lines].join('\n'));
}

function met(isMet) {
	return isMet ? 'met' : 'MISSED';
}

function percent(part) {
	return `${(part * 100).toFixed(1)} %`;
}
