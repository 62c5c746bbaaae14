import type { DeclarativeRestApiSettings, INodeCredentialDescription, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** The credentials a page allows, and the field that chooses between them. */
export interface Authentication {
	credentials: INodeCredentialDescription[];
	field: INodeProperties;
}

const TENANT = { name: 'Tenant Token (App)', value: 'feishuTenantApi', description: 'The app itself; n8n fetches and renews the token' };
const USER = { name: 'User Token (OAuth2)', value: 'feishuOAuth2Api', description: 'A person who gives consent; n8n renews the token' };
const GIVEN = { name: 'Existing Token', value: 'feishuAccessTokenApi', description: 'An access token you already have; never renewed' };

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
			description: 'Who deletes',
		},
	};
}

/** For pages that take a tenant access token alone. */
export const tenantOnly = authenticationBy([TENANT, GIVEN]);

/** For pages that take a tenant or a user access token. */
export const tenantOrUser = authenticationBy([TENANT, USER, GIVEN]);

/**
 * Where calls go is the credential's, and not this: any host here would do. But n8n wants it. Without
 * it a node whose lists are loaded from Feishu gets no `execute`, and is neither a tool nor stopped;
 * and n8n 2.x would not know which host is the node's own where a credential is restricted to some.
 */
export const requestDefaults: DeclarativeRestApiSettings.HttpRequestOptions = { baseURL: 'https://open.feishu.cn/open-apis' };

/** `user_id_type`, which every page with user IDs has. */
export const userIdType: INodeProperties = {
	displayName: 'User ID Type',
	name: 'userIdType',
	type: 'options',
	options: [
		{
			name: 'Open ID',
			value: 'open_id',
			description: 'Begins with ou_. Each app has its own: use those that calls of the same app return.',
		},
		{ name: 'Union ID', value: 'union_id', description: 'Begins with on_. The same for all apps of one developer.' },
		{
			name: 'User ID',
			value: 'user_id',
			description:
				'The same for all apps of the company: the Feishu Admin console shows it with each member. Needs the permission contact:user.employee_id:readonly.',
		},
	],
	default: 'open_id',
	description: 'What kind of ID the user IDs are',
	routing: { send: { type: 'query', property: 'user_id_type' } },
};

const includeInputFields: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description: 'Whether to add the fields of the input item to each record, under "input"',
};

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Each Record', value: 'records', description: 'One item for each record asked for' },
		{ name: 'Summary', value: 'summary', description: 'One item with the counts, and the records that were not deleted' },
	],
	default: 'records',
	description: 'What to return',
};

/** The collection at the end of every node: an endpoint's own options and those all nodes have. */
export function optionsField(own: readonly INodeProperties[]): INodeProperties {
	const options: Array<INodeProperties | INodePropertyCollection> = [...own, includeInputFields, output];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: ['delete'] } },
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
