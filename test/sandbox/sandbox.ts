import type { AddressInfo } from 'node:net';
import { RATE_CODES } from '../deletions/sandbox';
import { systemClock, type Clock } from './clock';
import { addControlRoutes } from './control';
import { DEMO_WORLD } from './demoWorld';
import type { Fault } from './faults';
import { createPlatform } from './platform';
import type { LoggedRequest } from './requestLog';
import { addKeeper, formsOf, TOKEN_MARK, type Secret } from './secrets';
import { createWorld, type World } from './seed';
import { createServer } from './server';
import { changedSettings, DEFAULT_SETTINGS, type SettingsChange } from './settings';
import { openTlsDoor, type Door } from './tls';
import { TokenMint } from './tokens';
import type { GeneralState } from './world';

/** What is secret in a world, by what it is. */
function secretsIn({ apps, tenantTokens, userTokens, refreshTokens }: GeneralState): Array<[secret: string, name: string]> {
	return [
		...[...apps.values()].map(({ secret, appId }): [string, string] => [secret, `the secret of the app ${appId}`]),
		...[...tenantTokens.keys()].map((token): [string, string] => [token, 'a tenant token']),
		...[...userTokens.keys()].map((token): [string, string] => [token, 'a user token']),
		...[...refreshTokens.keys()].map((token): [string, string] => [token, 'a refresh token']),
	];
}

export interface SandboxOptions extends SettingsChange {
	/** 0, the default, takes any free port. */
	port?: number;
	host?: string;
	clock?: Clock;
	/** What exists from the start: a little of everything, or the app alone. */
	world?: 'demo' | 'empty';
	/** Whether it can be called over TLS as well. */
	tls?: boolean;
}

/** A running local Feishu. */
export interface Sandbox extends World {
	/** Without a slash at the end; stays the same after a stop. */
	url: string;
	/** The same over TLS, with a certificate that nobody trusts; blank unless asked for. */
	tlsUrl: string;
	/** Every request in order of arrival, token calls included. */
	readonly log: LoggedRequest[];
	/** The logged requests of one endpoint. */
	calls(endpoint: string): LoggedRequest[];
	/** The logged requests that were refused for their rate. */
	refusals(): LoggedRequest[];
	fault(fault: Fault): void;
	clearFaults(): void;
	setOptions(change: SettingsChange): void;
	/** What must be seen nowhere outside: every secret and token that it has, or ever had, resets or not. */
	secrets(): Secret[];
	/** Takes world, log, faults, limiter and settings back to the start; pass a world to start over with another one. */
	reset(world?: 'demo' | 'empty'): void;
	/** Ends at once, cutting the connections that still wait for an answer. */
	stop(): Promise<void>;
}

/** Starts a local Feishu that listens on a port of its own. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', clock = systemClock, world: firstWorld = 'demo', tls = false, ...change } = options;
	const initialSettings = changedSettings(DEFAULT_SETTINGS, change);
	const mint = new TokenMint();
	let world = createWorld(mint, clock);
	const platform = createPlatform(clock, initialSettings, mint, world.state);

	const kept = new Map([[TOKEN_MARK, 'a token that the sandbox made']]);
	const keep = (): void => {
		for (const [secret, name] of secretsIn(platform.state)) if (!secret.includes(TOKEN_MARK)) kept.set(secret, name);
	};
	const reset = (kind: 'demo' | 'empty' = firstWorld): void => {
		keep();
		world = createWorld(mint, clock);
		platform.state = world.state;
		platform.settings = initialSettings;
		platform.log.length = 0;
		platform.faults.clear();
		platform.limiter.clear();
		platform.inFlight.clear();
		platform.past.clear();
		platform.readings.clear();
		if (kind === 'demo') for (const part of DEMO_WORLD) world.seedAll(part);
	};
	reset();

	const server = createServer(platform);
	let door: Door | undefined;
	const sandbox: Sandbox = {
		url: '',
		tlsUrl: '',
		log: platform.log,
		calls: (endpoint) => platform.log.filter((entry) => entry.endpoint === endpoint),
		refusals: () => platform.log.filter(({ code }) => code !== undefined && RATE_CODES.includes(code)),
		// A reset replaces the world, so that these have to be looked up each time.
		get state() {
			return world.state;
		},
		get seed() {
			return world.seed;
		},
		seedAll: (request) => world.seedAll(request),
		fault: (fault) => platform.faults.add(fault),
		clearFaults: () => platform.faults.clear(),
		setOptions(settings) {
			platform.settings = changedSettings(platform.settings, settings);
		},
		secrets() {
			keep();
			return [...kept].map(([secret, name]) => ({ name, forms: formsOf(secret) }));
		},
		reset,
		async stop() {
			door?.close();
			await server.close();
		},
	};
	addKeeper(() => sandbox.secrets());
	addControlRoutes(server, sandbox);
	await server.listen({ port, host });
	const { address, family, port: bound } = server.server.address() as AddressInfo;
	sandbox.url = `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`;
	if (tls) {
		door = await openTlsDoor(server.server, host);
		sandbox.tlsUrl = door.url;
	}
	return sandbox;
}
