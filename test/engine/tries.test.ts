import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CredentialStore } from '../support/credentialStore';
import { blind, deletionOf, sandboxCredentials } from '../support/deletions';
import { agentWith, runLoop, runNode, type NodeName, type NodeSetup } from '../support/engine';
import { batchesOf, sandboxed } from '../support/sandboxed';

/** What a node makes up, or its expressions say of the moment, as Retry On Fail runs it again. */

const world = sandboxed();

/** As `{{ $now }}`, it says something else each time that n8n resolves it. */
const EACH_TIME = '={{ Math.floor(Math.random() * 1000000000) }}';

const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } as const;

function nodeOf(type: NodeName, parameters: INodeParameters, settings: NodeSetup['settings'] = RETRY): NodeSetup {
	return {
		type,
		credentials: { feishuTenantApi: 'tenant' },
		parameters: { authentication: 'feishuTenantApi', operation: 'create', options: {}, ...parameters },
		settings,
	};
}

const run = async (items: readonly IDataObject[], setup: NodeSetup) => await runNode(items, setup, sandboxCredentials(world.sandbox));

const punch = (more: INodeParameters = {}, settings?: NodeSetup['settings']) =>
	nodeOf(
		'feishuAttendanceRecord',
		{
			source: 'fields',
			employeeId: '={{ $json.id }}',
			creatorId: 'admin',
			locationName: 'Gate',
			checkTime: '={{ 1767196800 + Math.floor(Math.random() * 86400000) }}',
			comment: EACH_TIME,
			additionalFields: {},
			...more,
		},
		settings,
	);

const punches = () => [...world.sandbox.state.attendanceRecords.values()];

/** The answers of the first calls are lost, all repeats of a call included, and nobody can look. */
function loseAnswers(endpoint: string, done = true, calls = [1, 2, 3, 4]) {
	blind(world.sandbox, deletionOf('attendanceRecord'));
	world.sandbox.fault({ endpoint: 'attendanceQuery', kind: 'code', code: 99991672, on: 'every' });
	world.sandbox.fault({ endpoint, kind: done ? 'resetAfter' : 'resetBefore', on: calls });
}

