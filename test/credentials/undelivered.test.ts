import { networkCodeOf, undeliveredBy } from '../../credentials/undelivered';

/** What Node.js says of a connection. */
const failing = (code: string, message: string, more: object = {}) => Object.assign(new Error(message), { code, ...more });

/** How the HTTP client and the two lines of n8n hand it on. */
const SHAPES: Array<[string, (source: Error & { code?: string }) => unknown]> = [
	['as it is', (source) => source],
	['by the HTTP client', (source) => failing(source.code ?? '', source.message, { isAxiosError: true, cause: source })],
	[
		'by n8n 2.x',
		(source) => ({ httpCode: source.code, message: 'n8n’s words', cause: failing(source.code ?? '', source.message, { cause: source }) }),
	],
	['by n8n 1.x', (source) => ({ httpCode: source.code, message: 'n8n’s words', messages: [source.message, source.message] })],
];

describe.each(SHAPES)('an error %s', (_shape, shape) => {
	test.each([
		['ENOTFOUND', 'getaddrinfo ENOTFOUND open.feishu.cn', 'The host name is not known'],
		['EAI_AGAIN', 'getaddrinfo EAI_AGAIN open.feishu.cn', 'The host name could not be looked up'],
		['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443', 'The connection was refused'],
		['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:443', 'The host cannot be reached'],
		['ENETUNREACH', 'connect ENETUNREACH 10.0.0.1:443', 'The network cannot be reached'],
		['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443', 'The host did not accept the connection in time'],
	])('%s (%s) says that nothing left, and may pass', (code, message, reason) => {
		expect(undeliveredBy(shape(failing(code, message)))).toEqual({
			reason,
			todo: 'Check the region, or the Base URL, of the credential, and the network of the n8n server.',
			passing: true,
		});
	});

	test.each([
		['EHOSTUNREACH', 'read EHOSTUNREACH'],
		['ENETUNREACH', 'write ENETUNREACH'],
		['ETIMEDOUT', 'read ETIMEDOUT'],
		['ECONNRESET', 'read ECONNRESET'],
		['ECONNABORTED', 'timeout of 30000ms exceeded'],
		['EPIPE', 'write EPIPE'],
		['EPROTO', 'write EPROTO'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number'],
		['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'certificate required'],
		['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'certificate unknown'],
		['ERR_TLS_RENEGOTIATION_DISABLED', 'TLS session renegotiation disabled for this socket'],
		['ERR_TLS_DH_PARAM_SIZE', 'DH parameter size'],
		['502', 'Request failed with status code 502'],
	])('%s (%s) may come after the work', (code, message) => {
		expect(undeliveredBy(shape(failing(code, message)))).toBeUndefined();
	});

	test.each([
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'leaves out the intermediate certificate', 'Have the host send all certificates'],
		['UNABLE_TO_GET_ISSUER_CERT', 'does not know who issued it', 'NODE_EXTRA_CA_CERTS'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'does not know who issued it', 'NODE_EXTRA_CA_CERTS'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'does not know who issued it', 'Ignore SSL Issues'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'is self-signed', 'Ignore SSL Issues'],
		['CERT_HAS_EXPIRED', 'has expired', 'Renew'],
		['CERT_NOT_YET_VALID', 'is not valid yet', 'clock'],
		['CERT_REVOKED', 'was revoked', 'Renew'],
		['CERT_SIGNATURE_FAILURE', '(CERT_SIGNATURE_FAILURE)', 'NODE_EXTRA_CA_CERTS'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'belongs to another host name', 'Base URL'],
		['HOSTNAME_MISMATCH', 'belongs to another host name', 'Base URL'],
	])('%s names the certificate and what to do, and does not pass', (code, reason, todo) => {
		const undelivered = undeliveredBy(shape(failing(code, 'certificate')));
		expect(undelivered?.reason).toMatch(/^The certificate of the host was not accepted/);
		expect(undelivered?.reason).toContain(reason);
		expect(undelivered?.reason).toContain(`(${code})`);
		expect(undelivered?.todo).toContain(todo);
		expect(undelivered?.passing).toBe(false);
	});
});

test.each([
	['The request was blocked because it resolves to a restricted IP address'],
	['The request was blocked because the destination hostname is restricted'],
])('n8n’s own protection is named: %s', (message) => {
	for (const thrown of [new Error(message), { message: 'n8n’s words', cause: { message, isAxiosError: true } }]) {
		const undelivered = undeliveredBy(thrown);
		expect(undelivered?.reason).toContain('SSRF protection');
		expect(undelivered?.todo).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
		expect(undelivered?.passing).toBe(false);
	}
});

test('of a host with several addresses, each must have failed to connect', () => {
	const both = (second: string) => ({
		code: 'EHOSTUNREACH',
		message: '',
		errors: [failing('EHOSTUNREACH', 'connect EHOSTUNREACH ::1:443'), failing('EHOSTUNREACH', second)],
	});
	expect(undeliveredBy(both('connect EHOSTUNREACH 10.0.0.1:443'))).toBeDefined();
	expect(undeliveredBy(both('read EHOSTUNREACH'))).toBeUndefined();
});

test('what is no error has no code', () => {
	for (const thrown of [undefined, null, 'text', {}, { code: 502, httpCode: '502' }]) {
		expect([networkCodeOf(thrown), undeliveredBy(thrown)]).toEqual(['', undefined]);
	}
});
