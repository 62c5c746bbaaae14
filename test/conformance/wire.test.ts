import { Client, withTenantToken, withUserAccessToken } from '@larksuiteoapi/node-sdk';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { JSON_CONTENT_TYPE } from '../pages/page';
import { SANDBOX_APP, startSandbox, type LoggedRequest, type Sandbox } from '../sandbox';
import { deletionOf, nodeOf, sandboxCredentials, type Deletion } from '../support/deletions';
import { runNode } from '../support/engine';

type Endpoint = Deletion['endpoint'];
type SdkOptions = ReturnType<typeof withTenantToken>;

/** One input, said twice: in the fields of our node, and in the arguments of the official SDK. */
interface Row {
	name: string;
	/** Input items; one empty item unless given. */
	items?: IDataObject[];
	parameters: INodeParameters;
	sdk(client: Client, options: SdkOptions): Promise<unknown>;
}

const CALENDAR = 'feishu.cn_wire@group.calendar.feishu.cn';
const EVENT = '75d28f9b-e35c-4230-8a83-4a661497db54_0';
const TASK = '83912691-2e43-47fc-94a4-d512e03984fa';
const MESSAGE = 'bm-dc13264520392913993dd051dba21dcf';
const RECORDS = ['6709359313699356941', '6709359313699356942', '6709359313699356943'];
const [RECORD = '', ...OTHER_RECORDS] = RECORDS;

const PEOPLE = [1, 2].map((number) => ({ openId: `ou_wire${number}`, unionId: `on_wire${number}`, userId: `wire${number}` }));
const USER_ID_TYPES = [
	['open_id', 'openId'],
	['union_id', 'unionId'],
	['user_id', 'userId'],
] as const;
/** The times a person may write an instance's start in, all of the same moment. */
const START = '1647320400';

function seedAll({ seed }: Sandbox): void {
	for (const person of PEOPLE) seed.person(person);
	seed.attendanceRecords([...RECORDS, '42']);
	seed.event({
		calendarId: CALENDAR,
		eventId: EVENT,
		attendees: [
			'user_1',
			'user_2',
			...PEOPLE.map(({ openId }) => `user_${openId}`),
			'chat_oc_1',
			'chat_oc_2',
			'resource_omm_1',
			'third_party_wangwu@example.com',
			'third_party_li.si+n8n@example.com',
		],
	});
	seed.task({ taskId: TASK, followers: PEOPLE.map(({ openId }) => openId) });
	seed.feedCards(PEOPLE.flatMap(({ openId: userId }) => ['card-1', 'a, "b"\n c%20 卡'].map((bizId) => ({ bizId, userId }))));
	seed.batchMessage({ id: MESSAGE });
}

const rl = (value: string) => ({ __rl: true, mode: 'id', value });

type AttendeeData = NonNullable<NonNullable<Parameters<Client['calendar']['v4']['calendarEventAttendee']['batchDelete']>[0]>['data']>;
type UserIdType = (typeof USER_ID_TYPES)[number][0];

/** An attendee row; the event is the same in all of them. */
function attendees(name: string, parameters: INodeParameters, data: AttendeeData, user_id_type?: UserIdType): Row {
	return {
		name,
		parameters: { calendarId: rl(CALENDAR), eventId: rl(EVENT), attendeeIds: '', ...parameters },
		sdk: async (client, options) =>
			await client.calendar.v4.calendarEventAttendee.batchDelete(
				{ path: { calendar_id: CALENDAR, event_id: EVENT }, data, ...(user_id_type && { params: { user_id_type } }) },
				options,
			),
	};
}

