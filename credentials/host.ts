import { UserError, type ICredentialDataDecryptedObject, type IHttpRequestOptions, type INodeProperties } from 'n8n-workflow';

/** Where Feishu and Lark answer API calls, by the credential's region. */
const OPEN_PLATFORM: Readonly<Record<string, string>> = {
	feishu: 'https://open.feishu.cn',
	lark: 'https://open.larksuite.com',
};

/** The fields that say where calls go, the same in every credential. */
export const hostFields: INodeProperties[] = [
	{
		displayName: 'Region',
		name: 'region',
		type: 'options',
		options: [
			{ name: 'Feishu (China)', value: 'feishu' },
			{ name: 'Lark (International)', value: 'lark' },
			{ name: 'Custom', value: 'custom', description: 'A private deployment or a gateway' },
		],
		default: 'feishu',
		description: 'The region in which the app was created or the token was issued',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://open.feishu.example.com',
		description: 'The address of the API, without /open-apis. It must use https, unless it is on this machine.',
		displayOptions: { show: { region: ['custom'] } },
	},
];

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A field of a credential as text: blank if it holds none. */
export function textOf(field: unknown): string {
	return typeof field === 'string' || typeof field === 'number' ? String(field) : '';
}

function parseUrl(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}

/**
 * The origin and path that every call of a credential begins with, without a slash at the end.
 * Nothing is sent anywhere else, and no token leaves over plain http except to the machine itself.
 * @throws {UserError} if there is no usable base URL.
 */
export function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const known = OPEN_PLATFORM[textOf(credentials.region)];
	if (known !== undefined) return known;

	const given = textOf(credentials.baseUrl).trim();
	const url = parseUrl(given);
	if (url === undefined) {
		throw new UserError(
			given === ''
				? 'The credential has no Base URL. Open the credential and enter one, such as https://open.feishu.cn, or choose the region Feishu or Lark.'
				: 'The Base URL of the credential is not a URL. Open the credential and enter one that begins with https://, such as https://open.feishu.cn.',
		);
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
		throw new UserError(
			'The Base URL of the credential does not begin with https://, so the token would be sent unencrypted. Open the credential and enter an https:// address.',
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new UserError(
			'The Base URL of the credential contains more than an address. Open the credential and enter it without user name, password, ? and #.',
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/open-apis$/, '');
}

/**
 * Holds a request against the credential that is to sign it. n8n's HTTP Request node names the address `uri`, all others `url`.
 * @throws {UserError} if it goes to another host than the credential's, which must not get the token
 */
export function assertOwnHost(
	credentials: ICredentialDataDecryptedObject,
	{ baseURL = '', url, uri }: Partial<IHttpRequestOptions> & { uri?: unknown },
): void {
	const base = baseUrlOf(credentials);
	const isOwn = (address: unknown) => {
		const path = textOf(address);
		const target = parseUrl(parseUrl(path) === undefined ? `${baseURL.trim()}${path}` : path);
		return target !== undefined && `${target.origin}${target.pathname}`.startsWith(`${base}/`);
	};
	const addresses = [url, uri].filter((address) => address !== undefined);
	if (addresses.length > 0 && addresses.every(isOwn)) return;
	throw new UserError(
		`The credential is for ${base}, but this request goes to another address, so it was not sent. Check the region, or the Base URL, of the credential.`,
	);
}

/** What `baseUrlOf` yields, as an expression: n8n resolves the request that tests a credential by itself. */
export const BASE_URL_EXPRESSION =
	'={{ $credentials.region === "custom" ? $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/open-apis$/, "") : $credentials.region === "lark" ? "https://open.larksuite.com" : "https://open.feishu.cn" }}';

/** Names the app and the host that a stored tenant token belongs to. */
export function tokenOwnerOf(credentials: ICredentialDataDecryptedObject): string {
	return `${textOf(credentials.appId)}@${baseUrlOf(credentials)}`;
}
