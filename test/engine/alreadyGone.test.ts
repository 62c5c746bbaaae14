import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { CONTINUE, deletionOf, deletions, nodeOf, sandboxCredentials, type Deletion } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { sandboxed } from '../support/sandboxed';
import { isShownFor } from '../support/shownFor';

const world = sandboxed();

const GONE = { alreadyGone: true };

/** Whether the node offers the option. */
function offers({ node }: Deletion): boolean {
	const options = node.description.properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
	return options.some((option) => option.name === 'alreadyGone' && isShownFor('delete', option));
}

async function run(deletion: Deletion, names: readonly string[], options: IDataObject = GONE, settings: NodeSetup['settings'] = {}) {
	const items = names.map((name) => deletion.item(name));
	return await runNode(items, nodeOf(deletion, { parameters: { options } as never, settings }), sandboxCredentials(world.sandbox));
}

describe.each(deletions.filter(offers))('$type', (deletion) => {
	test('a clean-up that runs twice succeeds twice', async () => {
		const names = deletion.names(30);
		deletion.seed(world.sandbox, names);
		const first = await run(deletion, names);
		expect(first.json.map(({ status }) => status)).toEqual(names.map(() => 'deleted'));
		const second = await run(deletion, names);
		expect(second.error).toBeUndefined();
		expect(second.json.map(({ status }) => status)).toEqual(names.map(() => 'already_gone'));
		for (const json of second.json) expect(json).toMatchObject({ deleted: false });
		const { whenGone } = deletion.contract;
		for (const { code, reason, what_to_do } of second.json)
			expect([code, reason, what_to_do]).toEqual([undefined, whenGone?.reason, whenGone?.todo]);
	});

	test('those that are there are deleted, and counted apart', async () => {
		const names = deletion.names(30);
		const there = names.filter((_name, index) => index % 3 === 0);
		deletion.seed(world.sandbox, there);
		const [summary] = (await run(deletion, names, { ...GONE, output: 'summary' })).json;
		expect(summary).toMatchObject({ asked: 30, deleted: 10, already_gone: 20, refused: 0, unknown: 0, not_sent: 0, reasons: [] });
		expect(there.some((name) => deletion.exists(world.sandbox, name))).toBe(false);
	});

	test('is off by default', async () => {
		const [name = ''] = deletion.names(1);
		deletion.seed(world.sandbox, []);
		const { json } = await run(deletion, [name], {}, CONTINUE);
		expect(json.map(({ status }) => status)).toEqual([deletion.passesMissing ? deletion.done : 'refused']);
	});

	test('after a lost answer, too', async () => {
		const names = deletion.names(1);
		deletion.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'resetAfter', on: 1 });
		const { json, error } = await run(deletion, names);
		expect(error).toBeUndefined();
		expect(['deleted', 'already_gone']).toContain(json[0]?.status);
	});

	test('any other refusal stays one', async () => {
		const names = deletion.names(3);
		deletion.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: deletion.endpoint, kind: 'code', code: 99991672, on: 'every' });
		const { json } = await run(deletion, names, GONE, CONTINUE);
		expect(json.some(({ status }) => status === 'already_gone')).toBe(false);
	});
});

describe('where Feishu does not name the record', () => {
	test.each(deletions.filter((deletion) => !offers(deletion)))(
		'$type does not offer it, and a missing record is refused, or passes as deleted',
		async (deletion) => {
			const { json } = await run(deletion, deletion.names(2), GONE, CONTINUE);
			const status = deletion.passesMissing ? deletion.done : 'refused';
			expect(json.map((item) => item.status)).toEqual([status, status]);
		},
	);

	test.each([191000, 193001, 193003])('a calendar or an event that is not there stays refused: %i', async (code) => {
		const attendees = deletionOf('calendarEventAttendee');
		const names = attendees.names(2);
		attendees.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'calendarEventAttendee', kind: 'code', code, on: 'every' });
		const { json } = await run(attendees, names, GONE, CONTINUE);
		expect(json.some(({ status }) => status === 'already_gone')).toBe(false);
		expect(json[0]).toMatchObject({ status: 'refused', code });
	});
});

test('five hundred attendees who are gone are asked about once, and looked up once', async () => {
	const attendees = deletionOf('calendarEventAttendee');
	const names = attendees.names(500);
	attendees.seed(world.sandbox, []);
	attendees.seed(world.sandbox, names.slice(0, 1));
	await run(attendees, names.slice(0, 1));
	const before = world.sandbox.calls('calendarEventAttendee').length;
	const { json } = await run(attendees, names);
	expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['already_gone']));
	expect(world.sandbox.calls('calendarEventAttendee')).toHaveLength(before + 1);
	expect(world.sandbox.calls('attendeeList')).toHaveLength(1);
});

test('where the list cannot be read, attendees who are gone are asked about one by one, and no more than once', async () => {
	const attendees = deletionOf('calendarEventAttendee');
	const names = attendees.names(200);
	attendees.seed(world.sandbox, []);
	world.sandbox.fault({ endpoint: 'attendeeList', kind: 'code', code: 99991672, on: 'every' });
	const { json } = await run(attendees, names);
	expect(new Set(json.map(({ status }) => status))).toEqual(new Set(['already_gone']));
	// Whole, in halves, and each alone.
	expect(world.sandbox.calls('calendarEventAttendee')).toHaveLength(1 + 2 + names.length);
	expect(world.sandbox.calls('attendeeList')).toHaveLength(1);
});
