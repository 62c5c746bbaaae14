import { CredentialStore } from '../support/credentialStore';
import { deletionOf, deletions, nodeOf, sandboxCredentials, type Deletion } from '../support/deletions';
import { agentWith, type Agent } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();
const attendance = deletionOf('attendanceRecord');

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } as const;

/** The parameters of a node that takes lists, with what the model gives in place of what an item holds. */
function fromTheModel(deletion: Deletion): Deletion['parameters'] {
	return JSON.parse(JSON.stringify(deletion.listParameters).replace(/\$json\.(\w+)/g, "$fromAI('$1')")) as Deletion['parameters'];
}

function agentOf(deletion: Deletion, settings = {}): Agent {
	return agentWith(
		nodeOf(deletion, { parameters: fromTheModel(deletion), settings }),
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
		const answer = JSON.parse(await told(agentOf(deletion), deletion, names)) as Array<{ status: string }>;
		expect(answer.map(({ status }) => status)).toEqual(names.map(() => deletion.done));
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
		const answer = JSON.parse(await told(agentOf(attendance, retrying), attendance, names)) as Array<{ status: string }>;
		expect(answer.map(({ status }) => status)).toEqual(names.map(() => 'deleted'));
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
		expect(await told(agent, attendance, names)).toContain('"status":"deleted"');
	});

	test('calls for different records are told each of its own', async () => {
		const agent = agentOf(attendance, retrying);
		const parts = [0, 1, 2, 3].map((group) => attendance.listNames(group, 5));
		attendance.seed(world.sandbox, parts.flat());
		const answers = await Promise.all(parts.map(async (names) => await told(agent, attendance, names)));
		answers.forEach((answer, index) => {
			const ids = (JSON.parse(answer) as Array<{ record_id: string }>).map(({ record_id }) => record_id);
			expect(ids).toEqual(parts[index]);
		});
	});
});
