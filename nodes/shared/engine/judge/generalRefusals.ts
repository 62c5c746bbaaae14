import { inYourApp, publish, type Refusal, type Refusals } from '../../refusal';

const checkTheIds = 'Check the ID, and that it comes from the same company and the same app as the credential.';

/** Where an account is connected, as a sentence. */
export const connectAgain = 'Open the Feishu User Token OAuth2 API credential and connect the account again.';

const tooManyCalls: Refusal = {
	what: 'Feishu received too many calls from this app, even after waiting.',
	todo: 'Run the workflow again in a few minutes, with fewer workflows that use the same app at the same time.',
	reach: 'rate',
};

/**
 * The codes that any Feishu call may answer with, the fetching of a token included:
 * https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code
 * An endpoint's own meaning of a code goes before the one here.
 */
export const generalRefusals: Refusals = {
	// The call itself
	413: {
		what: 'The call was too large for Feishu, even with this record alone.',
		todo: 'Check the value that names the record: it is far longer than a Feishu ID.',
		reach: 'record',
	},
	2200: {
		what: 'Feishu had an internal fault, often because calls came too fast.',
		todo: 'Run the workflow again later, with fewer workflows at once. If it happens again, give the log ID to Feishu support.',
		reach: 'transient',
	},
	99991201: {
		what: 'Nothing was found at the address that was called.',
		todo: 'Open the credential and check Region. If it is Custom, set Base URL to the address of the Feishu API, without a path.',
		reach: 'run',
	},
	99992402: {
		what: 'Feishu did not accept one of the values sent, or a required value is missing.',
		todo: 'Read the reason, which names the field, and correct its value in the node.',
		reach: 'record',
	},

	9499: {
		what: 'Feishu did not accept one of the values sent.',
		todo: 'Read the reason, which names the value, and correct it in the node.',
		reach: 'record',
	},
	10001: {
		what: 'Feishu did not accept one of the values sent.',
		todo: 'Read the reason, which names the value, and correct it in the node.',
		reach: 'record',
	},

	// How often
	// An HTTP status without a code of Feishu's, from a gateway in front of it.
	429: tooManyCalls,
	99991400: tooManyCalls,
	99991403: {
		what: 'Your company has used up its Feishu API calls for this month.',
		todo: 'Wait until next month, or ask your Feishu administrator to buy a plan with more API calls. Run the workflow again with the records that were not sent.',
		reach: 'run',
		failure: 'quota-exhausted',
	},
	// A cap on messages: no wait that a run can afford gets past it.
	11247: {
		what: 'Your company has reached a limit that Feishu sets for messages.',
		todo: 'Run the workflow again tomorrow, with the records that were not sent.',
		reach: 'run',
		failure: 'quota-exhausted',
	},

	// Messages: the pages of other calls about them have it.
	230011: {
		what: 'The message has been recalled already.',
		todo: 'Leave this message out: nothing needs to be done.',
		reach: 'record',
	},

	// Which IDs
	99992351: { what: 'There is no user with this open ID.', todo: checkTheIds, reach: 'record' },
	99992352: { what: 'There is no user with this open ID.', todo: checkTheIds, reach: 'record' },
	99992353: { what: 'There is no user with this open ID.', todo: checkTheIds, reach: 'record' },
	99992355: { what: 'There is no group with this chat ID.', todo: checkTheIds, reach: 'record' },
	99992356: { what: 'There is no group with this chat ID.', todo: checkTheIds, reach: 'record' },
	99992359: {
		what: 'There is no user with this user ID.',
		todo: 'Check the ID, and that User ID Type matches it.',
		reach: 'record',
	},
	99992360: {
		what: 'There is no user with this user ID.',
		todo: 'Check the ID, and that User ID Type matches it.',
		reach: 'record',
	},
	99992361: {
		what: 'This open ID belongs to another app. Each app has its own open ID for a user.',
		todo: 'Look the user up with the same app as the credential and use that open ID. Or use the user ID of your company, which is the same for every app, and set User ID Type to match.',
		reach: 'record',
	},
	99992363: { what: 'There is no user with this union ID.', todo: checkTheIds, reach: 'record' },
	99992364: {
		what: 'No user in the company of the credential has this ID.',
		todo: checkTheIds,
		reach: 'record',
	},
	99992375: { what: 'There is no meeting room with this room ID.', todo: checkTheIds, reach: 'record' },
	99992376: { what: 'There is no meeting room with this room ID.', todo: checkTheIds, reach: 'record' },
	99992381: {
		what: 'This union ID belongs to a different company than the credential.',
		todo: checkTheIds,
		reach: 'record',
	},

	// The access token
	99991661: {
		what: 'The call reached Feishu without an access token.',
		todo: 'Open the credential, fill it in and save it again. With Feishu Access Token API, paste a token.',
		reach: 'run',
		failure: 'credential-invalid',
	},
	99991663: {
		what: 'Feishu does not accept the tenant token: it has expired, is not valid, or is of a type that this call does not accept.',
		todo: 'With Feishu Tenant Token API, check Region, App ID and App Secret in the credential and save it again. With Feishu Access Token API, paste a new token.',
		reach: 'token',
	},
	99991664: {
		what: 'Feishu does not accept the app token: it has expired or is not valid.',
		todo: 'With Feishu Tenant Token API, check Region, App ID and App Secret in the credential and save it again. With Feishu Access Token API, paste a tenant or user token instead of an app token.',
		reach: 'token',
	},
	99991665: {
		what: 'Feishu does not accept the tenant token for this company.',
		todo: 'Open the credential and check that its region and its app, or the token pasted in, belong to the company whose records you want to delete.',
		reach: 'run',
		failure: 'credential-invalid',
	},
	99991668: {
		what: 'Feishu does not accept the user token: it has expired, is not valid, or is of a type that this call does not accept.',
		todo: 'With Feishu User Token OAuth2 API, connect the account in the credential again. With Feishu Access Token API, paste a new token: a tenant token if the node does not offer the user token.',
		reach: 'token',
	},
	99991671: {
		what: 'The access token does not look like one from Feishu.',
		todo: 'With Feishu Access Token API, paste a whole tenant or user token. With another credential, save the credential or connect its account again.',
		reach: 'token',
	},
	99991677: {
		what: 'The user token has expired.',
		todo: 'With Feishu User Token OAuth2 API, connect the account in the credential again. With Feishu Access Token API, paste a new token.',
		reach: 'token',
	},

	// Permissions
	99991672: {
		what: 'The app lacks a permission that this call needs.',
		todo: `${inYourApp}, add the permission that the reason names under Permissions & Scopes, ${publish}.`,
		reach: 'run',
	},
	99991676: {
		what: 'The access token lacks a permission that this call needs.',
		todo: `${inYourApp}, add the permission that the reason names under Permissions & Scopes, ${publish}. Then connect the credential again, or paste a new token.`,
		reach: 'run',
	},
	99991679: {
		what: 'The user has not granted the app a permission that this call needs.',
		todo: 'Open the Feishu User Token OAuth2 API credential, choose it under Permissions, save, and reconnect. If Feishu does not offer it, add it first to your app in the developer console under Permissions & Scopes, for user tokens, publish a version, and have it approved.',
		reach: 'run',
	},

	// The state of the app
	99991401: {
		what: 'Feishu refused the call because the IP address of n8n is not on the allowlist of the app.',
		todo: `${inYourApp}, and add the public IP address of your n8n server under Security Settings, IP Whitelist.`,
		reach: 'run',
	},
	99991662: {
		what: 'The app is disabled, or not installed in your company.',
		todo: 'Ask your Feishu administrator to enable the app in the Feishu Admin console. If it was never published, publish a version in the developer console, and have it approved.',
		reach: 'run',
	},
	99991673: {
		what: 'The app is not available in your company.',
		todo: 'Ask your Feishu administrator whether the app is installed and enabled in the Feishu Admin console. If it was never published, publish a version in the developer console, and have it approved.',
		reach: 'run',
	},
	11205: {
		what: 'The app has no bot, and this call needs one.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}.`,
		reach: 'run',
	},
	11207: {
		what: 'The app is not in use in your company.',
		todo: 'Ask your Feishu administrator to enable the app in the Feishu Admin console.',
		reach: 'run',
	},
	11209: {
		what: 'Feishu does not know this app ID.',
		todo: 'Open the credential and check its region and its App ID, which a user credential calls Client ID. A Feishu app does not exist in Lark, and a Lark app does not exist in Feishu.',
		reach: 'run',
	},
	11210: {
		what: 'The app is not installed in your company.',
		todo: 'Ask your Feishu administrator to install the app. If it was never published, publish a version in the developer console, and have it approved.',
		reach: 'run',
	},
	11240: {
		what: 'The bot of the app is switched off.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}.`,
		reach: 'run',
	},

	// Fetching a tenant token: these are answered with HTTP 200
	10003: {
		what: 'Feishu cannot read the App ID or the App Secret.',
		todo: `${inYourApp}, and copy App ID and App Secret from Credentials & Basic Info into the credential. An App ID starts with cli_.`,
		reach: 'run',
		failure: 'credential-invalid',
	},
	10005: {
		what: 'Feishu does not accept this app for this company.',
		todo: 'Open the credential and check Region, App ID and App Secret. The app must be installed in the company whose records you want to delete.',
		reach: 'run',
		failure: 'credential-invalid',
	},
	10012: {
		what: 'Feishu did not issue an app token.',
		todo: 'Open the credential, check Region, App ID and App Secret, and save it again.',
		reach: 'run',
		failure: 'credential-invalid',
	},
	10013: {
		what: 'Feishu did not issue a tenant token.',
		todo: 'Open the credential, check Region, App ID and App Secret, and save it again.',
		reach: 'run',
		failure: 'credential-invalid',
	},
	// Seen with the words "app id not exists" and "app secret invalid"; the page has "app unauthorized".
	10014: {
		what: 'Feishu does not know this App ID, does not accept the App Secret, or has disabled the app.',
		todo: `${inYourApp}, and copy App ID and App Secret from Credentials & Basic Info into the credential. Check Region too, and that the app is enabled.`,
		reach: 'run',
		failure: 'credential-invalid',
	},
	10015: {
		what: 'The App Secret is wrong.',
		todo: `${inYourApp}, and copy App Secret from Credentials & Basic Info into the credential.`,
		reach: 'run',
		failure: 'credential-invalid',
	},
	99991543: {
		what: 'The App ID or the App Secret is wrong.',
		todo: `${inYourApp}, and copy App ID and App Secret from Credentials & Basic Info into the credential. Check Region too.`,
		reach: 'run',
		failure: 'credential-invalid',
	},

	// Renewing a user token:
	// https://open.feishu.cn/document/authentication-management/access-token/refresh-user-access-token
	20002: {
		what: 'The user token cannot be renewed, because the Client Secret is wrong.',
		todo: `${inYourApp}, and copy App Secret from Credentials & Basic Info into Client Secret of the credential. Then connect the account again.`,
		reach: 'run',
		failure: 'credential-invalid',
	},
	20010: {
		what: 'The user who connected the credential is not allowed to use the app.',
		todo: `${inYourApp}, add the user to its availability, ${publish}. Then connect the account in the Feishu User Token OAuth2 API credential again.`,
		reach: 'run',
	},
	20026: {
		what: 'The user token cannot be renewed, because Feishu does not recognize the refresh token that n8n holds.',
		todo: connectAgain,
		reach: 'run',
		failure: 'credential-invalid',
	},
	20037: {
		what: 'The user token cannot be renewed, because its refresh token has expired, about 7 days after the credential was last used.',
		todo: `${connectAgain} A workflow that runs every few days keeps it alive until the consent expires (after 365 days).`,
		reach: 'run',
		failure: 'credential-invalid',
	},
	20050: {
		what: 'Feishu had an internal fault while renewing the user token.',
		todo: 'Run the workflow again in a few minutes. If it happens again, connect the account in the Feishu User Token OAuth2 API credential again.',
		reach: 'transient',
	},
	20064: {
		what: 'The user token cannot be renewed, because its refresh token was revoked.',
		todo: `${connectAgain} Do not use the same credential on two n8n servers, because each renewal invalidates the previous one.`,
		reach: 'run',
		failure: 'credential-invalid',
	},
	20073: {
		what: 'The user token cannot be renewed, because its refresh token was used before, and it works only once.',
		todo: `${connectAgain} Do not use the same credential on two n8n servers, because each renewal invalidates the previous one.`,
		reach: 'run',
		failure: 'credential-invalid',
	},
	20074: {
		what: 'The user token cannot be renewed, because the app is set not to renew user tokens.',
		todo: `${inYourApp}, switch on the refreshing of user tokens under Security Settings, ${publish}. Then connect the account in the Feishu User Token OAuth2 API credential again.`,
		reach: 'run',
		failure: 'credential-invalid',
	},
};
