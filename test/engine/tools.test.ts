import type { IDataObject } from 'n8n-workflow';
import { CredentialStore } from '../support/credentialStore';
import { attendance, callsOf, type Deletion, deletions, nodeOf, sandboxCredentials, seedBut } from '../support/deletions';
import { agentWith, type Agent } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } as const;

/** The parameters of a node that takes lists, with what the model gives in place of what an item holds. */
function fromTheModel(deletion: Deletion): Deletion['parameters'] {
	return JSON.parse(JSON.stringify(deletion.listParameters).replace(/\$json\.(\w+)/g, "$fromAI('$1')")) as Deletion['parameters'];
}

function agentOf(deletion: Deletion, settings = {}, options: IDataObject = {}): Agent {
	return agentWith(
		nodeOf(deletion, { parameters: { ...fromTheModel(deletion), options } as never, settings }),
		new CredentialStore(sandboxCredentials(world.sandbox)),
	);
}

/** What the model is told: the answer, or the words of the error. */
async function told(agent: Agent, deletion: Deletion, names: readonly string[]): Promise<string> {
	return await agent.call(deletion.listItem(names)).catch((error: unknown) => (error as Error).message);
}

describe('as a tool of an agent', () => {
	test.each(deletions)('$type deletes what the model asks for, and says so', async (deletion) => {
		const names = deletion.listNames(0, Math.min(3, deletion.limit));
		deletion.seed(world.sandbox, names);
		const [summary] = JSON.parse(await told(agentOf(deletion), deletion, names)) as IDataObject[];
		expect(summary).toMatchObject({ asked: names.length, [deletion.done]: names.length, reasons: [] });
		expect(world.sandbox.calls(deletion.endpoint)).toHaveLength(1);
		expect(summary?.calls).toBe(callsOf(world.sandbox, deletion));
	});

	test('is told record by record where the builder chose that', async () => {
		const names = attendance.listNames(0, 3);
		attendance.seed(world.sandbox, names);
		const answer = JSON.parse(await told(agentOf(attendance, {}, { output: 'records' }), attendance, names)) as IDataObject[];
		expect(answer.map(({ status }) => status)).toEqual(['deleted', 'deleted', 'deleted']);
	});

	test.each(deletions)('$type is told how many, why and which, in a message that stands alone', async (deletion) => {
		const names = deletion.listNames(0, Math.min(deletion.limit, 20));
		deletion.seed(world.sandbox, []);
		seedBut(world.sandbox, deletion, names, names);
		const words = await told(agentOf(deletion), deletion, names);
		const { done = 'deleted', one, many } = deletion.contract.noun;
		const title = `0 of ${names.length} ${names.length === 1 ? one : many} ${done}, ${names.length} refused. `;
		expect(words.startsWith(title)).toBe(true);
		for (const name of names) expect(words).toContain(name.split(/[ /|]+/).at(-1));
		expect(words).not.toMatch(/item 0|workflow|Details:|<b/i);
		expect(words.length).toBeLessThanOrEqual(2_000);
	});

	test('names twenty of many, in a message and in a summary of at most 2,000 characters', async () => {
		const names = attendance.listNames(0, 60);
		const bound = { stopIfMoreThan: 100 };
		const words = await told(agentOf(attendance, {}, bound), attendance, names);
		expect(words).toMatch(
			/^0 of 60 attendance records deleted, 60 refused\. 60 refused: record not found\. .+ These are: \d+(, \d+){19} and 40 more\.$/,
		);
		const summary = await told(agentOf(attendance, { onError: 'continueRegularOutput' }, bound), attendance, names);
		expect(summary.length).toBeLessThanOrEqual(2_000);
		const [{ refused, reasons }] = JSON.parse(summary) as [{ refused: number; reasons: Array<{ records: string[] }> }];
		expect(refused).toBe(60);
		expect(reasons.map(({ records }) => records)).toEqual([names.slice(0, 20)]);
	});

	test('deletes at most twenty in one call, unless the builder says otherwise', async () => {
		const names = attendance.listNames(0, 21);
		attendance.seed(world.sandbox, names);
		const words = await told(agentOf(attendance), attendance, names);
		expect(words).toMatch(
			/^0 of 21 attendance records deleted, 21 not sent\. 21 not sent: 21 attendance records are asked for, but Stop If More Than allows 20\. Do not ask for them in parts\. /,
		);
		expect(world.sandbox.log).toEqual([]);
		const [summary] = JSON.parse(await told(agentOf(attendance, {}, { stopIfMoreThan: 21 }), attendance, names)) as IDataObject[];
		expect(summary).toMatchObject({ deleted: 21 });
	});

	test('what the model gives cannot lift the bound, but where the builder lets it', async () => {
		const names = attendance.listNames(0, 21);
		attendance.seed(world.sandbox, names);
		const agent = agentOf(attendance);
		const given = { ...attendance.listItem(names), stopIfMoreThan: 1_000, options: { stopIfMoreThan: 1_000 } };
		expect(await agent.call(given).catch((error: unknown) => (error as Error).message)).toMatch(/allows 20/);
		const free = agentOf(attendance, {}, { stopIfMoreThan: "={{ $fromAI('most', 'how many', 'number') }}" });
		expect(await free.call({ ...attendance.listItem(names), most: 30 })).toContain('"deleted":21');
	});

	test('rehearses first and deletes then, where the builder lets the model choose', async () => {
		const names = attendance.listNames(0, 3);
		attendance.seed(world.sandbox, names);
		const agent = agentOf(attendance, {}, { dryRun: "={{ $fromAI('dryRun', '', 'boolean') }}" });
		const item = attendance.listItem(names);
		expect(await agent.call({ ...item, dryRun: true })).toContain('"dry_run":3');
		expect(world.sandbox.log).toEqual([]);
		expect(await agent.call({ ...item, dryRun: false })).toContain('"deleted":3');
	});

	test.each(['all', 'none', 'Everyone', 'ALL'])('the word "%s" is refused where an ID belongs', async (word) => {
		for (const deletion of deletions) {
			const [name = ''] = deletion.listNames(0, 1);
			const item = JSON.parse(JSON.stringify(deletion.listItem([name])).replace(/:(\[?)"[^"]*"/g, `:$1"${word}"`)) as IDataObject;
			const words = await agentOf(deletion)
				.call(item)
				.catch((error: unknown) => (error as Error).message);
			expect(words).toMatch(/^The field “[^”]+” holds "\w+", which is not an ID\. List the ID of each record\. .+ Nothing was sent\.$/);
		}
		expect(world.sandbox.log).toEqual([]);
	});

	test('tries of one call share their memory: what was deleted is not sent again, and counts', async () => {
		const names = attendance.listNames(0, 3);
		attendance.seed(world.sandbox, names.slice(0, 2));
		const words = await told(agentOf(attendance, retrying), attendance, names);
		expect(words).toMatch(/^2 of 3 attendance records deleted, 1 refused\. /);
		expect(world.sandbox.calls('attendanceRecord')).toHaveLength(1);
	});

	test('a later try sends what the first one left open, and that alone', async () => {
		const names = attendance.listNames(0, 20);
		attendance.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'resetBefore', on: [2, 3, 4, 5] });
		expect(await told(agentOf(attendance, retrying), attendance, names)).toContain('"asked":20,"deleted":20');
		const sent = world.sandbox
			.calls('attendanceRecord')
			.filter(({ code }) => code === 0)
			.flatMap(({ body }) => (body as { record_ids: string[] }).record_ids);
		expect([...sent].sort()).toEqual([...names].sort());
	});

	test('calls side by side and one after another do not share it, even for the same arguments', async () => {
		const agent = agentOf(attendance, retrying);
		const names = attendance.listNames(0, 2);
		attendance.seed(world.sandbox, names);
		const answers = await Promise.all([told(agent, attendance, names), told(agent, attendance, names)]);
		// One of the two finds nothing left, and is told that of its own records alone.
		const failed = answers.filter((answer) => answer.startsWith('0 of 2 attendance records deleted, 2 refused. '));
		expect(failed).toHaveLength(1);
		attendance.seed(world.sandbox, names);
		expect(await told(agent, attendance, names)).toContain('"deleted":2');
	});

	test('calls for different records are told each of its own', async () => {
		const agent = agentOf(attendance, retrying, { output: 'records' });
		const parts = [0, 1, 2, 3].map((group) => attendance.listNames(group, 5));
		attendance.seed(world.sandbox, parts.flat());
		const answers = await Promise.all(parts.map(async (names) => await told(agent, attendance, names)));
		answers.forEach((answer, index) => {
			const ids = (JSON.parse(answer) as Array<{ record_id: string }>).map(({ record_id }) => record_id);
			expect(ids).toEqual(parts[index]);
		});
	});
});
