import { join } from 'node:path';

import { n8n2, sqlite } from '../../playground/lib/installation.mjs';
import { root } from '../../playground/lib/paths.mjs';

/** The older line, still in the field. It runs on the Node of the newer one. */
export const n8n1 = {
	name: 'n8n 1.x',
	folder: join(root, 'test', 'e2e', 'n8n-1'),
	flags: ['--legacy-peer-deps', '--ignore-scripts'],
	gigabytes: 1.4,
	minutes: 4,
	database: sqlite,
};

/** The two lines of n8n that this package promises to work in. */
export const lines = [
	{ name: 'n8n 2.x', installation: n8n2.folder, connectsWithPkce: true, inlineNeedsOwner: true },
	{ name: 'n8n 1.x', installation: n8n1.folder, connectsWithPkce: false, inlineNeedsOwner: false },
];
