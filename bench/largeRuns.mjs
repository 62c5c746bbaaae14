import { setTimeout as sleep } from 'node:timers/promises';

import { Children } from '../test/laboratory/children.mjs';
import { Failure } from '../test/laboratory/failure.mjs';
import { Laboratory } from '../test/laboratory/laboratory.mjs';
import { current } from '../test/laboratory/lines.mjs';
import { findFreePort } from '../test/laboratory/ports.mjs';
import { ProcessProbe } from '../test/laboratory/processProbe.mjs';
import { withProgress } from '../test/laboratory/progress.mjs';
import { tenantCredential } from '../test/laboratory/sandbox.mjs';
import { idsOf } from './deletions.mjs';
import { Heartbeat } from './heartbeat.mjs';
import { count, megabytes, seconds, table } from './text.mjs';
import { credentialId, webhookWorkflow } from './workflows.mjs';

const id = 'large';
const milestones = ['--import', new URL('milestones.mjs', import.meta.url).href];

/**
 * Part D: what becomes of an n8n server while a large run is under way in its process.
 * @param {import('./deletions.mjs').Deletion} deletion - whose records are deleted
 * @param {{ singleRecords: number[], listedRecords: number }} sizes
 */
export function planLargeRuns(deletion, { singleRecords, listedRecords }) {
	const runs = [
		...singleRecords.map((records) => ({ records, items: records })),
		// As many items as a person would make of a long list.
		{ records: listedRecords, items: 10 },
	];
	return {
		subjects: [],
		async run(bench) {
			const rows = [];
			for (const run of runs) {
				const task = `${count(run.records)} records in ${count(run.items)} items, in a server`;
				try {
					rows.push({ run, ...(await withProgress(task, [], () => measure(deletion, run))) });
				} catch (error) {
					if (bench.abandoned || !(error instanceof Failure)) throw error;
					console.log(`    ${error.message}`);
					rows.push({ run, failed: 'did not finish' });
				}
			}
			return describe(deletion, rows);
		},
	};
}

/**
 * Runs one workflow in a server of its own.
 * @param {import('./deletions.mjs').Deletion} deletion
 * @param {{ records: number, items: number }} run
 */
async function measure(deletion, { records, items }) {
	const children = new Children();
	const laboratory = new Laboratory(current, children);
	try {
		await laboratory.open();
		const { sandbox } = laboratory;
		const ids = idsOf(deletion, records);
		await laboratory.import([{ id: credentialId, name: credentialId, ...tenantCredential(sandbox.url) }], [webhookWorkflow(id, deletion)]);
		await sandbox.reset(deletion.world(ids));
		const probe = new ProcessProbe(await findFreePort());
		const editor = await laboratory.serve([...probe.flags, ...milestones]);
		const start = (given) =>
			fetch(`http://127.0.0.1:${new URL(laboratory.address).port}/webhook/${id}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ items: given }),
			});
		await editor.activate(id, async () => (await start([])).ok);
		const before = await probe.collect();
		const heartbeat = new Heartbeat(laboratory.address);
		heartbeat.start();
		await sleep(2_000);
		const { ok, status } = await start(itemsOf(ids, items));
		if (!ok) throw new Failure(`n8n did not take the items (${status}).`);
		const { marks } = await Promise.race([untilEnded(probe), children.crashed]);
		// What n8n does with the result of the node.
		await Promise.race([untilForgotten(editor), children.crashed]);
		const over = Date.now();
		await heartbeat.stop();
		const calls = await sandbox.calls(deletion.endpoint);
		const { 'node began': began, 'items handed over': handedOver, 'items handed back': handedBack, 'node ended': ended } = marks;
		return {
			resolvingMs: handedOver.at - began.at,
			resolvingCpuMs: cpuMs(handedOver) - cpuMs(began),
			firstCallMs: Math.min(...calls.map(({ at }) => at)) - began.at,
			tookMs: ended.at - began.at,
			silences: [
				[began.at, handedOver.at],
				[handedOver.at, handedBack.at],
				[handedBack.at, over],
			].map(([from, until]) => heartbeat.longestSilence(from, until)),
			before: before.rss,
			peak: (await probe.read()).peakRss,
			done: records - deletion.left(await sandbox.state()),
		};
	} finally {
		await laboratory.close({ isSearched: false });
	}
}

function cpuMs({ detail: { user, system } }) {
	return (user + system) / 1_000;
}

/** @returns {object[]} items that each name as many of the records */
function itemsOf(ids, items) {
	if (items === ids.length) return ids.map((each) => ({ id: each }));
	const size = Math.ceil(ids.length / items);
	return Array.from({ length: items }, (_none, index) => ({ id: ids.slice(index * size, (index + 1) * size) }));
}

async function untilEnded(probe) {
	for (;;) {
		// It does not answer while the process is busy, however long that is.
		const held = await probe.read().catch(() => undefined);
		if (held?.marks['node ended'] !== undefined) return held;
		await sleep(500);
	}
}

/** n8n keeps nothing of these executions: the row is gone when it is done. */
async function untilForgotten(editor) {
	while ((await editor.listExecutions(id).catch(() => [undefined])).length > 0) await sleep(500);
}

function describe(deletion, rows) {
	return [
		'## D. Large runs in a server: what becomes of n8n meanwhile',
		`${deletion.title}, ${count(deletion.limit)} in a call, at the documented rate and without latency, in a server that a webhook starts. Each run in a process of its own, which nobody else asks for anything but \`/healthz\`, every 20 ms from outside.`,
		table(
			{
				records: '#records',
				items: '#items',
				resolving: '#n8n resolves for',
				cpu: '#CPU time of that',
				first: '#first call after',
				took: '#node took',
				loop: "#silent in n8n's loop",
				ours: "#silent in this package's part",
				rest: '#silent afterwards',
				before: '#memory before',
				peak: '#peak',
				done: '#records done',
			},
			rows.map(({ run, resolvingMs, resolvingCpuMs, firstCallMs, tookMs, silences = [], before, peak, done, failed }) => ({
				records: count(run.records),
				items: count(run.items),
				...(failed === undefined
					? {
							resolving: seconds(resolvingMs),
							cpu: seconds(resolvingCpuMs),
							first: seconds(firstCallMs),
							took: seconds(tookMs),
							loop: seconds(silences[0]),
							ours: seconds(silences[1]),
							rest: seconds(silences[2]),
							before: megabytes(before),
							peak: megabytes(peak),
							done: count(done),
						}
					: { done: failed }),
			})),
		),
		[
			'- *n8n resolves for*: n8n evaluates the fields of all items in one synchronous loop before it lets anything else run, this package included. *first call after* is counted from the beginning of that loop. *CPU time* is that of all threads of the process, and says more where other work ran on the machine.',
			"- *silent* is the longest time for which the process answered nobody: in n8n's loop; from its end until this package has handed back the last item; and from then until n8n is done with the execution. In this package's part, 200 ms at most are aimed at. Nothing of an execution is saved.",
			'- *peak* is the resident set of the whole process; what was held before the run, and the items, are in it.',
		].join('\n'),
	].join('\n\n');
}
