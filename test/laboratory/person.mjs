import { app } from './sandbox.mjs';

/** As the editor saves what a person has filled in: a list that nobody has touched becomes an empty one. */
export function userCredential(sandbox) {
	return {
		type: 'feishuOAuth2Api',
		data: {
			region: 'custom',
			baseUrl: sandbox,
			customAuthUrl: `${sandbox}/open-apis/authen/v1/authorize`,
			customAccessTokenUrl: `${sandbox}/open-apis/authen/v2/oauth/token`,
			clientId: app.appId,
			clientSecret: app.appSecret,
			allow: [],
		},
	};
}

/**
 * As n8n stores it once the person has connected.
 * @param {string} sandbox - its address
 * @param {string} [granted] - the permissions that the person has consented to
 */
export async function grantedCredential(sandbox, granted = 'task:task') {
	const { type, data } = userCredential(sandbox);
	const redirect_uri = 'http://localhost/callback';
	const scope = `${granted} offline_access`;
	const consent = `${data.customAuthUrl}?${new URLSearchParams({ client_id: app.appId, redirect_uri, response_type: 'code', scope })}`;
	const code = new URL(await approve(consent)).searchParams.get('code');
	const answer = await fetch(data.customAccessTokenUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ grant_type: 'authorization_code', client_id: app.appId, client_secret: app.appSecret, code, redirect_uri }),
	});
	return { type, data: { ...data, oauthTokenData: await answer.json() } };
}

/** @returns {Promise<string>} where the consent page sends the person back to */
export async function approve(consent) {
	const { headers } = await fetch(`${consent}&sandbox_consent=approve`, { redirect: 'manual' });
	return headers.get('location');
}
