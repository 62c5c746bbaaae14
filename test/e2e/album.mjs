import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from '../laboratory/failure.mjs';
import { current, lines } from '../laboratory/lines.mjs';
import { root, state } from '../laboratory/paths.mjs';

/** The lines whose editor is shown. Where pictures are wanted, they are those of the current line alone. */
export const shownLines = process.env.PICTURES === undefined ? lines : [current];

/** The pictures of the documentation. */
const published = join(root, 'docs', 'images');

/** What a reader on a slow line will still wait for. */
const largestKb = 250;

/** Milliseconds between two looks at a page that may still be moving, and how many looks. */
const pause = 400;
const looks = 40;

/**
 * Takes pictures of what the tests show. Most of the time nobody keeps them; they are taken all the same, so that none becomes
 * impossible unnoticed. `npm run pictures` publishes them: all, or those that it names.
 */
export class Album {
	#drafts;

	#wanted = process.env.PICTURES?.split(' ');

	/** Names of the files. */
	taken = [];

	/** @param {typeof import('../laboratory/lines.mjs').lines[number]} line - of n8n, whose pictures these are */
	constructor(line) {
		this.#drafts = join(state, 'pictures', line.name.replace(' ', '-'));
		for (const folder of [this.#drafts, published]) mkdirSync(folder, { recursive: true });
	}

	/**
	 * @param {string} name - of the file, without its ending
	 * @param {import('playwright-core').Page} page
	 * @param {() => Promise<import('../laboratory/screen/area.mjs').Area>} findArea - what of the page
	 */
	async take(name, page, findArea) {
		await page.mouse.move(0, 0);
		const picture = await still(page, findArea);
		const kb = Math.ceil(picture.length / 1_024);
		if (kb > largestKb) throw new Failure(`${name}.png has ${kb} KB, more than ${largestKb}.`);
		const isWanted = this.#wanted?.some((wanted) => ['', name].includes(wanted));
		writeFileSync(join(isWanted ? published : this.#drafts, `${name}.png`), picture);
		this.taken.push(`${name}.png`);
	}

	/**
	 * What stands in the documentation, and what was asked for: all of it is to be found among what was taken.
	 * @param {(name: string) => boolean} isOwn - whether these tests take it
	 */
	due(isOwn) {
		const named = (this.#wanted ?? []).filter(Boolean).map((name) => `${name}.png`);
		return [...new Set([...readdirSync(published), ...named])].filter(isOwn).sort();
	}
}

/** Waits until nothing moves any more: n8n fits the canvas, and evaluates previews, after it has drawn. */
async function still(page, findArea) {
	let last;
	for (let look = 0, same = 0; look < looks; look += 1) {
		const next = await page.screenshot({ clip: await findArea() });
		same = last?.equals(next) ? same + 1 : 0;
		if (same === 2) return next;
		last = next;
		await sleep(pause);
	}
	throw new Failure('The page does not come to rest.');
}
