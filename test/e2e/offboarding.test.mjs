import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';

import { credentials, workflows } from '../../playground/examples.mjs';
import { Children } from '../laboratory/children.mjs';
import { withTableByHand } from '../laboratory/dataTables.mjs';
import { Form } from '../laboratory/form.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { placesOf, removals } from '../laboratory/places.mjs';

const offboarding = 'offboardPerson01';
const puttingBack = 'putPersonBack001';
const address = 'zhou@example.com';
const person = 'ou_zhou';

/** What the person can be taken out of, in the order of the table. */
const table = [
	['Group chat', 'Product team'],
	['Group chat', 'Office news'],
	['Document', 'Plan'],
	['Document', 'Budget'],
	['Task', 'Prepare the product review'],
	['Task', 'Archive last year’s contracts'],
	['Task', 'Archive last year’s contracts'],
	['Task', 'Order laptops for new colleagues'],
	['User group', 'VPN users'],
	['User group', '财务审批'],
	['Role', '7vrj3vk70xk7v5r'],
	['Mailing list', '销售'],
	['Public mailbox', 'Support'],
	['Meeting', 'Weekly Product Review'],
	['Meeting', '每日站会'],
	['Meeting', 'Release Kickoff'],
	['Meeting', 'Team Offsite'],
];

/** What stays, and why. */
const stays = [
	'Group chat Spring launch: This person owns the group chat.',
	/Meeting Roadmap Workshop, [-\d]+ \d\d:00: This person organizes the meeting\./,
];

/** Where the person still is: in what stays, in what the app does not see, in the past, and in other calendars. */
const left = {
	chats: ['Spring launch'],
	documents: [],
	followed: [],
	assigned: ['Book the offsite'],
	userGroups: [],
	roles: [],
	mailingLists: [],
	mailboxes: [],
	meetings: [
		'Design Handover',
		'Interview: Backend Engineer',
		'Lin / Zhou 1:1',
		'Mockups with Marketing',
		'Retrospective',
		'Roadmap Workshop',
		'Welcome Round',
	],
};

/** The rows of the table of a page. */
const rowsIn = (page) => [...page.matchAll(/<tr><td>.*?<\/tr>/gs)].map(([row]) => row);

/** What a page says, line by line. */
const wordsIn = (page) =>
	page
		.replace(/^.*<\/head>/s, '')
		.replace(/<script.*?<\/script>/gs, '')
		.replaceAll(/<br *\/?>|\n/g, '\n')
		.replaceAll(/<[^>]*>/g, ' ')
		.split('\n')
		.map((words) => words.trim())
		.filter((words) => words !== '')
		.join('\n');

