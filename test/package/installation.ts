import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What `npm pack` wrote, and what it says is in it. */
export interface Packed {
	/** The tarball's path. */
	tarball: string;
	/** The tarball's hash, as npm's registry shows it: "sha512-" and base64. */
	integrity: string;
	/** Compressed, in bytes. */
	size: number;
	/** Each with its size in bytes and its mode. */
	files: Array<{ path: string; size: number; mode: number }>;
}

/**
 * Runs npm by way of the npm that started this process, if any: on Windows `npm` itself is no program.
 * @returns what npm wrote to its standard output
 */
export async function npm(folder: string, args: readonly string[]): Promise<string> {
	const cli = process.env.npm_execpath;
	const [command, ...rest] = cli === undefined ? ['npm', ...args] : [process.execPath, cli, ...args];
	return (await execute(command, rest, { cwd: folder })).stdout;
}

/** Packs a folder as `npm publish` would. */
export async function pack(folder: string, into: string): Promise<Packed> {
	await mkdir(into, { recursive: true });
	const listing = await npm(folder, ['pack', '--json', '--ignore-scripts', '--pack-destination', into]);
	const [packed] = JSON.parse(listing) as Array<Packed & { filename: string }>;
	if (packed === undefined) throw new Error('npm pack wrote no tarball.');
	const { filename, integrity, size, files } = packed;
	return { tarball: path.join(into, filename), integrity, size, files };
}

/**
 * Installs a tarball with the flags that n8n uses, offline: a package that needs anything else fails.
 * @returns the folder that holds the installed packages
 */
export async function install(tarball: string, into: string): Promise<string> {
	await mkdir(into, { recursive: true });
	await writeFile(path.join(into, 'package.json'), '{ "private": true }\n');
	const asN8nDoes = ['--omit=peer', '--legacy-peer-deps', '--ignore-scripts'];
	await npm(into, ['install', tarball, ...asN8nDoes, '--offline', '--no-audit', '--no-fund']);
	return path.join(into, 'node_modules');
}

/** Gives installed packages what n8n gives them: its n8n-workflow. */
export async function provideWorkflow(packages: string): Promise<void> {
	const workflow = path.dirname(require.resolve('n8n-workflow/package.json'));
	await symlink(workflow, path.join(packages, 'n8n-workflow'), 'junction');
}

/** The files below a folder, with forward slashes. */
export async function listFiles(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => !entry.isDirectory())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
		.sort();
}
