/**
 * `npm run test:e2e`: the tarball in a real n8n of both lines, against the sandbox. Installs what is missing: n8n 1.x
 * takes 1.4 GB; n8n 2.x is that of `npm start`.
 *
 * With --pictures (`npm run pictures`) it runs the tests of the editor in n8n 2.x alone, and writes what they show to
 * docs/images; names after it take only those: npm run pictures -- canvas error.
 */
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { n8n1, n8n2, tools } from '../laboratory/installation.mjs';
import { lines } from '../laboratory/lines.mjs';
import { runSuite } from '../laboratory/suite.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const {
	values: { pictures },
	positionals: names,
} = parseArgs({ allowPositionals: true, options: { pictures: { type: 'boolean', default: false } } });

if (pictures) {
	// The tests run in processes of their own.
	process.env.PICTURES = names.join(' ');
	await runSuite(folder, [tools, n8n2], { wanted: ['editor', 'connect'] });
} else {
	// Most of the time goes into n8n's start, which keeps one core busy.
	await runSuite(folder, [tools, n8n2, n8n1], { wanted: names, lines, sideBySide: Math.max(1, Math.min(4, availableParallelism())) });
}
