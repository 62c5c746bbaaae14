import {
	UserError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecutePaginationFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { textOf, tokenOwnerOf } from '../../../../credentials/host';
import { fetchTenantToken } from '../../../../credentials/tenantToken';
import type { Refusal } from '../../refusal';
import { clock, unlessAborted } from '../time/clock';
import { renewalRefusalOf, WITHOUT_REFRESH_TOKEN } from './renewal';

/** What n8n gives whoever calls Feishu: an operation for one of its items, or the editor for a list. */
export type Caller = IExecutePaginationFunctions | ILoadOptionsFunctions;

/** Where the token of a run comes from: one for each kind of credential. */
export interface TokenSource {
	/**
	 * Sends one request with the current token.
	 * @returns the full response, at whatever HTTP status
	 * @throws n8n's NodeApiError where no response came, and what the credential throws
	 */
	request(context: Caller, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
	/** Gives up the current token, which Feishu rejected. @returns whether there is another to try */
	renew(): Promise<boolean>;
	/** Why there is no other, where more is known than that the last was rejected. */
	readonly refusal?: Refusal | undefined;
	/** What must not be seen in any text. */
	readonly secrets: readonly unknown[];
}

/** A credential of a run, as it resolves for its first item. */
export interface Resolved {
	context: Caller;
	type: string;
	data: ICredentialDataDecryptedObject;
	/** It may resolve otherwise for another item, as it holds an expression. */
	varies: boolean;
}

/**
 * What n8n's server knows of an execution: one object for all of its nodes and loops. It is public on
 * the context of both n8n lines but not in n8n-workflow's types.
 */
export function executionOf(context: Caller): IWorkflowExecuteAdditionalData | undefined {
	return (context as unknown as { additionalData?: IWorkflowExecuteAdditionalData }).additionalData;
}

function credentialIdOf(context: Caller, type: string): string {
	return context.getNode().credentials?.[type]?.id ?? type;
}

async function authenticated(
	type: string,
	context: Caller,
	options: IHttpRequestOptions,
	data?: ICredentialDataDecryptedObject,
): Promise<IN8nHttpFullResponse> {
	const given = data === undefined ? undefined : { credentialsDecrypted: { id: credentialIdOf(context, type), name: type, type, data } };
	return (await context.helpers.httpRequestWithAuthentication.call(context, type, options, given)) as IN8nHttpFullResponse;
}

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
 *   to, and the credential would belong to that app for good.
 * - The calls need a proxy, or a certificate that is not checked. n8n's own call for the token knows
 *   neither.
 */
class TenantTokenSource implements TokenSource {
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

/** OAuth renewals under way, by credential ID, and why they failed: the refresh token works once, in the whole process. */
const renewals = new Map<string, Promise<Refusal | undefined>>();

/** How long another process gets to store what it has renewed, look by look, in milliseconds. */
const LOOKS: readonly number[] = [0, 100, 400, 1_000, 1_500, 2_000];

/** The token of a person, which n8n stores and renews. */
class UserTokenSource implements TokenSource {
	refusal: Refusal | undefined;
	private data: ICredentialDataDecryptedObject;
	private readonly id: string;

	constructor(private readonly resolved: Resolved) {
		this.data = resolved.data;
		this.id = credentialIdOf(resolved.context, resolved.type);
		// n8n itself would stop at the missing token, and name a property of its own.
		if (this.stored === undefined) {
			throw new UserError('No account is connected yet. Open the Feishu User Token OAuth2 API credential and connect one.');
		}
	}

	/** n8n reads a user token from its store for every request, so that a renewed one is used. */
	async request(context: Caller, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		return await authenticated(this.resolved.type, context, options);
	}

	/**
	 * Renews the token through n8n, unless somebody else has done so meanwhile: another execution of
	 * this process, or another process. Only in queue mode does n8n 2.x keep two processes from spending
	 * the same refresh token, and n8n 1.x never does. The second one's renewal is refused, maybe before
	 * the first has its answer and has stored it: that is waited for.
	 */
	async renew(): Promise<boolean> {
		const rejected = this.stored;
		this.refusal = undefined;
		const pending = renewals.get(this.id);
		if (pending !== undefined) this.refusal = await this.outcomeOf(pending);
		else if ((await this.reread()) === rejected) {
			this.refusal = await this.outcomeOf(renewals.get(this.id) ?? this.begin());
		}
		for (const ms of this.refusal === WITHOUT_REFRESH_TOKEN ? [0] : LOOKS) {
			if (ms > 0) await clock.sleep(ms, this.signal);
			if ((await this.reread()) !== rejected) {
				this.refusal = undefined;
				return true;
			}
		}
		return false;
	}

	/** n8n gives Feishu five minutes to answer: an execution that is stopped waits no longer, and others still do. */
	private async outcomeOf(renewal: Promise<Refusal | undefined>): Promise<Refusal | undefined> {
		let refusal: Refusal | undefined;
		const noted = renewal.then((why) => {
			refusal = why;
		});
		await unlessAborted(noted, this.signal);
		return refusal;
	}

	private begin(): Promise<Refusal | undefined> {
		const renewal = this.askN8n().finally(() => renewals.delete(this.id));
		renewals.set(this.id, renewal);
		return renewal;
	}

	/** That of the execution; a list in the editor has none. */
	private get signal(): AbortSignal | undefined {
		const { context } = this.resolved;
		return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	}

	/** @returns why the token was not renewed */
	private async askN8n(): Promise<Refusal | undefined> {
		const { refresh_token } = (this.data.oauthTokenData ?? {}) as IDataObject;
		if (textOf(refresh_token) === '') return WITHOUT_REFRESH_TOKEN;
		const { context, type } = this.resolved;
		try {
			await context.helpers.refreshOAuth2Token.call(context, type);
			return undefined;
		} catch (thrown) {
			return renewalRefusalOf(thrown);
		}
	}

	get secrets(): readonly unknown[] {
		const { access_token, refresh_token } = (this.data.oauthTokenData ?? {}) as IDataObject;
		return [access_token, refresh_token, this.data.clientSecret];
	}

	private async reread(): Promise<unknown> {
		this.data = await this.resolved.context.getCredentials(this.resolved.type);
		return this.stored;
	}

	private get stored(): unknown {
		return ((this.data.oauthTokenData ?? {}) as IDataObject).access_token;
	}
}

/** A token that the user has entered: used as it is. */
class GivenTokenSource implements TokenSource {
	constructor(private readonly resolved: Resolved) {}

	async request(context: Caller, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		return await authenticated(this.resolved.type, context, options, this.resolved.data);
	}

	renew(): Promise<boolean> {
		return Promise.resolve(false);
	}

	get secrets(): readonly unknown[] {
		return [this.resolved.data.accessToken];
	}
}

const SOURCES: Readonly<Record<string, new (resolved: Resolved) => TokenSource>> = {
	feishuAccessTokenApi: GivenTokenSource,
	feishuOAuth2Api: UserTokenSource,
	feishuTenantApi: TenantTokenSource,
};

/**
 * The source of a credential's tokens.
 * @throws {UserError} where the credential has none yet
 */
export function tokenSourceOf(resolved: Resolved): TokenSource {
	const Source = SOURCES[resolved.type];
	if (Source === undefined) throw new UserError('Authentication names no credential of this node. Choose one in the node.');
	return new Source(resolved);
}
