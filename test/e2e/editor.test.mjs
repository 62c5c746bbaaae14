import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { credentials } from '../../playground/examples.mjs';
import { deleting, mainWorkflow } from '../../playground/rollback.mjs';
import { browserMissing, openBrowser, openSignedIn } from '../laboratory/browser.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { current } from '../laboratory/lines.mjs';
import { app } from '../laboratory/sandbox.mjs';
import { Canvas } from '../laboratory/screen/canvas.mjs';
import { CredentialDialog } from '../laboratory/screen/credentialDialog.mjs';
import { NodeCreator } from '../laboratory/screen/nodeCreator.mjs';
import { NodeView } from '../laboratory/screen/nodeView.mjs';
import { Album, shownLines } from './album.mjs';
import { archived, examplesToShow, failing, panels, rollback, rollbackToShow, shownExamples } from './editorWorkflows.mjs';
import { nodeNames, searches } from './searches.mjs';

/** Large enough for all columns of a result, and for the longest panel of parameters. */
const look = { viewport: { width: 1500, height: 1100 }, deviceScaleFactor: 1.5 };

const calendar = 'Feishu Calendar Event Attendee';

const skip = browserMissing();

for (const line of shownLines) {
	describe(`the editor of ${line.name}`, { skip }, () => {
		const laboratory = new Laboratory(line);
		let browser;
		/** What somebody sees and uses. */
		let desk;
		let album;

		const sit = (page) => ({
			page,
			canvas: new Canvas(page, laboratory.address),
			creator: new NodeCreator(page),
			dialog: new CredentialDialog(page),
			view: new NodeView(page),
		});

		before(async () => {
			// Before the minute that n8n takes: it may be missing.
			browser = await openBrowser();
			album = new Album(line);
			await laboratory.open();
			const { sandbox } = laboratory;
			await sandbox.seed({ attendanceRecords: [{ ids: archived, about: { failsWith: 'attendance of this day is archived' } }] });
			await laboratory.import(credentials(sandbox.url), [rollback(sandbox.url), rollbackToShow(), ...examplesToShow(), failing, panels]);
			await laboratory.serve();
			desk = sit(await openSignedIn(browser, laboratory.address, look));
		});
		after(async () => {
			await browser?.close();
			await laboratory.close();
		});

		test('finds each node by what people type', async () => {
			const { canvas, creator } = desk;
			await canvas.openNew();
			await creator.open('canvas-add-button');
			await creator.search('manual');
			await creator.item(/manual/i).click();
			await creator.open();
			const lost = [];
			for (const { words, names } of searches) {
				const found = await creator.search(words, names);
				lost.push(...names.filter((name) => !found.includes(name)).map((name) => `${name} by “${words}”`));
			}
			assert.deepEqual(lost, []);

			assert.deepEqual(await creator.search('remove guest', [calendar]), [calendar]);
		});

		test('shows what each node can do, before it is chosen', async () => {
			const { creator, page } = desk;
			const actions = {};
			for (const name of nodeNames) {
				await creator.openActions(name, name);
				actions[name] = await creator.items.allInnerTexts();
				await creator.back();
			}
			assert.deepEqual(actions, {
				'Feishu Attendance Record': [
					'Delete attendance records',
					'Get attendance record',
					'Get many attendance records',
					'Import attendance records',
				],
				'Feishu Base Record': ['Delete base records', 'Get many base records', 'Restore base records'],
				'Feishu Calendar Event': ['Delete calendar events', 'Get many events', 'Restore calendar events'],
				[calendar]: ['Add attendees', 'Get many attendees of an event or all events', 'Remove attendees'],
				'Feishu Task Follower': ['Add followers', 'Get many followers of a task or all tasks', 'Remove followers'],
				'Feishu App Feed Card': ['Create feed cards', 'Delete feed cards'],
				'Feishu Batch Message': ['Get batch message progress', 'Recall batch messages', 'Send batch message'],
				'Feishu Message': ['Get many messages', 'Recall messages'],
				'Feishu Group Chat Member': [
					'Add members to a group chat',
					'Get many members of a group chat or all group chats',
					'Remove members from a group chat',
				],
				'Feishu User Group Member': [
					'Add members to a user group',
					'Get many members of a user group or all user groups',
					'Remove members from a user group',
				],
				'Feishu Role Member': ['Add members to a role', 'Get many members of a role', 'Remove members from a role'],
				'Feishu Mailing List Member': ['Add mailing list members', 'Get many mailing list members', 'Remove mailing list members'],
				'Feishu Public Mailbox Member': ['Add public mailbox members', 'Get many public mailbox members', 'Remove public mailbox members'],
				'Feishu Document Collaborator': [
					'Get many collaborators of a document or a folder',
					'Remove collaborators',
					'Restore collaborators',
				],
				'Feishu Task Member (v2)': ['Add task members', 'Get many members of a task or all tasks', 'Remove task members'],
			});
			await page.keyboard.press('Escape');
		});

		test('takes a node that is dragged onto the canvas', async () => {
			const { canvas, creator, page, view } = desk;
			await creator.open();
			await creator.openActions('remove guest', calendar);
			await creator.drag('Remove attendees', { x: 700, y: 700 });
			await view.fields.waitFor();
			assert.match(await view.fields.innerText(), /The app or person must be the organizer/s);
			assert.equal(await canvas.node(calendar).count(), 1);
			await page.getByTestId('parameter-input-operation').waitFor();
		});

		test('tests a credential, and says what to do where the secret is wrong', async () => {
			const { dialog, page } = desk;
			await dialog.openNew('Tenant Token (App)');
			await dialog.choose('region', 'Custom');
			await dialog.fill('baseUrl', laboratory.sandbox.url);
			await dialog.fill('appId', app.appId);
			await dialog.fill('appSecret', 'the-secret-of-another-app');
			await dialog.save();
			assert.match(
				await dialog.readRefusal(),
				/app secret invalid \(code 10014\)\. Check App ID, App Secret and region of the credential\./,
			);
			await album.take('credential-wrong-secret', page, () => dialog.area());

			await dialog.fill('appSecret', app.appSecret);
			await dialog.save();
			if (line.closesTestedCredential) await dialog.open();
			await dialog.success.waitFor();
			assert.match(await dialog.success.innerText(), /Connection tested successfully/);
			await album.take('credential', page, () => dialog.area());
			await dialog.close();
		});

		test('offers calendars and events in lists', async () => {
			const { page, view } = desk;
			const calendars = await view.openList('calendarId');
			assert.ok(calendars.includes('Product Team (shared)'), calendars.join());
			assert.ok(calendars.includes('Company Calendar (shared; read only)'), calendars.join());
			await album.take('list-calendar', page, () => view.listArea('calendarId'));
			await view.pick('Product Team');
			assert.equal(await view.chosen('calendarId'), 'Product Team (shared)');

			const events = await view.openList('eventId');
			assert.match(events[0], /^Release Kickoff – /);
			assert.ok(events.some((event) => event.startsWith('Weekly Product Review – repeats: removes from every occurrence')));
			await album.take('list-event', page, () => view.listArea('eventId'));
			assert.match((await view.narrowList('kick', 1)).join(), /^Release Kickoff – [^,]*, \d\d:00$/);
			await view.pick('Release Kickoff');
			assert.match(await view.chosen('eventId'), /^Release Kickoff – /);
		});

		// The older line lays out its output differently. What stands in it comes from the same nodes.
		if (line !== current) return;

		test('executes, and shows what became of each record', async () => {
			const { view } = desk;
			await view.fill('attendeeIds', 'user_zhou');
			await view.execute();
			await view.showTable();
			assert.deepEqual(
				(await view.records()).map(({ attendee_id, status, deleted }) => ({ attendee_id, status, deleted })),
				[{ attendee_id: 'user_zhou', status: 'deleted', deleted: 'true' }],
			);
			const { calendars } = await laboratory.sandbox.state();
			const kickoff = calendars.flatMap(({ events }) => events).find(({ summary }) => summary === 'Release Kickoff');
			assert.deepEqual(kickoff.attendees, []);
		});

		test('shows a refused record beside the others, with the reason and what to do', async () => {
			const { page, view } = desk;
			await openResult(desk);
			assertRollback(await view.records());
			await album.take('result', page, () => view.resultArea());

			await view.searchOutput('refused');
			const json = await view.output.innerText();
			assert.match(json, /"reason":\s*"attendance of this day is archived"/);
			assert.match(json, /"what_to_do":\s*"Read the reason, which Feishu gave for this record\./);
			await album.take('refused', page, () => view.jsonArea());
		});

		test('shows under Stop Workflow how many are left, and why', async () => {
			const { canvas, page, view } = desk;
			await canvas.open(failing.id, failing.nodes.at(-1).id);
			await view.execute();
			await view.failure.waitFor();
			await view.closeNotice();
			await view.widenOutput();
			const words = await view.failure.innerText();
			assert.match(words, /^0 of 40 attendance records deleted, 40 refused\. Attendance of this day is archived\./);
			assert.match(words, /Check that this punch was imported/);
			await album.take('error', page, () => view.failureArea());
		});

		for (const { id, name, type } of panels.nodes.filter((node) => node.type.includes('feishu'))) {
			test(`shows the fields of ${name}`, async () => {
				const { canvas, page, view } = desk;
				await canvas.open(panels.id, id);
				await view.addOption.waitFor();
				assert.equal(await view.issues.count(), 0);
				assert.deepEqual(await view.drawnIcons(), [fileOf(type, '.svg')]);
				await album.take(pictureOf(type), page, () => view.fieldsArea());
			});
		}

		for (const [name, id] of Object.entries({ canvas: rollbackToShow().id, ...shownExamples })) {
			test(`shows the example on the canvas: ${name}`, async () => {
				const { canvas, page } = desk;
				await canvas.open(id);
				assert.equal(await canvas.issues.count(), 0);
				await album.take(name, page, () => canvas.area());
			});
		}

		test('is as easy to read in the dark', async () => {
			await laboratory.sandbox.reset();
			const dark = sit(await openSignedIn(browser, laboratory.address, { ...look, colorScheme: 'dark' }));
			await openResult(dark);
			assertRollback(await dark.view.records());
			for (const { id, type } of panels.nodes.filter((node) => node.type.includes('feishu'))) {
				await dark.canvas.open(panels.id, id);
				assert.deepEqual(await dark.view.drawnIcons(), [fileOf(type, '.dark.svg')]);
			}
		});

		test('has shown all that the documentation shows', () => {
			assert.deepEqual(
				album.taken.toSorted(),
				album.due((name) => !name.startsWith('oauth-')),
			);
		});
	});
}

/** Runs the main example, and opens what its deletion gives. */
async function openResult({ canvas, view }) {
	await canvas.open(mainWorkflow);
	await canvas.execute(deleting);
	await canvas.node(deleting).dblclick();
	await view.closeNotice();
	await view.showTable();
}

function assertRollback(records) {
	assert.equal(records.filter(({ status }) => status === 'deleted').length, 14);
	const [refused, ...more] = records.filter(({ status }) => status !== 'deleted');
	assert.equal(more.length, 0);
	assert.equal(refused.status, 'refused');
	assert.equal(refused.reason, 'attendance of this day is archived');
	assert.match(refused.what_to_do, /^Read the reason.* imported through the open platform/);
}

/** `feishuTaskFollower` is shown by task-follower.png, and has task-follower.svg for an icon. */
function pictureOf(type) {
	return type
		.split('.feishu')
		.at(-1)
		.replace(/(?!^)[A-Z]/g, '-$&')
		.toLowerCase();
}

function fileOf(type, ending) {
	return `${pictureOf(type)}${ending}`;
}
