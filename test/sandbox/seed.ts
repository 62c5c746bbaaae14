import { createOwnWorlds, type AllOf, type OwnWorlds } from '../deletions/sandbox';
import type { Clock } from './clock';
import { ALL_SCOPES } from './endpoints';
import type { TokenMint } from './tokens';
import { SANDBOX_APP, thingsOf, type App, type GeneralState, type Person, type SandboxState, type Thing } from './world';

export type SeedApp = Pick<App, 'appId' | 'secret'> & Partial<App>;

export interface SeedTenantToken {
	token?: string;
	appId?: string;
	expiresInSeconds?: number;
}

export interface SeedUserToken extends SeedTenantToken {
	openId?: string;
	scopes?: readonly string[];
}

interface GeneralSeed {
	app(app: SeedApp): App;
	person(person: Person): void;
	/** Things of an endpoint, by its name. */
	things(endpoint: string, things: readonly Thing[]): void;
	/** Both hand back the token. */
	tenantToken(token?: SeedTenantToken): string;
	userToken(token?: SeedUserToken): string;
}

/** Ways to put things into the world. */
export type Seed = GeneralSeed & AllOf<OwnWorlds['seed']>;

interface GeneralSeedRequest {
	apps?: readonly SeedApp[];
	people?: readonly Person[];
	/** By the name of their endpoint. */
	things?: Readonly<Record<string, readonly Thing[]>>;
	tenantTokens?: readonly SeedTenantToken[];
	userTokens?: readonly SeedUserToken[];
}

/** The body of `POST /__sandbox/seed`: for each seeding function, what to call it with. */
export type SeedRequest = GeneralSeedRequest & AllOf<Parameters<OwnWorlds['seedAll']>[0]>;

/** What exists, and the ways to put more there. */
export interface World {
	readonly state: SandboxState;
	readonly seed: Seed;
	/** Hands back the tokens that it made. */
	seedAll(request: SeedRequest): { tenantTokens: string[]; userTokens: string[] };
}

function createGeneralSeed(state: GeneralState, mint: TokenMint, clock: Clock): GeneralSeed {
	return {
		app(app) {
			const full: App = { kind: 'custom', scopes: [...ALL_SCOPES], bot: true, redirectUris: [], ...app };
			state.apps.set(full.appId, full);
			return full;
		},
		person(person) {
			state.people.push(person);
		},
		things(endpoint, things) {
			for (const thing of things)
				thingsOf(state, endpoint).set(thing.in === undefined ? thing.id : `${thing.in} ${thing.id}`, { ...thing });
		},
		tenantToken({ token = mint.next('t-', 40), appId = SANDBOX_APP.appId, expiresInSeconds = 7_200 } = {}) {
			state.tenantTokens.set(token, { token, appId, expiresAt: clock.now() + expiresInSeconds * 1_000 });
			return token;
		},
		userToken({
			token = mint.next('u-', 40),
			appId = SANDBOX_APP.appId,
			openId = 'ou_sandbox_user',
			scopes = ALL_SCOPES,
			expiresInSeconds = 7_200,
		} = {}) {
			state.userTokens.set(token, { token, appId, openId, scopes: [...scopes], expiresAt: clock.now() + expiresInSeconds * 1_000 });
			return token;
		},
	};
}

/** A world in which nothing exists but the app to sign in with. */
export function createWorld(mint: TokenMint, clock: Clock): World {
	const general: GeneralState = {
		apps: new Map(),
		people: [],
		tenantTokens: new Map(),
		userTokens: new Map(),
		refreshTokens: new Map(),
		authorizationCodes: new Map(),
		things: {},
	};
	const generalSeed = createGeneralSeed(general, mint, clock);
	const own = createOwnWorlds(clock);
	generalSeed.app(SANDBOX_APP);
	return {
		state: Object.assign(general, ...own.map(({ state }) => state)) as SandboxState,
		seed: Object.assign(generalSeed, ...own.map(({ seed }) => seed)) as Seed,
		seedAll(request) {
			request.apps?.forEach((app) => generalSeed.app(app));
			request.people?.forEach((person) => generalSeed.person(person));
			for (const [endpoint, things] of Object.entries(request.things ?? {})) generalSeed.things(endpoint, things);
			for (const world of own) world.seedAll(request);
			return {
				tenantTokens: (request.tenantTokens ?? []).map((token) => generalSeed.tenantToken(token)),
				userTokens: (request.userTokens ?? []).map((token) => generalSeed.userToken(token)),
			};
		},
	};
}
