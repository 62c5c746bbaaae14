/**
 * `npm run bench`: this package in a real n8n 2.x against the sandbox, side by side with n8n's HTTP Request node.
 *
 * Installs what is missing, builds and packs, measures each case in an n8n process of its own, prints a report and
 * writes it to bench/RESULTS.md. It asserts nothing.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { tellFailure } from '../test/laboratory/failure.mjs';
import { install, n8n2, tools } from '../test/laboratory/installation.mjs';
import { interruption } from '../test/laboratory/interruption.mjs';
import { root, shown, state } from '../test/laboratory/paths.mjs';
import { duration } from '../test/laboratory/progress.mjs';
import { Bench } from './bench.mjs';
import { planBounds } from './bounds.mjs';
import { planCost } from './cost.mjs';
import { planLargeRuns } from './largeRuns.mjs';
import { describeMachine } from './machine.mjs';
import { help, readOptions } from './options.mjs';
import { planPace } from './pace.mjs';
import { WatchedChildren } from './usage.mjs';

const children = new WatchedChildren();
const interrupted = interruption(children);
let bench;
try {
	const options = readOptions(process.argv.slice(2));
	if (options.help) console.log(help);
	else await Promise.race([measure(options), children.crashed, interrupted]);
	process.exitCode = 0;
} catch (error) {
	if (bench) bench.abandoned = true;
	process.exitCode = tellFailure(error);
}
await bench?.close();
await children.stopAll();
process.exit();

async function measure({ sizes, pace, cost, bounds, largeRuns, subject, profile, output, command }) {
	const began = Date.now();
	for (const installation of [tools, n8n2]) await install(installation, children);
	const machine = await describeMachine();
	const parts = [
		...(pace.length > 0 ? [planPace(pace, sizes.paceRecords)] : []),
		...(cost ? [planCost(sizes)] : []),
		...(bounds ? [planBounds(sizes.paceRecords)] : []),
		...(largeRuns ? [planLargeRuns(subject, sizes)] : []),
	];
	const profiles = profile ? join(state, 'profiles') : undefined;
	bench = new Bench(children, profiles);
	const subjects = parts.flatMap((part) => part.subjects);
	if (subjects.length > 0) await bench.open(subjects);
	const sections = [];
	for (const part of parts) sections.push(await part.run(bench));

	const took = `Measured in one run of \`${command}\`, which took ${duration(Date.now() - began)}. Each case of A, B and C ran in its own process of \`n8n execute --id=… --rawOutput\`, with a stored token.`;
	const report = ['# Benchmark', took, machine, ...sections].join('\n\n');
	console.log(`\n${report}\n`);
	if (output) writeFileSync(resolve(root, output), `${report}\n`);
	if (output) console.log(`Written to ${output}.`);
	if (profiles) console.log(`Profiles are in ${shown(profiles)}.`);
}
