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
