import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { numbered, rl } from '../deletions/values';
import { CredentialStore } from '../support/credentialStore';
import { agentWith, runNode, type NodeName, type NodeSetup } from '../support/engine';
import { listFrom } from '../support/lists';
import { oddFeishu, ok, refuse, type OddCall, type OddReply } from '../support/oddFeishu';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();
beforeAll(() => clock.install());
afterAll(() => clock.uninstall());
beforeEach(() => clock.advance(600_000));

const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** One of the searches of this package, in a form in which all of them are asked the same questions. */
interface Search {
	type: NodeName;
	parameters: INodeParameters;
	/** Whether a call asks for the things whose lists are read. */
	isThings: (call: OddCall) => boolean;
	/** The thing whose list a call asks for. */
	thingOf: (call: OddCall) => string;
	thing: (id: string) => IDataObject;
	row: (id: string) => IDataObject;
	/** The ID of what was found. */
	found: (json: IDataObject) => unknown;
	/** What names a thing in the output. */
	key: string;
	/** A refusal that concerns one thing. */
	refusal: number;
	/** What searches one thing alone. */
	one: INodeParameters;
}

const event = (id: string, more: IDataObject = {}): IDataObject => ({
	event_id: id,
	summary: id,
	organizer_calendar_id: 'cal',
	start_time: { timestamp: '1773550800' },
	end_time: { timestamp: '1773554400' },
	...more,
});

const DAY: INodeParameters = { scope: 'period', calendarId: rl('cal'), periodFrom: '2026-03-15T00:00:00', periodTo: '2026-03-15T23:59:59' };

const SEARCHES: Readonly<Record<string, Search>> = {
	'attendees of a period': {
		type: 'feishuCalendarEventAttendee',
		parameters: DAY,
		isThings: ({ path }) => path.endsWith('/events'),
		thingOf: ({ path }) => path.split('/')[7] ?? '',
		thing: event,
		row: (id) => ({ type: 'user', user_id: `ou_${id}`, attendee_id: `user_${id}`, rsvp_status: 'accept' }),
		found: ({ attendee_id }) => attendee_id,
		key: 'event_id',
		refusal: 193002,
		one: { scope: 'event', eventId: rl('e1') },
	},
	'followers of all tasks': {
		type: 'feishuTaskFollower',
		parameters: { scope: 'all' },
		isThings: ({ path }) => path.endsWith('/tasks'),
		thingOf: ({ path }) => path.split('/')[5] ?? '',
		thing: (id) => ({ id, summary: id }),
		row: (id) => ({ id: `user_${id}`, id_type: 'open_id' }),
		found: ({ follower_id }) => follower_id,
		key: 'task_id',
		refusal: 1470432,
		one: { scope: 'one', taskId: rl('t') },
	},
	'members of all user groups': {
		type: 'feishuUserGroupMember',
		parameters: { scope: 'all' },
		isThings: ({ path }) => path.endsWith('/group/simplelist'),
		thingOf: ({ path }) => path.split('/')[5] ?? '',
		thing: (id) => ({ id, name: id }),
		row: (id) => ({ member_id: `user_${id}`, member_type: 'user' }),
		found: ({ member_id }) => member_id,
		key: 'group_id',
		refusal: 42009,
		one: { scope: 'one', groupId: rl('g') },
	},
	'messages of all groups': {
		type: 'feishuMessage',
		parameters: { scope: 'all', sentBy: 'anyone', periodFrom: '2026-03-15T00:00:00', periodTo: '2026-03-15T23:59:59' },
		isThings: ({ path }) => path.endsWith('/chats'),
		thingOf: ({ query }) => query.get('container_id') ?? '',
		thing: (id) => ({ chat_id: id, name: id }),
		row: (id) => ({ message_id: `user_${id}`, msg_type: 'text', create_time: '1773550800000', sender: { id: 'ou_1' } }),
		found: ({ message_id }) => message_id,
		key: 'chat_id',
		refusal: 230002,
		one: { scope: 'one', chatId: rl('oc_1') },
	},
};