describe('where an expression says something else in each try', () => {
	test.each([true, false])(
		'a punch is imported once, and reported as it was imported: the lost call having done it is %s',
		async (done) => {
			loseAnswers('attendanceImport', done);
			const { json, error } = await run([{ id: 'e0' }, { id: 'e1' }], punch());
			expect(error).toBeUndefined();
			expect(world.sandbox.calls('attendanceImport')).toHaveLength(5);
			expect(json).toEqual(
				punches().map(
					({ recordId, userId, checkTime, idempotentId }) =>
						expect.objectContaining({
							status: 'created',
							record_id: recordId,
							user_id: userId,
							check_time: checkTime,
							idempotent_id: idempotentId,
						}) as unknown,
				),
			);
			expect(json).toHaveLength(2);
		},
	);

	test('each snapshot of a list is imported once, and those that were refused stay in the report', async () => {
		world.sandbox.seed.employee({ employeeId: 'e0', employeeNo: '0' });
		world.sandbox.fault({ endpoint: 'attendanceImport', kind: 'code', code: 1225000, status: 500, on: [4, 5, 6, 7] });
		const snapshot = (id: string) =>
			`{ user_id: '${id}', creator_id: 'e0', location_name: 'Gate', check_time: '1767196801', comment: String(Math.random()) }`;
		const snapshots = `={{ [${['e0', 'e7', 'e0'].map(snapshot).join(', ')}] }}`;
		const { json, error } = await run([{}], punch({ source: 'snapshots', snapshots }, { ...RETRY, maxTries: 3 }));
		expect(error?.message).toMatch(/^2 of 3 attendance records imported, 1 refused/);
		expect(json).toEqual([]);
		expect(punches()).toHaveLength(2);
	});

	test('a card is created once', async () => {
		loseAnswers('appFeedCardCreate');
		const { json, error } = await run(
			[{}],
			nodeOf('feishuAppFeedCard', { userIds: 'ou_1, ou_2', title: EACH_TIME, link: 'https://www.feishu.cn/' }),
		);
		expect(error).toBeUndefined();
		const cards = [...world.sandbox.state.feedCards.values()];
		expect(cards).toHaveLength(2);
		expect(json).toMatchObject(['ou_1', 'ou_2'].map((user_id) => ({ user_id, status: 'created', confirmed_by: 'repeat' })));
	});

	test('a message of which nobody knows is not sent again', async () => {
		world.sandbox.fault({ endpoint: 'batchMessageSend', kind: 'resetAfter', on: 1 });
		const { error } = await run(
			[{}],
			nodeOf('feishuBatchMessage', { messageType: 'text', text: EACH_TIME, recipients: { openIds: 'ou_1, ou_2' } }),
		);
		expect(world.sandbox.calls('batchMessageSend')).toHaveLength(1);
		expect(error?.message).toMatch(/^0 of 2 messages sent, 2 unknown/);
	});

	test('a message that was not sent to all goes to the rest as it was', async () => {
		world.sandbox.fault({
			endpoint: 'batchMessageSend',
			kind: 'rate',
			code: 99991400,
			on: Array.from({ length: 11 }, (_, index) => index + 2),
		});
		const openIds = Array.from({ length: 400 }, (_, index) => `ou_${index}`);
		const { json, error } = await run(
			[{ openIds }],
			nodeOf('feishuBatchMessage', { messageType: 'text', text: EACH_TIME, recipients: { openIds: '={{ $json.openIds }}' } }),
		);
		expect(error).toBeUndefined();
		expect(json.map(({ open_id, status }) => [open_id, status])).toEqual(openIds.map((id) => [id, 'created']));
		const texts = world.sandbox.calls('batchMessageSend').map(({ body }) => (body as { content: { text: string } }).content.text);
		expect(new Set(texts).size).toBe(1);
		expect([...world.sandbox.state.batchMessages.values()]).toHaveLength(2);
	});

	test('a deletion asks for the same record', async () => {
		const ids = Array.from({ length: 1_000 }, (_, index) => String(6709359313699350000n + BigInt(index)));
		world.sandbox.seed.attendanceRecords(ids);
		loseAnswers('attendanceRecord', false);
		const { json, error } = await run(
			[{ ids }],
			nodeOf('feishuAttendanceRecord', { operation: 'delete', recordIds: '={{ $json.ids[Math.floor(Math.random() * 1000)] }}' }),
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ status: 'deleted' }]);
		expect(world.sandbox.state.attendanceRecords.has(String(json[0]?.record_id))).toBe(false);
		expect(punches()).toHaveLength(999);
		const asked = world.sandbox.calls('attendanceRecord').map(({ body }) => (body as { record_ids: string[] }).record_ids.join());
		expect(new Set(asked).size).toBe(1);
	});

	test('with Batching, each item keeps its own', async () => {
		loseAnswers('attendanceImport', true, [1, 2, 3, 4]);
		const { json, error } = await run([{ id: 'e0' }, { id: 'e1' }, { id: 'e2' }], punch(batchesOf(1)));
		expect(error).toBeUndefined();
		expect(json.map(({ record_id }) => record_id).sort()).toEqual(
			punches()
				.map(({ recordId }) => recordId)
				.sort(),
		);
		expect(
			punches()
				.map(({ userId }) => userId)
				.sort(),
		).toEqual(['e0', 'e1', 'e2']);
	});
});

