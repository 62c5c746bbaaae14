import { fetchTenantToken } from '../../../../credentials/tenantToken';
import { tokenOwnerOf, textOf } from '../../../../credentials/host';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { authenticated, type Caller, executionOf, type TokenSource, type Resolved } from './caller';

/** Tokens that the engine fetched by itself, by app, host and secret; they live as long as their execution. */
const heldTokens = new WeakMap<object, Map<string, string>>();

function heldBy(context: Caller): Map<string, string> {
	const execution = executionOf(context);
	if (execution === undefined) return new Map();
	const tokens = heldTokens.get(execution) ?? new Map<string, string>();
	heldTokens.set(execution, tokens);
	return tokens;
}

/**
 * The token of an app. As a rule n8n fetches and stores it, so that the next execution needs no call.
 * Two cases are the engine's own, and nothing is stored:
 * - The credential holds an expression. With the token, n8n 1.x stores what the expression resolved
 *   to, and the credential would belong to that app permanently.
 * - The calls need a proxy, or a certificate that is not checked. n8n's own call for the token knows
 *   neither.
 */
export class TenantTokenSource implements TokenSource {
	private data: ICredentialDataDecryptedObject;
	private readonly held: Map<string, string>;
	private readonly key: string;

	constructor(private readonly resolved: Resolved) {
		const { context, data, varies } = resolved;
		const owner = tokenOwnerOf(data);
		this.held = heldBy(context);
		this.key = JSON.stringify([owner, data.appSecret]);
		// Edited since it was stored: the token must not be used for the new app or host.
		const stored = data.tokenOwner === owner && !varies ? textOf(data.accessToken) : '';
		this.data = { ...data, tokenOwner: owner, accessToken: stored === '' ? (this.held.get(this.key) ?? '') : stored };
	}

	async request(context: Caller, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		const { proxy, skipSslCertificateValidation } = options;
		const isOwn = this.resolved.varies || proxy !== undefined || skipSslCertificateValidation === true;
		if (this.data.accessToken === '' && isOwn) {
			const fetch = async (call: IHttpRequestOptions) => (await context.helpers.httpRequest(call)) as unknown;
			const token = await fetchTenantToken(fetch, this.data, {
				...(proxy !== undefined && { proxy }),
				...(skipSslCertificateValidation !== undefined && { skipSslCertificateValidation }),
			});
			this.data = { ...this.data, ...token };
			this.held.set(this.key, token.accessToken);
		}
		return await authenticated(this.resolved.type, context, options, this.data);
	}

	/** With a blank token the next request fetches one. A copy, since n8n assigns into what it is given. */
	renew(): Promise<boolean> {
		this.held.delete(this.key);
		this.data = { ...this.data, accessToken: '' };
		return Promise.resolve(true);
	}

	get secrets(): readonly unknown[] {
		return [this.data.accessToken, this.data.appSecret];
	}
}
