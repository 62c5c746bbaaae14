import { measured } from './measured.mjs';
import { batchingOf, bestMs, formula } from './rate.mjs';
import { count, percent, seconds, table } from './text.mjs';

const latencyMs = 100;
const sandbox = { latencyMs, rateLimits: 'documented' };

/**
 * Part A: how near to the documented rate.
 * @param {import('./deletions.mjs').Deletion[]} deletions
 * @param {number} records
 */
export function planPace(deletions, records) {
	const subjects = deletions.flatMap((deletion) => [
		{ id: `pace-${deletion.name}`, deletion, records, by: 'ours' },
		{ id: `pace-${deletion.name}-http`, deletion, records, by: 'http', batching: batchingOf(deletion) },
	]);
	return {
		subjects,
		async run(bench) {
			const rows = [];
			for (const subject of subjects) {
				const measurement = await measured(bench, subject, sandbox, `${subject.deletion.title}, ${nodeOf(subject)}`);
				rows.push(rowOf(subject, measurement, await bench.sandbox.calls()));
			}
			return describe(rows, records);
		},
	};
}

function nodeOf({ by, batching }) {
	return by === 'ours' ? 'this package' : `HTTP Request, ${batching.batch.batchSize} per ${batching.batch.batchInterval} ms`;
}

function rowOf(subject, { ms, done, failed }, log) {
	const { deletion, records } = subject;
	const names = { deletion: deletion.title, node: nodeOf(subject) };
	if (failed !== undefined) return { ...names, done: failed };
	const calls = log.filter(({ endpoint }) => endpoint === deletion.endpoint);
	const refused = calls.filter(({ code }) => code !== 0);
	const best = bestMs(deletion, calls.length, latencyMs);
	const first = Math.min(...calls.map(({ at }) => at));
	const last = Math.max(...calls.map(({ at, answeredAt = at }) => answeredAt));
	return {
		...names,
		calls: count(calls.length),
		optimum: count(Math.ceil(records / deletion.limit)),
		wall: seconds(ms),
		sending: seconds(last - first),
		// A refused call waits for nothing: against these, no time is the best one.
		...(refused.length === 0 && { best: seconds(best), ofBest: percent(best / ms), sendingOfBest: percent(best / (last - first)) }),
		refusals: byCode(refused),
		tokens: count(log.filter(({ endpoint }) => endpoint === 'tenantToken').length),
		done: count(done),
	};
}

function byCode(refused) {
	const numbers = new Map();
	for (const { code } of refused) numbers.set(code, (numbers.get(code) ?? 0) + 1);
	return [...numbers].map(([code, number]) => `${count(number)} × ${code ?? 'no answer'}`).join(', ') || '0';
}

function describe(rows, records) {
	return [
		`## A. At the documented rate: ${count(records)} items with one record each`,
		`The sandbox answers after ${latencyMs} ms and holds the documented rates in sliding windows, per app and endpoint. HTTP Request is n8n's own node with one call for each item, the same credential, its Batching set to the tightest documented rate, and no retries of the node.`,
		table(
			{
				deletion: 'deletion',
				node: 'node',
				calls: '#calls',
				optimum: '#optimum',
				best: '#best time',
				wall: '#node took',
				ofBest: '#best / took',
				sending: '#sending took',
				sendingOfBest: '#best / sending',
				refusals: '#refusals',
				tokens: '#token calls',
				done: '#records done',
			},
			rows,
		),
		[
			`- *calls*, *refusals* (number × Feishu's code: 99991400 is the rate, 190010 and 1470451 are calls that overlap on one event or task), *token calls* and *records done* come from the sandbox's log and state.`,
			`- *optimum*: the records divided by the documented limit of one call (for followers, where no limit is documented, by 100).`,
			`- *best time*, for the calls that this node made: ${formula}. Left out where calls were refused, since those waited for nothing.`,
			`- *node took* is n8n's own execution time of the node. *sending took* is the part of it from the first request's arrival to the last answer; what is left is n8n's work on the items before and after.`,
			'- *token calls*: whatever the reason of a refusal, n8n answers it in an HTTP Request node with such a credential by fetching a token and repeating the call once. No setting turns that off.',
		].join('\n'),
	].join('\n\n');
}
