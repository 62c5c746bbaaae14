import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeSetup } from '../support/engine';
import { runNode } from '../support/engine';
import { sandboxCredentials } from '../support/deletions';
import { rl } from '../deletions/values';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const ATTENDEES = { calendarId: rl('feishu.cn_x@group.calendar.feishu.cn'), eventId: rl('event_0') };

/** A field that names something by its ID, with the kinds that others have. */
interface Field {
	type: string;
	operation: string;
	field: string;
	parameters: INodeParameters;
	others: readonly string[];
}

const PERSON = ['on_1', 'emp_lin', 'oc_1', 'bm-1', 'omm_1', 'user_1', 'third_party_a@example.com'];
const THING = ['ou_1', 'on_1', 'oc_1', 'omm_1', 'user_1', 'lin@example.com', '+8613900000000'];
const BAD = '={{ $json.bad }}';

const fields: readonly Field[] = [
	{
		type: 'feishuTaskFollower',
		operation: 'delete',
		field: 'Follower IDs',
		parameters: { taskId: rl('t'), followerIds: BAD },
		others: PERSON,
	},
	{
		type: 'feishuTaskFollower',
		operation: 'create',
		field: 'Followers or Snapshots to Restore',
		parameters: { taskId: rl('t'), followers: BAD },
		others: PERSON,
	},
	{
		type: 'feishuTaskMember',
		operation: 'delete',
		field: 'Member IDs',
		parameters: { taskGuid: rl('t'), role: 'follower', memberIds: BAD },
		others: PERSON,
	},
	{
		type: 'feishuTaskMember',
		operation: 'create',
		field: 'Members or Snapshots to Restore',
		parameters: { taskGuid: rl('t'), role: 'follower', members: BAD },
		others: PERSON,
	},
	{
		type: 'feishuCalendarEventAttendee',
		operation: 'delete',
		field: 'User IDs',
		parameters: { ...ATTENDEES, deleteIds: { ids: [{ type: 'user', userId: BAD }] } },
		others: PERSON,
	},
	{
		type: 'feishuCalendarEventAttendee',
		operation: 'delete',
		field: 'Attendee IDs',
		parameters: { ...ATTENDEES, attendeeIds: BAD },
		others: ['ou_1', 'on_1', 'oc_1', 'omm_1', 'lin@example.com'],
	},
	{
		type: 'feishuCalendarEventAttendee',
		operation: 'create',
		field: 'User IDs',
		parameters: { ...ATTENDEES, attendees: { each: [{ type: 'user', userId: BAD }] } },
		others: PERSON,
	},
	{
		type: 'feishuAppFeedCard',
		operation: 'delete',
		field: 'User IDs',
		parameters: { feedCards: { cards: [{ bizId: 'card', userIds: BAD }] } },
		others: PERSON,
	},
	{
		type: 'feishuAppFeedCard',
		operation: 'create',
		field: 'User IDs',
		parameters: { userIds: BAD, link: 'https://a.example' },
		others: PERSON,
	},
	{
		type: 'feishuBatchMessage',
		operation: 'create',
		field: 'Open IDs',
		parameters: { text: 'Hello', recipients: { openIds: BAD } },
		others: PERSON,
	},
	{
		type: 'feishuBatchMessage',
		operation: 'create',
		field: 'User IDs',
		parameters: { text: 'Hello', recipients: { userIds: BAD } },
		others: ['ou_1', 'on_1'],
	},
	...['delete', 'get'].map((operation) => ({
		type: 'feishuBatchMessage',
		operation,
		field: 'Batch Message ID',
		parameters: { batchMessageId: BAD },
		others: [...THING, 'om_1'],
	})),
	...['delete', 'get'].map((operation) => ({
		type: 'feishuAttendanceRecord',
		operation,
		field: 'Record IDs',
		parameters: { recordIds: BAD },
		others: [...THING, 'bm-1'],
	})),
	{
		type: 'feishuAttendanceRecord',
		operation: 'getAll',
		field: 'Employee IDs',
		parameters: { employeeIds: BAD },
		others: ['ou_1', 'on_1'],
	},
];

test.each(fields.map((field) => [`${field.type} ${field.operation}: ${field.field}`, field] as const))(
	'%s refuses IDs of other things before anything is sent, and says what they are',
	async (_name, { type, operation, field, parameters, others }) => {
		for (const bad of others) {
			const node: NodeSetup = {
				type: type as NodeSetup['type'],
				credentials: { feishuTenantApi: 'tenant' },
				parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
			};
			const { error } = await runNode([{ bad }] as IDataObject[], node, sandboxCredentials(world.sandbox));
			expect(error?.message).toMatch(`The field “${field}” of item 0 holds "${bad}", which is `);
			expect(error?.message).toMatch(/ Nothing was sent\.$/);
			expect(error?.description).toMatch(/^(Enter|Put|Change|Recall) /);
		}
		expect(world.sandbox.log).toEqual([]);
	},
);
