import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Failure } from './failure.mjs';
import { shown, state } from './paths.mjs';
import { findFreePort } from './ports.mjs';
import { findProgram } from './programs.mjs';
import { waitUntil } from './waiting.mjs';

/** Debian puts the server's programs here, and on no PATH: a folder for each version. */
const versions = '/usr/lib/postgresql';

const log = join(state, 'logs', 'postgres.log');

const user = 'n8n';
const database = 'postgres';

const settings = [
	'listen_addresses=127.0.0.1',
	'unix_socket_directories=',
	// What is stored is thrown away: it need not outlive a crash of the machine.
	'fsync=off',
	'synchronous_commit=off',
	'full_page_writes=off',
];

/** @returns {string | undefined} the folder of its programs, where the system has them */
export function findPostgres() {
	const packaged = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
	const found = findProgram(['initdb'], packaged);
	// What is on the PATH may be a link to one program of a folder.
	return found && dirname(realpathSync(found));
}

/** A Postgres whose data is made for it. */
export class Postgres {
	#children;

	#home;

	#owner = [];

	#port;

	/**
	 * @param {import('./children.mjs').Children} children
	 * @param {string} home - an empty folder
	 */
	constructor(children, home) {
		this.#children = children;
		this.#home = home;
	}

	/** @returns {Promise<NodeJS.ProcessEnv>} the settings with which n8n finds it */
	async start() {
		if (process.getuid() === 0) this.#giveAway();
		const data = join(this.#home, 'data');
		await this.#run('initdb', ['-D', data, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']);
		this.#port = String(await findFreePort());
		this.#children.startService(
			this.#programOf('postgres', ['-D', data, '-p', this.#port, ...settings.flatMap((setting) => ['-c', setting])]),
		);
		await waitUntil('Postgres', this.#children, async () => {
			await this.#run('pg_isready', this.#place());
			return true;
		});
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: this.#port,
			DB_POSTGRESDB_USER: user,
			DB_POSTGRESDB_DATABASE: database,
		};
	}

	/** @returns {Promise<string>} all that it holds */
	async dump() {
		const file = join(this.#home, 'dump.sql');
		await this.#run('pg_dump', [...this.#place(), '-U', user, '-f', file, database]);
		return readFileSync(file, 'utf8');
	}

	/** Postgres refuses to run as root: the user of the system's package then does. */
	#giveAway() {
		execFileSync('chown', ['postgres:postgres', this.#home]);
		this.#owner = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];
	}

	#place() {
		return ['-h', '127.0.0.1', '-p', this.#port];
	}

	async #run(name, args) {
		const { code } = await this.#children.run(this.#programOf(name, args));
		if (code !== 0) throw new Failure(`${name} ended with ${code}. Its log: ${shown(log)}`);
	}

	#programOf(name, args) {
		const [program, ...others] = [...this.#owner, join(findPostgres(), name), ...args];
		return { name, program, args: others, cwd: this.#home, log };
	}
}
