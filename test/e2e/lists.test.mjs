import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { grantedCredential } from '../laboratory/person.mjs';
import { tenantCredential } from '../laboratory/sandbox.mjs';
import { byId } from '../laboratory/workflow.mjs';

const calendar = 'feishu.cn_e2e@group.calendar.feishu.cn';
const empty = 'feishu.cn_e2e_empty@group.calendar.feishu.cn';
const hour = 3_600_000;

/** More of each than a page has. */
const world = {
	apps: [{ appId: 'cli_poor', secret: 'poor-secret', scopes: [] }],
	calendars: [
		{ calendarId: empty, summary: 'Nothing here' },
		...Array.from({ length: 60 }, (_, index) => ({
			calendarId: `feishu.cn_team${index}@group.calendar.feishu.cn`,
			type: 'shared',
			role: 'none',
			permissions: 'public',
			summary: `Team ${index}`,
		})),
	],
	events: Array.from({ length: 120 }, (_, index) => ({
		calendarId: calendar,
		eventId: `e2e-${index}_0`,
		summary: `Meeting ${index}`,
		start: { at: Date.now() + (index + 24) * hour, timezone: 'Asia/Shanghai' },
	})),
	tasks: Array.from({ length: 120 }, (_, index) => ({ taskId: `e2e-${index}`, summary: `Errand ${index}` })),
};

const lists = {
	searchCalendars: {
		node: 'feishuCalendarEventAttendee',
		path: 'calendarId',
		filter: 'team',
		word: 'Team',
		permission: 'calendar:calendar:readonly',
	},
	searchEvents: {
		node: 'feishuCalendarEventAttendee',
		path: 'eventId',
		word: 'Meeting',
		narrow: 'meeting 77',
		permission: 'calendar:calendar:readonly',
	},
	searchTasks: { node: 'feishuTaskFollower', path: 'taskId', word: 'Errand', narrow: 'errand 77', permission: 'task:task:readonly' },
};

for (const line of lines) {
	describe(`lists in the editor of ${line.name}`, () => {
		const laboratory = new Laboratory(line);
		let editor;

		before(async () => {
			await laboratory.open();
			const { sandbox } = laboratory;
			await sandbox.seed(world);
			// What a person has granted stays granted: who grants less comes first.
			const stingy = await grantedCredential(sandbox.url, 'im:message');
			const credentials = {
				app: tenantCredential(sandbox.url),
				poor: tenantCredential(sandbox.url, { appId: 'cli_poor', appSecret: 'poor-secret' }),
				wrong: tenantCredential(sandbox.url, { appSecret: 'another-secret' }),
				stingy,
				person: await grantedCredential(sandbox.url, 'calendar:calendar.event:read calendar:calendar:read task:task:readonly'),
			};
			await laboratory.import(
				Object.entries(credentials).map(([id, credential]) => ({ id, name: id, ...credential })),
				[],
			);
			editor = await laboratory.serve();
		});
		after(() => laboratory.close());

		/** What the editor gets for one of the lists, as somebody's. */
		const open = async (method, question = {}, { as = 'app', parameters = {} } = {}) => {
			const { node, path } = lists[method];
			const authentication = ['person', 'stingy'].includes(as) ? 'feishuOAuth2Api' : 'feishuTenantApi';
			return await editor.openList(
				{
					type: `n8n-nodes-feishu-cleanup.${node}`,
					typeVersion: 1,
					parameters: { authentication, operation: 'delete', calendarId: byId(calendar), ...parameters },
					credentials: { [authentication]: { id: as, name: as } },
				},
				{ method, path, ...question },
			);
		};
		const names = ({ results }) => results.map(({ name }) => name);
		/** What the editor shows where there is no list. */
		const wordsOf = async (...asked) => {
			const { refusal } = await open(...asked);
			return asShown(refusal.message);
		};

		for (const [method, { filter, word, narrow, permission }] of Object.entries(lists)) {
			test(`${method} goes on past the first page`, async () => {
				const first = await open(method, { filter });
				const second = await open(method, { filter, paginationToken: first.paginationToken });
				const all = [...names(first), ...names(second)].filter((name) => name.startsWith(`${word} `));
				assert.ok(first.results.length > 0 && second.results.length > 0);
				assert.equal(all.length, filter === undefined ? 120 : 60);
				assert.equal(new Set(all).size, all.length);
				assert.equal(second.paginationToken, undefined);
			});

			if (narrow) {
				test(`${method} finds what is typed`, async () => {
					const { results, paginationToken } = await open(method, { filter: narrow });
					assert.equal(results.length, 1);
					assert.ok(results[0].name.toLowerCase().startsWith(narrow));
					assert.equal(paginationToken, undefined);
				});
			}

			test(`${method} says nothing of what is not there`, async () => {
				assert.deepEqual(await open(method, { filter: 'no such thing' }), { results: [] });
			});

			test(`${method} names the permission that is missing, and a secret that is wrong`, async () => {
				assert.match(
					await wordsOf(method, {}, { as: 'poor' }),
					new RegExp(`lacks a required scope: .*${permission}.*\\(code 99991672\\)\\. .*Permissions & Scopes.*${permission}\\.$`),
				);
				assert.match(
					await wordsOf(method, {}, { as: 'stingy' }),
					new RegExp(`has not granted.*\\(code 99991679\\)\\. .*choose it under Permissions, save, and reconnect.*${permission}\\.$`),
				);
				assert.match(
					await wordsOf(method, {}, { as: 'wrong' }),
					/^Feishu gave no tenant token: app secret invalid \(code 10014\)\. .*copy App ID and App Secret/,
				);
			});
		}

		test('a person has lists of their own', async () => {
			const as = { as: 'person' };
			assert.deepEqual(
				names(await open('searchTasks', {}, as)).map((name) => name.replace(/ \(.*/, '')),
				['Book the offsite'],
			);
			assert.ok(names(await open('searchCalendars', {}, as)).includes('Nothing here (primary)'));
			assert.equal((await open('searchEvents', {}, as)).results.length, 100);
		});

		test('a list that would be empty says why', async () => {
			const nothing = { parameters: { calendarId: byId(empty) } };
			assert.match(await wordsOf('searchEvents', {}, nothing), /^No event of this calendar ends today or later\. Type a part of the title/);
			const blank = { parameters: { calendarId: { __rl: true, mode: 'list', value: '' } } };
			assert.match(await wordsOf('searchEvents', {}, blank), /^Choose a calendar in Calendar first\. /);
			await laboratory.sandbox.reset({});
			assert.match(await wordsOf('searchCalendars'), /^No calendars\. An app sees only its own calendars and those shared with it/);
			assert.match(await wordsOf('searchTasks'), /^Feishu lists no task for this app: .*By Link/);
			assert.match(await wordsOf('searchEvents'), /^calendar not found \(code 191000\)\. There is no such calendar\./);
		});
	});
}

/** What the editors of both lines make of a message: `removeDuplicateTextFromErrorMessage` in their ResourceLocator. */
function asShown(message) {
	const parts = /[-–—]/.test(message) ? message.split(/\s*[-–—]\s*/) : message.split(/(?<=[.!?])\s+/);
	return parts
		.filter((part) => part.trim() && !/check\s+(your\s+)?credentials?/i.test(part))
		.join(' ')
		.trim();
}
