import { writeFileSync } from 'node:fs';
import { GENERATED, placeOf, standingIn } from './generated';

/** What `npm run docs` runs: writes the documentation that is made of the code. */
async function writeAll(): Promise<void> {
	for (const { file, render } of GENERATED) writeFileSync(placeOf(file), await render(standingIn(file)));
}

void writeAll();
