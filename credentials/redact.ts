/** Tenant, user and app tokens in either of their forms. */
const LIKE_A_TOKEN = /\b(?:[tua]-[\w.-]{16,}|eyJ[\w.-]{20,})/g;

/** Longest text of Feishu's that is passed on, in characters. A megabyte for each of 100 records would fill n8n's memory. */
const LONGEST = 500;

/**
 * Feishu's words without secrets, and cut: a gateway may echo what it was sent.
 * @param secrets what must not be seen; anything but text is ignored
 */
export function redact(words: string, secrets: readonly unknown[]): string {
	const clean = secrets
		.filter((secret): secret is string => typeof secret === 'string' && secret.trim() !== '')
		.flatMap((secret) => [secret, encodeURIComponent(secret)])
		.reduce((text, secret) => text.replaceAll(secret, '[secret]'), words)
		.replace(LIKE_A_TOKEN, '[token]');
	return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
