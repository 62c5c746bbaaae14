import type {
	ICredentialDataDecryptedObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type { Refusal } from '../../refusal';

/** What n8n gives the caller of Feishu: an operation for one of its items, or the editor for a list. */
export type Caller = IExecutePaginationFunctions | ILoadOptionsFunctions;

/** Where the token of a run comes from: one for each kind of credential. */
export interface TokenSource {
	/**
	 * Sends one request with the current token.
	 * @returns the full response, whatever its HTTP status
	 * @throws n8n's NodeApiError if no response came, and what the credential throws
	 */
	request(context: Caller, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
	/** Gives up the current token, which Feishu rejected. @returns whether there is another to try */
	renew(): Promise<boolean>;
	/** Why there is no other token, if more is known than that the last one was rejected. */
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

export function credentialIdOf(context: Caller, type: string): string {
	return context.getNode().credentials?.[type]?.id ?? type;
}

export async function authenticated(
	type: string,
	context: Caller,
	options: IHttpRequestOptions,
	data?: ICredentialDataDecryptedObject,
): Promise<IN8nHttpFullResponse> {
	const given = data === undefined ? undefined : { credentialsDecrypted: { id: credentialIdOf(context, type), name: type, type, data } };
	return (await context.helpers.httpRequestWithAuthentication.call(context, type, options, given)) as IN8nHttpFullResponse;
}
