import { Client, withTenantToken, withUserAccessToken } from '@larksuiteoapi/node-sdk';
import { SANDBOX_APP, type Sandbox } from './index';

const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, trace: () => {} };

/** The official SDK, a client that was written without knowledge of the sandbox. */
export function sdkClient(sandbox: Sandbox): Client {
	// With its cache, it would keep the token of a world that a reset has ended.
	return new Client({ ...SANDBOX_APP, appSecret: SANDBOX_APP.secret, domain: sandbox.url, logger: quiet, disableTokenCache: true });
}

/** The option with which it calls for the sandbox's app, or for a person. */
export function as(sandbox: Sandbox, openId?: string) {
	return openId === undefined ? withTenantToken(sandbox.seed.tenantToken()) : withUserAccessToken(sandbox.seed.userToken({ openId }));
}

/** What a list answers beside its rows, as the SDK types it. */
interface Page {
	has_more?: boolean | undefined;
	page_token?: string | undefined;
}

/** Reads a list to its end, each page with the token of the one before. */
export async function pagesOf<Data extends Page>(
	read: (next: { page_token?: string }) => Promise<{ data?: Data | undefined }>,
): Promise<Data[]> {
	const pages: Data[] = [];
	for (let last: Data | undefined; last === undefined || last.has_more === true;) {
		const { data } = await read(last?.page_token === undefined ? {} : { page_token: last.page_token });
		if (data === undefined) throw new Error('The list was refused.');
		if ((data.page_token !== undefined) !== data.has_more) throw new Error('A page token stands beside has_more, and nowhere else.');
		pages.push(data);
		last = data;
	}
	return pages;
}
