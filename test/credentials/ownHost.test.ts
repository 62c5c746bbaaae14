import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';

const HOST = { region: 'custom', baseUrl: 'https://gateway.example.com/feishu/' };
const OWN = 'https://gateway.example.com/feishu';
const credentials = [
	['FeishuAccessTokenApi', new FeishuAccessTokenApi(), { ...HOST, accessToken: 't-1' }],
	['FeishuTenantApi', new FeishuTenantApi(), { ...HOST, appId: 'cli_a', accessToken: 't-1', tokenOwner: `cli_a@${OWN}` }],
] as const;

/** n8n's HTTP Request node names the address `uri`. */
type Signed = Partial<IHttpRequestOptions> & { uri?: string };

describe.each(credentials)('%s', (_name, { authenticate }, data) => {
	const sign = async (request: Signed, change: ICredentialDataDecryptedObject = {}) => {
		if (typeof authenticate !== 'function') throw new Error('it signs by itself');
		return await authenticate({ ...data, ...change }, request as IHttpRequestOptions);
	};

	test.each<[Signed]>([
		[{ url: `${OWN}/open-apis/x` }],
		[{ uri: `${OWN}/open-apis/x` }],
		[{ url: '/open-apis/x', baseURL: OWN }],
		[{ url: 'https://GATEWAY.example.com:443/feishu/open-apis/x?a=1', baseURL: 'https://elsewhere.example.com' }],
	])('signs what goes to its own host: %j', async (request) => {
		expect((await sign(request)).headers).toEqual({ Authorization: 'Bearer t-1' });
	});

	test.each<[Signed]>([
		[{}],
		[{ uri: 'https://open.feishu.cn/open-apis/x' }],
		[{ uri: 'https://open.feishu.cn/open-apis/x', url: `${OWN}/open-apis/x` }],
		[{ uri: `${OWN}/open-apis/x`, url: 'https://open.feishu.cn/open-apis/x' }],
		[{ url: 'https://open.feishu.cn/open-apis/x' }],
		[{ url: '', baseURL: 'https://open.feishu.cn/open-apis' }],
		[{ url: '/open-apis/x', baseURL: 'https://open.feishu.cn' }],
		[{ url: '/open-apis/x' }],
		[{ url: `${OWN}.example.net/open-apis/x` }],
		[{ url: 'https://gateway.example.com/feishu-2/open-apis/x' }],
		[{ url: `${OWN}/../other/open-apis/x` }],
		[{ url: 'http://gateway.example.com/feishu/open-apis/x' }],
	])('signs nothing for another address: %j', async (request) => {
		await expect(sign(request)).rejects.toThrow(`The credential is for ${OWN}, but this request goes to another address`);
	});
});
