import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs npm by way of the npm that started this process, if any: on Windows `npm` itself is no program. */
async function npm(folder: string, args: readonly string[]): Promise<void> {
	const cli = process.env.npm_execpath;
	const [command, ...rest] = cli === undefined ? ['npm', ...args] : [process.execPath, cli, ...args];
	await execute(command, rest, { cwd: folder });
}

/** Packs the repository as `npm publish` would. @returns the tarball's path */
export async function pack(repository: string, into: string): Promise<string> {
	await mkdir(into, { recursive: true });
	await npm(repository, ['pack', '--ignore-scripts', '--pack-destination', into]);
	const [tarball] = (await readdir(into)).filter((file) => file.endsWith('.tgz'));
	if (tarball === undefined) throw new Error('npm pack wrote no tarball.');
	return path.join(into, tarball);
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