const each = Object.entries(SEARCHES);

const ATTENDEES = SEARCHES['attendees of a period']!;

function setupOf(
	{ type, parameters }: Pick<Search, 'type' | 'parameters'>,
	more: INodeParameters = {},
	settings: NodeSetup['settings'] = {},
): NodeSetup {
	return {
		type,
		credentials: { feishuTenantApi: 'tenant' },
		parameters: { authentication: 'feishuTenantApi', operation: 'getAll', returnAll: true, options: {}, ...parameters, ...more },
		settings,
	};
}

/** What the lists of a node are called in its answers, if that is not `items`. */
const LIST_NAMES: Readonly<Partial<Record<NodeName, (call: OddCall) => string>>> = {
	feishuUserGroupMember: ({ path }) => (path.endsWith('/group/simplelist') ? 'grouplist' : 'memberlist'),
};

/** A Feishu that answers as the test says, with lists of the names that they have for a node. */
async function feishuOf({ type }: Pick<NodeSetup, 'type'>, answer: (call: OddCall) => OddReply) {
	return await oddFeishu((call) => {
		const reply = answer(call);
		const name = LIST_NAMES[type]?.(call);
		const { data = {} } = (reply === 'reset' ? {} : reply.body) as { data?: IDataObject };
		if (name === undefined || !('items' in data)) return reply;
		const { items, ...rest } = data;
		return ok({ [name]: items, ...rest });
	});
}

/** Runs a node against a Feishu that answers as the test says. */
async function run(setup: NodeSetup, answer: (call: OddCall) => OddReply, items: readonly IDataObject[] = [{}]) {
	const { log, credential } = await feishuOf(setup, answer);
	const result = await runNode(items, setup, { tenant: credential });
	const atEnd = log.length;
	// Until it is quiet.
	for (let before = -1; before !== log.length; await new Promise((resolve) => setTimeout(resolve, 100))) before = log.length;
	return { ...result, log, atEnd };
}

const isFound = ({ status }: IDataObject) => status === undefined;

