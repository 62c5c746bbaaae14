import { UserError, type ICredentialDataDecryptedObject, type IHttpRequestOptions, type IN8nHttpFullResponse } from 'n8n-workflow';
import { baseUrlOf, textOf } from '../../../../credentials/host';
import { givenTokenOf } from '../../../../credentials/givenToken';
import { redact } from '../../../../credentials/redact';
import type { Account } from '../../endpoint';
import type { Refusal } from '../../refusal';
import { tokenSourceOf } from './tokenSource';
import { executionOf, type Resolved, type TokenSource, type Caller } from './caller';

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
 * for each item. If that cannot be determined, the answer is the careful one.
 */
async function mayVary(context: Caller, type: string): Promise<boolean> {
	const execution = executionOf(context);
	const stored = context.getNode().credentials?.[type];
	if (execution === undefined || stored === undefined) return true;
	const data = 'getExecuteData' in context ? context.getExecuteData() : undefined;
	return holdsExpression(
		await execution.credentialsHelper.getDecrypted(execution, stored, type, context.getMode?.() ?? 'internal', data, true),
	);
}

/** Who calls Feishu, and where: the credential of one run, and its token. */
export class Access {
	/** What every call begins with, such as `https://open.feishu.cn`. */
	readonly baseUrl: string;

	/** The app whose rate the calls count against. */
	readonly app: string;

	private readonly source: TokenSource;
	private readonly identity: string;
	/** Whether Feishu has accepted the current token once. */
	private tokenWorks = false;
	/** What every attempt waits for: a first attempt with an untried token, or a renewal. */
	private flight: Promise<unknown> | undefined;
	private renewal: { of: number; done: Promise<boolean> } | undefined;
	private current = 0;

	private constructor(private readonly resolved: Resolved) {
		const { context, type, data } = resolved;
		this.baseUrl = baseUrlOf(data);
		this.app = `${this.baseUrl} ${textOf(data.appId ?? data.clientId ?? context.getNode().credentials?.[type]?.id ?? type)}`;
		this.identity = identityOf(data);
		this.source = tokenSourceOf(resolved);
	}

	/**
	 * Resolves the credential of a run over its first items.
	 * @throws {UserError} if it resolves differently for two items, so that one call cannot serve
	 * both, and if it cannot be used.
	 */
	static async resolve([context, ...others]: readonly [Caller, ...Caller[]]): Promise<Access> {
		const type = context.getNodeParameter('authentication') as string;
		const data = await context.getCredentials(type);
		const access = new Access({ context, type, data, varies: await mayVary(context, type) });
		await access.assertSame(others);
		return access;
	}

	/**
	 * Looks whether the credential resolves for these items as it did for the run's first. Items that
	 * come later, by n8n's Batching, must be looked at too: their records may be another app's.
	 * @throws {UserError} if it does not
	 */
	async assertSame(contexts: readonly Caller[]): Promise<void> {
		if (!this.resolved.varies) return;
		for (const context of contexts) {
			if (identityOf(await context.getCredentials(this.resolved.type)) !== this.identity) {
				const [first, other] = [this.resolved.context, context].map((of) => ('getItemIndex' in of ? of.getItemIndex() : 0));
				throw new UserError(
					`The credential resolves differently for item ${first} and item ${other}. Remove the expression from the credential, or run the node once for each app, for example in a Loop Over Items node.`,
				);
			}
		}
	}

	/** The name of its credential. */
	get credential(): string {
		return this.resolved.type;
	}

	/** Whether its calls are those of a person, and not of an app. */
	get actsForPerson(): boolean {
		const { type, data } = this.resolved;
		// A token of an app begins with t-.
		return type === 'feishuOAuth2Api' || (type === 'feishuAccessTokenApi' && !/^(t-|$)/i.test(givenTokenOf(data.accessToken)));
	}

	/** On whose behalf its calls are made. */
	get account(): Account {
		const { appId, clientId } = this.resolved.data;
		return { appId: textOf(appId ?? clientId), isPerson: this.actsForPerson };
	}

	/** Feishu's words without secrets, and cut. */
	redact(words: string): string {
		return redact(words, this.source.secrets);
	}

	/** Resolves when no call tries an untried token, and no renewal is under way. */
	async afterFlight(): Promise<void> {
		while (this.flight !== undefined) await this.flight;
	}

	/** Whether a call may go now. */
	get isFree(): boolean {
		return this.flight === undefined;
	}

	/**
	 * Runs one attempt of a call, which must have found it free. Until Feishu has accepted the
	 * token, and again after each renewal, attempts go one by one: so that one token is fetched and not
	 * one for each call, and two rejected calls do not both spend the refresh token, which works once.
	 */
	async singleFlight<T>(send: () => Promise<T>): Promise<T> {
		return this.tokenWorks ? await send() : await this.fly(send());
	}

	/** Which token a call that starts now will carry: a number that grows with each renewal. */
	get generation(): number {
		return this.current;
	}

	/**
	 * Says that Feishu accepted a token.
	 * @param generation that of the call that it answered, which may be one before the current
	 */
	accepted(generation: number): void {
		if (generation === this.current) this.tokenWorks = true;
	}

	/** Sends one request with the current token; see `TokenSource.request`. */
	async request(context: Caller, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		return await this.source.request(context, options);
	}

	/**
	 * Replaces a token that Feishu rejected, once for all calls that carried it. A token that Feishu has
	 * never accepted, and that is a renewed one, is not renewed again: the next would fare the same.
	 * @param rejected the `generation` of the call that was refused
	 * @returns whether the call is worth repeating
	 */
	async renew(rejected: number): Promise<boolean> {
		if (this.renewal?.of === rejected) return await this.renewal.done;
		if (rejected < this.current) return true;
		if (rejected > 0 && !this.tokenWorks) return false;
		this.renewal = { of: rejected, done: this.fly(this.replaceToken()) };
		return await this.renewal.done;
	}

	/** Why the last renewal failed, if that is known. */
	get notRenewed(): Refusal | undefined {
		return this.source.refusal;
	}

	private async replaceToken(): Promise<boolean> {
		this.tokenWorks = false;
		try {
			if (!(await this.source.renew())) return false;
		} catch {
			// n8n's credential store cannot be read: the token stays rejected, and the run ends with that.
			return false;
		}
		this.current += 1;
		return true;
	}

	private async fly<T>(work: Promise<T>): Promise<T> {
		const flight = work.catch(() => {});
		this.flight = flight;
		try {
			return await work;
		} finally {
			if (this.flight === flight) this.flight = undefined;
		}
	}
}
