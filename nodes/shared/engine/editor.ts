import { NodeOperationError, type IDataObject, type IHttpRequestOptions, type ILoadOptionsFunctions } from 'n8n-workflow';
import { Access } from './access';
import type { Reader } from '../endpoint';
import { wordsOf } from './outcome';
import { CallReader } from './reader';
import { ourOptions } from './request';
import { Tally } from './tally';
import { Unread } from '../unread';

/** The request options of the node, as n8n has them in its own execution. */
function ownOptions(context: ILoadOptionsFunctions): Omit<IHttpRequestOptions, 'url'> {
	const own = (context.getNodeParameter('requestOptions', {}) ?? {}) as IDataObject;
	const { proxy, allowUnauthorizedCerts, timeout } = own;
	return ourOptions(
		{
			...(typeof proxy === 'string' && proxy !== '' && { proxy: proxy as unknown as NonNullable<IHttpRequestOptions['proxy']> }),
			...(allowUnauthorizedCerts === true && { skipSslCertificateValidation: true }),
			...(typeof timeout === 'number' && { timeout }),
		},
		typeof timeout === 'number',
	);
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
			tally: new Tally(),
			stopped: () => false,
		};
		return await read(new CallReader(circumstances));
	} catch (error) {
		if (!(error instanceof Unread)) throw new NodeOperationError(context.getNode(), clean(wordsOf(error)));
		const { reason, todo, code } = error;
		const about = code === null ? reason : `${reason} (code ${code})`;
		throw new NodeOperationError(context.getNode(), clean(`${about.replace(/\.?$/, '.')} ${todo}`), { description: clean(todo) });
	}
}
