import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { USER_ID_TYPE } from '../../nodes/shared/userIdKind';
import {
	attendance,
	attendees,
	blind,
	cards,
	CONTINUE,
	deletions,
	endpoints,
	followers,
	itemsOf,
	nodeOf,
	sandboxCredentials,
	type Deletion,
} from '../support/deletions';
import { CredentialStore } from '../support/credentialStore';
import { runNode, type NodeResult } from '../support/engine';
import { expectEachOnce, expectTruth, reported, tally } from '../support/law';
import { batchesOf, sandboxed } from '../support/sandboxed';

const world = sandboxed();

async function run(deletion: Deletion, names: readonly string[], parameters: INodeParameters = {}): Promise<NodeResult> {
	const node = nodeOf(deletion, { settings: CONTINUE, parameters });
	return await runNode(itemsOf(deletion, names), node, sandboxCredentials(world.sandbox));
}

/** With these fields, a node takes User IDs: what says so is a field or an option. */
function byUserIds({ node, contract }: Deletion): INodeParameters {
	const { parameter, kinds } = contract.userIdKind ?? USER_ID_TYPE;
	const [value = ''] = Object.entries(kinds).find(([, kind]) => kind === 'user_id') ?? [];
	const { [parameter]: field } = contract.parameters;
	if (field !== undefined) return { [field]: value };
	const options = (node.description.properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
	const option = options.find(({ routing }) => routing?.send?.property === parameter);
	return option === undefined ? {} : { options: { [option.name]: value } };
}

function expectLaw(deletion: Deletion, result: NodeResult, names: ReadonlyArray<string | readonly string[]>): void {
	expect(result.error).toBeUndefined();
	expectEachOnce(deletion, result, names);
	expectTruth(deletion, result, (name) => deletion.exists(world.sandbox, name));
}

describe('a lost answer, then a refusal that may concern one record', () => {
	test.each(deletions.flatMap((deletion) => deletion.recordCodes.map((code) => ({ deletion, type: deletion.type, code }))))(
		'is unknown, though it was deleted: $type with $code',
		async ({ deletion, code }) => {
			const names = deletion.names(1);
			deletion.seed(world.sandbox, names);
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'resetAfter', on: 1 });
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'code', code, on: 2 });
			blind(world.sandbox, deletion);
			const result = await run(deletion, names);
			expect(tally(deletion, result)).toEqual({ unknown: 1 });
			expect(reported(deletion, result)[0]?.json).toMatchObject({
				code,
				what_to_do: expect.stringContaining('Look it up in Feishu') as string,
			});
		},
	);

	test.each(deletions.filter(({ look }) => look !== undefined))('is known where somebody can look: $type', async (deletion) => {
		for (const code of deletion.recordCodes) {
			for (const kind of ['resetAfter', 'resetBefore'] as const) {
				world.sandbox.reset('empty');
				const names = deletion.names(1);
				deletion.seed(world.sandbox, names);
				world.sandbox.fault({ endpoint: deletion.endpoint, kind, on: 1 });
				world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'code', code, on: 2 });
				const result = await run(deletion, names);
				expectLaw(deletion, result, names);
				const [json] = reported(deletion, result).map((one) => one.json);
				// A recall that was not asked for may still be on its way.
				if (kind === 'resetAfter') expect(json).toMatchObject({ status: deletion.done, confirmed_by: 'read' });
				else if (deletion.done === 'deleted') expect(json).toMatchObject({ status: 'refused', code, confirmed_by: 'read' });
			}
		}
	});

	test.each(deletions.filter(({ limit }) => limit > 1))(
		'is told truly for each record of a call of $type that is searched',
		async (deletion) => {
			const names = deletion.names(Math.min(deletion.limit, 30));
			deletion.seed(world.sandbox, names);
			const [code = 123456] = deletion.recordCodes;
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'resetAfter', on: 1 });
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'code', code, on: [2, 3, 5] });
			expectLaw(deletion, await run(deletion, names), names);
		},
	);
});

