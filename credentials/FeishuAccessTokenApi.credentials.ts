import {
	UserError,
	type IAuthenticate,
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
	type Icon,
} from 'n8n-workflow';
import { givenTokenOf } from './givenToken';
import { BASE_URL_EXPRESSION, assertOwnHost, hostFields } from './host';

const REJECTED = 'Feishu does not accept this token. It has expired, was revoked, or is from another region. Enter a new one.';

const NOT_FEISHU = 'The host does not answer like Feishu. Check the region, or the Base URL, of the credential.';

/** A tenant or user access token that one already has. It is used as it is and never renewed. */
export class FeishuAccessTokenApi implements ICredentialType {
	name = 'feishuAccessTokenApi';

	displayName = 'Feishu Access Token API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-feishu-cleanup/n8n-nodes-feishu-cleanup/blob/main/docs/CREDENTIALS.md#feishu-access-token-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'n8n does not renew this token. A tenant token expires after at most two hours, a user token after about two hours. Use it for store apps, gateways, external secrets, or a token from the API Explorer.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		...hostFields,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. t-… or u-…',
			description: 'A tenant access token (t-…) or a user access token (u-… or eyJ…). The word Bearer before it is left out.',
		},
	];

	/** Adds the token, and refuses to send it over plain http, or to another host than the credential's. */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertOwnHost(credentials, requestOptions);
		const token = givenTokenOf(credentials.accessToken);
		if (!/^[\x21-\x7e]+$/.test(token)) {
			throw new UserError('The credential holds no usable access token. Open it and paste a token that begins with t-, u- or eyJ.');
		}
		return { ...requestOptions, headers: { ...requestOptions.headers, Authorization: `Bearer ${token}` } };
	};

	/**
	 * Neither call needs a permission, but Feishu may refuse them for other reasons (an app without a
	 * bot, say) though the token is good: only codes about the token fail the test.
	 */
	test: ICredentialTestRequest = {
		request: {
			method: 'GET',
			baseURL: BASE_URL_EXPRESSION,
			url: '={{ /^[\\s\\p{Cf}]*(Bearer[\\s\\p{Cf}]+)?t-/iu.test($credentials.accessToken) ? "/open-apis/bot/v3/info" : "/open-apis/authen/v1/user_info" }}',
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		rules: [
			...[99991661, 99991663, 99991664, 99991668, 99991671, 99991677].map((value) => ({
				type: 'responseSuccessBody' as const,
				properties: { key: 'code', value, message: REJECTED },
			})),
			// Feishu gives a code with each answer.
			{ type: 'responseSuccessBody', properties: { key: 'code', value: undefined, message: NOT_FEISHU } },
		],
	};
}
