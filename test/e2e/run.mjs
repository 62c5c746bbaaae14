/**
 * `npm run test:e2e`: the tarball in a real n8n of both lines, against the sandbox. Installs what is missing: n8n 1.x
 * takes 1.4 GB; n8n 2.x is that of `npm start`.
 */
import { fileURLToPath } from 'node:url';

import { n8n1, n8n2, tools } from '../laboratory/installation.mjs';
import { runSuite } from '../laboratory/suite.mjs';

await runSuite(fileURLToPath(new URL('.', import.meta.url)), [tools, n8n2, n8n1]);
