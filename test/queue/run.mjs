/** `npm run test:queue`: the tarball in n8n's queue mode, with Redis, Postgres and two workers, against the sandbox. */
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { Failure, tellFailure } from '../laboratory/failure.mjs';
import { n8n2, tools } from '../laboratory/installation.mjs';
import { missingForQueue } from '../laboratory/queue.mjs';
import { runSuite } from '../laboratory/suite.mjs';

const missing = missingForQueue();
if (missing.length === 0) {
	await runSuite(fileURLToPath(new URL('.', import.meta.url)), [tools, n8n2]);
} else {
	const todo = `n8n's queue mode needs ${missing.join(' and ')} (Debian, Ubuntu: apt-get install ${missing.join(' ')}).`;
	if (process.env.CI) process.exitCode = tellFailure(new Failure(todo));
	else console.log(`Skipped: ${todo}`);
}
