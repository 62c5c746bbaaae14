import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { PAGES, type Page, type PageName } from '../pages';
import { startSandbox, type Sandbox } from '../sandbox';
import { deletionOf, endpoints, nodeOf, sandboxCredentials } from '../support/deletions';
import { nodeTypesByName, runNode } from '../support/engine';
import { VirtualClock } from '../support/virtualClock';
import { deliberate } from './deliberate';
import { differencesOf, factsOfNode, factsOfPage, wireFactsOfPage, wireFactsOfRequest, type Difference, type Facts } from './facts';

const rl = (value: string) => ({ __rl: true, mode: 'id', value });

/** For each node, how to fill its fields in. */
interface Filling {
	/** Every field and option filled in, each attendee type among them. */
	everything: INodeParameters;
	/** Only what the page calls required; n8n itself refuses blank text in a required field, but no expression. */
	required: INodeParameters;
	/** Parameters that let every input item have a target of its own, so that each is a call. */
	ownTarget: INodeParameters;
}

const fillings: Readonly<Record<PageName, Filling>> = {
	attendanceRecord: { everything: { recordIds: '1' }, required: { recordIds: '1' }, ownTarget: { recordIds: '={{ $json.id }}' } },
	calendarEventAttendee: {
		everything: {
			attendeeIds: 'user_1',
			deleteIds: {
				ids: [
					{ type: 'user', userId: 'ou_1' },
					{ type: 'chat', chatId: 'oc_1' },
					{ type: 'resource', roomId: 'omm_1' },
					{ type: 'third_party', thirdPartyEmail: 'wangwu@example.com' },
				],
			},
			options: { needNotification: false, instanceStartTimeAdmin: '1647320400', isEnableAdmin: true, userIdType: 'open_id' },
		},
		required: { attendeeIds: '' },
		ownTarget: { eventId: rl('={{ $json.id }}'), attendeeIds: 'user_1' },
	},
	taskFollower: {
		everything: { followerIds: 'ou_1', options: { userIdType: 'open_id' } },
		required: { followerIds: '={{ "" }}' },
		ownTarget: { taskId: rl('={{ $json.id }}'), followerIds: 'ou_1' },
	},
	appFeedCard: {
		everything: { feedCards: { cards: [{ bizId: 'a', userIds: 'ou_1' }] }, options: { userIdType: 'open_id' } },
		required: { feedCards: {} },
		ownTarget: { feedCards: { cards: [{ bizId: '={{ $json.id }}', userIds: 'ou_1' }] } },
	},
	batchMessage: { everything: { batchMessageId: 'bm-1' }, required: { batchMessageId: 'bm-1' }, ownTarget: { batchMessageId: '={{ $json.id }}' } },
};

const clock = new VirtualClock();
let sandbox: Sandbox;

beforeAll(async () => {
	clock.install();
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off', clock });
});
afterAll(async () => {
	await sandbox.stop();
	clock.uninstall();
});
beforeEach(() => {
	sandbox.reset('empty');
});

/** Runs a node over items and hands back the calls. What exists does not matter: every call is accepted. */
async function callsOf(page: PageName, parameters: INodeParameters, items: IDataObject[] = [{}]) {
	sandbox.fault({ endpoint: page, on: 'every', kind: 'code', code: 0, status: 200 });
	const node = nodeOf(deletionOf(page), { parameters, settings: { onError: 'continueRegularOutput' } });
	await runNode(items, node, sandboxCredentials(sandbox));
	return sandbox.calls(page);
}

const INSTANCE_WITHOUT_ADMIN = 'an instance named by somebody who is no room administrator';

/** Whether one instance of several can be named, which the page restricts to administrators in words alone. */
function namesInstances(page: Page): boolean {
	return page.body !== undefined && 'instance_start_time_admin' in page.body;
}

/** What the page says, as far as only a run of the node shows whether the node agrees. */
function behaviourOfPage(page: Page): Facts {
	const lists = Object.values(page.body ?? {}).filter(({ type }) => type.endsWith('[]'));
	return {
		'records per call': page.combinedLimits[0]?.maxItems ?? (lists.length > 0 ? lists[0]?.maxItems : 1),
		'a call with the required parameters alone': 'allowed',
		...(namesInstances(page) && { [INSTANCE_WITHOUT_ADMIN]: 'allowed' }),
		...Object.fromEntries(page.rateLimits.map(({ calls, windowMs }) => [`calls in ${windowMs} ms`, calls])),
	};
}

