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
 * The credential decides where calls go, so any host would do here. But n8n needs one. Without it, a node whose lists
 * are loaded from Feishu gets no `execute`, so it cannot be a tool or be stopped. And n8n 2.x does not know the node's
 * own host if a credential is restricted to some hosts.
 */
export const requestDefaults: DeclarativeRestApiSettings.HttpRequestOptions = { baseURL: 'https://open.feishu.cn/open-apis' };
