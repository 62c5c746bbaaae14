import { deletions } from './deletions.mjs';
import { measured } from './measured.mjs';
import { count, median, megabytes, table } from './text.mjs';
import { canMeasure } from './usage.mjs';

const sandbox = { latencyMs: 0, rateLimits: 'off' };
const [deletion] = deletions;

/**
 * Part B: what the node itself costs, where Feishu costs nothing.
 * @param {{ costRecords: number[], runs: number, memoryRecords: number }} sizes
 */
export function planCost({ costRecords, runs, memoryRecords }) {
	const trios = costRecords.map((records) => ({
		records,
		ours: { id: `cost-${records}`, deletion, records, by: 'ours', unpaced: true },
		http: { id: `cost-${records}-http`, deletion, records, by: 'http' },
		oneItem: { id: `cost-${records}-one-item`, deletion, records, by: 'ours', oneItem: true, unpaced: true },
	}));
	const memory = [
		{ id: 'memory', deletion, records: memoryRecords, by: 'ours', unpaced: true },
		{ id: 'memory-http', deletion, records: memoryRecords, by: 'http' },
	];
	return {
		subjects: [...trios.flatMap(({ ours, http, oneItem }) => [ours, http, oneItem]), ...memory],
		async run(bench) {
			const rows = [];
			for (const trio of trios) rows.push(await compare(bench, trio, runs));
			const peaks = [];
			for (const subject of memory) {
				peaks.push({
					subject,
					...(await measured(bench, subject, sandbox, `Memory at ${count(memoryRecords)} items, ${nodeOf(subject)}`)),
				});
			}
			return describe(rows, runs, peaks, memoryRecords);
		},
	};
}

function nodeOf({ by }) {
	return by === 'ours' ? 'this package' : 'HTTP Request';
}

/** The runs of the three take turns, so that a machine that grows slower does so for all of them. */
async function compare(bench, { records, ...subjects }, runs) {
	const results = { ours: [], http: [], oneItem: [] };
	let complete = true;
	for (let run = 1; run <= runs; run += 1) {
		for (const [key, subject] of Object.entries(subjects)) {
			const task = `Cost at ${count(records)} ${subject.oneItem ? 'records in one item' : 'items'}, ${nodeOf(subject)}, run ${run} of ${runs}`;
			const { ms, done, before, after } = await measured(bench, subject, sandbox, task);
			if (done !== records) complete = false;
			else results[key].push({ took: ms / records, cpu: before && after && (after.cpuMs - before.cpuMs) / records });
		}
	}
	return { records, results, complete };
}

function describe(rows, runs, peaks, memoryRecords) {
	return [
		'## B. The cost of the node itself: no latency, no limiter',
		`Milliseconds for each attendance record, ${runs === 1 ? 'of one run' : `median of ${runs} runs (least to most)`}, each in a process of its own. HTTP Request has no Batching here, and this package does not wait for Feishu's rate: its clock is moved on instead (bench/unpaced.mjs), all of its code runs.`,
		table(
			{
				records: '#items',
				what: 'ms/item',
				ours: '#this package',
				http: '#HTTP Request',
				ratio: '#ratio',
				oneItem: '#this package, all IDs in one item',
			},
			rows.flatMap((row) => [lineOf(row, 'took', 'execution time'), lineOf(row, 'cpu', 'CPU time')]),
		),
		...(rows.every(({ complete }) => complete) ? [] : ['\\* Runs that did not delete every record are left out.']),
		"*Execution time* is n8n's own, of the node. *CPU time* is what all threads of the n8n process used meanwhile, read every 50 ms.",
		`Peak memory of the n8n process (resident set) by the time the node was done with ${count(memoryRecords)} items; the items themselves, and n8n, are in it.`,
		table(
			{ node: 'node', before: '#before the node', peak: '#peak', ratio: '#ratio', done: '#records done' },
			peaks.map(({ subject, before, after, done, failed }) => ({
				node: nodeOf(subject),
				before: size(before),
				peak: size(after),
				ratio: subject.by === 'ours' && after && peaks[1].after ? (after.peak / peaks[1].after.peak).toFixed(2) : '',
				done: failed ?? count(done),
			})),
		),
	].join('\n\n');
}

function lineOf({ records, results, complete }, key, what) {
	const [ours, http, oneItem] = [results.ours, results.http, results.oneItem].map((runs) =>
		runs.map((run) => run[key]).filter((value) => value !== undefined),
	);
	return {
		records: `${count(records)}${complete ? '' : ' *'}`,
		what,
		ours: spread(ours),
		http: spread(http),
		ratio: ours.length > 0 && http.length > 0 ? (median(ours) / median(http)).toFixed(2) : '',
		oneItem: spread(oneItem),
	};
}

function spread(values) {
	if (values.length === 0) return canMeasure ? 'none' : 'not measured';
	const all = values.length > 1 ? ` (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})` : '';
	return `${median(values).toFixed(2)}${all}`;
}

function size(usage) {
	if (usage) return megabytes(usage.peak);
	return canMeasure ? '' : 'not measured';
}
