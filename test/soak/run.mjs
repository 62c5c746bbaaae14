/** `npm run test:soak`: thousands of executions in one n8n 2.x with the packed nodes. It takes too long for every change. */
import { fileURLToPath } from 'node:url';

import { n8n2, tools } from '../laboratory/installation.mjs';
import { runSuite } from '../laboratory/suite.mjs';

await runSuite(fileURLToPath(new URL('.', import.meta.url)), [tools, n8n2]);