describe('an answer of another shape', () => {
	const nested = { toString: 1, valueOf: 1, constructor: { prototype: 1 }, ['__proto__']: { deleted: true } };
	const lists = { success_record_ids: nested, fail_record_ids: [nested, null, 7], failed_cards: [nested], followers: nested };
	const huge = Array.from({ length: 20_000 }, (_, index) => ({ biz_id: `other-${index}`, user_id: 'ou_x', reason: 'UNKNOWN' }));

	test.each<[string, Record<string, unknown>]>([
		['failed_cards that holds null', { data: { failed_cards: [null] } }],
		['failed_cards that holds text', { data: { failed_cards: ['card', 7, true, []] } }],
		['failed cards without names', { data: { failed_cards: [{ reason: 'NO_PERMISSION' }] } }],
		['failed cards of other names', { data: { failed_cards: [{ biz_id: 'CARD-0', user_id: 'OU_USER0', reason: 1 }] } }],
		['twenty thousand failed cards', { data: { failed_cards: huge } }],
		['no data', { data: null }],
		['data that is text', { data: 'deleted' }],
		['data that is a list', { data: [1, 2] }],
		['lists that are objects', { data: lists }],
		['followers that holds objects', { data: { followers: [null, nested, ['ou_x']] } }],
		['lists of numbers', { data: { success_record_ids: [1, 2], fail_record_ids: [3], followers: [4] } }],
		['a message that is an object', { msg: nested }],
		['a message that is JSON of an array', { msg: '[1,2]' }],
		['a message that is JSON null', { msg: 'null' }],
		['a megabyte of message', { msg: 'x'.repeat(1_000_000) }],
		['an error that is a list', { code: 123456, error: [nested] }],
		[
			'errors that nest',
			{
				code: 123456,
				msg: nested,
				error: {
					field_violations: [null, nested, { field: nested, description: nested }],
					permission_violations: nested,
					helps: [{ url: nested }],
					troubleshooter: nested,
					log_id: nested,
				},
			},
		],
		['a code that is text', { code: '0' }],
		['a code that is no whole number', { code: 0.5 }],
		['a code below nothing', { code: -1 }],
	])('never deletes, fails or invents anything by itself: %s', async (_what, body) => {
		for (const deletion of deletions) {
			world.sandbox.reset('empty');
			world.clock.advance(600_000);
			const names = deletion.names(3);
			deletion.seed(world.sandbox, names);
			// Nothing is deleted. An answer without any contents of its own says that all are, and is believed where nothing else can be known.
			world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'answer', on: 'every', body, done: false });
			const result = await run(deletion, names);
			expect(result.error).toBeUndefined();
			expectEachOnce(deletion, result, names);
			// They speak of no card that was asked for.
			if (deletion === cards && JSON.stringify(body).includes('failed_cards')) expect(tally(deletion, result)).toEqual({ unknown: 3 });
			expect(world.sandbox.calls(deletion.endpoint).length).toBeLessThanOrEqual(8);
			for (const { json } of reported(deletion, result)) expect(JSON.stringify(json).length).toBeLessThan(3_000);
		}
	});

	test('a failed card that matches none leaves the neighbours unknown, and not the ones that it names', async () => {
		const names = cards.names(3);
		cards.seed(world.sandbox, names);
		world.sandbox.fault({
			endpoint: 'appFeedCard',
			kind: 'answer',
			on: 1,
			body: {
				data: {
					failed_cards: [
						{ biz_id: 'card-0', user_id: 'ou_user1', reason: '1' },
						{ biz_id: 'card-0', user_id: 'on_another_form', reason: '1' },
					],
				},
			},
		});
		const result = await run(cards, names);
		expect(reported(cards, result).map(({ json }) => json.status)).toEqual(['unknown', 'refused', 'unknown']);
		expect(reported(cards, result)[0]?.json.reason).toContain('does not name it by the IDs that were sent');
	});

	test('1220001 with empty lists beside it keeps Feishu’s words, and the neighbours of the bad record are deleted', async () => {
		const names = attendance.names(10);
		attendance.seed(world.sandbox, names);
		const refusal = { code: 1220001, msg: 'a parameter is wrong', data: { success_record_ids: [], fail_record_ids: [] } };
		// The whole, then the half and all below it that hold the first record.
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'answer', status: 400, done: false, on: [1, 2, 4, 6, 8], body: refusal });
		const result = await run(attendance, names);
		expectLaw(attendance, result, names);
		expect(tally(attendance, result)).toEqual({ deleted: 9, refused: 1 });
		expect(reported(attendance, result)[0]?.json).toMatchObject({ status: 'refused', code: 1220001, reason: 'a parameter is wrong' });
	});

	test('a megabyte of words for each record stays small in the output', async () => {
		const names = attendance.names(20);
		const reasons = JSON.stringify(Object.fromEntries(names.map((name) => [name, 'x'.repeat(1_000_000)])));
		for (const start of [0, 10]) {
			const data = { success_record_ids: [], fail_record_ids: names.slice(start, start + 10) };
			world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'answer', done: false, on: start / 10 + 1, body: { msg: reasons, data } });
		}
		const result = await run(attendance, names);
		expect(JSON.stringify(result.json).length).toBeLessThan(40_000);
		for (const { reason } of result.json) expect(String(reason)).toMatch(/^x{500}…$/);
	});

	test('cards that were told to wait, and are then refused as a call, lose nothing that was deleted before', async () => {
		const names = cards.names(4);
		cards.seed(world.sandbox, names);
		for (const card of world.sandbox.state.feedCards.values()) if (card.openId !== 'ou_user0') card.reason = 'RATE_LIMITED';
		world.sandbox.fault({ endpoint: 'appFeedCard', kind: 'code', code: 230001, on: 2 });
		const result = await run(cards, names);
		expectLaw(cards, result, names);
		expect(reported(cards, result).map(({ json }) => json.status)).toEqual(['deleted', 'refused', 'refused', 'deleted']);
		const sent = world.sandbox
			.calls('appFeedCard')
			.slice(1)
			.flatMap(({ body }) => (body as { feed_cards: Array<{ user_id: string }> }).feed_cards);
		expect(sent.map(({ user_id }) => user_id)).not.toContain('ou_user0');
	});
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype'])(
	'a record named %s is a record like any other',
	async (name) => {
		for (const deletion of deletions) {
			const [first = '', ...others] = deletion.names(3);
			// Where a record has two names, it is both of them. Only a User ID of a person may be any word.
			const namesPeople = deletion.contract.people !== undefined;
			const names = [first.replaceAll(/[^|]+/g, name), ...(namesPeople ? [] : others)];
			deletion.seed(world.sandbox, names);
			const result = await run(deletion, names, namesPeople ? byUserIds(deletion) : {});
			expectLaw(deletion, result, names);
			expect({ of: deletion.type, ...tally(deletion, result) }).toEqual({ of: deletion.type, [deletion.done]: names.length });
		}
	},
);

