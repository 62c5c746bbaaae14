import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeName } from '../deletions';
import { PEOPLE, rl } from '../deletions/values';
import { sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const at = sandboxed();

const CALENDAR = 'feishu.cn_team@group.calendar.feishu.cn';
const EVENT = 'meeting_0';
const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';
const MAIL = 'lin@example.com';
const NUMBER = '+6581234567';
const EVERYBODY = `${MAIL}, ${NUMBER}`;

const [LIN, ZHOU] = PEOPLE.map((person, index) => ({ ...person, ...(index === 0 ? { email: MAIL } : { mobile: NUMBER }) }));

const event = { calendarId: rl(CALENDAR), eventId: rl(EVENT) };
const message = { messageType: 'text', text: 'Hello' };
const punch = { source: 'fields', locationName: 'Gate', checkTime: '2026-03-15T13:00:00', comment: 'By hand' };

interface Row {
	name: string;
	type: NodeName;
	operation: string;
	/** Its call in the sandbox's log. */
	endpoint: string;
	parameters: INodeParameters;
	/** What is sent of these people, by kind of ID. */
	body: (ids: Readonly<Record<'openId' | 'unionId' | 'userId', string[]>>) => object;
	/** The key of an output item that holds the ID, where there is an item for each person. */
	key?: string;
}

const ROWS: readonly Row[] = [
	{
		name: 'Remove Followers',
		type: 'feishuTaskFollower',
		operation: 'delete',
		endpoint: 'taskFollower',
		parameters: { taskId: rl(TASK), followerIds: EVERYBODY },
		body: ({ openId }) => ({ id_list: openId }),
		key: 'follower_id',
	},
	{
		name: 'Add Followers',
		type: 'feishuTaskFollower',
		operation: 'create',
		endpoint: 'followerCreate',
		parameters: { taskId: rl(TASK), followers: EVERYBODY },
		body: ({ openId }) => ({ id_list: openId }),
		key: 'follower_id',
	},
	{
		name: 'Remove Task Members',
		type: 'feishuTaskMember',
		operation: 'delete',
		endpoint: 'taskMember',
		parameters: { taskGuid: rl(TASK), role: 'follower', memberIds: EVERYBODY },
		body: ({ openId }) => ({ members: openId.map((id) => ({ id, type: 'user', role: 'follower' })) }),
		key: 'member_id',
	},
	{
		name: 'Remove Attendees',
		type: 'feishuCalendarEventAttendee',
		operation: 'delete',
		endpoint: 'calendarEventAttendee',
		parameters: { ...event, deleteIds: { ids: [{ type: 'user', userId: EVERYBODY }] } },
		body: ({ openId }) => ({ delete_ids: openId.map((user_id) => ({ type: 'user', user_id })) }),
		key: 'user_id',
	},
	{
		name: 'Add Attendees',
		type: 'feishuCalendarEventAttendee',
		operation: 'create',
		endpoint: 'attendeeCreate',
		parameters: { ...event, attendees: { each: [{ type: 'user', userId: EVERYBODY, isOptional: true }] } },
		body: ({ openId }) => ({ attendees: openId.map((user_id) => ({ type: 'user', user_id, is_optional: true })) }),
		key: 'user_id',
	},
	{
		name: 'the room contact of Add Attendees',
		type: 'feishuCalendarEventAttendee',
		operation: 'create',
		endpoint: 'attendeeCreate',
		parameters: { ...event, attendees: { each: [{ type: 'resource', roomId: 'omm_1', operateId: MAIL }] } },
		body: ({ openId: [id] }) => ({ attendees: [{ type: 'resource', room_id: 'omm_1', operate_id: id }] }),
	},
	{
		name: 'Delete Feed Cards',
		type: 'feishuAppFeedCard',
		operation: 'delete',
		endpoint: 'appFeedCard',
		parameters: { feedCards: { cards: [{ bizId: 'b1', userIds: EVERYBODY }] } },
		body: ({ openId }) => ({ feed_cards: openId.map((user_id) => ({ biz_id: 'b1', user_id })) }),
		key: 'user_id',
	},
	{
		name: 'Create Feed Cards',
		type: 'feishuAppFeedCard',
		operation: 'create',
		endpoint: 'appFeedCardCreate',
		parameters: { userIds: EVERYBODY, link: 'https://example.com', additionalFields: { bizId: 'b1' } },
		body: ({ openId }) => ({ app_feed_card: { biz_id: 'b1', link: { link: 'https://example.com' } }, user_ids: openId }),
		key: 'user_id',
	},
	...(['open', 'union', 'user'] as const).map((kind): Row => ({
		name: `the ${kind} IDs of Send Batch Message`,
		type: 'feishuBatchMessage',
		operation: 'create',
		endpoint: 'batchMessageSend',
		parameters: { ...message, recipients: { [`${kind}Ids`]: EVERYBODY } },
		body: (ids) => ({ msg_type: 'text', content: { text: 'Hello' }, [`${kind}_ids`]: ids[`${kind}Id`] }),
		key: `${kind}_id`,
	})),
	{
		name: 'Get Many of attendance records',
		type: 'feishuAttendanceRecord',
		operation: 'getAll',
		endpoint: 'attendanceQuery',
		parameters: { employeeIds: EVERYBODY, checkTimeFrom: '2026-03-01', checkTimeTo: '2026-04-01', simplify: true, returnAll: true },
		body: ({ userId }) => ({ user_ids: userId, check_time_from: '1772294400', check_time_to: '1774972800' }),
	},
	{
		name: 'Import Attendance Records',
		type: 'feishuAttendanceRecord',
		operation: 'create',
		endpoint: 'attendanceImport',
		parameters: {
			...punch,
			employeeId: MAIL,
			creatorId: NUMBER,
			additionalFields: { idempotentId: 'p1' },
		},
		body: ({ userId: [one, other] }) => ({
			flow_records: [
				{
					user_id: one,
					creator_id: other,
					location_name: 'Gate',
					check_time: '1773550800',
					comment: 'By hand',
					idempotent_id: 'p1',
				},
			],
		}),
	},
];

async function run({ type, operation, parameters }: Pick<Row, 'type' | 'operation' | 'parameters'>, options: INodeParameters = {}) {
	const node = {
		type,
		credentials: { feishuTenantApi: 'tenant' },
		settings: { onError: 'continueRegularOutput' as const },
		parameters: { authentication: 'feishuTenantApi', operation, ...parameters, options },
	};
	return await runNode([{}], node, sandboxCredentials(at.sandbox));
}

function seed(row: Row): void {
	for (const person of [LIN, ZHOU]) if (person !== undefined) at.sandbox.seed.person(person);
	const openIds = PEOPLE.map(({ openId }) => openId);
	at.sandbox.seed.task({ taskId: TASK, followers: openIds });
	at.sandbox.seed.event({
		calendarId: CALENDAR,
		eventId: EVENT,
		...(row.operation === 'delete' && {
			attendees: openIds.map((target, index) => ({ attendeeId: `user_${index}`, type: 'user' as const, target })),
		}),
	});
}

const IDS = {
	openId: PEOPLE.map(({ openId }) => openId),
	unionId: PEOPLE.map(({ unionId }) => unionId),
	userId: PEOPLE.map(({ userId }) => userId),
};

test.each(ROWS)('$name: addresses are looked up, and IDs are sent', async (row) => {
	seed(row);
	const { json } = await run(row);
	expect(at.sandbox.calls('userLookUp').length).toBeGreaterThan(0);
	expect(at.sandbox.calls(row.endpoint).map(({ body }) => body)).toEqual([row.body(IDS)]);
	const { key } = row;
	if (key === undefined) return;
	expect(json.map((item: IDataObject) => item.looked_up)).toEqual([MAIL, NUMBER]);
	expect(json.map((item: IDataObject) => Object.values(IDS).some((ids) => ids.includes(String(item[key]))))).toEqual([true, true]);
});

test.each(ROWS)('$name: where an address finds nobody, nothing is sent', async (row) => {
	const { json } = await run(row);
	expect(json).toMatchObject([{ status: 'refused', reason: expect.stringMatching(/Feishu finds nobody with (it|them)/) as string }]);
	expect(at.sandbox.log.map(({ endpoint }) => endpoint)).not.toContain(row.endpoint);
	// Only User IDs need that permission.
	const takesUserIds = JSON.stringify(row.body(IDS)).includes(`"${String(IDS.userId[0])}"`);
	expect(String(json[0]?.what_to_do).includes('employee_id:readonly')).toBe(takesUserIds);
});

describe('Only These Attendees', () => {
	const GUEST = 'guest@example.org';

	const find = async (onlyThese: string, options: INodeParameters = {}, items: readonly IDataObject[] = [{}]) =>
		await runNode(
			items,
			{
				type: 'feishuCalendarEventAttendee',
				credentials: { feishuTenantApi: 'tenant' },
				settings: { onError: 'continueRegularOutput' },
				parameters: {
					authentication: 'feishuTenantApi',
					operation: 'getAll',
					...event,
					scope: 'event',
					returnAll: true,
					options: { onlyThese, ...options },
				},
			},
			sandboxCredentials(at.sandbox),
		);

	const found = (json: readonly IDataObject[]) => json.map(({ attendee_id }) => attendee_id);

	beforeEach(() => {
		for (const person of [LIN, ZHOU]) if (person !== undefined) at.sandbox.seed.person(person);
		const guests = [GUEST, MAIL].map((target) => ({ attendeeId: `third_party_${target}`, type: 'third_party' as const, target }));
		const users = PEOPLE.map(({ openId }, index) => ({ attendeeId: `user_${index}`, type: 'user' as const, target: openId }));
		at.sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT, attendees: [...users, ...guests] });
	});

	test.each([
		['a colleague by number', NUMBER, {}, ['user_1']],
		['a colleague by email address, who may be there as a guest, too', MAIL, {}, ['user_0', `third_party_${MAIL}`]],
		['a colleague by an address in capitals', MAIL.toUpperCase(), { attendeeTypes: ['user'] }, ['user_0']],
		['a guest, whom Feishu does not know', GUEST, {}, [`third_party_${GUEST}`]],
	])('finds %s', async (_name, who, options, ids) => {
		expect(found((await find(who, options)).json)).toEqual(ids);
	});

	test('asks for an address once for all items, and for none where guests alone are wanted', async () => {
		expect(found((await find(MAIL, { attendeeTypes: ['third_party'] }, [{}, {}])).json)).toHaveLength(2);
		expect(at.sandbox.calls('userLookUp')).toEqual([]);
		await find(MAIL, {}, [{}, {}, {}]);
		expect(at.sandbox.calls('userLookUp')).toHaveLength(1);
	});

	test.each([
		['a number', '+8613900000000', {}],
		['an address, where colleagues alone are wanted', GUEST, { attendeeTypes: ['user'] }],
	])('is refused where %s finds nobody', async (_name, who, options) => {
		const { json } = await find(who, options);
		expect(json).toMatchObject([
			{ status: 'refused', reason: expect.stringMatching(/Only These Attendees.+finds nobody with (it|them)/) as string },
		]);
		expect(at.sandbox.calls('attendeeList')).toEqual([]);
	});

	test('is refused where nobody can tell whose an address is, with what helps for a guest', async () => {
		at.sandbox.fault({ endpoint: 'userLookUp', kind: 'code', code: 99991672, on: 'every' });
		const { json } = await find(GUEST);
		expect(json).toMatchObject([
			{ status: 'refused', code: 99991672, what_to_do: expect.stringMatching(/guest, set Attendee Types to External Email\.$/) as string },
		]);
		expect(found((await find(GUEST, { attendeeTypes: ['third_party'] })).json)).toEqual([`third_party_${GUEST}`]);
	});
});

