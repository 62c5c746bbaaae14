import { NodeOperationError, UserError, type IDataObject, type IHttpRequestOptions, type ILoadOptionsFunctions } from 'n8n-workflow';
import { Access } from '../token/access';
import type { Reader } from '../../endpoint';
import { sentence, wordsOf } from '../report/wording';
import { CallReader } from '../send/reader';
import { ourOptions } from './request';
import { CallCost } from '../time/callCost';
import { Unread } from '../../unread';

/** Ports that a URL leaves out. */
const USUAL_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** The proxy of the node, as n8n reads it when it runs a declarative node. */
function readProxy(text: string): NonNullable<IHttpRequestOptions['proxy']> {
	let url: URL | undefined;
	try {
		url = new URL(text.trim());
	} catch {
		// Said below.
	}
	const { protocol = '', hostname = '', username = '', password = '' } = url ?? {};
	const port = url === undefined || url.port === '' ? USUAL_PORTS[protocol] : Number(url.port);
	// Without a port of its own, n8n takes a proxy for wrong.
	if (hostname === '' || port === undefined || !/:\d+\/?$/.test(text.trim())) {
		throw new UserError(
			'Proxy, in the request options of the node, is not an address with a port. Enter one such as http://localhost:3128.',
		);
	}
	return {
		host: hostname,
		port,
		protocol: protocol.replace(/:$/, ''),
		...(username !== '' && { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } }),
	};
}

/** The request options of the node, as n8n has them in its own execution. */
function ownOptions(context: ILoadOptionsFunctions): Omit<IHttpRequestOptions, 'url'> {
	const own = (context.getNodeParameter('requestOptions', {}) ?? {}) as IDataObject;
	const { proxy, allowUnauthorizedCerts, timeout } = own;
	return ourOptions(
		{
			...(typeof proxy === 'string' && proxy.trim() !== '' && { proxy: readProxy(proxy) }),
			...(allowUnauthorizedCerts === true && { skipSslCertificateValidation: true }),
			...(typeof timeout === 'number' && { timeout }),
		},
		typeof timeout === 'number',
	);
}

/**
 * The editor takes a message apart at every hyphen and dash, and leaves them out: a no-break hyphen looks
 * the same and stays.
 */
function asShown(message: string): string {
	return message.replace(/[-–—]/g, '\u2011');
}

/**
 * Reads what the editor shows, with the credential of the node.
 * @throws {NodeOperationError} in words that say what to do
 */
export async function readForEditor<T>(context: ILoadOptionsFunctions, read: (reader: Reader) => Promise<T>): Promise<T> {
	let clean = (words: string) => words;
	try {
		const access = await Access.resolve([context]);
		clean = (words) => access.redact(words);
		const circumstances = {
			access,
			context,
			options: { ...ownOptions(context), url: '' },
			signal: undefined,
			cost: new CallCost(),
			stopped: () => false,
		};
		return await read(new CallReader(circumstances));
	} catch (error) {
		if (!(error instanceof Unread)) throw new NodeOperationError(context.getNode(), asShown(clean(wordsOf(error))));
		const { reason, todo, code } = error;
		const about = code === null || reason.includes(`(code ${code})`) ? reason : `${reason} (code ${code})`;
		// Separately: what is cleaned is cut if it is long, and the next step comes last.
		const message = `${sentence(clean(about))} ${clean(todo)}`;
		throw new NodeOperationError(context.getNode(), asShown(message), { description: clean(todo) });
	}
}
