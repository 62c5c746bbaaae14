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

const CHECK = 'Check App ID, App Secret and region of the credential.';

/** What Feishu answers instead of a token, with HTTP 200: a rule of a test cannot show its words. */
const REFUSALS: Readonly<Record<number, string>> = {
	10003: 'it cannot read the App ID or the App Secret',
	10014: 'it does not know the App ID, does not accept the App Secret, or has the app disabled',
	10015: 'the App Secret is wrong',
	99991543: 'the App ID or the App Secret is wrong',
};

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

	/**
	 * Adds the stored token, and refuses to use it for another app or host than its own: with an error
	 * that n8n takes for a rejected token, so that it fetches one of the app that is now named.
	 */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const owner = tokenOwnerOf(credentials);
		// The test of the credential asks for a token. It needs none, and must not stumble over an old one.
		if (requestOptions.url === ISSUING_PATH) return requestOptions;
		if (credentials.tokenOwner !== owner) {
			const refusal = new UserError('The stored token belongs to another App ID or region. Run a workflow with one of the Feishu nodes: it fetches a new one.');
			throw Object.assign(refusal, { response: { status: 401 } });
		}
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