describe('Never Delete by an email address', () => {
	const GUEST = 'guest@example.org';

	const remove = async (neverDelete: string, deleteIds: INodeParameters[], attendeeIds = '') => {
		for (const person of [LIN, ZHOU]) if (person !== undefined) at.sandbox.seed.person(person);
		const users = PEOPLE.map(({ openId }, index) => ({ attendeeId: `user_${index}`, type: 'user' as const, target: openId }));
		const guest = { attendeeId: `third_party_${GUEST}`, type: 'third_party' as const, target: GUEST };
		at.sandbox.seed.event({ calendarId: CALENDAR, eventId: EVENT, attendees: [...users, guest] });
		const { json } = await runNode(
			[{}],
			{
				type: 'feishuCalendarEventAttendee',
				credentials: { feishuTenantApi: 'tenant' },
				settings: { onError: 'continueRegularOutput' },
				parameters: {
					authentication: 'feishuTenantApi',
					operation: 'delete',
					...event,
					attendeeIds,
					deleteIds: { ids: deleteIds },
					options: { neverDelete },
				},
			},
			sandboxCredentials(at.sandbox),
		);
		return json;
	};
	const user = { type: 'user', userId: PEOPLE[0]?.openId ?? '' };
	const guest = { type: 'third_party', thirdPartyEmail: GUEST };

	test.each<[string, INodeParameters[], string]>([
		['by ID', [user], ''],
		['by attendee ID', [], 'user_0'],
	])('that finds nobody stops the removal of colleagues %s', async (_how, deleteIds, attendeeIds) => {
		expect(await remove('typo@example.com', deleteIds, attendeeIds)).toMatchObject([
			{
				status: 'not_sent',
				reason: 'Never Delete holds "typo@example.com", but Feishu finds nobody with it, so it would protect nobody',
				what_to_do: expect.stringMatching(/ For a guest, put third_party_ before the address\.$/) as string,
			},
		]);
		expect(at.sandbox.calls('calendarEventAttendee')).toEqual([]);
	});

	test.each([GUEST, 'other@example.org'])('may be a guest’s, if guests are asked for, too: %s', async (neverDelete) => {
		const json = await remove(neverDelete, [user, guest]);
		expect(json.map(({ status }) => status)).toEqual(['deleted', neverDelete === GUEST ? 'not_sent' : 'deleted']);
	});

	test('of a guest, as an attendee ID, stops no removal of colleagues', async () => {
		expect(await remove(`third_party_${GUEST}`, [user])).toMatchObject([{ status: 'deleted' }]);
	});

	test.each(['user_lin@example.com', 'on_lin@example.com', 'chat_lin@example.com', 'bm-lin@example.com'])(
		'keeps a colleague whose address begins as an ID does: %s',
		async (email) => {
			at.sandbox.seed.person({ openId: 'ou_like_id', unionId: 'on_like_id', userId: 'like_id', email });
			expect(await remove(email, [{ type: 'user', userId: 'ou_like_id' }])).toMatchObject([{ status: 'not_sent' }]);
			expect(at.sandbox.calls('userLookUp')).toHaveLength(1);
		},
	);
});

test('Never Delete by an address that finds nobody stops the deletion of feed cards, unless a card has it for its ID', async () => {
	for (const person of [LIN, ZHOU]) if (person !== undefined) at.sandbox.seed.person(person);
	const { openId = '' } = PEOPLE[0] ?? {};
	const remove = async (bizId: string) => {
		const parameters = {
			feedCards: {
				cards: [
					{ bizId: 'b1', userIds: openId },
					{ bizId, userIds: openId },
				],
			},
		};
		const { json } = await run({ type: 'feishuAppFeedCard', operation: 'delete', parameters }, { neverDelete: 'typo@example.com' });
		return json.map(({ status }) => status);
	};
	expect(await remove('b2')).toEqual(['not_sent', 'not_sent']);
	expect(await remove('typo@example.com')).toEqual(['refused', 'not_sent']);
});
