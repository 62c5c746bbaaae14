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

/** The official SDK is a client that was written without knowledge of this sandbox. */
describe('the official SDK', () => {
	it('talks to the sandbox and not to Feishu', () => {
		expect([Domain.Feishu, Domain.Lark]).not.toContain(client.domain);
	});

	it('deletes attendance records', async () => {
		sandbox.seed.attendanceRecords(['1']);
		const { code, data } = await client.attendance.v1.userFlow.batchDel({ data: { record_ids: ['1', '2'] } });
		expect({ code, data }).toEqual({ code: 0, data: { success_record_ids: ['1'], fail_record_ids: ['2'] } });
	});

	it('deletes event attendees', async () => {
		const event = sandbox.seed.event({
			calendarId: 'feishu.cn_a@group.calendar.feishu.cn',
			eventId: 'e_0',
			attendees: ['user_a', 'user_b', { attendeeId: 'chat_c', target: 'oc_c' }],
		});
		const answer = await client.calendar.v4.calendarEventAttendee.batchDelete({
			path: { calendar_id: 'feishu.cn_a@group.calendar.feishu.cn', event_id: 'e_0' },
			params: { user_id_type: 'open_id' },
			data: { attendee_ids: ['user_a'], delete_ids: [{ type: 'chat', chat_id: 'oc_c' }], need_notification: false },
		});
		expect(answer.code).toBe(0);
		expect(event.attendees.map(({ attendeeId }) => attendeeId)).toEqual(['user_b']);
	});

	it('deletes task followers', async () => {
		sandbox.seed.task({ taskId: 't-1', followers: ['ou_a', 'ou_b'] });
		const answer = await client.task.v1.task.batchDeleteFollower({
			path: { task_id: 't-1' },
			params: { user_id_type: 'open_id' },
			data: { id_list: ['ou_a', 'ou_z'] },
		});
		expect(answer).toMatchObject({ code: 0, data: { followers: ['ou_a'] } });
	});

	it('deletes feed cards', async () => {
		sandbox.seed.feedCards([{ bizId: 'b1', userId: 'ou_a' }]);
		const answer = await client.im.v2.appFeedCardBatch.delete({
			params: { user_id_type: 'open_id' },
			data: {
				feed_cards: [
					{ biz_id: 'b1', user_id: 'ou_a' },
					{ biz_id: 'b2', user_id: 'ou_a' },
				],
			},
		});
		expect(answer).toMatchObject({ code: 0, data: { failed_cards: [{ biz_id: 'b2', user_id: 'ou_a', reason: 'NOT_CREATED' }] } });
	});

	it('recalls batch messages and reads their progress', async () => {
		sandbox.seed.batchMessage({ id: 'bm-1' });
		expect(await client.im.v1.batchMessage.delete({ path: { batch_message_id: 'bm-1' } })).toMatchObject({ code: 0 });
		expect(await client.im.v1.batchMessage.getProgress({ path: { batch_message_id: 'bm-1' } })).toMatchObject({
			data: { batch_message_recall_progress: { recall: true } },
		});
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
