import 'reflect-metadata';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { Manifest } from './manifest';

/** What n8n's loader leaves behind on a node's description and on a credential. */
interface Loaded {
	codex?: unknown;
	iconUrl?: string | { light: string; dark: string };
}

/**
 * Loads every node and credential of an installed package with the loader that n8n itself uses.
 * @param folder the package, inside a `node_modules` that also holds n8n-workflow, as in n8n
 * @returns what doesn't load, and which icons and codex files are missing, one line each
 */
export function findLoadingFaults(folder: string, { name, n8n }: Manifest): string[] {
	const loader = new PackageDirectoryLoader(folder);

	const load = (file: string, kind: 'nodes' | 'credentials', read: () => Loaded | undefined): string[] => {
		try {
			if (kind === 'nodes') loader.loadNodeFromFile(file);
			else loader.loadCredentialFromFile(file);
		} catch (error) {
			return [`${file}: does not load: ${firstLineOf(error)}`];
		}
		const loaded = read();
		return [
			...findIconFaults(folder, name, file, loaded?.iconUrl),
			...(kind === 'nodes' && loaded?.codex === undefined ? [`${file}: n8n finds no codex file beside it.`] : []),
		];
	};

	return [
		...n8n.nodes.flatMap((file) => load(file, 'nodes', () => loader.types.nodes.at(-1))),
		...n8n.credentials.flatMap((file) => load(file, 'credentials', () => loader.types.credentials.at(-1))),
	];
}

/** n8n serves a package's file at `icons/<package>/<path in the package>`. */
function findIconFaults(folder: string, packageName: string, file: string, iconUrl: Loaded['iconUrl']): string[] {
	if (iconUrl === undefined || typeof iconUrl === 'string') return [`${file}: has no icon for light and dark.`];
	if (iconUrl.light === iconUrl.dark) return [`${file}: has the same icon for light and dark.`];
	return [iconUrl.light, iconUrl.dark]
		.map((url) => url.replace(`icons/${packageName}/`, ''))
		.filter((icon) => !existsSync(path.join(folder, icon)))
		.map((icon) => `${file}: its icon ${icon} is missing.`);
}

function firstLineOf(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).split('\n', 1).join('');
}
