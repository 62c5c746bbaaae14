import {
	ExecutionBaseError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import { codeIn } from './feishuCode';
import { baseUrlOf, textOf, tokenOwnerOf } from './host';
import { redact } from './redact';
import { undeliveredBy } from './undelivered';

/** Where tenant tokens of custom apps are issued, below the base URL. */
export const ISSUING_PATH = '/open-apis/auth/v3/tenant_access_token/internal';

/** How a request travels: a private deployment may need both for its token as for its calls. */
export type Transport = Pick<IHttpRequestOptions, 'proxy' | 'skipSslCertificateValidation'>;

/** What decides whether to try again. */
export interface TokenRefusal {
	/** Feishu's code, if it gave one. */
	code?: number;
	/** It may pass by itself: no answer, a fault of the server, too many calls. */
	passing: boolean;
}

/**
 * No token was given out. n8n wraps what a credential throws, and its 1.x drops all of it but for the
 * message and the context of an error of its own kind.
 */
export class TokenError extends ExecutionBaseError {
	constructor(message: string, tokenRefusal: TokenRefusal) {
		super(message, { level: 'info' });
		this.context = { tokenRefusal };
	}
}

/** The stored fields of a tenant token: the token, which lives for two hours at most, and the app and host it belongs to. */
export interface TenantToken {
	accessToken: string;
	tokenOwner: string;
}

const tooMany = (status: number, code?: unknown) => status >= 500 || status === 429 || code === 99991400;

/** What is said if there is no response. What was thrown holds the request, and with it the App Secret. */
function unansweredBy(thrown: unknown, baseUrl: string): TokenError {
	const undelivered = undeliveredBy(thrown);
	if (undelivered === undefined) {
		return new TokenError(
			`${baseUrl} could not be reached for a tenant token. Check the region, or the Base URL, of the credential, and the network of the n8n server.`,
			{ passing: true },
		);
	}
	const { reason, todo, passing } = undelivered;
	return new TokenError(`${baseUrl} could not be reached for a tenant token: ${reason}. ${todo}`, { passing });
}

/**
 * Fetches a tenant token. Feishu reports a wrong App ID or App Secret as HTTP 200 with a code: the
 * code decides.
 * https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal
 * @param request n8n's helper for requests without a credential
 * @throws {TokenError} if Feishu refuses, or cannot be asked. It does not carry the request, which
 * holds the App Secret.
 */
export async function fetchTenantToken(
	request: (options: IHttpRequestOptions) => Promise<unknown>,
	credentials: ICredentialDataDecryptedObject,
	transport: Transport = {},
): Promise<TenantToken> {
	const baseUrl = baseUrlOf(credentials);
	const clean = (words: string) => redact(words, [credentials.appSecret, credentials.accessToken]);
	const call = request({
		...transport,
		method: 'POST',
		url: `${baseUrl}${ISSUING_PATH}`,
		headers: { 'Content-Type': 'application/json; charset=utf-8' },
		body: { app_id: credentials.appId, app_secret: credentials.appSecret },
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: 30_000,
	});
	const response = (await call.catch((thrown: unknown) => {
		throw unansweredBy(thrown, baseUrl);
	})) as IN8nHttpFullResponse;
	const { statusCode: status } = response;
	const answer = (typeof response.body === 'object' && response.body !== null ? response.body : {}) as IDataObject;
	const code = codeIn(answer);
	const { tenant_access_token: token } = answer;
	if (code === 0 && typeof token === 'string' && token !== '') return { accessToken: token, tokenOwner: tokenOwnerOf(credentials) };
	if (code === undefined) {
		throw new TokenError(
			`${baseUrl} answered HTTP ${status} and no tenant token. Check that the region, or the Base URL, of the credential is the open platform.`,
			{ passing: tooMany(status) },
		);
	}
	throw new TokenError(
		`Feishu gave no tenant token: ${clean(textOf(answer.msg))} (code ${code}). Check App ID, App Secret and region of the credential.`,
		{ code, passing: tooMany(status, code) },
	);
}