/** The most calls in any window of that length. */
function busiest(times: readonly number[], windowMs: number): number {
	return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length));
}

async function behaviourOfNode(page: Page & { name: PageName }): Promise<Facts> {
	const { required, ownTarget } = fillings[page.name];
	const deletion = deletionOf(page.name);

	const names = deletion.names(520);
	const [call] = await callsOf(page.name, {}, names.map((name) => deletion.item(name)));
	const body = (call?.body ?? {}) as Record<string, unknown>;
	const list = Object.values(body).find((value) => Array.isArray(value)) as unknown[] | undefined;

	sandbox.reset('empty');
	const bare = await callsOf(page.name, required);

	sandbox.reset('empty');
	const options = { instanceStartTimeAdmin: '1647320400' };
	const instance = namesInstances(page) ? await callsOf(page.name, { ...ownTarget, attendeeIds: 'user_1', options }, [{ id: 'a' }]) : [];

	sandbox.reset('empty');
	const limit = list?.length ?? 1;
	// Where nothing but the limit parts the records into calls, it takes that many more of them.
	const perCall = page.name === 'attendanceRecord' || page.name === 'appFeedCard' ? limit : 1;
	const mostCalls = Math.max(...page.rateLimits.map(({ calls }) => calls));
	const items = Array.from({ length: Math.ceil(mostCalls * 1.05 + 5) * perCall }, (_, index) => ({ id: `id${index}` }));
	clock.advance(3_600_000);
	const times = (await callsOf(page.name, ownTarget, items)).map(({ at }) => at);
	expect(times).toHaveLength(items.length / perCall);
	return {
		'records per call': limit,
		'a call with the required parameters alone': bare.length === 1 ? 'allowed' : 'refused',
		...(namesInstances(page) && { [INSTANCE_WITHOUT_ADMIN]: instance.length === 1 ? 'allowed' : 'refused' }),
		...Object.fromEntries(page.rateLimits.map(({ windowMs }) => [`calls in ${windowMs} ms`, busiest(times, windowMs)])),
	};
}

/** The deliberate differences among some statements. */
function deliberateAmong(page: PageName, ...facts: Facts[]): Record<string, Difference> {
	const own = deliberate[page].filter(({ fact }) => facts.some((stated) => fact in stated));
	return Object.fromEntries(own.map(({ fact, page: ofPage, node }) => [fact, { page: ofPage, node }]));
}

const pages = Object.values(PAGES) as ReadonlyArray<Page & { name: PageName }>;

describe.each(pages)('$name', (page) => {
	const { description } = nodeTypesByName[deletionOf(page.name).type];

	test('the description says what the page says and nothing else, but for the deliberate differences', () => {
		const [ofPage, ofNode] = [factsOfPage(page), factsOfNode(description, endpoints[page.name])];

		expect(differencesOf(ofPage, ofNode)).toEqual(deliberateAmong(page.name, ofPage, ofNode));
	});

	test('with every field filled in, the request has every parameter of the page and no other', async () => {
		const calls = await callsOf(page.name, fillings[page.name].everything);

		expect(calls).toHaveLength(1);
		expect(differencesOf(wireFactsOfPage(page), wireFactsOfRequest(calls[0]!))).toEqual({});
	});

	test('a run keeps to the limits, the rates and the required parameters of the page, and makes full use of them', async () => {
		const [ofPage, ofNode] = [behaviourOfPage(page), await behaviourOfNode(page)];

		expect(differencesOf(ofPage, ofNode)).toEqual(deliberateAmong(page.name, ofPage, ofNode));
	}, 120_000);

	test('every deliberate difference is one still, and has a reason', () => {
		const stated = { ...factsOfPage(page), ...factsOfNode(description, endpoints[page.name]), ...behaviourOfPage(page) };

		expect(deliberate[page.name].filter(({ fact }) => !(fact in stated))).toEqual([]);
		expect(deliberate[page.name].filter(({ why }) => !/^[A-Z].+\.$/.test(why))).toEqual([]);
	});

	test('one credential is offered for each kind of token the page takes, and one for a token of either kind', () => {
		const offered = (description.credentials ?? []).map(({ name }) => name);
		const field = description.properties.find(({ name }) => name === 'authentication');

		expect((field?.options ?? []).map((option) => 'value' in option && option.value).sort()).toEqual([...offered].sort());
		expect(new Set(offered)).toEqual(
			new Set(['feishuAccessTokenApi', ...page.tokens.map((kind) => (kind === 'tenant' ? 'feishuTenantApi' : 'feishuOAuth2Api'))]),
		);
	});
});