describe.each(each)('the %s', (_name, search) => {
	const { isThings, thingOf, thing, row, found, key } = search;
	const things = (count: number) => ok({ items: numbered(count, (index) => `e${index}`).map((id) => thing(id)), has_more: false });

	test('nothing is asked once the node has ended by its Limit', async () => {
		const { json, log, atEnd } = await run(setupOf(search, { returnAll: false, limit: 50 }), (call) => {
			if (isThings(call)) return things(100);
			const isSmall = /^e\d$/.test(thingOf(call));
			const page = Number(call.query.get('page_token') ?? 0);
			const rows = numbered(isSmall ? 5 : 50, (index) => `${thingOf(call)}_${page}_${index}`).map((id) => row(id));
			return ok({ items: rows, has_more: !isSmall && page < 29, page_token: String(page + 1) });
		});
		expect(json).toHaveLength(50);
		expect(log).toHaveLength(atEnd);
		// The events before the limit, and the first pages of 15 more at most.
		expect(log.length).toBeLessThanOrEqual(1 + 10 + 15);
		expect(log.every(({ query }) => query.get('page_token') === null)).toBe(true);
	});

	test('an answer that is lost at the last one keeps what was found, and says which one was not read', async () => {
		const { json } = await run(setupOf(search, {}, CONTINUE), (call) => {
			if (isThings(call)) return things(40);
			return thingOf(call) === 'e39' ? 'reset' : ok({ items: [row(thingOf(call))], has_more: false });
		});
		expect(json.filter(isFound)).toHaveLength(39);
		expect(json.filter((line) => !isFound(line))).toMatchObject([
			{ [key]: 'e39', status: 'refused', reason: 'The connection was cut before an answer came' },
		]);
	});

	test('an answer that is lost in the middle of one keeps the pages before', async () => {
		const { json } = await run(setupOf(search, {}, CONTINUE), (call) => {
			if (isThings(call)) return things(1);
			return call.query.get('page_token') === null ? ok({ items: [row('1')], has_more: true, page_token: 'b' }) : 'reset';
		});
		expect(json).toMatchObject([{ [key]: 'e0' }, { [key]: 'e0', status: 'refused' }]);
		expect(json.filter(isFound).map(found)).toEqual(['user_1']);
	});

	test('three lost answers in a row end it with a line that says so', async () => {
		const { json } = await run(setupOf(search, {}, CONTINUE), (call) => {
			if (isThings(call)) return things(60);
			return /^e\d$/.test(thingOf(call)) ? ok({ items: [row(thingOf(call))], has_more: false }) : 'reset';
		});
		expect(json.filter(isFound)).toHaveLength(10);
		const lines = json.filter((line) => !isFound(line));
		expect(lines).toHaveLength(4);
		expect(lines.at(-1)?.reason).toMatch(/^The (events|tasks|groups|user groups) after this one were not read: The connection was cut/);
	});

	test.each([
		['', { dryRun: true }],
		[', as an expression', { dryRun: '={{ 1 === 1 }}' }],
		[', whatever Limit says', { dryRun: true, returnAll: false, limit: 2 }],
	])('a dry run only counts what would be searched%s', async (_how, dry) => {
		const { json, log } = await run(setupOf(search, dry), (call) =>
			call.query.get('page_token') === null
				? ok({ items: numbered(40, (index) => `e${index}`).map((id) => thing(id)), has_more: true, page_token: 'b' })
				: ok({ items: numbered(30, (index) => `f${index}`).map((id) => thing(id)), has_more: false }),
		);
		const [{ planned_calls: calls, ...plan } = {}] = json;
		expect(json).toHaveLength(1);
		expect(log.every(isThings)).toBe(true);
		expect(calls).toBe(70 + log.length);
		expect(plan).toMatchObject({
			status: 'dry_run',
			containers: 70,
			planned_seconds: 1,
			reason: expect.stringMatching(
				/^Dry Run is on: the (events|tasks|chats|user groups) to search were counted, and not searched$/,
			) as string,
		});
	});

	test('a dry run that cannot list what it would search says why', async () => {
		const { json, log } = await run(setupOf(search, { dryRun: true }, CONTINUE), ({ query }) =>
			query.get('page_token') === null
				? ok({ items: [thing('e1')], has_more: true, page_token: 'b' })
				: refuse(search.refusal, 'no permission', 403),
		);
		expect(json).toMatchObject([{ status: 'refused', code: search.refusal }]);
		expect(log.every(isThings)).toBe(true);
	});

	test('a dry run for one asks nothing', async () => {
		const { json, log } = await run(setupOf(search, { dryRun: true, ...search.one }), () => 'reset');
		expect(log).toEqual([]);
		expect(json).toMatchObject([{ status: 'dry_run', containers: 1, planned_calls: 1, planned_seconds: 0 }]);
	});

	test('what two pages name comes out once, whether it is a thing or a row', async () => {
		const two = (call: OddCall, make: (id: string) => IDataObject) =>
			call.query.get('page_token') === null
				? ok({ items: [make('1'), make('2')], has_more: true, page_token: 'b' })
				: ok({ items: [make('2'), make('3')], has_more: false });
		const rows = await run(setupOf(search), (call) => (isThings(call) ? things(1) : two(call, row)));
		expect(rows.json.map(found)).toEqual(['user_1', 'user_2', 'user_3']);
		if (search.type === 'feishuCalendarEventAttendee') return;
		const { json } = await run(setupOf(search), (call) => (isThings(call) ? two(call, thing) : ok({ items: [row('a')], has_more: false })));
		expect(json.map((item) => item[key])).toEqual(['1', '2', '3']);
	});

	test('an agent is told of what was found, and of what could not be read', async () => {
		const { credential } = await feishuOf(search, (call) => {
			if (isThings(call)) return things(2);
			return thingOf(call) === 'e1' ? refuse(search.refusal, 'no permission', 403) : ok({ items: [row('here')], has_more: false });
		});
		const setup = { ...setupOf(search, { returnAll: false, limit: 50 }), name: 'Find' };
		const told = await agentWith(setup, new CredentialStore({ tenant: credential })).call({});
		expect(told).toContain('user_here');
		expect(told).toContain('"status":"refused"');
		expect(told).toContain(`"${key}":"e1"`);
	});

	test('an agent is told why, if nothing was found', async () => {
		const { credential } = await feishuOf(search, (call) => (isThings(call) ? things(2) : refuse(search.refusal, 'no permission', 403)));
		const setup = { ...setupOf(search), name: 'Find' };
		const told = await agentWith(setup, new CredentialStore({ tenant: credential }))
			.call({})
			.catch((error: unknown) => (error as Error).message);
		expect(told).toMatch(/0 .+ found, 2 .+ refused/);
		expect(told).toContain('e1');
	});
});

