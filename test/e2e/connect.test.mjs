import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { browserMissing, openBrowser, openSignedIn } from '../laboratory/browser.mjs';
import { Laboratory } from '../laboratory/laboratory.mjs';
import { userCredential } from '../laboratory/person.mjs';
import { app } from '../laboratory/sandbox.mjs';
import { AccountDialog, answerConsent, readDenial } from '../laboratory/screen/accountDialog.mjs';
import { byId, composeWorkflow } from '../laboratory/workflow.mjs';
import { Album, shownLines } from './album.mjs';

const people = ['ou_lin', 'ou_zhou', 'ou_wang'];

/** A workflow that takes one of them off a task of their own: Feishu refuses two calls at once for one task. */
const parts = (person) => ({
	node: 'feishuTaskFollower',
	parameters: { taskId: byId(`task-of-${person}`), followerIds: '={{ $json.id }}' },
	items: [{ id: person }],
	authentication: 'feishuOAuth2Api',
});

/** Tall enough for the whole dialog. */
const look = { viewport: { width: 1200, height: 1500 }, deviceScaleFactor: 1.5 };

const skip = browserMissing();

for (const line of shownLines) {
	describe(`connecting an account in the editor of ${line.name}`, { skip }, () => {
		const laboratory = new Laboratory(line);
		const spare = laboratory.prepare(parts('ou_lin'), userCredential);
		const unrenewable = laboratory.prepare(parts('ou_lin'), userCredential);
		const shared = laboratory.prepare(parts('ou_lin'), userCredential);
		const [others, third] = people.slice(1).map((person) => laboratory.prepare({ ...parts(person), credential: shared }));
		let browser;
		let dialog;
		let editor;
		let page;
		let sandbox;
		const album = new Album(line);

		before(async () => {
			browser = await openBrowser();
			await laboratory.open();
			({ sandbox } = laboratory);
			editor = await laboratory.serve();
			page = await openSignedIn(browser, laboratory.address, look);
			dialog = new AccountDialog(page, laboratory.address);
		});
		beforeEach(() => sandbox.reset({ tasks: people.map((person) => ({ taskId: `task-of-${person}`, followers: [person] })) }));
		after(async () => {
			await browser?.close();
			await laboratory.close();
		});

		const codes = async (endpoint) => (await sandbox.calls(endpoint)).map(({ code }) => code);
		const steps = async () => (await sandbox.calls()).map(({ endpoint, code }) => [endpoint, code]);
		const statuses = ({ error, outputs }) => error?.message ?? outputs[0].map(({ json }) => json.status);

		/** Connects a prepared credential. */
		const connect = async (credential) => {
			await dialog.open(credential);
			await answerConsent(await dialog.connect(), 'Approve');
			await dialog.waitUntilConnected();
		};

		/** Connects it for a moment: its token has expired when this resolves, and the next one lasts. */
		const connectBriefly = async (credential) => {
			await sandbox.options({ userTokenSeconds: 1 });
			await connect(credential);
			await sandbox.options({ userTokenSeconds: 7_200 });
			const isExpired = async () => (await sandbox.state()).userTokens.every(({ expiresAt }) => expiresAt <= Date.now());
			while (!(await isExpired())) await sleep(100);
		};

		/** Whether the credential holds the token that was issued last, as the next call shows. */
		const sendsNewest = async (workflow) => {
			assert.deepEqual(statuses(await laboratory.runIn(editor, workflow)), ['deleted']);
			const { userTokens } = await sandbox.state();
			const { headers } = (await sandbox.calls('taskFollower')).at(-1);
			return headers.authorization === `Bearer ${userTokens.at(-1).token}`;
		};

		test('a person fills in the dialog, presses the button, approves, and a workflow acts in that name', async () => {
			await dialog.add();
			const { data } = userCredential(sandbox.url);
			for (const field of ['clientId', 'clientSecret']) await dialog.fill(field, data[field]);
			await album.take('oauth-connect', page, () => dialog.area());
			await dialog.choose('region', 'Custom');
			for (const field of ['baseUrl', 'customAuthUrl', 'customAccessTokenUrl']) await dialog.fill(field, data[field]);
			const window = await dialog.connect();
			const consent = new URL(window.url()).searchParams;
			assert.equal(consent.get('redirect_uri'), await dialog.redirectUrl());
			assert.equal(
				consent.get('scope'),
				'calendar:calendar:read calendar:calendar.event:read task:task:readonly calendar:calendar.event:update task:task offline_access',
			);
			assert.equal(consent.get('code_challenge_method'), line.connectsWithPkce ? 'S256' : null);
			for (const scope of consent.get('scope').split(' ')) await window.getByText(scope, { exact: true }).waitFor();
			await answerConsent(window, 'Approve');
			await dialog.waitUntilConnected();
			await album.take('oauth-credential', page, () => dialog.area());

			const [{ body }] = await sandbox.calls('oauthToken');
			assert.equal(typeof body.code_verifier, line.connectsWithPkce ? 'string' : 'undefined');
			const [{ id }] = (await editor.listCredentials()).filter(({ name }) => name.startsWith('Feishu User Token'));
			const workflow = await editor.createWorkflow(composeWorkflow({ ...parts('ou_lin'), id: 'connected', credential: id }));
			assert.deepEqual(statuses(await laboratory.run(workflow)), ['deleted']);
			assert.deepEqual((await steps()).slice(-2), [
				['oauthToken', 0],
				['taskFollower', 0],
			]);
		});

		for (const [what, forge] of [
			['whose token is changed', (state) => ({ ...state, token: `${state.token.slice(0, -3)}abc` })],
			['for another credential', (state) => ({ ...state, cid: shared, token: 'abcdefgh-abcdefghijklmnopqrstuvwxyz01' })],
			['that is left out', () => undefined],
		]) {
			test(`n8n refuses a state ${what}, and asks for no token`, async () => {
				await dialog.open(spare);
				const window = await dialog.connect();
				await window.goto(withState(window.url(), forge));
				await answerConsent(window, 'Approve');
				assert.match(
					await readDenial(window),
					/^Error: (The OAuth callback state is invalid!|Insufficient parameters for OAuth2 callback\.)/,
				);
				assert.deepEqual(await codes('oauthToken'), []);
				assert.ok(await dialog.offersToConnect());
			});
		}

		test('refusing consent connects nothing, and says that access was denied', async () => {
			await dialog.open(spare);
			const window = await dialog.connect();
			await answerConsent(window, 'Deny');
			const words = await readDenial(window);
			assert.match(words, /"error":"access_denied"/);
			assert.match(words, /Failed to connect/);
			assert.ok(await dialog.offersToConnect());
			const { error } = await laboratory.runIn(editor, spare);
			assert.match(error.message, /No account is connected yet/);
			assert.match(error.description, /Open the Feishu User Token OAuth2 API credential and connect one\./);
		});

		test('a permission, or a redirect URL, that the app lacks is named before anything is asked of the person', async () => {
			await dialog.open(spare);
			const known = { appId: app.appId, secret: app.appSecret };
			for (const [lacking, code, named] of [
				[{ scopes: ['task:task'] }, 20027, 'calendar:calendar.event:update'],
				[{ redirectUris: ['https://n8n.example.com/rest/oauth2-credential/callback'] }, 20029, 'redirect_uri'],
			]) {
				await sandbox.seed({ apps: [{ ...known, ...lacking }] });
				const window = await dialog.connect();
				const words = await window.locator('body').innerText();
				assert.match(words, new RegExp(`Error ${code}`));
				assert.ok(words.includes(named), words);
				await window.close();
			}
			assert.deepEqual(await codes('oauthToken'), []);
		});

		test('an expired token is renewed in the run that meets it, and the next run needs no renewal', async () => {
			await connectBriefly(shared);
			assert.deepEqual(statuses(await laboratory.runIn(editor, shared)), ['deleted']);
			assert.deepEqual(await codes('oauthToken'), [0, 0]);
			assert.deepEqual(await codes('taskFollower'), [99991677, 0]);
			assert.ok(await sendsNewest(others));
			assert.deepEqual(await codes('oauthToken'), [0, 0]);
		});

		test('an expired token whose refresh token was used elsewhere ends the run with the words to connect again', async () => {
			await connectBriefly(shared);
			const { refreshTokens } = await sandbox.state();
			await spend(sandbox, refreshTokens.at(-1).token);
			const { error } = await laboratory.runIn(editor, shared);
			assert.match(error.message, /The user token cannot be renewed, because its refresh token was .*revoked/);
			assert.match(error.description, /Open the Feishu User Token OAuth2 API credential and connect the account again\./);
		});

		test('an expired token that came without a refresh token says what to switch on in the app', async () => {
			await sandbox.fault({ kind: 'omit', field: 'refresh_token', endpoint: 'oauthToken', on: 1 });
			await connectBriefly(unrenewable);
			const { error } = await laboratory.runIn(editor, unrenewable);
			assert.match(error.message, /Feishu gave no refresh token/);
			assert.match(error.description, /switch on offline_access .*connect the account again\./i);
			assert.deepEqual(await codes('oauthToken'), [0]);
		});

		test('two runs at once in one n8n renew once, and the third run has the newest token', async () => {
			await connectBriefly(shared);
			// Long enough for the second to have begun before the first has renewed.
			await sandbox.options({ latencyMs: 5_000 });
			const runs = await Promise.all([shared, others].map((workflow) => laboratory.runIn(editor, workflow)));
			assert.deepEqual(runs.map(statuses), [['deleted'], ['deleted']]);
			assert.deepEqual(await codes('taskFollower'), [99991677, 99991677, 0, 0]);
			assert.deepEqual(await codes('oauthToken'), [0, 0]);
			await sandbox.options({ latencyMs: 0 });
			assert.ok(await sendsNewest(third));
		});

		test('two n8n processes at once lose no token: both runs end well, and the third has the newest', async () => {
			await connectBriefly(shared);
			// Long enough for both to have begun before either has renewed.
			await sandbox.options({ latencyMs: 4_000 });
			const runs = await Promise.all([shared, others].map((workflow) => laboratory.run(workflow)));
			assert.deepEqual(runs.map(statuses), [['deleted'], ['deleted']]);
			assert.deepEqual((await codes('taskFollower')).toSorted(), [0, 0, 99991677, 99991677]);
			await sandbox.options({ latencyMs: 0 });
			assert.ok(await sendsNewest(third));
		});
	});
}

/** The address of the consent page, with another state. */
function withState(address, change) {
	const url = new URL(address);
	const state = JSON.parse(Buffer.from(url.searchParams.get('state'), 'base64').toString());
	const changed = change(state);
	url.searchParams.delete('state');
	if (changed) url.searchParams.set('state', Buffer.from(JSON.stringify(changed)).toString('base64'));
	return url.href;
}

/** Renews with a refresh token as another n8n would that has it, too. */
async function spend(sandbox, token) {
	const { customAccessTokenUrl, clientId, clientSecret } = userCredential(sandbox.url).data;
	const answer = await fetch(customAccessTokenUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: token }),
	});
	assert.equal(answer.status, 200);
}
