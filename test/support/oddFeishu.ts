import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

/** A call as it arrives. */
export interface OddCall {
	method: string;
	path: string;
	query: URLSearchParams;
	body: unknown;
	/** Which one it is, from 1. */
	place: number;
}

/** What it is answered; `reset` cuts the connection. */
export type OddReply = { status?: number; body: unknown } | 'reset';

export const ok = (data: unknown): OddReply => ({ body: { code: 0, msg: 'success', data } });

export const refuse = (code: number, msg = 'no', status = 400): OddReply => ({ status, body: { code, msg } });

let apps = 0;

const open = new Set<() => void>();

afterEach(() => {
	for (const stop of open) stop();
	open.clear();
});

/**
 * A Feishu that answers as a test says, however little that is like Feishu, and the credential of an app of
 * its own. It stops at the end of the test.
 */
export async function oddFeishu(answer: (call: OddCall) => OddReply) {
	const log: OddCall[] = [];
	const server = http.createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const url = new URL(request.url ?? '', 'http://feishu');
			const text = Buffer.concat(parts).toString();
			const call = {
				method: request.method ?? '',
				path: url.pathname,
				query: url.searchParams,
				body: text === '' ? undefined : (JSON.parse(text) as unknown),
				place: log.length + 1,
			};
			const isToken = call.path.endsWith('/tenant_access_token/internal');
			if (!isToken) log.push(call);
			const reply: OddReply = isToken
				? { body: { code: 0, msg: 'ok', tenant_access_token: 't-odd-token-0123456789', expire: 7200 } }
				: answer(call);
			if (reply === 'reset') {
				request.socket.resetAndDestroy();
				return;
			}
			response.writeHead(reply.status ?? 200, { 'content-type': 'application/json; charset=utf-8' });
			response.end(JSON.stringify(reply.body));
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	apps += 1;
	const credential = {
		region: 'custom',
		baseUrl: `http://127.0.0.1:${port}`,
		appId: `cli_odd_${apps}`,
		appSecret: 'odd-app-secret',
		accessToken: '',
		tokenOwner: '',
	} satisfies IDataObject as ICredentialDataDecryptedObject;
	const stop = () => {
		server.closeAllConnections();
		server.close();
	};
	open.add(stop);
	return { log, credential };
}