describe('an item is read again in a later try', () => {
	const holding = (item: IDataObject, key: string, get: () => unknown): IDataObject =>
		Object.defineProperty(item, key, { get, enumerable: true });

	test('if it could not be read; those beside it ask for what they asked for', async () => {
		let reads = 0;
		let readsOfOneTry = Number.POSITIVE_INFINITY;
		const inTime = (first: string, later: string) => () => {
			reads += 1;
			return reads > readsOfOneTry ? later : first;
		};
		const items = () => [
			holding({ id: 'e0' }, 'at', inTime('2026-01-01T09:00:00', '2026-01-01T10:00:00')),
			holding({ at: '2026-01-01T11:00:00' }, 'id', inTime('', 'e1')),
		];
		const imported = async (settings: NodeSetup['settings']) => {
			reads = 0;
			const { error } = await run(items(), punch({ checkTime: '={{ $json.at }}' }, settings));
			return [error?.message, punches().map(({ userId, checkTime }) => [userId, checkTime])];
		};
		expect(await imported({})).toEqual([expect.stringMatching(/Employee ID.+item 1 is blank/), []]);
		readsOfOneTry = reads;
		expect(await imported(RETRY)).toEqual([
			undefined,
			[
				['e0', '1767229200'],
				['e1', '1767236400'],
			],
		]);
	});

	/** Dry Run of the first record changes once the calls of the first try have been made; nothing comes of these. */
	async function removeBoth(isDryAtFirst: boolean) {
		world.sandbox.seed.attendanceRecords(['1', '2']);
		loseAnswers('attendanceRecord', false);
		const isLater = () => world.sandbox.calls('attendanceRecord').length >= 4;
		const items = [holding({ id: '1' }, 'dry', () => isLater() !== isDryAtFirst), { id: '2', dry: false }];
		const parameters = { operation: 'delete', recordIds: '={{ $json.id }}', dryRun: '={{ $json.dry }}' };
		const { json, error } = await run(items, nodeOf('feishuAttendanceRecord', parameters));
		const asked = world.sandbox.calls('attendanceRecord').map(({ body }) => (body as { record_ids: string[] }).record_ids.join());
		return { statuses: json.map(({ status }) => status), asked, message: error?.message };
	}

	test('if its Dry Run is off by then', async () => {
		expect(await removeBoth(true)).toEqual({ statuses: ['deleted', 'deleted'], asked: ['2', '2', '2', '2', '1,2'], message: undefined });
	});

	test('if its Dry Run is on by then: it is not sent again, and not told as rehearsed, since it may be done', async () => {
		expect(await removeBoth(false)).toEqual({
			statuses: [],
			asked: ['1,2', '1,2', '1,2', '1,2', '2'],
			message: expect.stringMatching(/^1 of 2 attendance records deleted, 1 unknown\. Dry Run is on in this try/) as unknown,
		});
	});

	test('if its Dry Run is on by then, and the first try was refused for now: it is rehearsed', async () => {
		world.sandbox.seed.attendanceRecords(['1', '2']);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'code', code: 99991672, on: 1 });
		const isLater = () => world.sandbox.calls('attendanceRecord').length > 0;
		const items = [holding({ id: '1' }, 'dry', isLater), { id: '2', dry: false }];
		const parameters = { operation: 'delete', recordIds: '={{ $json.id }}', dryRun: '={{ $json.dry }}' };
		const { json } = await run(items, nodeOf('feishuAttendanceRecord', parameters));
		expect(json.map(({ status }) => status)).toEqual(['dry_run', 'deleted']);
	});
});

/** Once the first try is over, n8n reads the credential for itself, and the node cannot. */
class ClosedVault extends CredentialStore {
	private isLast = false;

	override async getDecrypted(...asked: Parameters<CredentialStore['getDecrypted']>) {
		const isLater = world.sandbox.calls('attendanceRecord').length >= 5;
		if (isLater && this.isLast) throw new Error('The vault is closed');
		this.isLast = isLater;
		return await super.getDecrypted(...asked);
	}
}

test('what was deleted stays so if the credential cannot be read in the next try', async () => {
	world.sandbox.seed.attendanceRecords(['1', '2']);
	loseAnswers('attendanceRecord', false, [2, 3, 4, 5]);
	const remove = nodeOf('feishuAttendanceRecord', { operation: 'delete', recordIds: '={{ $json.id }}', ...batchesOf(1, 300) });
	const { error } = await runNode([{ id: '1' }, { id: '2' }], remove, new ClosedVault(sandboxCredentials(world.sandbox)));
	expect(error?.message).toBe('1 of 2 attendance records deleted, 1 unknown. The vault is closed.');
});

test('each round of a loop imports its own', async () => {
	const store = new CredentialStore(sandboxCredentials(world.sandbox));
	await runLoop([[{ id: 'e0' }], [{ id: 'e0' }]], punch({ checkTime: '2026-01-01T09:00:00', comment: 'In' }), store);
	expect(punches()).toHaveLength(2);
});

test('each call of a tool imports its own, over its tries once', async () => {
	const parameters = { employeeId: "={{ $fromAI('id') }}" };
	const agent = agentWith(punch(parameters), new CredentialStore(sandboxCredentials(world.sandbox)));
	loseAnswers('attendanceImport');
	await agent.call({ id: 'e0' });
	await agent.call({ id: 'e0' });
	expect(punches()).toHaveLength(2);
	expect(world.sandbox.calls('attendanceImport')).toHaveLength(6);
});
