import { createHash } from 'node:crypto';
import type { Answer } from './answer';
import { isObject } from './json';
import type { Platform } from './platform';
import type { LoggedRequest } from './requestLog';
import type { App, AuthorizationCode } from './world';

/** An error of the token call, which is flat and follows OAuth's names. */
class OAuthRefusal extends Error {
	constructor(
		readonly code: number,
		readonly error: 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type',
		message: string,
	) {
		super(message);
	}
}

interface Grant {
	openId: string;
	scopes: string[];
}

function text(body: Record<string, unknown>, name: string): string {
	const value = body[name];
	if (typeof value !== 'string' || value === '') throw new OAuthRefusal(20001, 'invalid_request', `The parameter ${name} is missing.`);
	return value;
}

function authenticatedApp(platform: Platform, entry: LoggedRequest, body: Record<string, unknown>): App {
	const usesBasic = entry.headers['authorization']?.startsWith('Basic ') === true;
	if (usesBasic && body['client_secret'] !== undefined) {
		throw new OAuthRefusal(20070, 'invalid_request', 'Several authentication methods were used at once.');
	}
	// Basic authentication by itself is undocumented, so a client that relies on it is told what it lacks.
	const appId = text(body, 'client_id');
	const secret = text(body, 'client_secret');
	const app = platform.state.apps.get(appId);
	if (!app) throw new OAuthRefusal(20048, 'invalid_client', 'The app does not exist.');
	entry.app = appId;
	if (app.secret !== secret) throw new OAuthRefusal(20002, 'invalid_client', 'The client secret is invalid.');
	return app;
}

function assertVerifier(challenge: AuthorizationCode['challenge'], verifier: unknown): void {
	if (!challenge) return;
	const given = typeof verifier === 'string' ? verifier : '';
	const derived = challenge.method === 'plain' ? given : createHash('sha256').update(given).digest('base64url');
	if (derived !== challenge.value) throw new OAuthRefusal(20049, 'invalid_grant', 'The code_verifier does not fit the challenge.');
}

function redeemCode(platform: Platform, app: App, body: Record<string, unknown>): Grant {
	const code = platform.state.authorizationCodes.get(text(body, 'code'));
	if (!code) throw new OAuthRefusal(20003, 'invalid_grant', 'The authorization code is invalid.');
	if (code.appId !== app.appId) throw new OAuthRefusal(20024, 'invalid_grant', 'The code belongs to another app.');
	if (code.used) throw new OAuthRefusal(20065, 'invalid_grant', 'The authorization code has been used.');
	if (code.expiresAt <= platform.clock.now()) throw new OAuthRefusal(20004, 'invalid_grant', 'The authorization code has expired.');
	if (body['redirect_uri'] !== code.redirectUri) throw new OAuthRefusal(20071, 'invalid_grant', 'The redirect_uri differs.');
	assertVerifier(code.challenge, body['code_verifier']);
	code.used = true;
	return code;
}

function redeemRefreshToken(platform: Platform, app: App, body: Record<string, unknown>): Grant {
	const known = platform.state.refreshTokens.get(text(body, 'refresh_token'));
	if (!known) throw new OAuthRefusal(20026, 'invalid_grant', 'The refresh token is invalid.');
	if (known.appId !== app.appId) throw new OAuthRefusal(20024, 'invalid_grant', 'The refresh token belongs to another app.');
	if (known.used) throw new OAuthRefusal(20064, 'invalid_grant', 'The refresh token has been used or revoked.');
	if (known.expiresAt <= platform.clock.now()) throw new OAuthRefusal(20037, 'invalid_grant', 'The refresh token has expired.');
	known.used = true;
	return known;
}

function redeem(platform: Platform, app: App, body: Record<string, unknown>): Grant {
	switch (text(body, 'grant_type')) {
		case 'authorization_code':
			return redeemCode(platform, app, body);
		case 'refresh_token':
			return redeemRefreshToken(platform, app, body);
		default:
			throw new OAuthRefusal(20036, 'unsupported_grant_type', 'The grant_type is not supported.');
	}
}

function issue(platform: Platform, { appId }: App, { openId, scopes }: Grant): object {
	const { state, settings, mint, clock } = platform;
	const now = clock.now();
	// Real ones take one to two kilobytes, which has broken clients that reserved less.
	const token = mint.next('eyJ', 1_300);
	state.userTokens.set(token, { token, appId, openId, scopes, expiresAt: now + settings.userTokenSeconds * 1_000 });
	const flat = { code: 0, access_token: token, expires_in: settings.userTokenSeconds, token_type: 'Bearer', scope: scopes.join(' ') };
	if (!scopes.includes('offline_access')) return flat;
	const refresh = mint.next('eyJ', 1_300);
	state.refreshTokens.set(refresh, {
		token: refresh,
		appId,
		openId,
		scopes,
		expiresAt: now + settings.refreshTokenSeconds * 1_000,
		used: false,
	});
	return { ...flat, refresh_token: refresh, refresh_token_expires_in: settings.refreshTokenSeconds };
}

/** The token call of the second version, for codes and refresh tokens, both of which work once. */
export function answerOAuthToken(platform: Platform, entry: LoggedRequest): Answer {
	const headers = { 'cache-control': 'no-store' };
	try {
		const body = isObject(entry.body) ? entry.body : {};
		const app = authenticatedApp(platform, entry, body);
		return { status: 200, headers, body: issue(platform, app, redeem(platform, app, body)) };
	} catch (error) {
		if (!(error instanceof OAuthRefusal)) throw error;
		return { status: 400, headers, body: { code: error.code, error: error.error, error_description: error.message } };
	}
}
