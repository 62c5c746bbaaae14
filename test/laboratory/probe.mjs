/**
 * Loaded into n8n (`node --import probe.mjs?port=…`), and answers over HTTP what the process holds: see `Probe`.
 */
import { createServer } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

// Its threads load what it loads.
if (isMainThread) {
	const port = Number(new URL(import.meta.url).searchParams.get('port'));
	const server = createServer(async (request, response) => {
		if (request.url === '/collect') await collect();
		response.setHeader('connection', 'close').end(JSON.stringify(readHoldings()));
	});
	server.listen(port, '127.0.0.1');
	server.unref();
}

function readHoldings() {
	const { heapUsed, rss } = process.memoryUsage();
	const resources = {};
	for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
	const marks = performance
		.getEntriesByType('mark')
		.map(({ name, startTime, detail }) => [name, { at: performance.timeOrigin + startTime, detail }]);
	return { heapUsed, rss, peakRss: process.resourceUsage().maxRSS * 1_024, resources, marks: Object.fromEntries(marks) };
}

/** Several times: what a finalizer lets go of is found by the next collection. */
async function collect() {
	setFlagsFromString('--expose-gc');
	const gc = runInNewContext('gc');
	for (let time = 0; time < 4; time += 1) {
		gc();
		await turn();
	}
}