const attendeeRows: Row[] = [
	attendees('one attendee ID', { attendeeIds: 'user_1' }, { attendee_ids: ['user_1'] }),
	attendees('several attendee IDs', { attendeeIds: 'user_1, user_2\nchat_oc_1' }, { attendee_ids: ['user_1', 'user_2', 'chat_oc_1'] }),
	attendees('a user', { deleteIds: { ids: [{ type: 'user', userId: 'ou_wire1' }] } }, { delete_ids: [{ type: 'user', user_id: 'ou_wire1' }] }),
	attendees('a group', { deleteIds: { ids: [{ type: 'chat', chatId: 'oc_1' }] } }, { delete_ids: [{ type: 'chat', chat_id: 'oc_1' }] }),
	attendees('a meeting room', { deleteIds: { ids: [{ type: 'resource', roomId: 'omm_1' }] } }, { delete_ids: [{ type: 'resource', room_id: 'omm_1' }] }),
	attendees(
		'an email address',
		{ deleteIds: { ids: [{ type: 'third_party', thirdPartyEmail: 'li.si+n8n@example.com' }] } },
		{ delete_ids: [{ type: 'third_party', third_party_email: 'li.si+n8n@example.com' }] },
	),
	attendees(
		'attendee IDs and every type at once',
		{
			attendeeIds: 'user_1,user_2',
			deleteIds: {
				ids: [
					{ type: 'user', userId: 'ou_wire1,ou_wire2' },
					{ type: 'chat', chatId: '["oc_1","oc_2"]' },
					{ type: 'resource', roomId: 'omm_1' },
					{ type: 'third_party', thirdPartyEmail: 'wangwu@example.com' },
				],
			},
		},
		{
			attendee_ids: ['user_1', 'user_2'],
			delete_ids: [
				{ type: 'user', user_id: 'ou_wire1' },
				{ type: 'user', user_id: 'ou_wire2' },
				{ type: 'chat', chat_id: 'oc_1' },
				{ type: 'chat', chat_id: 'oc_2' },
				{ type: 'resource', room_id: 'omm_1' },
				{ type: 'third_party', third_party_email: 'wangwu@example.com' },
			],
		},
	),
	...[true, false].flatMap((flag) => [
		attendees(`need_notification ${flag}`, { attendeeIds: 'user_1', options: { needNotification: flag } }, { attendee_ids: ['user_1'], need_notification: flag }),
		attendees(`is_enable_admin ${flag}`, { attendeeIds: 'user_1', options: { isEnableAdmin: flag } }, { attendee_ids: ['user_1'], is_enable_admin: flag }),
	]),
	...[START, '2022-03-15T05:00:00.000Z', '2022-03-15T13:00:00+08:00', '2022-03-15T13:00:00'].map((time) =>
		attendees(
			`instance_start_time_admin given as ${time}`,
			{ attendeeIds: 'user_1', options: { isEnableAdmin: true, instanceStartTimeAdmin: time } },
			{ attendee_ids: ['user_1'], is_enable_admin: true, instance_start_time_admin: START },
		),
	),
	...USER_ID_TYPES.map(([type, key]) =>
		attendees(
			`user_id_type ${type}`,
			{ deleteIds: { ids: [{ type: 'user', userId: PEOPLE[0]![key] }] }, options: { userIdType: type } },
			{ delete_ids: [{ type: 'user', user_id: PEOPLE[0]![key] }] },
			type,
		),
	),
	attendees(
		'every option set',
		{
			attendeeIds: 'user_2',
			deleteIds: { ids: [{ type: 'user', userId: 'on_wire2' }] },
			options: { needNotification: false, isEnableAdmin: true, instanceStartTimeAdmin: START, userIdType: 'union_id' },
		},
		{
			attendee_ids: ['user_2'],
			delete_ids: [{ type: 'user', user_id: 'on_wire2' }],
			need_notification: false,
			is_enable_admin: true,
			instance_start_time_admin: START,
		},
		'union_id',
	),
	{
		...attendees('attendees of several items', {}, { attendee_ids: ['user_1', 'user_2'], need_notification: false }),
		items: [{ id: 'user_1' }, { id: 'user_2' }],
		parameters: { calendarId: rl(CALENDAR), eventId: rl(EVENT), attendeeIds: '={{ $json.id }}', options: { needNotification: '={{ false }}' } },
	},
];

function records(name: string, parameters: INodeParameters, record_ids: string[], items?: IDataObject[]): Row {
	return {
		name,
		parameters,
		...(items && { items }),
		sdk: async (client, options) => await client.attendance.v1.userFlow.batchDel({ data: { record_ids } }, options),
	};
}

