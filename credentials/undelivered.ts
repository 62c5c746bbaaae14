/** Why a request never left, and what to do about it. */
export interface Undelivered {
	reason: string;
	todo: string;
	/** It may pass by itself. */
	passing: boolean;
}

/** What n8n threw, or what caused that: n8n 1.x keeps no cause, but a network code and the messages. */
interface Thrown {
	cause?: unknown;
	code?: unknown;
	httpCode?: unknown;
	message?: unknown;
	messages?: unknown;
	/** One for each address of the host, if it has several. */
	errors?: unknown;
}

const IN_NETWORK = 'Check the region, or the Base URL, of the credential, and the network of the n8n server.';

/** Codes that no connection has which carries a request. */
const WITHOUT_CONNECTION: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'The connection was refused',
	ENOTFOUND: 'The host name is not known',
	EAI_AGAIN: 'The host name could not be looked up',
};

/**
 * Linux can give these codes for a connection that has carried the request, too: only those of the
 * connecting itself count.
 */
const CONNECTING: Readonly<Record<string, string>> = {
	EHOSTUNREACH: 'The host cannot be reached',
	ENETUNREACH: 'The network cannot be reached',
	ETIMEDOUT: 'The host did not accept the connection in time',
};

const TRUST =
	'Make n8n trust the authority that issued it (environment variable NODE_EXTRA_CA_CERTS), or add Ignore SSL Issues in the request options of the node.';
const UNKNOWN_ISSUER = ['n8n does not know who issued it', TRUST] as const;
const SELF_SIGNED = ['it is self-signed', TRUST] as const;
const AS_IT_IS = ['', TRUST] as const;

/**
 * The codes of a certificate that Node.js refuses. It does so as soon as the handshake is over, before
 * anything of the request is sent. Any other TLS code may come after the work, and is not here.
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const CERTIFICATE: Readonly<Record<string, readonly [what: string, todo: string]>> = {
	CERT_CHAIN_TOO_LONG: AS_IT_IS,
	CERT_HAS_EXPIRED: ['it has expired', 'Renew the certificate of the host, and check the clock of the n8n server.'],
	CERT_NOT_YET_VALID: ['it is not valid yet', 'Check the certificate of the host, and the clock of the n8n server.'],
	CERT_REJECTED: AS_IT_IS,
	CERT_REVOKED: ['it was revoked', 'Renew the certificate of the host.'],
	CERT_SIGNATURE_FAILURE: AS_IT_IS,
	CERT_UNTRUSTED: UNKNOWN_ISSUER,
	CRL_HAS_EXPIRED: AS_IT_IS,
	CRL_NOT_YET_VALID: AS_IT_IS,
	CRL_SIGNATURE_FAILURE: AS_IT_IS,
	DEPTH_ZERO_SELF_SIGNED_CERT: SELF_SIGNED,
	ERROR_IN_CERT_NOT_AFTER_FIELD: AS_IT_IS,
	ERROR_IN_CERT_NOT_BEFORE_FIELD: AS_IT_IS,
	ERROR_IN_CRL_LAST_UPDATE_FIELD: AS_IT_IS,
	ERROR_IN_CRL_NEXT_UPDATE_FIELD: AS_IT_IS,
	ERR_TLS_CERT_ALTNAME_INVALID: ['it belongs to another host name', 'Check the region, or the Base URL, of the credential.'],
	HOSTNAME_MISMATCH: ['it belongs to another host name', 'Check the region, or the Base URL, of the credential.'],
	INVALID_CA: AS_IT_IS,
	INVALID_PURPOSE: AS_IT_IS,
	PATH_LENGTH_EXCEEDED: AS_IT_IS,
	SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_ISSUER,
	UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: AS_IT_IS,
	UNABLE_TO_DECRYPT_CERT_SIGNATURE: AS_IT_IS,
	UNABLE_TO_DECRYPT_CRL_SIGNATURE: AS_IT_IS,
	UNABLE_TO_GET_CRL: AS_IT_IS,
	UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
		'n8n does not know who issued it, or the host leaves out the intermediate certificate',
		`Have the host send all certificates up to the authority. ${TRUST}`,
	],
};

/** An error and its causes, as deep as n8n and its HTTP client wrap one. */
function linksOf(thrown: unknown): Thrown[] {
	const links: Thrown[] = [];
	for (let link = thrown; typeof link === 'object' && link !== null && links.length < 4; link = (link as Thrown).cause) links.push(link);
	return links;
}

/** The code of the network, or of TLS; blank if there is none. An HTTP status is no such code. */
export function networkCodeOf(thrown: unknown): string {
	const codes = linksOf(thrown).flatMap(({ code, httpCode }) => [code, httpCode]);
	return codes.find((code): code is string => typeof code === 'string' && /^[A-Z]/.test(code)) ?? '';
}

/** Whether it was the connecting that failed: Node.js says so in its message, which both lines of n8n keep. */
function isOfConnecting({ message, messages, errors }: Thrown): boolean {
	if (Array.isArray(errors)) return errors.length > 0 && (errors as Thrown[]).every(isOfConnecting);
	const words: unknown[] = [message, ...(Array.isArray(messages) ? (messages as unknown[]) : [])];
	return words.some((text) => typeof text === 'string' && text.startsWith('connect E'));
}

/**
 * Why a request cannot have left, of what n8n threw instead of a response.
 * @returns undefined if it may have: then it is not known whether the work was done
 */
export function undeliveredBy(thrown: unknown): Undelivered | undefined {
	const links = linksOf(thrown);
	const code = networkCodeOf(thrown);
	const certificate = CERTIFICATE[code];
	if (certificate !== undefined) {
		const [what, todo] = certificate;
		const reason = `The certificate of the host was not accepted${what && `: ${what}`} (${code})`;
		return { reason, todo, passing: false };
	}
	if (links.some(({ message }) => /^The request was blocked because (it resolves|the destination)/.test(String(message)))) {
		return {
			reason: 'n8n’s SSRF protection does not allow requests to this host',
			todo: 'Have the administrator of n8n allow it (environment variable N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES).',
			passing: false,
		};
	}
	const reason = WITHOUT_CONNECTION[code] ?? (links.some(isOfConnecting) ? CONNECTING[code] : undefined);
	return reason === undefined ? undefined : { reason, todo: IN_NETWORK, passing: true };
}
