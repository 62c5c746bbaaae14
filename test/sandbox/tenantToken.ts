import { TENANT_TOKEN_CODES } from '../specs';
import type { Answer } from './answer';
import { isObject } from './json';
import type { Platform } from './platform';
import type { LoggedRequest } from './requestLog';
import { issueTenantToken } from './tokens';

function failure({ code, description }: { code: number; description: string }): Answer {
	return { status: 200, body: { code, msg: description } };
}

/** The tenant token call of custom apps: failures come with status 200, the token stands at the top level. */
export function answerTenantToken(platform: Platform, entry: LoggedRequest): Answer {
	const body = isObject(entry.body) ? entry.body : {};
	const { app_id: appId, app_secret: secret } = body;
	if (typeof appId !== 'string' || typeof secret !== 'string') return failure(TENANT_TOKEN_CODES.wrongAppId);
	const app = platform.state.apps.get(appId);
	// A store app has to present a ticket instead and gets no token here.
	if (!app || app.kind === 'store') return failure(TENANT_TOKEN_CODES.wrongAppId);
	entry.app = appId;
	if (app.secret !== secret) return failure(TENANT_TOKEN_CODES.wrongAppSecret);
	const now = platform.clock.now();
	const issued = issueTenantToken(platform.state, platform.mint, appId, platform.settings.tenantTokenSeconds, now);
	const expire = Math.floor((issued.expiresAt - now) / 1_000);
	return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: issued.token, expire } };
}
