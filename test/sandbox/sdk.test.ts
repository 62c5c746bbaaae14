import { Client, Domain, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { SANDBOX_APP, startSandbox, type Sandbox } from './index';

let sandbox: Sandbox;
let client: Client;

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined, trace: () => undefined };

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty' });
	client = new Client({
		...SANDBOX_APP,
		appSecret: SANDBOX_APP.secret,
		domain: sandbox.url,
		logger: silent,
		loggerLevel: LoggerLevel.fatal,
	});
});
afterAll(() => sandbox.stop());

/** The official SDK is a client that was written without knowledge of this sandbox; `conformance/wire` has every call of it. */
describe('the official SDK', () => {
	it('talks to the sandbox and not to Feishu', () => {
		expect([Domain.Feishu, Domain.Lark]).not.toContain(client.domain);
	});

	it('deletes attendance records', async () => {
		sandbox.seed.attendanceRecords(['1']);
		const { code, data } = await client.attendance.v1.userFlow.batchDel({ data: { record_ids: ['1', '2'] } });
		expect({ code, data }).toEqual({ code: 0, data: { success_record_ids: ['1'], fail_record_ids: ['2'] } });
	});

	it('finds a refusal where it looks for one', async () => {
		const refused = client.im.v1.batchMessage.delete({ path: { batch_message_id: 'bm-none' } });
		await expect(refused).rejects.toMatchObject({
			response: { status: 400, data: { code: 230030, error: { log_id: expect.any(String) as string } } },
		});
	});

	it('fetched one token for all of that', () => {
		expect(sandbox.calls('tenantToken')).toHaveLength(1);
		expect(sandbox.log.filter(({ endpoint }) => endpoint === 'unknown')).toEqual([]);
	});
});