test.each(deletions)(
	'an exception while an answer for $type is read leaves its records unknown and ends the run; the report survives',
	async (deletion) => {
		const groups = Array.from({ length: deletion.limit > 50 ? 6 : 40 }, (_, group) => deletion.listNames(group, deletion.limit));
		deletion.seed(world.sandbox, groups.flat());
		blind(world.sandbox, deletion, groups.length);
		const endpoint = endpoints[deletion.endpoint];
		const read = endpoint.judge.bind(endpoint);
		const reading = jest.spyOn(endpoint, 'judge').mockImplementation((...args) => {
			if (reading.mock.calls.length === 2) throw new Error('planted');
			return read(...args);
		});
		try {
			const node = nodeOf(deletion, { settings: CONTINUE, parameters: deletion.listParameters });
			const result = await runNode(
				groups.map((group) => deletion.listItem(group)),
				node,
				sandboxCredentials(world.sandbox),
			);
			expect(result.error).toBeUndefined();
			expectEachOnce(deletion, result, groups);
			expectTruth(deletion, result, (name) => deletion.exists(world.sandbox, name));
			expect(tally(deletion, result).unknown).toBe(deletion.limit);
			// Calls under way are answered, and none is sent after them.
			if (deletion.limit === 10) expect(tally(deletion, result).not_sent).toBeGreaterThan(0);
			expect(result.json.find(({ status }) => status === 'unknown')?.reason).toContain('planted');
		} finally {
			reading.mockRestore();
		}
	},
);