for (const line of lines) {
	describe(`offboarding a person in ${line.name}`, () => {
		const children = new Children();
		const laboratory = new Laboratory(line, children);
		let editor;
		let form;
		let backForm;

		before(async () => {
			await laboratory.open();
			const { sandbox } = laboratory;
			const examples = workflows(sandbox.url, laboratory.address).filter(({ id }) => [offboarding, puttingBack].includes(id));
			await laboratory.import(credentials(sandbox.url), examples);
			editor = await laboratory.serve();
			if (!line.makesDataTables) for (const example of await withTableByHand(editor, examples)) await editor.saveWorkflow(example);
			form = new Form(`${laboratory.address}/form/offboard-person`, children);
			backForm = new Form(`${laboratory.address}/form/put-person-back`, children);
			await editor.activate(offboarding, () => form.isThere());
			await editor.activate(puttingBack, () => backForm.isThere());
		});
		beforeEach(() => laboratory.sandbox.reset());
		after(() => laboratory.close());

		const places = async () => placesOf(await laboratory.sandbox.state(), person);
		const answer = async (...values) => wordsIn(await form.answer(...values));
		const removed = async () =>
			(await laboratory.sandbox.calls()).filter(({ endpoint, code }) => removals.includes(endpoint) && code === 0);

		test('shows everything in one table, and has removed nothing by then', async () => {
			const before = await places();
			const { shown } = await form.fill(address);

			for (const [kind, place] of table)
				assert.ok(
					rowsIn(shown).some((row) => row.includes(kind) && row.includes(place)),
					`${kind} ${place}`,
				);
			assert.equal(rowsIn(shown).length, table.length);
			for (const words of stays) assert.match(wordsIn(shown), new RegExp(words));
			assert.deepEqual(await removed(), []);
			assert.deepEqual(await places(), before);
		});

		test('rejected: nothing is removed', async () => {
			const before = await places();
			const { page } = await form.fill(address);

			assert.match(await answer(page, 'Reject', ''), /Nothing was removed/);
			assert.deepEqual(await removed(), []);
			assert.deepEqual(await places(), before);
		});

		test('approved but for some: those stay', async () => {
			const { page } = await form.fill(address);
			const numbers = table.map((_row, index) => index + 1).filter((number) => number !== 2);

			assert.match(await answer(page, 'Approve', numbers.join(', ')), /1 of 1 removed/);
			assert.equal((await removed()).length, 1);
			await backForm.fill(address);
		});

		test('approved: what can go is gone, the report names the rest, a second run finds nothing, and all of it can be restored', async () => {
			const before = await places();
			const { page } = await form.fill(address);
			const report = await answer(page, 'Approve', '');

			assert.match(report, new RegExp(`${table.length} of ${table.length} removed`));
			for (const words of stays) assert.match(report, new RegExp(words));
			assert.deepEqual(await places(), left);

			const calls = (await removed()).length;
			const { shown } = await form.fill(address);
			assert.match(wordsIn(shown), /Nothing to remove/);
			for (const words of stays) assert.match(wordsIn(shown), new RegExp(words));
			assert.equal((await removed()).length, calls);

			const back = await backForm.fill('Zhou@Example.com');
			assert.match(wordsIn(back.shown), new RegExp(`${table.length} of ${table.length} restored`));
			assert.deepEqual(await places(), before);
			assert.match(wordsIn((await backForm.fill(address)).shown), /has no copy of zhou@example\.com/);
		});

		test('parts that are refused or cannot be read: it runs to its end, and the report says which and why', async () => {
			const { sandbox } = laboratory;
			await sandbox.seed({
				chats: [{ chatId: 'oc_sandbox_team', name: 'Product team', members: ['cli_sandbox', person], refusesChanges: 232033 }],
				userGroups: [{ groupId: 'g_sandbox_vpn', name: 'VPN users', members: [{ openId: person, refuses: 41050 }] }],
			});
			await sandbox.options({ answers: { folderCollaborators: 'refuse' } });
			await sandbox.fault({ kind: 'code', code: 1234008, endpoint: 'mailgroupList', on: 'every' });
			const { page, shown } = await form.fill(address);
			assert.match(wordsIn(shown), /A search: scripted refusal/);
			assert.match(wordsIn(shown), /Document fldcnSandboxProject: Feishu does not list the collaborators of folders/);

			const report = await answer(page, 'Approve', '');

			assert.match(report, /14 of 16 removed/);
			assert.match(report, /Group chat Product team \(member\): .+ external group/);
			assert.match(report, /User group VPN users \(member\): /);
			assert.match(report, /Document fldcnSandboxProject: Feishu does not list the collaborators of folders/);
			assert.deepEqual(await places(), {
				...left,
				chats: ['Product team', 'Spring launch'],
				userGroups: ['VPN users'],
				mailingLists: ['mlg_sales'],
			});
			await sandbox.options({ answers: { folderCollaborators: 'list' } });
			await backForm.fill(address);
		});

		test('an address that is nobody’s: nothing is found, and the page says why', async () => {
			const { shown } = await form.fill('nobody@example.com');

			assert.match(wordsIn(shown), /Nothing to remove/);
			assert.match(wordsIn(shown), /nobody@example\.com/);
			assert.deepEqual(await removed(), []);
		});
	});
}
