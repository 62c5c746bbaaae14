import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import { hostFields } from './host';

/** `$self` expression that picks an address by region. */
function byRegion(path: string, host: 'open' | 'accounts', custom: string): string {
	return `={{ $self["region"] === "custom" ? $self["${custom}"] : $self["region"] === "lark" ? "https://${host}.larksuite.com${path}" : "https://${host}.feishu.cn${path}" }}`;
}

/** A person's identity: a user access token, granted in the browser and renewed by n8n. */
export class FeishuOAuth2Api implements ICredentialType {
	name = 'feishuOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Feishu User Token OAuth2 API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://open.feishu.cn/document/authentication-management/access-token/obtain-oauth-code';

	properties: INodeProperties[] = [
		{
			displayName:
				'Client ID and Client Secret are the App ID and App Secret of a custom app, under Credentials & Basic Info in the developer console. Enter the OAuth Redirect URL above there too, under Security Settings.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		...hostFields,
		{
			displayName: 'Authorization URL',
			name: 'customAuthUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://accounts.feishu.example.com/open-apis/authen/v1/authorize',
			description: 'Where a person gives consent',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Access Token URL',
			name: 'customAccessTokenUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://open.feishu.example.com/open-apis/authen/v2/oauth/token',
			description: 'Where tokens are issued and renewed',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Allow',
			name: 'allow',
			type: 'multiOptions',
			options: [
				{
					name: 'Look Up Calendars, Events and Tasks',
					value: 'calendar:calendar:read calendar:calendar.event:read task:task:read',
					description: 'For HTTP Request nodes that find what to delete',
				},
				{
					name: 'Remove Attendees From Calendar Events',
					value: 'calendar:calendar.event:update',
				},
				{
					name: 'Remove Followers From Tasks',
					value: 'task:task',
				},
				{
					name: 'Use User IDs',
					value: 'contact:user.employee_id:readonly',
					description: 'Name people by user_id, instead of open_id or union_id',
				},
			],
			default: ['calendar:calendar.event:update', 'task:task'],
			description:
				'What this credential may do. Each permission, and offline_access, must also be switched on for the app in the developer console, under Permissions & Scopes. Connect again after a change.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: '={{ [...$self["allow"], "offline_access"].join(" ") }}',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'pkce' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: byRegion('/open-apis/authen/v1/authorize', 'accounts', 'customAuthUrl'),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: byRegion('/open-apis/authen/v2/oauth/token', 'open', 'customAccessTokenUrl'),
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: 'prompt=consent',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];
}
