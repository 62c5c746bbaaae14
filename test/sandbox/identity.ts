import { FIFTY_PER_SECOND, type TokenKind } from '../specs';
import { inWords, type ApiEndpoint } from './endpoint';
import { Refusal } from './refusal';

/** A call that says who a token belongs to. It needs no permission, so that credentials are tested with it. */
function identityOf(name: string, path: string, token: TokenKind): ApiEndpoint {
	return {
		rules: {
			name,
			method: 'GET',
			path,
			tokens: [token],
			scopes: [],
			rateLimits: FIFTY_PER_SECOND,
			queryParameters: {},
			successMsg: 'success',
		},
		invalid: (violations) => new Refusal(400, 9499, `Bad Request: ${inWords(violations)}`, { fieldViolations: violations }),
		// Of an app, the open ID is none of its App ID.
		work: ({ caller: { app, kind, identity } }) => ({ data: { name: app.appId, ...(kind === 'user' && { open_id: identity }) } }),
	};
}

export const botInfo = identityOf('botInfo', '/open-apis/bot/v3/info', 'tenant');

export const userInfo = identityOf('userInfo', '/open-apis/authen/v1/user_info', 'user');
