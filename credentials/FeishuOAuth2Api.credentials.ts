import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import { hostFields } from './host';

/** `$self` expression that picks an address by region. */
function byRegion(path: string, host: 'open' | 'accounts', custom: string): string {
	return `={{ $self["region"] === "custom" ? $self["${custom}"] : $self["region"] === "lark" ? "https://${host}.larksuite.com${path}" : "https://${host}.feishu.cn${path}" }}`;
}

const LOOK_UP = 'calendar:calendar:read calendar:calendar.event:read task:task:readonly';
const REMOVE_ATTENDEES = 'calendar:calendar.event:update';
const REMOVE_FOLLOWERS = 'task:task';
const DELETE_EVENTS = 'calendar:calendar.event:delete';
const RESTORE_EVENTS = 'calendar:calendar.event:create';
const USE_USER_IDS = 'contact:user.employee_id:readonly';

/**
 * What is chosen, or looking up and all removals if none of the choices lets the credential do anything: the
 * editor turns a list that was never touched into an empty one, and saves that. A scope only counts when an
 * account is connected, and a token that is there keeps its own.
 */
const SCOPE = `={{ [...($self["allow"].some((scopes) => scopes !== "${USE_USER_IDS}") ? [] : ["${LOOK_UP}", "${REMOVE_ATTENDEES}", "${REMOVE_FOLLOWERS}"]), ...$self["allow"], "offline_access"].join(" ") }}`;

/** It is shown below n8n's own fields. n8n only allows links and lists as HTML. */
const SETUP = `In the developer console: <ul>
<li>Credentials & Basic Info: copy App ID and App Secret of a custom app into Client ID and Client Secret above.</li>
<li>Security Settings: add the redirect URL above, and switch on the refreshing of user tokens.</li>
<li>Permissions & Scopes: switch on every permission chosen below, and offline_access. Publish a version.</li>
</ul>`;

const LIFETIME =
	'n8n renews the token while workflows use it. Connect again after about 7 days without use, and 365 days after consent. For a workflow that runs less than once a week, use a Feishu Tenant Token API credential.';

/** A person's identity: a user access token, granted in the browser and renewed by n8n. */
export class FeishuOAuth2Api implements ICredentialType {
	name = 'feishuOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Feishu User Token OAuth2 API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-feishu-cleanup/n8n-nodes-feishu-cleanup/blob/main/docs/CREDENTIALS.md#feishu-user-token-oauth2-api';

	properties: INodeProperties[] = [
		{ displayName: SETUP, name: 'notice', type: 'notice', default: '' },
		{ displayName: LIFETIME, name: 'lifetime', type: 'notice', default: '' },
		...hostFields,
		{
			displayName: 'Authorization URL',
			name: 'customAuthUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://accounts.feishu.example.com/open-apis/authen/v1/authorize',
			description: 'The address where a person gives consent',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Access Token URL',
			name: 'customAccessTokenUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://open.feishu.example.com/open-apis/authen/v2/oauth/token',
			description: 'The address that issues and renews tokens',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Permissions',
			name: 'allow',
			type: 'multiOptions',
			noDataExpression: true,
			options: [
				{ name: 'Delete Base Records', value: 'base:record:delete', description: 'Requests base:record:delete' },
				{
					name: 'Look Up Bases',
					value: 'base:record:retrieve base:record:read base:field:read base:table:read wiki:node:read',
					description:
						'For the list of tables, Get Many, Keep a Copy, and a Base in a wiki. Requests base:record:retrieve, base:record:read, base:field:read, base:table:read and wiki:node:read.',
				},
				{
					name: 'Delete Calendar Events',
					value: `${DELETE_EVENTS} ${RESTORE_EVENTS}`,
					description: `Also allows restoring them. Requests ${DELETE_EVENTS} and ${RESTORE_EVENTS}.`,
				},
				{
					name: 'Look Up Calendars, Events and Tasks',
					value: LOOK_UP,
					description:
						'For lists in the editor, Get Many, and Keep a Copy. Requests calendar:calendar:read, calendar:calendar.event:read and task:task:readonly.',
				},
				{
					name: 'Look Up Chats and Messages',
					value: 'im:chat.group_info:readonly im:message:readonly im:message.group_msg:get_as_user im:message.p2p_msg:get_as_user',
					description:
						'For the list of groups, Get Many, and Keep a Copy. Requests im:chat.group_info:readonly, im:message:readonly, im:message.group_msg:get_as_user and im:message.p2p_msg:get_as_user.',
				},
				{
					name: 'Look Up Members of Group Chats',
					value: 'im:chat:read im:chat.members:read',
					description: 'For the list of groups, Get Many, and Keep a Copy. Requests im:chat:read and im:chat.members:read.',
				},
				{
					name: 'Look Up Document Collaborators',
					value: 'docs:permission.member:retrieve space:document:retrieve',
					description:
						'To remove collaborators of documents, too. For Get Many and Keep a Copy. Requests docs:permission.member:retrieve and space:document:retrieve.',
				},
				{
					name: 'Look Up Task Members (v2)',
					value: 'task:task:read task:tasklist:read',
					description:
						'For the list of tasks, Get Many, and Keep a Copy of Feishu Task Member (v2). Requests task:task:read and task:tasklist:read.',
				},
				{
					name: 'Recall Messages',
					value: 'im:message:recall',
					description: 'To recall messages of this person. Requests im:message:recall.',
				},
				{
					name: 'Remove Attendees From Calendar Events',
					value: REMOVE_ATTENDEES,
					description: `Also allows adding them. Requests ${REMOVE_ATTENDEES}.`,
				},
				{
					name: 'Remove Collaborators From Documents',
					value: 'docs:permission.member:delete docs:permission.member:create',
					description: 'Also allows restoring them. Requests docs:permission.member:delete and docs:permission.member:create.',
				},
				{
					name: 'Remove Followers From Tasks',
					value: REMOVE_FOLLOWERS,
					description: `Also allows adding them. Requests ${REMOVE_FOLLOWERS}.`,
				},
				{
					name: 'Remove Members From Group Chats',
					value: 'im:chat.members:write_only',
					description: 'Also allows adding them. Requests im:chat.members:write_only.',
				},
				{
					name: 'Remove Members From Tasks (v2)',
					value: 'task:task:write',
					description: 'Also allows adding them. Requests task:task:write.',
				},
				{ name: 'Restore Base Records', value: 'base:record:create', description: 'Requests base:record:create' },
				{
					name: 'Use User IDs',
					value: USE_USER_IDS,
					description: `To use user IDs instead of open IDs or union IDs. Requests ${USE_USER_IDS}.`,
				},
			],
			hint: 'If nothing is selected: looking up calendars, events and tasks, and removing attendees and followers. Without “Look Up …”, the lists in the editor stay empty.',
			// Empty, since n8n stores no value that equals its default: see SCOPE.
			default: [],
			description:
				'What this credential is allowed to do. Switch on each permission, and offline_access, in the developer console under Permissions & Scopes. After a change, connect the account again.',
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: SCOPE },
		// n8n 1.x knows no `usePkce`, and with the grant type `pkce` sends the secret in a header of its
		// own, which Feishu documents nowhere. So it connects there without PKCE, and in 2.x with it.
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Use PKCE', name: 'usePkce', type: 'hidden', default: true },
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
