import type { Answer } from './answer';
import { consentErrorPage, consentPage } from './consentPage';
import type { Platform } from './platform';
import type { LoggedRequest } from './requestLog';
import type { App, AuthorizationCode } from './world';

const CODE_LIFETIME_MS = 5 * 60_000;
const MAX_SCOPES = 50;

/** The user who approves unless the request names another one. */
export const SANDBOX_USER = 'ou_sandbox_user';

function refused(code: number, description: string): Answer {
	return { status: 400, body: consentErrorPage(code, description), contentType: 'text/html; charset=utf-8' };
}

function backTo(redirectUri: string, parameters: Record<string, string | undefined>): string {
	const url = new URL(redirectUri);
	for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
	return url.toString();
}

function redirect(location: string): Answer {
	return { status: 302, body: '', headers: { location }, contentType: 'text/plain; charset=utf-8' };
}

function challengeOf(query: Record<string, string>): AuthorizationCode['challenge'] | 'invalid' {
	const value = query['code_challenge'];
	if (value === undefined) return undefined;
	const method = query['code_challenge_method'] ?? 'plain';
	return method === 'S256' || method === 'plain' ? { value, method } : 'invalid';
}

function mistake(app: App | undefined, query: Record<string, string>, scopes: readonly string[]): Answer | undefined {
	const redirectUri = query['redirect_uri'] ?? '';
	if (!app) return refused(20048, 'The app does not exist.');
	if (query['response_type'] !== 'code') return refused(20001, 'response_type must be code.');
	if (!URL.canParse(redirectUri)) return refused(20029, 'redirect_uri is not a URL.');
	if (app.redirectUris.length > 0 && !app.redirectUris.includes(redirectUri)) return refused(20029, 'redirect_uri is not configured.');
	if (scopes.length > MAX_SCOPES) return refused(20068, `At most ${MAX_SCOPES} scopes can be asked for at once.`);
	const foreign = scopes.filter((scope) => scope !== 'offline_access' && !app.scopes.includes(scope));
	if (foreign.length > 0) return refused(20027, `The app does not have ${foreign.join(', ')}.`);
	return challengeOf(query) === 'invalid' ? refused(20001, 'code_challenge_method must be S256 or plain.') : undefined;
}

/** What the user granted the app before: grants add up over time. */
function earlierGrants(platform: Platform, appId: string, openId: string): string[] {
	const { authorizationCodes, refreshTokens } = platform.state;
	return [...authorizationCodes.values(), ...refreshTokens.values()]
		.filter((grant) => grant.appId === appId && grant.openId === openId)
		.flatMap((grant) => grant.scopes);
}

/**
 * The consent page. `sandbox_consent=approve` or `deny` in the query answers in the
 * user's place, and `sandbox_user` names that user; both are the sandbox's own.
 */
export function answerAuthorize(platform: Platform, entry: LoggedRequest): Answer {
	const { query } = entry;
	const appId = query['client_id'] ?? '';
	const app = platform.state.apps.get(appId);
	const asked = (query['scope'] ?? '').split(' ').filter((scope) => scope !== '');
	const wrong = mistake(app, query, asked);
	if (wrong) return wrong;
	entry.app = appId;
	const redirectUri = query['redirect_uri'] ?? '';
	const { state } = query;
	const consent = query['sandbox_consent'] ?? (platform.settings.autoApprove ? 'approve' : undefined);
	if (consent === 'deny') return redirect(backTo(redirectUri, { error: 'access_denied', state }));
	if (consent !== 'approve') {
		const link = (answer: string): string => `${entry.path}?${new URLSearchParams({ ...query, sandbox_consent: answer }).toString()}`;
		return { status: 200, body: consentPage(appId, asked, link('approve'), link('deny')), contentType: 'text/html; charset=utf-8' };
	}
	const openId = query['sandbox_user'] ?? SANDBOX_USER;
	const challenge = challengeOf(query);
	const grant: AuthorizationCode = {
		code: platform.mint.next('', 32),
		appId,
		openId,
		scopes: [...new Set([...earlierGrants(platform, appId, openId), ...asked])],
		redirectUri,
		...(challenge && challenge !== 'invalid' && { challenge }),
		expiresAt: platform.clock.now() + CODE_LIFETIME_MS,
		used: false,
	};
	platform.state.authorizationCodes.set(grant.code, grant);
	return redirect(backTo(redirectUri, { code: grant.code, state }));
}
