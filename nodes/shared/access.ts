import {
	UserError,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecutePaginationFunctions,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { baseUrlOf, textOf, tokenOwnerOf } from '../../credentials/host';

/** OAuth renewals under way, by credential ID: the refresh token works once, in the whole process. */
const renewals = new Map<string, Promise<void>>();

type Context = IExecutePaginationFunctions;

/** Tenant, user and app tokens in either of their forms. */
const LIKE_A_TOKEN = /\b(?:[tua]-[\w.-]{16,}|eyJ[\w.-]{20,})/g;

/** The parts of a credential that decide who acts where; what n8n renews by itself is left out. */
function identityOf(data: ICredentialDataDecryptedObject): string {
	const { accessToken, tokenOwner: _owner, oauthTokenData: _oauth, ...rest } = data;
	return JSON.stringify('appSecret' in data ? rest : { ...rest, accessToken });
}

function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}

/**
 * Whether the credential, as it is stored, holds an expression, so that it may resolve differently
 * for each item. `additionalData` is public on the context of both n8n lines but not in
 * n8n-workflow's types; where it is missing, the answer is the careful one.
 */
async function mayDiffer(context: Context, type: string): Promise<boolean> {
	const { additionalData } = context as unknown as { additionalData?: IWorkflowExecuteAdditionalData };
	const stored = context.getNode().credentials?.[type];
	if (additionalData === undefined || stored === undefined) return true;
	const raw = await additionalData.credentialsHelper.getDecrypted(
		additionalData,
		stored,
		type,
		context.getMode(),
		context.getExecuteData(),
		true,
	);
	return holdsExpression(raw);
}

/** Who calls Feishu, and where: the credential of one run, and its token. */
export class Access {
	/** What every call begins with, such as `https://open.feishu.cn`. */
	readonly baseUrl: string;

	/** The app whose rate the calls count against. */
	readonly app: string;

	/** Whether Feishu has accepted the current token once. */
	private tokenWorks = false;
	/** What every attempt waits for: a first attempt with an untried token, or a renewal. */
	private gate: Promise<unknown> | undefined;
	private renewal: { of: number; done: Promise<boolean> } | undefined;
	private generation = 0;

	private constructor(
		private readonly context: Context,
		private readonly type: string,
		private data: ICredentialDataDecryptedObject,
	) {
		this.baseUrl = baseUrlOf(data);
		this.app = `${this.baseUrl} ${textOf(data.appId ?? data.clientId ?? this.credentialId)}`;
		// Edited since it was stored: the token must not be used for the new app or host.
		if (this.type === 'feishuTenantApi' && data.tokenOwner !== tokenOwnerOf(data)) {
			this.data = { ...data, accessToken: '' };
		}
		// n8n itself would stumble over the missing token, and name a property of its own.
		if (this.type === 'feishuOAuth2Api' && this.storedUserToken === undefined) {
			throw new UserError('No account is connected yet. Open the Feishu User Token OAuth2 API credential and connect one.');
		}
	}

	/**
	 * Resolves the credential of a run once, for all of its items.
	 * @throws {UserError} where it resolves differently for two items, so that one call cannot serve
	 * both, and where its base URL must not be used.
	 */
	static async open(contexts: readonly [Context, ...Context[]]): Promise<Access> {
		const [context] = contexts;
		const type = context.getNodeParameter('authentication') as string;
		const data = await context.getCredentials(type);
		if (contexts.length > 1 && (await mayDiffer(context, type))) {
			const identity = identityOf(data);
			for (const other of contexts) {
				if (identityOf(await other.getCredentials(type)) !== identity) {
					throw new UserError(
						`The credential resolves differently for item ${context.getItemIndex()} and item ${other.getItemIndex()}. Take the expression out of the credential, or run the node once for each app, for example in a Loop Over Items node.`,
					);
				}
			}
		}
		return new Access(context, type, data);
	}

	/**
	 * Feishu's words without secrets: those of this credential, and whatever looks like a token, since
	 * a gateway may echo what it was sent.
	 */
	redact(words: string): string {
		const oauth = (this.data.oauthTokenData ?? {}) as IDataObject;
		const secrets = [this.data.accessToken, this.data.appSecret, this.data.clientSecret, oauth.access_token, oauth.refresh_token];
		return secrets
			.filter((secret): secret is string => typeof secret === 'string' && secret !== '')
			.reduce((text, secret) => text.replaceAll(secret, '[secret]'), words)
			.replace(LIKE_A_TOKEN, '[token]');
	}

