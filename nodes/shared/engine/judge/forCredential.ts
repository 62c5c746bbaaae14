/** The credentials as a builder sees them. */
const NAMES: Readonly<Record<string, string>> = {
	feishuTenantApi: 'Feishu Tenant Token API',
	feishuOAuth2Api: 'Feishu User Token OAuth2 API',
	feishuAccessTokenApi: 'Feishu Access Token API',
};

/**
 * Advice without the sentences that are for another credential than the one in use, such as "With Feishu Access
 * Token API, paste a new token."
 * @param type the name of the credential
 */
export function forCredential(advice: string, type: string): string {
	const sentences = advice.split(/(?<=\.) /).map((sentence) => {
		const [, of, rest = sentence] = /^With (Feishu [\w ]+ API|another credential), (.+)$/.exec(sentence) ?? [];
		return { of, text: `${rest.charAt(0).toUpperCase()}${rest.slice(1)}` };
	});
	const isNamed = sentences.some(({ of }) => of === NAMES[type]);
	const own = sentences.filter(({ of }) => of === undefined || of === NAMES[type] || (of === 'another credential' && !isNamed));
	return own.length === 0 ? advice : own.map(({ text }) => text).join(' ');
}
