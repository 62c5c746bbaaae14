import { chmod, cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { listFiles, npm, type Packed } from './installation';

/** All that `npm run build` and `npm pack` read of the repository, besides what is installed. */
const SOURCES = [
	'package.json',
	'README.md',
	'LICENSE',
	'nodes',
	'credentials',
	'icons',
	'gulpfile.js',
	'tsconfig.json',
	'tsconfig.build.json',
];

/**
 * Builds a copy of the sources as somebody else would have them: in another folder, with other times, and with
 * files that nobody but their owner may read.
 * @param repository the clone, whose installed packages the copy borrows
 */
export async function buildElsewhere(repository: string, copy: string): Promise<void> {
	await mkdir(copy, { recursive: true });
	for (const source of SOURCES) await cp(path.join(repository, source), path.join(copy, source), { recursive: true });
	for (const file of await listFiles(copy)) await chmod(path.join(copy, file), 0o600);
	await symlink(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'), 'junction');

	const umask = process.umask(0o077);
	try {
		await npm(copy, ['run', 'build']);
	} finally {
		process.umask(umask);
	}
}

/** In what two tarballs of the same sources differ, one line each. */
export function findDifferences(ours: Packed, theirs: Packed): string[] {
	if (ours.integrity === theirs.integrity) return [];

	const others = new Map(theirs.files.map((file) => [file.path, file]));
	const differing = ours.files.flatMap(({ path: name, size, mode }) => {
		const other = others.get(name);
		others.delete(name);
		if (other === undefined) return [`${name}: is in the tarball here, and not where it is built elsewhere.`];
		if (other.mode !== mode) return [`${name}: is packed with mode ${octal(mode)} here, with ${octal(other.mode)} elsewhere.`];
		if (other.size !== size) return [`${name}: has ${size} bytes here, ${other.size} where it is built elsewhere.`];
		return [];
	});
	const added = [...others.keys()].map((name) => `${name}: is in the tarball where it is built elsewhere, and not here.`);
	const found = [...differing, ...added];
	return found.length > 0 ? found : ['The tarball is another one when built elsewhere, with the same files, sizes and modes.'];
}

const octal = (mode: number): string => mode.toString(8);