	/** Resolves when no call tries an untried token, and no renewal is under way. */
	async gateOpens(): Promise<void> {
		while (this.gate !== undefined) await this.gate;
	}

	/** Whether a call may go now. */
	get isGateOpen(): boolean {
		return this.gate === undefined;
	}

	/**
	 * Runs one attempt of a call, which must have found the gate open. Until Feishu has accepted the
	 * token, and again after each renewal, attempts go one by one: so that n8n fetches one token and
	 * not one for each call, and two rejected calls do not both spend the refresh token, which works
	 * once.
	 */
	async attempt<T>(send: () => Promise<T>): Promise<T> {
		return this.tokenWorks ? await send() : await this.closeGate(send());
	}

	/**
	 * Says that Feishu accepted a token.
	 * @param token the `token` of the call that it answered, which may be one before the current
	 */
	accepted(token: number): void {
		if (token === this.generation) this.tokenWorks = true;
	}

	private async closeGate<T>(work: Promise<T>): Promise<T> {
		const gate = work.catch(() => {});
		this.gate = gate;
		try {
			return await work;
		} finally {
			if (this.gate === gate) this.gate = undefined;
		}
	}

	/** Which token a call that starts now will carry: a number that grows with each renewal. */
	get token(): number {
		return this.generation;
	}

	/**
	 * Sends one request with the current token.
	 * @returns the full response, at whatever HTTP status
	 * @throws n8n's NodeApiError where no response came.
	 */
	async send(context: Context, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		const credentialsDecrypted = { id: this.credentialId, name: this.type, type: this.type, data: this.data };
		return (await context.helpers.httpRequestWithAuthentication.call(
			context,
			this.type,
			options,
			// n8n reads a user token from its store for every request, so that a renewed one is used.
			this.type === 'feishuOAuth2Api' ? undefined : { credentialsDecrypted },
		)) as IN8nHttpFullResponse;
	}

	/**
	 * Replaces a token that Feishu rejected, once per run, for all calls that carried it.
	 * @param rejected the `token` of the call that was refused
	 * @returns whether the call is worth repeating
	 */
	async renew(rejected: number): Promise<boolean> {
		if (this.type === 'feishuAccessTokenApi') return false;
		this.renewal ??= { of: rejected, done: this.closeGate(this.replaceToken()) };
		return rejected === this.renewal.of && (await this.renewal.done);
	}

	private async replaceToken(): Promise<boolean> {
		this.tokenWorks = false;
		// With a blank token n8n fetches a new one before the next request, and stores it. A copy,
		// since n8n assigns into what it is given.
		if (this.type === 'feishuTenantApi') this.data = { ...this.data, accessToken: '' };
		else if (!(await this.renewUserToken())) return false;
		this.generation += 1;
		return true;
	}

	/**
	 * Renews a user token through n8n, unless somebody else has done so meanwhile: another execution
	 * of this process, or another worker. In n8n 1.x nothing else keeps two of them from spending the
	 * same refresh token, and the second one's renewal is refused; what the first has stored counts.
	 */
	private async renewUserToken(): Promise<boolean> {
		const rejected = this.storedUserToken;
		const pending = renewals.get(this.credentialId);
		if (pending !== undefined) await pending;
		else if ((await this.reread()) === rejected) {
			const { context, type } = this;
			const renewal = renewals.get(this.credentialId) ?? context.helpers.refreshOAuth2Token.call(context, type).then(
				() => {},
				() => {},
			);
			renewals.set(this.credentialId, renewal);
			await renewal;
			renewals.delete(this.credentialId);
		}
		return (await this.reread()) !== rejected;
	}

	private async reread(): Promise<unknown> {
		this.data = await this.context.getCredentials(this.type);
		return this.storedUserToken;
	}

	private get storedUserToken(): unknown {
		return ((this.data.oauthTokenData ?? {}) as IDataObject).access_token;
	}

	private get credentialId(): string {
		return this.context.getNode().credentials?.[this.type]?.id ?? this.type;
	}
}