describe('a credential store that throws', () => {
	/** Throws from its n-th reading on. */
	class Failing extends CredentialStore {
		private readings = 0;

		constructor(
			stored: Record<string, ICredentialDataDecryptedObject>,
			private readonly from: number,
			private readonly thrown: unknown,
		) {
			super(stored);
		}

		override async getDecrypted(...args: Parameters<CredentialStore['getDecrypted']>): Promise<ICredentialDataDecryptedObject> {
			this.readings += 1;
			if (this.readings >= this.from) throw this.thrown;
			return await super.getDecrypted(...args);
		}
	}

	class FailingToStore extends CredentialStore {
		protected override keep(): void {
			throw new Error('the database is locked');
		}
	}

	test.each([2, 3, 4, 5, 6, 8])('from reading %i on loses no report and claims nothing untrue', async (from) => {
		const names = attendance.names(300);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ kind: 'token', status: 400, code: 99991663, endpoint: 'attendanceRecord', on: 11 });
		const store = new Failing(sandboxCredentials(world.sandbox), from, new Error('the database is locked'));
		expectLaw(attendance, await runNode(itemsOf(attendance, names), nodeOf(attendance, { settings: CONTINUE }), store), names);
	});

	test.each([
		['nothing', undefined],
		['null', null],
		['text', 'locked'],
		['an object without a prototype', Object.create(null) as unknown],
		['an object that no text can be made of', { message: { toString: 1 } }],
	])('%s instead of an error loses no report', async (_what, thrown) => {
		const names = attendance.names(30);
		for (const from of [2, 3]) {
			attendance.seed(world.sandbox, names);
			const store = new Failing(sandboxCredentials(world.sandbox), from, thrown);
			expectLaw(attendance, await runNode(itemsOf(attendance, names), nodeOf(attendance, { settings: CONTINUE }), store), names);
		}
	});

	test('when it stores a token loses no report, and ends the run', async () => {
		const names = attendance.names(300);
		attendance.seed(world.sandbox, names);
		const result = await runNode(
			itemsOf(attendance, names),
			nodeOf(attendance, { settings: CONTINUE }),
			new FailingToStore(sandboxCredentials(world.sandbox)),
		);
		expectLaw(attendance, result, names);
		expect(world.sandbox.calls('attendanceRecord')).toEqual([]);
	});

	test('when a user token is renewed tells of what was deleted before', async () => {
		const names = followers.listNames(0, 300);
		followers.seed(world.sandbox, names);
		const access_token = world.sandbox.seed.userToken();
		world.sandbox.fault({ kind: 'token', status: 400, code: 99991677, endpoint: 'taskFollower', on: 2 });
		const node = nodeOf(followers, {
			parameters: { ...followers.listParameters, authentication: 'feishuOAuth2Api' },
			credentials: { feishuOAuth2Api: 'user' },
			settings: CONTINUE,
		});
		for (const from of [3, 4, 5, 6, 7, 8, 9]) {
			followers.seed(world.sandbox, names);
			const store = new Failing(
				{ user: { region: 'custom', baseUrl: world.sandbox.url, oauthTokenData: { access_token } } },
				from,
				new Error('the database is locked'),
			);
			expectLaw(followers, await runNode([followers.listItem(names)], node, store), [names]);
		}
	});
});

