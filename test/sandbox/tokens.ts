import { createHash } from 'node:crypto';
import { GENERAL_CODES, TENANT_TOKEN, type TokenKind } from '../specs';
import { generalRefusal, Refusal } from './refusal';
import { TOKEN_MARK } from './secrets';
import type { App, SandboxState, TenantToken, TokenRejection, UserToken } from './world';

/** Who makes a call. */
export interface Caller {
	kind: TokenKind;
	app: App;
	/** The app ID or the user's open ID. */
	identity: string;
	/** What the user granted; undefined for an app acting for itself. */
	userScopes: readonly string[] | undefined;
}

/** Makes token texts: distinct from each other, the same in every run. */
export class TokenMint {
	private count = 0;

	/** `prefix` and hexadecimal digits, lengthened to `length` characters; `TOKEN_MARK` among them, again and again. */
	next(prefix: string, length: number): string {
		this.count += 1;
		let text = '';
		for (let block = 0; text.length < length; block += 1) {
			text += `${TOKEN_MARK}${createHash('sha256').update(`${prefix}${this.count}.${block}`).digest('hex').slice(0, 8)}`;
		}
		return `${prefix}${text.slice(0, length)}`;
	}

	/** An ID of decimal digits, too long for a number to hold. */
	digits(length: number): string {
		this.count += 1;
		return `7${String(this.count).padStart(length - 1, '0')}`;
	}

	/** An ID of hexadecimal digits, in which nobody who looks for tokens finds one. */
	hex(length: number): string {
		this.count += 1;
		return createHash('sha256').update(`id ${this.count}`).digest('hex').slice(0, length);
	}
}

/**
 * The token that the tenant token call hands out: the newest one while it has half an
 * hour left, else a new one next to which the old stays valid until its own end.
 */
export function issueTenantToken(state: SandboxState, mint: TokenMint, appId: string, seconds: number, now: number): TenantToken {
	const newest = [...state.tenantTokens.values()].filter((known) => known.appId === appId).at(-1);
	if (newest && !newest.rejected && newest.expiresAt - now >= TENANT_TOKEN.reissueSeconds * 1_000) return newest;
	const issued: TenantToken = { token: mint.next('t-', 40), appId, expiresAt: now + seconds * 1_000 };
	state.tenantTokens.set(issued.token, issued);
	return issued;
}

/** Makes the token that a request carries invalid for good, to be answered as the fault says. */
export function rejectToken(state: SandboxState, authorization: string | undefined, rejection: TokenRejection): void {
	const token = bearer(authorization);
	const known = token === undefined ? undefined : (state.tenantTokens.get(token) ?? state.userTokens.get(token));
	if (known) known.rejected = rejection;
}

function bearer(authorization: string | undefined): string | undefined {
	return authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : undefined;
}

function unknownToken(token: string): Refusal {
	if (token.startsWith('t-')) return generalRefusal(GENERAL_CODES.tenantTokenInvalid);
	if (token.startsWith('a-')) return generalRefusal(GENERAL_CODES.appTokenInvalid);
	// User tokens of the second version look like JWTs, and a made-up one is answered as a user token.
	if (token.startsWith('u-') || token.startsWith('eyJ')) return generalRefusal(GENERAL_CODES.userTokenInvalid);
	return generalRefusal(GENERAL_CODES.badTokenPrefix);
}

function appOf(state: SandboxState, token: TenantToken | UserToken): App {
	const app = state.apps.get(token.appId);
	if (!app) throw unknownToken(token.token);
	return app;
}

function assertNotRejected(token: TenantToken | UserToken): void {
	if (token.rejected) throw new Refusal(token.rejected.status, token.rejected.code, 'Invalid access token for authorization');
}

/** Finds out who calls, or refuses the token. */
export function authenticate(state: SandboxState, authorization: string | undefined, now: number): Caller {
	const token = bearer(authorization);
	if (token === undefined || token === '') throw generalRefusal(GENERAL_CODES.missingToken);
	const tenant = state.tenantTokens.get(token);
	if (tenant) {
		assertNotRejected(tenant);
		if (tenant.expiresAt <= now) throw generalRefusal(GENERAL_CODES.tenantTokenInvalid);
		return { kind: 'tenant', app: appOf(state, tenant), identity: tenant.appId, userScopes: undefined };
	}
	const user = state.userTokens.get(token);
	if (!user) throw unknownToken(token);
	assertNotRejected(user);
	if (user.expiresAt <= now) throw generalRefusal(GENERAL_CODES.userTokenExpired);
	return { kind: 'user', app: appOf(state, user), identity: user.openId, userScopes: user.scopes };
}
