import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The n8n 2.x that `npm start` opens, with the Node it needs. */
export const playground = join(root, 'playground');

/** Everything that is made on the way: the tarball, n8n's database, logs. Safe to delete. */
export const state = join(root, '.playground');

/** A path as a reader of the terminal wants it: relative to the checkout, where it lies inside. */
export function shown(path) {
	const inside = relative(root, path);
	return inside.startsWith(`..${sep}`) ? path : inside;
}
