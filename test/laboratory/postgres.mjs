import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Failure } from './failure.mjs';
import { shown, state } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { findProgram } from './programs.mjs';
import { waitUntil } from './waiting.mjs';

/** Debian puts the server's programs here, and on no PATH: a folder for each version. */
const versions = '/usr/lib/postgresql';

const log = join(state, 'logs', 'postgres.log');

/** What is stored is thrown away: it need not outlive a crash of the machine. */
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((setting) => ['-c', setting]);

const user = 'n8n';

/** @returns {string | undefined} the folder of its programs, where the system has them */
export function findPostgres() {
	const packaged = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
	const found = findProgram(['initdb'], packaged);
	// What is on the PATH may be a link to one program of a folder.
	return found && dirname(realpathSync(found));
}

/**
 * Starts a Postgres whose data is made for it.
 * @param {import('./children.mjs').Children} children
 * @param {string} home - an empty folder
 * @returns {Promise<NodeJS.ProcessEnv>} the settings with which n8n finds it
 */
export async function startPostgres(children, home) {
	const asOwner = ownerOf(home);
	const programs = findPostgres();
	const data = join(home, 'data');
	const named = (program, args) => {
		const [first, ...others] = [...asOwner, join(programs, program), ...args];
		return { name: program, program: first, args: others, cwd: home, log };
	};
	const { code } = await children.run(
		named('initdb', ['-D', data, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']),
	);
	if (code !== 0) throw new Failure(`Postgres did not lay out its data (initdb ended with ${code}). Its log: ${shown(log)}`);

	const port = String(await findFreePort());
	const place = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
	children.startService(named('postgres', ['-D', data, '-p', port, ...place, ...hasty]));
	const question = named('pg_isready', ['-h', '127.0.0.1', '-p', port]);
	await waitUntil('Postgres', children, async () => (await children.run(question)).code === 0);
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_USER: user,
		DB_POSTGRESDB_DATABASE: 'postgres',
	};
}

/**
 * Postgres refuses to run as root: the user of the system's package then does.
 * @param {string} home - becomes that user's
 * @returns {string[]} what to put before a command
 */
function ownerOf(home) {
	if (process.getuid() !== 0) return [];
	execFileSync('chown', ['postgres:postgres', home]);
	return ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];
}
