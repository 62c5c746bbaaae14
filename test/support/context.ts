import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
} from 'n8n-workflow';

type Data = ICredentialDataDecryptedObject;

/** A node of n8n's, with no more than it must have. */
export const NODE: INode = {
	id: 'node',
	name: 'Node',
	type: 'n8n-nodes-feishu-cleanup.feishuSomething',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** The same as a tool of an agent. */
export const TOOL: INode = { ...NODE, type: `${NODE.type}Tool` };

/** What a test says of n8n's context of one item. Whatever else is asked of it is not there. */
export interface Given {
	index?: number;
	/** Values by the path of the parameter. */
	parameters?: IDataObject;
	/** The credential as it resolves for this item, whenever it is read. */
	credential?: () => Data;
	/** The ID of the credential in n8n's store. */
	id?: string;
	/** What n8n's server knows of the execution, with the credential as it is stored. */
	execution?: object;
	/** A request that goes out with the credential: with data of the engine's own, else as n8n has stored it. */
	send?: (options: IHttpRequestOptions, data: Data | undefined) => Promise<IN8nHttpFullResponse>;
	/** A request without a credential. */
	ask?: (options: IHttpRequestOptions) => Promise<unknown>;
	/** Renews what a person has granted. */
	refresh?: () => Promise<unknown>;
	/** Items of the execution, the same for each of them. */
	items?: number;
	/** Whether On Error is one of the Continue settings. */
	continues?: boolean;
	/** Stops the execution. */
	signal?: AbortSignal;
}

/** The part of n8n's context that the engine reads of one item. */
export function contextWith(given: Given): IExecutePaginationFunctions {
	const { index = 0, parameters = {}, credential, execution, send, ask, refresh, items = 0, continues = false, signal } = given;
	const { id = 'credential' } = given;
	const type = String(parameters.authentication);
	const context = {
		additionalData: execution,
		getNode: () => ({ ...NODE, credentials: { [type]: { id, name: 'Credential' } } }),
		getMode: () => 'manual',
		getExecuteData: () => ({ data: { main: [Array.from({ length: items }, () => ({ json: {} }))] } }),
		getInputData: () => ({ json: { item: index } }),
		getExecutionCancelSignal: () => signal,
		continueOnFail: () => continues,
		getItemIndex: () => index,
		getTimezone: () => 'Asia/Shanghai',
		getNodeParameter: (name: string, fallback?: unknown) => {
			if (!(name in parameters) && fallback !== undefined) return fallback;
			if (!(name in parameters)) throw new Error(`nobody may ask for ${name}`);
			return parameters[name];
		},
		getCredentials: async () => credential?.(),
		helpers: {
			httpRequest: ask,
			httpRequestWithAuthentication: async (
				_type: string,
				options: IHttpRequestOptions,
				decrypted?: { credentialsDecrypted: { data: Data } },
			) => await send?.(options, decrypted?.credentialsDecrypted.data),
			refreshOAuth2Token: refresh,
		},
	};
	return context as unknown as IExecutePaginationFunctions;
}

/** An execution whose credential is stored like this. */
export function executionWith(stored: Data): object {
	return { credentialsHelper: { getDecrypted: async () => stored } };
}

/** A response of n8n's helper. */
export function responseOf(body: unknown, statusCode = 200, headers: IDataObject = {}): IN8nHttpFullResponse {
	return { body: body as IDataObject, statusCode, headers };
}