/** Searches through one list. */
const LISTS: Readonly<Record<string, Pick<Search, 'type' | 'parameters'>>> = {
	'events of a calendar': { type: 'feishuCalendarEvent', parameters: { ...DAY } },
	'messages of a chat': {
		type: 'feishuMessage',
		parameters: { ...SEARCHES['messages of all groups']!.parameters, scope: 'one', chatId: rl('oc_1') },
	},
	'followers of a task': { type: 'feishuTaskFollower', parameters: { scope: 'one', taskId: rl('83912691-2e43-47fc-94a4-d512e03984fa') } },
	'attendees of an event': {
		type: 'feishuCalendarEventAttendee',
		parameters: { scope: 'event', calendarId: rl('cal'), eventId: rl('event_0') },
	},
	'members of a user group': { type: 'feishuUserGroupMember', parameters: { scope: 'one', groupId: rl('g') } },
	'records of a table': {
		type: 'feishuBaseRecord',
		parameters: { appToken: rl('appbcbWCzen6D8dezhoCH2RpMAh'), tableId: rl('tblsRc9GRRXKqhvW'), filterBy: 'none' },
	},
};

describe.each(Object.entries(LISTS))('the %s', (_name, search) => {
	const lines = async (data: IDataObject) => (await run(setupOf(search, {}, CONTINUE), () => ok(data))).json;

	test.each([{}, { items: null }, { items: {} }])('is not read by an answer without the list: %j', async (data) => {
		expect(await lines(data)).toMatchObject([{ status: 'refused', reason: 'Feishu answered without the list' }]);
	});

	test.each([{ has_more: false }, { items: null, has_more: false }, { items: [] }])('is empty: %j', async (data) => {
		expect(await lines(data)).toEqual([]);
	});
});

describe('the occurrences on a calendar', () => {
	const each = { type: 'feishuCalendarEvent', parameters: { ...DAY, options: { eachOccurrence: true } } } as const;
	const lines = async (listed: IDataObject) =>
		(await run(setupOf(each, {}, CONTINUE), ({ path }) => ok(path.endsWith('/instance_view') ? {} : listed))).json;

	test('are none if an answer has no list, and the list of events is empty', async () => {
		expect(await lines({ items: [], has_more: false })).toEqual([]);
	});

	test('are not known if an answer has no list, and the list of events has one', async () => {
		const there = { items: [event('e_0', { status: 'cancelled' }), event('e_1')], has_more: false };
		expect(await lines(there)).toMatchObject([{ status: 'refused', reason: 'Feishu answered without the list' }]);
		expect(await lines({})).toMatchObject([{ status: 'refused', reason: 'Feishu answered without the list' }]);
	});
});

