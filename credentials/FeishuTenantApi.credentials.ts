import {
	UserError,
	type IAuthenticate,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestHelper,
	type INodeProperties,
	type Icon,
} from 'n8n-workflow';
import { BASE_URL_EXPRESSION, assertOwnHost, hostFields, textOf, tokenOwnerOf } from './host';
import { ISSUING_PATH, fetchTenantToken } from './tenantToken';

const CHECK = 'Check App ID, App Secret and region of the credential.';

/** What Feishu answers instead of a token, with HTTP 200: a rule of a test cannot show its words. */
const REFUSALS: Readonly<Record<number, string>> = {
	10003: 'it cannot read the App ID or the App Secret',
	10014: 'it does not know the App ID, does not accept the App Secret, or has disabled the app',
	10015: 'the App Secret is wrong',
	99991543: 'the App ID or the App Secret is wrong',
};

/** An app's own identity: a tenant access token, fetched with App ID and App Secret and stored. */
export class FeishuTenantApi implements ICredentialType {
	name = 'feishuTenantApi';

	displayName = 'Feishu Tenant Token API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-feishu-cleanup/n8n-nodes-feishu-cleanup/blob/main/docs/CREDENTIALS.md#feishu-tenant-token-api';

	properties: INodeProperties[] = [
		...hostFields,
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. cli_a1b2c3d4e5f6',
			description: 'In the developer console, under Credentials & Basic Info of a custom app',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Beside the App ID',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Token Owner',
			name: 'tokenOwner',
			type: 'hidden',
			// No secret, but n8n masks every field of a credential with "token" in its name.
			typeOptions: { password: true },
			default: '',
		},
	];

	/**
	 * Fetches a tenant token. n8n calls this when none is stored, and when the credential is tested, and
	 * stores what it returns.
	 */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return { ...(await fetchTenantToken(async (options) => (await this.helpers.httpRequest(options)) as unknown, credentials)) };
	}

	/**
	 * Adds the stored token, and refuses to use it for another app or host than its own: with an error
	 * that n8n takes for a rejected token, so that it fetches one of the app that is now named.
	 */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const owner = tokenOwnerOf(credentials);
		// The test of the credential asks for a token. It needs none, and must not stumble over an old one.
		if (requestOptions.url === ISSUING_PATH) return requestOptions;
		if (credentials.tokenOwner !== owner) {
			const refusal = new UserError(
				'The stored token belongs to another App ID or region. Run a workflow with one of the Feishu nodes to get a new one.',
			);
			throw Object.assign(refusal, { response: { status: 401 } });
		}
		assertOwnHost(credentials, requestOptions);
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${textOf(credentials.accessToken)}` },
		};
	};

	/**
	 * Asks for a token with what is entered. Once one is stored, n8n calls no `preAuthentication` in a
	 * test, so the answer to this request must judge by itself, whatever its HTTP status.
	 */
	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			baseURL: BASE_URL_EXPRESSION,
			url: ISSUING_PATH,
			body: { app_id: '={{ $credentials.appId }}', app_secret: '={{ $credentials.appSecret }}' },
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		rules: [
			...Object.entries(REFUSALS).map(([code, words]) => ({
				type: 'responseSuccessBody' as const,
				properties: { key: 'code', value: Number(code), message: `Feishu gave no tenant token: ${words} (code ${code}). ${CHECK}` },
			})),
			// Any other answer without a token. The first rule that fits is the one that n8n shows.
			{
				type: 'responseSuccessBody',
				properties: { key: 'tenant_access_token', value: undefined, message: `The host gave no tenant token. ${CHECK}` },
			},
		],
	};
}