describe('what the items hold', () => {
	test('an item whose expression throws only when the engine reads it is refused alone: its neighbours are deleted', async () => {
		const names = attendance.names(3);
		attendance.seed(world.sandbox, names);
		let isLate = false;
		const late: IDataObject = Object.defineProperty({ id: names[1] }, 'late', {
			enumerable: true,
			get: () => {
				// As soon as n8n has started all items, and before the engine reads them.
				void Promise.resolve().then(() => {
					isLate = true;
				});
				return isLate;
			},
		});
		const items = [attendance.item(names[0] ?? ''), late, attendance.item(names[2] ?? '')];
		const parameters = { recordIds: "={{ $json.late ? $('Nowhere').first().json.id : $json.id }}", options: { includeInputFields: false } };
		const { json } = await runNode(items, nodeOf(attendance, { parameters, settings: CONTINUE }), sandboxCredentials(world.sandbox));
		expect(json.map(({ status }) => status)).toEqual(['deleted', 'refused', 'deleted']);
		expect(json[1]).toMatchObject({
			reason: "The field “Record IDs” of item 1 cannot be read: Referenced node doesn't exist",
			what_to_do: 'Check what the expressions of the node return for this item.',
		});
	});

	test('more records than one call of a function takes are all told of under Stop', async () => {
		const ids = Array.from({ length: 50_000 }, (_, index) => `ou_${index}`);
		const items = [0, 1, 2].map((part) => ({ part }));
		const parameters = {
			followerIds: `={{ Array.from({ length: ${ids.length} }, (_, index) => 'ou_' + index) }}`,
			options: { includeInputFields: false },
		};
		world.sandbox.fault({ kind: 'code', code: 1470404, endpoint: 'taskFollower', on: 1 });
		const { error } = await runNode(items, nodeOf(followers, { parameters }), sandboxCredentials(world.sandbox));
		expect(error?.message).toMatch(/^0 of 150000 task followers removed, 300 refused, 149700 not sent\. /);
	});
});

describe('one attendee under two sets of options', () => {
	test('is sent once, and the later item gets the answer of the first', async () => {
		const names = attendees.names(2);
		attendees.seed(world.sandbox, names);
		const items = [...names, ...names].map((id, index) => ({ id, notify: index < 2 }));
		const node = nodeOf(attendees, { parameters: { options: { needNotification: '={{ $json.notify }}' } }, settings: CONTINUE });
		const result = await runNode(items, node, sandboxCredentials(world.sandbox));
		expect(tally(attendees, result)).toEqual({ deleted: 4 });
		expect(world.sandbox.calls('calendarEventAttendee').map(({ body }) => body)).toEqual([
			{ attendee_ids: names, need_notification: true },
		]);
	});

	test.each([
		[
			'the instance of a repeating event',
			(index: number) => ({ isEnableAdmin: true, instanceStartTimeAdmin: index === 0 ? '1647320400' : '1647406800' }),
		],
	])('is another one where they name %s', async (_what, optionsOf) => {
		const [name = ''] = attendees.names(1);
		const items = [0, 1].map((index) => ({ id: name, ...optionsOf(index) }));
		attendees.seed(world.sandbox, [name]);
		const parameters = { options: { isEnableAdmin: true, instanceStartTimeAdmin: '={{ $json.instanceStartTimeAdmin }}' } };
		await runNode(items, nodeOf(attendees, { parameters, settings: CONTINUE }), sandboxCredentials(world.sandbox));
		const starts = world.sandbox.calls('calendarEventAttendee').map(({ body }) => (body as IDataObject).instance_start_time_admin);
		expect([...new Set(starts)]).toEqual(['1647320400', '1647406800']);
	});

	test('over batches is sent once as well', async () => {
		const names = attendees.names(1);
		attendees.seed(world.sandbox, names);
		const items = [true, false].map((notify) => ({ id: names[0], notify }));
		const node = nodeOf(attendees, {
			parameters: { options: { needNotification: '={{ $json.notify }}' }, ...batchesOf(1, 100) },
			settings: CONTINUE,
		});
		const result = await runNode(items, node, sandboxCredentials(world.sandbox));
		expect(tally(attendees, result)).toEqual({ deleted: 2 });
		expect(world.sandbox.calls('calendarEventAttendee')).toHaveLength(1);
	});
});
