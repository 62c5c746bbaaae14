import type { DeclarativeRestApiSettings, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** The credentials a page allows, and the field that chooses between them. */
export interface Authentication {
	credentials: INodeCredentialDescription[];
	field: INodeProperties;
}

const TENANT = { name: 'Tenant Token (App)', value: 'feishuTenantApi', description: 'Act as the app. n8n fetches and renews the token.' };
const USER = {
	name: 'User Token (OAuth2)',
	value: 'feishuOAuth2Api',
	description: 'Act as the person who connects the account. n8n renews the token.',
};
const GIVEN = {
	name: 'Existing Token',
	value: 'feishuAccessTokenApi',
	description: 'Use an access token that you already have. It is not renewed.',
};

function authenticationBy(kinds: ReadonlyArray<typeof TENANT>): Authentication {
	return {
		credentials: kinds.map(({ value }) => ({
			name: value,
			required: true,
			displayOptions: { show: { authentication: [value] } },
		})),
		field: {
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			noDataExpression: true,
			options: [...kinds].sort((a, b) => a.name.localeCompare(b.name)),
			default: 'feishuTenantApi',
			description: 'Who makes the calls to Feishu: the app or a person',
			// For any operation: see `requestOperations`.
			routing: { send: { paginate: true } },
		},
	};
}

/** For pages that take only a tenant access token. */
export const tenantOnly = authenticationBy([TENANT, GIVEN]);

/** For pages that take a tenant or a user access token. */
export const tenantOrUser = authenticationBy([TENANT, USER, GIVEN]);

/**
 * Where calls go is the credential's, and not this: any host here would do. But n8n wants it. Without
 * it a node whose lists are loaded from Feishu gets no `execute`, and is neither a tool nor stopped;
 * and n8n 2.x would not know which host is the node's own if a credential is restricted to some.
 */
export const requestDefaults: DeclarativeRestApiSettings.HttpRequestOptions = { baseURL: 'https://open.feishu.cn/open-apis' };
