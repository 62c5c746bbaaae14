import { deletions } from './deletions.mjs';
import { measured } from './measured.mjs';
import { count, seconds, table } from './text.mjs';

const latencyMs = 100;
const sandbox = { latencyMs, rateLimits: 'documented' };

/** What Feishu does to every call of a run. Recalls have no call for several, so that nothing can be searched for. */
const troubles = [
	...deletions.map((deletion) => ({
		deletion,
		what: `refuses each call with ${deletion.refuses}`,
		fault: { kind: 'code', code: deletion.refuses },
	})),
	...deletions
		.filter(({ name }) => name === 'attendance' || name === 'message')
		.flatMap((deletion) => [
			{ deletion, what: 'takes each call and never answers', fault: { kind: 'hang' } },
			{ deletion, what: 'refuses each call for the rate, for 5 s', fault: { kind: 'rate', code: 99991400, resetSeconds: 5 } },
		]),
];

/**
 * Part C: what a run costs that cannot succeed.
 * @param {number} records
 */
export function planBounds(records) {
	const subjects = troubles.map(({ deletion, fault }, index) => ({
		id: `bounds-${index}`,
		deletion,
		records,
		by: 'ours',
		fault: { ...fault, endpoint: deletion.endpoint, on: 'every' },
	}));
	return {
		subjects,
		async run(bench) {
			const rows = [];
			for (const [index, subject] of subjects.entries()) {
				const { deletion, what } = troubles[index];
				const { ms, failed } = await measured(bench, subject, sandbox, `${deletion.title}: Feishu ${what}`);
				const calls = await bench.sandbox.calls(deletion.endpoint);
				rows.push({
					deletion: deletion.title,
					what,
					calls: count(calls.length),
					least: count(Math.ceil(records / deletion.limit)),
					took: failed ?? seconds(ms),
				});
			}
			return describe(rows, records);
		},
	};
}

function describe(rows, records) {
	return [
		`## C. Runs that cannot succeed: ${count(records)} items with one record each`,
		'The same sandbox, which does one of these things to every call of the run. Each wait is real; a call that is not answered takes the 30 seconds that this package allows it.',
		table({ deletion: 'deletion', what: 'Feishu …', calls: '#calls', least: '#calls of a run that succeeds', took: '#node took' }, rows),
		'- A code that may concern a single record is searched for that record. Where all fare alike, the search ends after a sample; a recall is a call of its own for each message, and its refusal says nothing of the others.',
	].join('\n\n');
}