describe('an agent whose search finds nothing', () => {
	const told = async (setup: NodeSetup, answer: (call: OddCall) => OddReply) => {
		const { credential } = await feishuOf(setup, answer);
		return await agentWith({ ...setup, name: 'Find' }, new CredentialStore({ tenant: credential })).call({});
	};

	test.each(each)('is told so: the %s', async (_name, search) => {
		const answer = await told(setupOf(search), () => ok({ items: [], has_more: false }));
		expect(answer).toMatch(/^\[\{"found":0,"reason":"No (attendees|task followers|messages|user group members) were found\."\}\]$/);
	});

	test('is told which options have left something out: punches', async () => {
		const period = { checkTimeFrom: '2026-03-15T00:00:00', checkTimeTo: '2026-03-16T00:00:00' };
		const setup = setupOf(
			{ type: 'feishuAttendanceRecord', parameters: { employeeIds: 'p', ...period, simplify: true } },
			{ options: { importedOnly: true, externalId: 'x' } },
		);
		const punches = [0, 0, 7].map((type, index) => ({ record_id: `${index}`, user_id: 'p', type }));
		expect(await told(setup, () => ok({ user_flow_results: punches }))).toContain(
			'No attendance records were found. This tool is set to leave some out, and did so: 2 by Imported Only, 1 by External ID.',
		);
	});

	test('is told which options have left something out: attendees', async () => {
		const row = (id: string, more: IDataObject = {}) => ({ type: 'user', user_id: `ou_${id}`, attendee_id: `user_${id}`, ...more });
		const rows = [row('1', { type: 'chat', chat_id: 'oc_1' }), row('2', { rsvp_status: 'decline' }), row('3', { rsvp_status: 'accept' })];
		const setup = setupOf(ATTENDEES, { options: { attendeeTypes: ['user'], replies: ['accept'], onlyThese: 'ou_9' } });
		const answer = await told(setup, ({ path }) =>
			ok({
				items: path.endsWith('/events') ? [event('e1'), event('e2', { organizer_calendar_id: 'other' })] : rows,
				has_more: false,
			}),
		);
		expect(answer).toContain('1 by Attendee Types, 1 by Replies, 1 by Only These Attendees, 1 by Only Events This Calendar Organizes.');
	});

	test('is told which fields have left something out: messages', async () => {
		const search = SEARCHES['messages of all groups']!;
		const rows = [
			search.row('1'),
			{ ...search.row('2'), sender: { id: 'cli_1' } },
			{ ...search.row('3'), sender: { id: 'cli_1' }, msg_type: 'post' },
			{ ...search.row('4'), sender: { id: 'cli_1' }, deleted: true },
			{ ...search.row('5'), sender: { id: 'cli_1' }, create_time: '1' },
		];
		const setup = setupOf(search, { sentBy: 'these', senders: 'cli_1', options: { messageTypes: ['post'], textContains: 'x' } });
		const answer = await told(setup, (call) => ok({ items: search.isThings(call) ? [search.thing('oc_1')] : rows, has_more: false }));
		expect(answer).toContain(
			'No messages were found. This tool is set to leave some out, and did so: 1 by Sent By, 1 by Message Types, 1 by Text Contains.',
		);
	});

	test('and a workflow gets no item, whatever was left out', async () => {
		const { json } = await run(setupOf(ATTENDEES, { options: { replies: ['accept'] } }), ({ path }) =>
			ok({ items: path.endsWith('/events') ? [event('e1')] : [ATTENDEES.row('1')].map((row) => ({ ...row, rsvp_status: 'decline' })) }),
		);
		expect(json).toEqual([]);
	});
});

/** What else may stand at the end of a page. */
const ENDINGS: ReadonlyArray<[string, (place: number) => IDataObject]> = [
	['more pages and a blank token', () => ({ has_more: true, page_token: '' })],
	['more pages and no token', () => ({ has_more: true })],
	['the same token each time', () => ({ has_more: true, page_token: 'a' })],
	['two tokens in turn', (place) => ({ has_more: true, page_token: `${place % 2}` })],
	['no more pages, and a token', () => ({ has_more: false, page_token: 'a' })],
];

