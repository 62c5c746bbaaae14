import { parseArgs } from 'node:util';
import type { RateSetting } from './limiter';
import { startSandbox, type SandboxOptions } from './sandbox';
import { SANDBOX_APP } from './world';

const USAGE =
	'Usage: npm run sandbox -- [--port 8787] [--host 127.0.0.1] [--latency ms] [--rate-limits documented|off|<scale>] [--token-seconds n] [--auto-approve] [--empty] [--tls]';

function wholeNumber(name: string, text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} must be a whole number.`);
	return value;
}

function rateSetting(text: string): RateSetting {
	if (text === 'documented' || text === 'off') return text;
	const scale = Number(text);
	if (!(scale > 0)) throw new Error('--rate-limits must be documented, off or a number above 0.');
	return { scale };
}

function readOptions(): SandboxOptions {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8787' },
			host: { type: 'string', default: '127.0.0.1' },
			latency: { type: 'string', default: '0' },
			'rate-limits': { type: 'string', default: 'documented' },
			'token-seconds': { type: 'string', default: '7200' },
			'auto-approve': { type: 'boolean', default: false },
			empty: { type: 'boolean', default: false },
			tls: { type: 'boolean', default: false },
		},
	});
	return {
		port: wholeNumber('port', values.port),
		host: values.host,
		latencyMs: wholeNumber('latency', values.latency),
		rateLimits: rateSetting(values['rate-limits']),
		tenantTokenSeconds: wholeNumber('token-seconds', values['token-seconds']),
		autoApprove: values['auto-approve'],
		world: values.empty ? 'empty' : 'demo',
		tls: values.tls,
	};
}

/** The IDs in a map, and behind each those of a map that it holds: `calendar / event`. */
function idsIn(things: unknown): string[] {
	if (!(things instanceof Map)) return [];
	return [...(things as Map<string, object>)].flatMap(([id, thing]) => {
		const inner = Object.values(thing).flatMap(idsIn);
		return inner.length === 0 ? [id] : inner.map((below) => `${id} / ${below}`);
	});
}

async function main(options: SandboxOptions): Promise<void> {
	const sandbox = await startSandbox(options);
	// Before the lines below are printed: whoever waits for them may stop the sandbox at once.
	const stop = (): void => {
		void sandbox.stop().then(() => process.exit(0));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	const { state, url } = sandbox;
	const held = Object.entries<unknown>({ ...state, ...state.things }).flatMap(([name, things]) => {
		const ids = idsIn(things);
		if (ids.length === 0) return [];
		return `  ${name}: ${ids.length > 5 ? ids.length : ids.join(', ')}`;
	});
	process.stdout.write(
		[
			`A local Feishu listens on ${url}`,
			`  app ID ${SANDBOX_APP.appId}, app secret ${SANDBOX_APP.secret}`,
			...held,
			`  control: ${url}/__sandbox/log, state, refusals, reset, seed, faults, options`,
			'',
		].join('\n'),
	);
}

function explain(error: unknown, port: number | undefined): string {
	if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
		return `Port ${port} is taken; choose another one with --port.`;
	}
	return error instanceof Error ? error.message : String(error);
}

function fail(message: string): void {
	process.stderr.write(`${message}\n`);
	process.exitCode = 1;
}

let options: SandboxOptions | undefined;
try {
	options = readOptions();
} catch (error) {
	fail(`${explain(error, undefined)}\n${USAGE}`);
}
if (options) {
	const { port } = options;
	main(options).catch((error: unknown) => fail(explain(error, port)));
}
