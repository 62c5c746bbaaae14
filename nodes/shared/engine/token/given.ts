import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { givenTokenOf } from '../../../../credentials/givenToken';
import { type TokenSource, type Resolved, type Caller, authenticated } from './caller';

/** A token that the user has entered: used as it is. */
export class GivenTokenSource implements TokenSource {
	constructor(private readonly resolved: Resolved) {}

	async request(context: Caller, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		return await authenticated(this.resolved.type, context, options, this.resolved.data);
	}

	renew(): Promise<boolean> {
		return Promise.resolve(false);
	}

	get secrets(): readonly unknown[] {
		const { accessToken } = this.resolved.data;
		return [accessToken, givenTokenOf(accessToken)];
	}
}