describe.each(ENDINGS)('a list that says %s', (_name, ending) => {
	const isWhole = ending(1).has_more === false;

	test.each(each)('does not keep the %s going on', async (_search, search) => {
		const { isThings, thingOf, thing, row, found } = search;
		const rows = await run(setupOf(search, {}, CONTINUE), (call) =>
			isThings(call) ? ok({ items: [thing('e0')], has_more: false }) : ok({ items: [row(thingOf(call))], ...ending(call.place) }),
		);
		expect(rows.log.length).toBeLessThan(6);
		expect(rows.json.filter(isFound).map(found)).toEqual(['user_e0']);
		expect(rows.json.some((line) => String(line.reason).includes('does not give the next one'))).toBe(!isWhole);
	});

	test.each([
		[
			'feishuCalendarEventAttendee',
			'searchCalendars',
			'',
			'calendar_list',
			{ calendar_id: 'c', summary: 'Team', role: 'owner', type: 'shared' },
		],
		[
			'feishuCalendarEventAttendee',
			'searchCalendars',
			'Tea',
			'items',
			{ calendar_id: 'c', summary: 'Team', role: 'owner', type: 'shared' },
		],
		['feishuCalendarEventAttendee', 'searchEvents', '', 'items', event('e')],
		['feishuCalendarEventAttendee', 'searchEvents', 'e', 'items', event('e')],
		['feishuTaskFollower', 'searchTasks', '', 'items', { id: 't', summary: 'Tea' }],
		['feishuTaskFollower', 'searchTasks', 'Tea', 'items', { id: 't', summary: 'Tea' }],
	] as const)('does not keep the editor going on: %s, %s “%s”', async (type, method, filter, list, entry) => {
		const { log, credential } = await oddFeishu((call) =>
			list === 'items' && call.method === 'GET' && call.path.endsWith('/calendars')
				? ok({ calendar_list: [], has_more: false })
				: ok({ [list]: [entry], ...ending(call.place) }),
		);
		const parameters = { authentication: 'feishuTenantApi', operation: 'delete', calendarId: rl('cal') };
		const pages = new Set<string>();
		const asked = { parameters, credentials: { feishuTenantApi: 'tenant' }, filter };
		let page: string | undefined;
		do {
			const { paginationToken } = await listFrom(
				type,
				method,
				{ ...asked, ...(page !== undefined && { page }) },
				{ tenant: credential },
			).catch(() => ({ paginationToken: undefined }));
			page = typeof paginationToken === 'string' && !pages.has(paginationToken) ? paginationToken : undefined;
			if (page !== undefined) pages.add(page);
		} while (page !== undefined);
		expect(log.length).toBeLessThan(8);
		if (isWhole) expect(pages.size).toBe(0);
	});
});

describe.each(['8640000000001', '1773550800000000', '99999999999999999999', 'soon'])(
	'an event that begins at %s, which is no time',
	(timestamp) => {
		const odd = event('odd', { start_time: { timestamp }, end_time: { timestamp } });

		test('costs neither the others, nor other items', async () => {
			const { json } = await run(
				setupOf(ATTENDEES, { calendarId: rl('={{ $json.c }}'), options: { onlyOrganized: false } }),
				({ path }) => {
					if (!path.endsWith('/events')) return ok({ items: [ATTENDEES.row('1')], has_more: false });
					return ok({ items: path.includes('/cal2/') ? [event('e9')] : [event('e1'), odd, event('e3')], has_more: false });
				},
				[{ c: 'cal' }, { c: 'cal2' }],
			);
			expect(json.map(({ event_id }) => event_id)).toEqual(['e1', 'odd', 'e3', 'e9']);
			expect(json[1]).toMatchObject({ start_time: timestamp });
		});

		test('is in the list of the editor', async () => {
			const { credential } = await oddFeishu(() =>
				ok({ items: [event('e1'), odd, event('day', { start_time: { date: '2026-02-31' } })], has_more: false }),
			);
			const parameters = { authentication: 'feishuTenantApi', operation: 'delete', calendarId: rl('cal') };
			const asked = { parameters, credentials: { feishuTenantApi: 'tenant' } };
			const { results } = await listFrom('feishuCalendarEventAttendee', 'searchEvents', asked, { tenant: credential });
			expect(results.map(({ value }) => value).sort()).toEqual(['day', 'e1', 'odd']);
		});
	},
);

