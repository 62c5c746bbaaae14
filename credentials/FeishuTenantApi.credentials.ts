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
import { BASE_URL_EXPRESSION, hostFields, textOf, tokenOwnerOf } from './host';
import { ISSUING_PATH, fetchTenantToken } from './tenantToken';

/** An app's own identity: a tenant access token, fetched with App ID and App Secret and stored. */
export class FeishuTenantApi implements ICredentialType {
	name = 'feishuTenantApi';

	displayName = 'Feishu Tenant Token API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal';

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
			// No secret, but n8n masks every field of a credential that speaks of a token.
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

	/** Adds the stored token, and refuses to use it for another app or host than its own. */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		if (credentials.tokenOwner !== tokenOwnerOf(credentials)) {
			throw new UserError(
				'The stored token belongs to another App ID or region. Open the credential and save it, so that n8n fetches a new one.',
			);
		}
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${textOf(credentials.accessToken)}` },
		};
	};

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			baseURL: BASE_URL_EXPRESSION,
			url: ISSUING_PATH,
			body: { app_id: '={{ $credentials.appId }}', app_secret: '={{ $credentials.appSecret }}' },
			disableFollowRedirect: true,
		},
	};
}
