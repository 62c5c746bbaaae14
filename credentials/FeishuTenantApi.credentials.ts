import {
	OperationalError,
	UserError,
	type IAuthenticate,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestHelper,
	type IN8nHttpFullResponse,
	type INodeProperties,
	type Icon,
} from 'n8n-workflow';
import { BASE_URL_EXPRESSION, baseUrlOf, hostFields, textOf, tokenOwnerOf } from './host';

const ISSUING_PATH = '/open-apis/auth/v3/tenant_access_token/internal';

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
	 * Fetches a tenant token. n8n calls this when none is stored, and when the credential is tested.
	 * Feishu reports a wrong App ID or App Secret as HTTP 200 with a code: the code decides.
	 * Documentation: the page in `documentationUrl`.
	 * @returns the token, which lives for two hours at most, and the app and host it belongs to
	 * @throws {UserError} where Feishu refuses; {OperationalError} where it cannot be asked. Neither
	 * carries the request, which holds the App Secret.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const baseUrl = baseUrlOf(credentials);
		let response: IN8nHttpFullResponse;
		try {
			response = (await this.helpers.httpRequest({
				method: 'POST',
				url: `${baseUrl}${ISSUING_PATH}`,
				headers: { 'Content-Type': 'application/json; charset=utf-8' },
				body: { app_id: credentials.appId, app_secret: credentials.appSecret },
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: 30_000,
			})) as IN8nHttpFullResponse;
		} catch (error) {
			const code = (error as { code?: string }).code ?? 'no answer';
			throw new OperationalError(
				`${baseUrl} could not be reached for a tenant token (${code}). Check the region of the credential and the network of this n8n.`,
				{ extra: { passing: true } },
			);
		}
		const answer = (typeof response.body === 'object' && response.body !== null ? response.body : {}) as IDataObject;
		const token = answer.tenant_access_token;
		if (answer.code === 0 && typeof token === 'string' && token !== '') {
			return { accessToken: token, tokenOwner: tokenOwnerOf(credentials) };
		}
		if (typeof answer.code !== 'number') {
			throw new OperationalError(
				`${baseUrl} answered HTTP ${response.statusCode} and no tenant token. Check that the region, or the Base URL, of the credential is the open platform.`,
				{ extra: { passing: response.statusCode >= 500 || response.statusCode === 429 } },
			);
		}
		throw new UserError(
			`Feishu gave no tenant token: ${textOf(answer.msg)} (code ${answer.code}). Check App ID, App Secret and region of the credential.`,
			{ extra: { code: answer.code, passing: response.statusCode >= 500 || response.statusCode === 429 || answer.code === 99991400 } },
		);
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