test.each(['8640000000001', '253402300800', '99999999999999999999', 'soon'])('a task with the time %s costs nothing', async (time) => {
	const task = { id: 't', summary: 'Tea', due: { time, timezone: 'Asia/Shanghai', is_all_day: false }, complete_time: time };
	const answer = (call: OddCall) =>
		call.path.endsWith('/tasks') ? ok({ items: [task], has_more: false }) : ok({ items: [{ id: 'ou_1' }] });
	const { json } = await run(setupOf(SEARCHES['followers of all tasks']!), answer);
	expect(json).toMatchObject([{ task_id: 't', follower_id: 'ou_1', completed: time !== 'soon' }]);
	const { credential } = await oddFeishu(answer);
	const parameters = { authentication: 'feishuTenantApi', operation: 'delete' };
	const { results } = await listFrom(
		'feishuTaskFollower',
		'searchTasks',
		{ parameters, credentials: { feishuTenantApi: 'tenant' } },
		{ tenant: credential },
	);
	expect(results).toMatchObject([{ value: 't' }]);
});

describe('ten pages of cancelled events', () => {
	const asked = (filter: string) => ({
		parameters: { authentication: 'feishuTenantApi', operation: 'delete', calendarId: rl('cal') },
		credentials: { feishuTenantApi: 'tenant' },
		filter,
	});

	test.each(['', 'x'])('are no empty list without a word (“%s”)', async (filter) => {
		const { credential } = await oddFeishu(({ place }) =>
			ok({ items: [event('e', { status: 'cancelled' })], has_more: true, page_token: `${place}` }),
		);
		await expect(listFrom('feishuCalendarEventAttendee', 'searchEvents', asked(filter), { tenant: credential })).rejects.toThrow(
			/first 10 pages .* contain no event/,
		);
	});

	test('nor are as many pages of deleted calendars', async () => {
		const { credential } = await oddFeishu(({ method, place }) =>
			method === 'GET'
				? ok({ calendar_list: [], has_more: false })
				: ok({ items: [{ calendar_id: 'c', summary: 'x', is_deleted: true }], page_token: `${place}` }),
		);
		await expect(listFrom('feishuCalendarEventAttendee', 'searchCalendars', asked('x'), { tenant: credential })).rejects.toThrow(
			/contain no calendar/,
		);
	});
});