const recordRows: Row[] = [
	records('one ID', { recordIds: RECORD }, [RECORD]),
	records('a list with commas', { recordIds: RECORDS.join(', ') }, RECORDS),
	records('a list with line breaks', { recordIds: `${RECORDS.join('\r\n')}\n` }, RECORDS),
	records('JSON text of long numbers', { recordIds: `[${RECORDS.join(',')}]` }, RECORDS),
	records('an array', { recordIds: '={{ $json.ids }}' }, RECORDS, [{ ids: RECORDS }]),
	records('the IDs of several items', { recordIds: '={{ $json.id }}' }, RECORDS, RECORDS.map((id) => ({ id }))),
	records('an ID named twice', { recordIds: '={{ $json.id }}' }, [RECORD, ...OTHER_RECORDS], [...RECORDS, RECORD].map((id) => ({ id }))),
	records('a small number', { recordIds: '={{ $json.id }}' }, ['42'], [{ id: 42 }]),
];

function followers(name: string, parameters: INodeParameters, id_list: string[], user_id_type?: UserIdType): Row {
	return {
		name,
		parameters: { taskId: rl(TASK), ...parameters },
		sdk: async (client, options) =>
			await client.task.v1.task.batchDeleteFollower({ path: { task_id: TASK }, data: { id_list }, ...(user_id_type && { params: { user_id_type } }) }, options),
	};
}

const followerRows: Row[] = [
	followers('one follower', { followerIds: 'ou_wire1' }, ['ou_wire1']),
	followers('several followers', { followerIds: 'ou_wire1,ou_wire2' }, ['ou_wire1', 'ou_wire2']),
	...USER_ID_TYPES.map(([type, key]) =>
		followers(`user_id_type ${type}`, { followerIds: PEOPLE.map((person) => person[key]).join(), options: { userIdType: type } }, PEOPLE.map((person) => person[key]), type),
	),
];

function cards(name: string, given: INodeParameters[], feed_cards: Array<{ biz_id: string; user_id: string }>, user_id_type?: UserIdType): Row {
	return {
		name,
		parameters: { feedCards: { cards: given }, options: user_id_type === undefined ? {} : { userIdType: user_id_type } },
		sdk: async (client, options) =>
			await client.im.v2.appFeedCardBatch.delete({ data: { feed_cards }, ...(user_id_type && { params: { user_id_type } }) }, options),
	};
}

const cardRows: Row[] = [
	cards('one card of one user', [{ bizId: 'card-1', userIds: 'ou_wire1' }], [{ biz_id: 'card-1', user_id: 'ou_wire1' }]),
	cards('one card of several users', [{ bizId: 'card-1', userIds: 'ou_wire1\nou_wire2' }], [
		{ biz_id: 'card-1', user_id: 'ou_wire1' },
		{ biz_id: 'card-1', user_id: 'ou_wire2' },
	]),
	cards(
		'a business ID with all that may stand in one',
		[
			{ bizId: 'a, "b"\n c%20 卡', userIds: 'ou_wire1' },
			{ bizId: 'card-1', userIds: 'ou_wire2' },
		],
		[
			{ biz_id: 'a, "b"\n c%20 卡', user_id: 'ou_wire1' },
			{ biz_id: 'card-1', user_id: 'ou_wire2' },
		],
	),
	...USER_ID_TYPES.map(([type, key]) =>
		cards(`user_id_type ${type}`, [{ bizId: 'card-1', userIds: PEOPLE[0]![key] }], [{ biz_id: 'card-1', user_id: PEOPLE[0]![key] }], type),
	),
];

const messageRows: Row[] = [
	{
		name: 'a batch message',
		parameters: { batchMessageId: MESSAGE },
		sdk: async (client, options) => await client.im.v1.batchMessage.delete({ path: { batch_message_id: MESSAGE } }, options),
	},
	{
		name: 'an ID with spaces and a line break around it',
		parameters: { batchMessageId: ` ${MESSAGE}\n` },
		sdk: async (client, options) => await client.im.v1.batchMessage.delete({ path: { batch_message_id: MESSAGE } }, options),
	},
];

