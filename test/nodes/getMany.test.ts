import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { numbered, rl } from '../deletions/values';
import { CredentialStore } from '../support/credentialStore';
import { agentWith, runNode, type NodeName, type NodeSetup } from '../support/engine';
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
	},
};

const each = Object.entries(SEARCHES);

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

/** Runs a node against a Feishu that answers as the test says. */
async function run(setup: NodeSetup, answer: (call: OddCall) => OddReply, items: readonly IDataObject[] = [{}]) {
	const { log, credential } = await oddFeishu(answer);
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
		expect(lines.at(-1)?.reason).toMatch(/^The (events|tasks) after this one were not read: The connection was cut/);
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
		const { credential } = await oddFeishu((call) => {
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
		const { credential } = await oddFeishu((call) => (isThings(call) ? things(2) : refuse(search.refusal, 'no permission', 403)));
		const setup = { ...setupOf(search), name: 'Find' };
		const told = await agentWith(setup, new CredentialStore({ tenant: credential }))
			.call({})
			.catch((error: unknown) => (error as Error).message);
		expect(told).toMatch(/0 .+ found, 2 .+ refused/);
		expect(told).toContain('e1');
	});
});