describe('the period of the attendees', () => {
	const whole = (date: string, last = date) => event(date, { start_time: { date }, end_time: { date: last } });
	const days = [whole('2026-03-14'), whole('2026-03-15'), whole('2026-03-16'), whole('2026-03-10', '2026-03-15')];

	test.each([
		['few events', 0],
		['1,000 events or more', 1_000],
	])('holds the whole days of its own time zone, with %s', async (_name, count) => {
		const filling = numbered(count, (index) => `x${index}`).map((id) => event(id, { status: 'cancelled' }));
		const { json } = await run(setupOf(ATTENDEES), ({ path, query }) => {
			if (!path.endsWith('/events')) return ok({ items: [ATTENDEES.row('1')], has_more: false });
			if (query.get('anchor_time') === null && count > 0) return ok({ items: filling, has_more: true });
			return ok({ items: days, has_more: false });
		});
		expect(json.map(({ start_time }) => start_time)).toEqual(['2026-03-15', '2026-03-10']);
	});

	test('holds an event that repeats until its last time is over', async () => {
		const rule = (id: string, until: string) =>
			event(id, {
				recurrence: `FREQ=DAILY;UNTIL=${until}`,
				start_time: { timestamp: '1767225600' },
				end_time: { timestamp: '1767232800' },
			});
		const { json } = await run(setupOf(ATTENDEES), ({ path, query }) => {
			if (!path.endsWith('/events')) return ok({ items: [ATTENDEES.row('1')], has_more: false });
			if (query.get('anchor_time') === null) return ok({ items: [], has_more: true });
			// The period begins at 16:00 UTC on the day before, and each time lasts two hours.
			return ok({
				items: [rule('over', '20260314T135959Z'), rule('on', '20260314T150000Z'), rule('day', '20260315'), rule('before', '20260313')],
				has_more: false,
			});
		});
		expect(json.map(({ event_id }) => event_id)).toEqual(['on', 'day']);
	});

	test.each([
		['text', '2026-03-15T00:00:00', '2026-03-15T23:59:59'],
		['a day alone', '2026-03-15', '2026-03-15T23:59:59'],
		['text with a zone', '2026-03-14T16:00:00Z', '2026-03-15T15:59:59.000Z'],
		['milliseconds', 1773504000000, 1773590399000],
		['seconds as text', '1773504000', '1773590399'],
		['dates of luxon', '={{ DateTime.fromISO("2026-03-15T00:00:00") }}', '={{ DateTime.fromISO("2026-03-15T23:59:59") }}'],
	])('may be given as %s', async (_form, periodFrom, periodTo) => {
		const { log, error } = await run(setupOf(ATTENDEES, { periodFrom, periodTo }), () => ok({ items: [], has_more: false }));
		expect(error).toBeUndefined();
		expect(log.map(({ query }) => Object.fromEntries(query))).toEqual([
			{ start_time: '1773504000', end_time: '1773590399', page_size: '1000' },
		]);
	});
});

describe('attendance records', () => {
	const PUNCHES = {
		type: 'feishuAttendanceRecord',
		parameters: {
			employeeIds: '={{ $json.id }}',
			checkTimeFrom: '2026-03-15T00:00:00',
			checkTimeTo: '2026-03-16T00:00:00',
			simplify: true,
		},
	} as const;
	const punch = (id: string, user_id: string): IDataObject => ({ record_id: id, user_id, check_time: '1773550800' });

	test('an answer that is lost for some employees keeps what was found of the others', async () => {
		const { json } = await run(
			setupOf(PUNCHES, {}, CONTINUE),
			({ body }) => {
				const { user_ids: ids } = body as { user_ids: string[] };
				return ids.includes('p60') ? 'reset' : ok({ user_flow_results: ids.map((id) => punch(`r_${id}`, id)) });
			},
			[{ id: numbered(120, (index) => `p${index}`) }],
		);
		expect(json.filter(isFound)).toHaveLength(70);
		expect(json.filter((line) => !isFound(line))).toHaveLength(50);
	});

	test('one that is named twice comes out once, and one without an ID each time', async () => {
		const { json } = await run(
			setupOf(PUNCHES),
			() => ok({ user_flow_results: [punch('1', 'p'), punch('1', 'p'), punch('', 'p'), punch('', 'p')] }),
			[{ id: 'p' }],
		);
		expect(json.map(({ record_id }) => record_id)).toEqual(['1', undefined, undefined]);
	});

	test('a time that is none is handed on as it is', async () => {
		const { json } = await run(setupOf(PUNCHES), () => ok({ user_flow_results: [{ ...punch('1', 'p'), check_time: '8640000000001' }] }), [
			{ id: 'p' },
		]);
		expect(json).toMatchObject([{ check_time: '8640000000001' }]);
		expect(json[0]).not.toHaveProperty('punch_time');
	});
});
