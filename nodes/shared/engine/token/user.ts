import { textOf } from '../../../../credentials/host';
import {
	type ICredentialDataDecryptedObject,
	UserError,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	type IDataObject,
} from 'n8n-workflow';
import type { Refusal } from '../../refusal';
import { WITHOUT_REFRESH_TOKEN, renewalRefusalOf } from './renewal';
import { type TokenSource, type Resolved, credentialIdOf, type Caller, authenticated } from './caller';
import { clock, unlessAborted } from '../time/clock';

/** OAuth renewals under way, by credential ID, and why they failed: the refresh token works once, in the whole process. */
const renewals = new Map<string, Promise<Refusal | undefined>>();

/** How long another process gets to store what it has renewed, look by look, in milliseconds. */
const LOOKS: readonly number[] = [0, 100, 400, 1_000, 1_500, 2_000];

/** The token of a person, which n8n stores and renews. */
export class UserTokenSource implements TokenSource {
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
	 * Renews the token through n8n, unless this has been done in the meantime: by another execution of
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
