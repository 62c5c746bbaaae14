/**
 * `npm run pictures`: the pictures of the documentation, taken anew in a real n8n 2.x with the packed nodes.
 *
 * Needs a Chromium on the machine (or CHROMIUM=<path>), installs what else is missing, and writes docs/images/.
 * Names after `--` take only those: npm run pictures -- canvas error.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Children } from '../test/laboratory/children.mjs';
import { Failure, tellFailure } from '../test/laboratory/failure.mjs';
import { install, n8n2, tools } from '../test/laboratory/installation.mjs';
import { interruption } from '../test/laboratory/interruption.mjs';
import { root, shown } from '../test/laboratory/paths.mjs';

const folder = join(root, 'docs', 'images');

const children = new Children();
const interrupted = interruption(children);
let studio;
try {
	await Promise.race([take(process.argv.slice(2)), children.crashed, interrupted]);
	process.exitCode = 0;
} catch (error) {
	process.exitCode = tellFailure(error);
}
await studio?.close();
await children.stopAll();
process.exit();

async function take(names) {
	for (const installation of [tools, n8n2]) await install(installation, children);
	// Not before: what they import may have been missing.
	const { pictures } = await import('./pictures/pictures.mjs');
	const { Studio } = await import('./pictures/studio.mjs');
	const unknown = names.find((name) => !pictures.some((picture) => picture.name === name));
	if (unknown) throw new Failure(`There is no picture "${unknown}": ${pictures.map(({ name }) => name).join(', ')}.`);

	studio = new Studio(children);
	await studio.open();
	mkdirSync(folder, { recursive: true });
	for (const { name, stage } of pictures.filter((picture) => names.length === 0 || names.includes(picture.name))) {
		const clip = await stage(studio);
		const path = join(folder, `${name}.png`);
		await studio.page.screenshot({ path, clip });
		console.log(`✔ ${shown(path)}, ${Math.ceil(statSync(path).size / 1_024)} KB`);
	}
}
