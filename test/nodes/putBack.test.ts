import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sandboxCredentials } from '../support/deletions';
import { runNode, type NodeName, type NodeSetup } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

/** What a snapshot says of its record, and what that means for the operation that puts it back. */

const world = sandboxed();

const rl = (value: string) => ({ __rl: true, mode: 'id', value });

/** An operation that puts records back, with the snapshot of one of its records. */
interface Restorer {
	type: NodeName;
	endpoint: string;
	parameters: INodeParameters;
	seed: () => void;
	snapshot: (place: number) => IDataObject;
}

const CALENDAR = 'feishu.cn_1@group.calendar.feishu.cn';

const restorers: Restorer[] = [
	{
		type: 'feishuAttendanceRecord',
		endpoint: 'attendanceImport',
		parameters: { source: 'snapshots', snapshots: '={{ $json.snapshot }}' },
		seed: () => undefined,
		snapshot: (place) => ({
			record_id: String(place),
			user_id: `e${place}`,
			creator_id: 'admin',
			location_name: 'Gate',
			check_time: '1767196860',
			comment: 'In',
			employee_type: 'employee_id',
		}),
	},
	{
		type: 'feishuCalendarEventAttendee',
		endpoint: 'attendeeCreate',
		parameters: { calendarId: rl(CALENDAR), eventId: rl('event_0'), copies: '={{ $json.snapshot }}' },
		seed: () => world.sandbox.seed.event({ calendarId: CALENDAR, eventId: 'event_0', attendees: [] }),
		snapshot: (place) => ({ type: 'chat', attendee_id: `chat_oc_${place}`, chat_id: `oc_${place}` }),
	},
	{
		type: 'feishuTaskFollower',
		endpoint: 'followerCreate',
		parameters: { taskId: rl('task-1'), followers: '={{ $json.snapshot }}' },
		seed: () => world.sandbox.seed.task({ taskId: 'task-1', followers: [] }),
		snapshot: (place) => ({ follower_id: `ou_${place}`, user_id_type: 'open_id' }),
	},
	{
		type: 'feishuUserGroupMember',
		endpoint: 'groupMemberAdd',
		parameters: { groupId: rl('g1'), members: '={{ $json.snapshot }}' },
		seed: () => world.sandbox.seed.userGroup({ groupId: 'g1' }),
		snapshot: (place) => ({ member_id: `ou_${place}`, member_id_type: 'open_id' }),
	},
	{
		type: 'feishuRoleMember',
		endpoint: 'roleMemberCreate',
		parameters: { roleId: 'r1', members: '={{ $json.snapshot }}' },
		seed: () => world.sandbox.seed.role({ roleId: 'r1' }),
		snapshot: (place) => ({ member_id: `ou_${place}`, user_id_type: 'open_id', scope_type: 'Part', department_ids: ['od_1'] }),
	},
	{
		type: 'feishuTaskMember',
		endpoint: 'taskMemberAdd',
		parameters: { taskGuid: rl('task-1'), role: 'follower', members: '={{ $json.snapshot }}' },
		seed: () => world.sandbox.seed.task({ taskId: 'task-1', followers: [] }),
		snapshot: (place) => ({ member_id: `ou_${place}`, role: 'assignee', type: 'user', user_id_type: 'open_id' }),
	},
	{
		type: 'feishuBaseRecord',
		endpoint: 'baseCreate',
		parameters: { appToken: rl('appOne'), tableId: rl('tblOne'), records: '={{ $json.snapshot }}' },
		seed: () => world.sandbox.seed.base({ appToken: 'appOne', tables: [{ tableId: 'tblOne' }] }),
		snapshot: (place) => ({ record_id: `rec${place}`, fields: { Name: [{ text: `row_${place}`, type: 'text' }] } }),
	},
];