const tables: Array<[endpoint: Endpoint, rows: Row[]]> = [
	['attendanceRecord', recordRows],
	['calendarEventAttendee', attendeeRows],
	['taskFollower', followerRows],
	['appFeedCard', cardRows],
	['batchMessage', messageRows],
];

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
});
afterAll(async () => {
	await sandbox.stop();
});

/** What a request means, whoever wrote it: a body that says nothing is no body. */
function meaningOf(request: LoggedRequest) {
	const { method, path, query, body } = request;
	const isEmpty = body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
	return { method, path: decodeURIComponent(path), query, body: isEmpty ? undefined : body };
}

const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, trace: () => {} };

function sdkClient(): Client {
	// With its cache, it would keep the token of a world that a reset has ended.
	return new Client({ appId: SANDBOX_APP.appId, appSecret: SANDBOX_APP.secret, domain: sandbox.url, logger: quiet, disableTokenCache: true });
}

/** Lets each of the two send the row's request into the same fresh world, and hands back both. */
async function sentByBoth(endpoint: Endpoint, row: Row, user?: string): Promise<{ ours: LoggedRequest; theirs: LoggedRequest }> {
	const only = () => {
		const calls = sandbox.calls(endpoint);
		expect(calls).toHaveLength(1);
		return calls[0]!;
	};
	const start = () => {
		sandbox.reset('empty');
		seedAll(sandbox);
		if (user !== undefined) sandbox.seed.userToken({ token: user });
	};

	start();
	const given = user === undefined ? {} : { credentials: { feishuAccessTokenApi: 'token' }, parameters: { authentication: 'feishuAccessTokenApi' } };
	const node = nodeOf(deletionOf(endpoint), given);
	const result = await runNode(row.items ?? [{}], { ...node, parameters: { ...node.parameters, ...row.parameters } }, {
		...sandboxCredentials(sandbox),
		token: { region: 'custom', baseUrl: sandbox.url, accessToken: user ?? '' },
	});
	expect(result.error).toBeUndefined();
	const ours = only();

	start();
	await row.sdk(sdkClient(), user === undefined ? withTenantToken(sandbox.seed.tenantToken()) : withUserAccessToken(user));
	return { ours, theirs: only() };
}

describe.each(tables)('%s', (endpoint, rows) => {
	test.each(rows)('sends $name as the official SDK does', async (row) => {
		const { ours, theirs } = await sentByBoth(endpoint, row);

		expect(meaningOf(ours)).toEqual(meaningOf(theirs));
		expect([ours.status, ours.code]).toEqual([200, 0]);
		expect([theirs.status, theirs.code]).toEqual([200, 0]);
		expect(ours.headers.authorization).toMatch(/^Bearer t-/);
		if (ours.rawBody !== '') expect(ours.headers['content-type']).toBe(JSON_CONTENT_TYPE);
		if (theirs.rawBody !== '') expect(theirs.headers['content-type']).toMatch(/^application\/json/);
	});
});

test.each([
	['calendarEventAttendee', attendeeRows[0]!],
	['taskFollower', followerRows[0]!],
] as const)('%s: sends a user token as the official SDK does', async (endpoint, row) => {
	const { ours, theirs } = await sentByBoth(endpoint, row, 'u-wire');

	expect(meaningOf(ours)).toEqual(meaningOf(theirs));
	expect(ours.headers.authorization).toBe(theirs.headers.authorization);
	expect(ours.code).toBe(0);
});

test('encodes what stands in a path, of which "@" alone may stay', async () => {
	const { ours } = await sentByBoth('calendarEventAttendee', attendeeRows[0]!);

	expect(ours.path.replaceAll('%40', '@')).toBe(`/open-apis/calendar/v4/calendars/${CALENDAR}/events/${EVENT}/attendees/batch_delete`);

	sandbox.reset('empty');
	const parameters = { ...attendeeRows[0]!.parameters, eventId: rl('a:b+c=d~') };
	await runNode(
		[{}],
		nodeOf(deletionOf('calendarEventAttendee'), { parameters, settings: { onError: 'continueRegularOutput' } }),
		sandboxCredentials(sandbox),
	);
	expect(sandbox.calls('calendarEventAttendee')[0]?.path).toContain('/events/a%3Ab%2Bc%3Dd~/');
});