describe.each(restorers)('$type', ({ type, endpoint, parameters, seed, snapshot }) => {
	const putBack = async (items: readonly IDataObject[], settings: NodeSetup['settings'] = {}, more: INodeParameters = {}) => {
		seed();
		return await runNode(
			items,
			{
				type,
				credentials: { feishuTenantApi: 'tenant' },
				parameters: { authentication: 'feishuTenantApi', operation: 'create', options: {}, ...parameters, ...more },
				settings,
			},
			sandboxCredentials(world.sandbox),
		);
	};
	const marked = (place: number, deletion_status?: string) => ({ snapshot: { ...snapshot(place), deletion_status } });

	test('puts back what was deleted, tells what is still there, and has nothing to do where no copy was kept', async () => {
		const items = [marked(1, 'deleted'), marked(2, 'refused'), {}, marked(3, 'not_sent'), { snapshot: null }, { snapshot: '' }];
		const { json, outputs, error } = await putBack(items);
		expect(error).toBeUndefined();
		expect(json.map(({ status, reason }) => [status, reason ?? null])).toEqual([
			['created', null],
			['not_sent', 'The snapshot says that this record was not deleted'],
			['not_sent', 'The snapshot says that this record was not deleted'],
		]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 3 }]);
		const [call, ...others] = world.sandbox.calls(endpoint);
		expect(others).toEqual([]);
		const sent = JSON.stringify(call?.body);
		// As words: a client token is of random digits.
		for (const hidden of ['deletion_status', 'e2', 'oc_2', 'ou_2', 'row_2']) expect(sent).not.toMatch(new RegExp(`\\b${hidden}\\b`));
	});

	test('of a list puts back those that were deleted, and leaves out those that are missing', async () => {
		const all = [marked(1, 'deleted').snapshot, null, marked(2, 'refused').snapshot, undefined, marked(3, 'already_gone').snapshot];
		const { json } = await putBack(
			[{ all }],
			{},
			{ [Object.keys(parameters).at(-1) ?? '']: '={{ $json.all.map((snapshot) => snapshot) }}' },
		);
		expect(json.map(({ status }) => status)).toEqual(['created', 'not_sent', 'created']);
	});

	test.each(['={{ $json["my snapshot"] }}', '={{ $json["a snapshot"]?.id }}', '={{ [$json["old snapshot"]] }}'])(
		'refuses an expression that finds nothing, and only has the word in a text: %s',
		async (field) => {
			const { error } = await putBack([marked(1, 'deleted')], {}, { [Object.keys(parameters).at(-1) ?? '']: field });
			expect(error?.message).toMatch(/ Nothing was sent\.$/);
		},
	);

	test.each(['={{ $json["snapshot"] }}', "={{ $json.error?.['snapshot'] }}", '={{ JSON.stringify($json.snapshot) }}'])(
		'has nothing to do where an expression reads a snapshot that is missing: %s',
		async (field) => {
			const { json, error } = await putBack([{}], {}, { [Object.keys(parameters).at(-1) ?? '']: field });
			expect([json, error]).toEqual([[], undefined]);
		},
	);

	test('takes a snapshot of an earlier version, which does not say, as deleted', async () => {
		const { json } = await putBack([marked(1)]);
		expect(json.map(({ status }) => status)).toEqual(['created']);
	});

	test('does not put back what may be there, and says so', async () => {
		const { error } = await putBack([marked(1, 'unknown'), marked(2, 'deleted')]);
		expect(error?.message).toMatch(/^1 of 2 .+, 1 not sent\. The snapshot says that it is unknown/);
		const { json } = await putBack([marked(1, 'unknown'), marked(2, 'deleted')], { onError: 'continueRegularOutput' });
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'created']);
	});

	test('asks Feishu nothing where all is still there, and counts nothing of it', async () => {
		const options = { stopIfMoreThan: 0, output: 'summary' };
		const { json, error } = await putBack([marked(1, 'refused'), marked(2, 'not_sent')], {}, { options });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ asked: 2, created: 0, not_sent: 2, refused: 0, unknown: 0 }]);
		expect(world.sandbox.log).toEqual([]);
	});

	test('refuses a blank field whose expression speaks of no snapshot: it may be a typing error', async () => {
		const { error } = await putBack([{}], {}, { [Object.keys(parameters).at(-1) ?? '']: '={{ $json.copy }}' });
		expect(error?.message).toMatch(/is blank/);
	});
});

test('a deletion and what puts it back, one after the other: nothing is there twice', async () => {
	const about = { userId: 'e0', checkTime: '1767196860' };
	world.sandbox.seed.attendanceRecords(['1', '2'], about);
	world.sandbox.seed.attendanceRecords(['3'], { ...about, failsWith: 'the day is archived' });
	const attendance = (operation: string, parameters: INodeParameters): NodeSetup => ({
		type: 'feishuAttendanceRecord',
		credentials: { feishuTenantApi: 'tenant' },
		parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters },
		settings: { onError: 'continueRegularOutput' },
	});
	const items = ['1', '2', '3', '4'].map((id) => ({ id }));
	const remove = attendance('delete', { recordIds: '={{ $json.id }}', options: { keepCopy: true } });
	const removed = await runNode(items, remove, sandboxCredentials(world.sandbox));
	expect(removed.json.map(({ status, snapshot }) => [status, (snapshot as IDataObject | undefined)?.deletion_status])).toEqual([
		['deleted', 'deleted'],
		['deleted', 'deleted'],
		['refused', 'refused'],
		['not_sent', undefined],
	]);
	const back = attendance('create', { source: 'snapshots', snapshots: '={{ $json.snapshot }}' });
	const { json } = await runNode(removed.json, back, sandboxCredentials(world.sandbox));
	expect(json.map(({ status }) => status)).toEqual(['created', 'created', 'not_sent']);
	expect(world.sandbox.state.attendanceRecords.size).toBe(3);
});
