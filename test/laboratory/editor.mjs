import { createRequire } from 'node:module';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { playground } from './paths.mjs';
import { waitUntil } from './waiting.mjs';

/** A local demonstration: no secret. */
export const login = { email: 'demo@example.com', password: 'Feishu-Cleanup-1' };

const unfinished = new Set(['new', 'running', 'waiting']);

/**
 * Whether there is nothing more to come of an execution.
 * @param {{ status: string }} execution
 */
export function hasEnded({ status }) {
	return !unfinished.has(status);
}

/** A signed-in owner of a running n8n, who does over HTTP what the editor does. */
export class Editor {
	#url;

	#children;

	#cookies = new Map();

	/**
	 * @param {string} url
	 * @param {import('./children.mjs').Children} children - n8n among them
	 */
	constructor(url, children) {
		this.#url = url.replace('localhost', '127.0.0.1');
		this.#children = children;
	}

	/** Makes the owner account; where there is one, signs in. What was imported before belongs to it. */
	async signIn() {
		const owner = { ...login, firstName: 'Demo', lastName: 'Owner' };
		const made = await this.#post('/rest/owner/setup', owner);
		const answer = made.ok ? made : await this.#post('/rest/login', { emailOrLdapLoginId: login.email, password: login.password });
		if (!answer.ok)
			throw new Failure(
				`n8n does not let ${login.email} in (${answer.status}): its password was changed. Delete .playground to begin again.`,
			);
		this.#keepCookies(answer);
	}

	/**
	 * What the editor's "Connect my account" button opens in a window.
	 * @param {string} credential - its ID
	 * @returns {Promise<string>} the address of the consent page
	 */
	async startConnecting(credential) {
		return await this.#get(`/rest/oauth2-credential/auth?id=${credential}`);
	}

	/**
	 * What that window shows when the consent page has sent it back.
	 * @param {string} address
	 * @returns {Promise<string>}
	 */
	async finishConnecting(address) {
		const { pathname, search } = new URL(address);
		const answer = await this.#ask(`${pathname}${search}`);
		return await answer.text();
	}

	/**
	 * Does what the "Execute workflow" button does. A workflow that a webhook starts then waits for its call.
	 * @param {{ id: string, nodes: { name: string, type: string }[] }} workflow
	 * @returns {Promise<{ executionId?: string, waitingForWebhook?: boolean }>}
	 */
	async trigger(workflow) {
		const { name } = workflow.nodes.find(({ type }) => /trigger|webhook/i.test(type));
		// n8n 1.x runs what it is sent, 2.x what it has stored.
		const answer = await this.#post(`/rest/workflows/${workflow.id}/run`, { workflowData: workflow, triggerToStartFrom: { name } });
		const { data, message } = await answer.json();
		if (!answer.ok) throw new Failure(`n8n did not run the workflow: ${message}`);
		return data;
	}

	/**
	 * Runs a workflow to its end.
	 * @param {Parameters<Editor['trigger']>[0]} workflow
	 * @returns {Promise<object>} the execution
	 */
	async run(workflow) {
		const data = await this.trigger(workflow);
		await waitUntil('the workflow to end', this.#children, async () => hasEnded(await this.#get(`/rest/executions/${data.executionId}`)));
		return await this.openExecution(data.executionId);
	}

	/**
	 * @param {string} id
	 * @returns {Promise<object>} the execution, with all that came out of its nodes
	 */
	async openExecution(id) {
		const execution = await this.#get(`/rest/executions/${id}`);
		return { ...execution, data: unflatten(execution.data) };
	}

	/**
	 * Opens the list of a field, scrolls in it, or types into it.
	 * @param {object} node - as a workflow has it
	 * @param {{ method: string, path: string, filter?: string, paginationToken?: string }} question
	 * @returns {Promise<{ results?: { name: string, value: string }[], paginationToken?: string, refusal?: object }>} `refusal` is what the
	 *   editor gets where there is no list
	 */
	async openList({ type, typeVersion, parameters, credentials }, { method, path, filter, paginationToken }) {
		const answer = await this.#post('/rest/dynamic-node-parameters/resource-locator-results', {
			nodeTypeAndVersion: { name: type, version: typeVersion },
			path: `parameters.${path}`,
			methodName: method,
			currentNodeParameters: parameters,
			credentials,
			...(filter !== undefined && { filter }),
			...(paginationToken !== undefined && { paginationToken }),
		});
		const body = await answer.json();
		return answer.ok ? body.data : { refusal: body };
	}

	/**
	 * Opens a credential, as a click on it does.
	 * @param {string} id
	 * @returns {Promise<{ id: string, name: string, type: string, data: object }>} with a sentinel for each secret
	 */
	async openCredential(id) {
		const { name, type, data } = await this.#get(`/rest/credentials/${id}?includeData=true`);
		return { id, name, type, data };
	}

	/**
	 * Does what saving a credential does, but for its test.
	 * @param {Awaited<ReturnType<Editor['openCredential']>>} credential - as it is filled in
	 */
	async saveCredential({ id, name, type, data }) {
		await this.#send('PATCH', `/rest/credentials/${id}`, { id, name, type, data });
	}

	/** @returns {Promise<{ id: string, name: string, type: string }[]>} */
	async listCredentials() {
		return await this.#get('/rest/credentials');
	}

	/**
	 * Does what saving a credential does: n8n tests it.
	 * @param {{ id: string, name: string, type: string, data: object }} credentials - as it is filled in
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	async testCredential(credentials) {
		const answer = await this.#post('/rest/credentials/test', { credentials });
		const { data, message } = await answer.json();
		if (!answer.ok) throw new Failure(`n8n did not test the credential: ${message}`);
		return data;
	}

	/**
	 * Makes a credential.
	 * @param {{ name: string, type: string, data: object }} credential - in plain text
	 * @returns {Promise<string>} its ID
	 */
	async createCredential({ name, type, data }) {
		const answer = await this.#send('POST', '/rest/credentials', { name, type, data });
		return answer.id;
	}

	/**
	 * Makes a workflow that was not there before.
	 * @param {{ name: string, nodes: object[], connections: object, settings: object }} workflow
	 * @returns {Promise<string>} its ID
	 */
	async createWorkflow({ name, nodes, connections, settings }) {
		// n8n 1.x takes no workflow that does not say so.
		const answer = await this.#send('POST', '/rest/workflows', { name, nodes, connections, settings, active: false });
		return answer.id;
	}

	/**
	 * Does what the "Save" button does.
	 * @param {{ id: string, nodes: object[], connections: object }} workflow
	 */
	async saveWorkflow({ id, nodes, connections }) {
		const { versionId } = await this.#get(`/rest/workflows/${id}`);
		await this.#send('PATCH', `/rest/workflows/${id}`, { versionId, nodes, connections });
	}

	/**
	 * Does what "Publish" does, in n8n 1.x the switch "Active": the workflow's own trigger starts it from now on.
	 * @param {string} id
	 * @param {() => Promise<boolean>} listens - whether the trigger does: n8n 2.x answers before
	 */
	async activate(id, listens) {
		const { versionId } = await this.#get(`/rest/workflows/${id}`);
		await this.#send('POST', `/rest/workflows/${id}/activate`, { versionId });
		await waitUntil('the trigger', this.#children, listens);
	}

	/**
	 * Takes that back.
	 * @param {string} id
	 * @param {() => Promise<boolean>} isSilent - whether the trigger listens no more: n8n 2.x answers before
	 */
	async deactivate(id, isSilent) {
		await this.#send('POST', `/rest/workflows/${id}/deactivate`, {});
		await waitUntil('the trigger to end', this.#children, isSilent);
	}

	/** Removes a workflow for good, with its executions: n8n deletes only what is archived. */
	async deleteWorkflow(id) {
		await this.#send('POST', `/rest/workflows/${id}/archive`, {});
		await this.#send('DELETE', `/rest/workflows/${id}`);
	}

	/**
	 * Makes a data table by hand, in the project of the owner.
	 * @param {{ name: string, columns: { name: string, type: string }[] }} table
	 * @returns {Promise<string>} its ID
	 */
	async createDataTable({ name, columns }) {
		const project = await this.#get('/rest/projects/personal');
		const table = await this.#send('POST', `/rest/projects/${project.id}/data-tables`, { name, columns });
		return table.id;
	}

	/** @returns {Promise<{ id: string, name: string }[]>} */
	async listWorkflows() {
		return await this.#get('/rest/workflows');
	}

	/**
	 * @param {string} workflow
	 * @returns {Promise<{ id: string, status: string, mode: string, startedAt: string, stoppedAt?: string }[]>} its executions, the latest
	 *   first
	 */
	async listExecutions(workflow) {
		const { results } = await this.#get(`/rest/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: workflow }))}`);
		return results;
	}

	async #send(method, path, body) {
		const answer = await this.#request(method, path, body);
		const { data, message } = await answer.json();
		if (!answer.ok) throw new Failure(`n8n refused ${method} ${path}: ${message}`);
		return data;
	}

	async #get(path) {
		const answer = await this.#ask(path);
		return (await answer.json()).data;
	}

	async #ask(path) {
		const answer = await fetch(`${this.#url}${path}`, { headers: { cookie: this.#cookieHeader() } });
		if (!answer.ok) throw new Failure(`n8n refused ${path} (${answer.status}).`);
		this.#keepCookies(answer);
		return answer;
	}

	#post(path, body) {
		return this.#request('POST', path, body);
	}

	#request(method, path, body) {
		return fetch(`${this.#url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.#cookieHeader() },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	}

	#keepCookies({ headers }) {
		for (const cookie of headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
			this.#cookies.set(name, value);
		}
	}

	#cookieHeader() {
		return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}
}

/** n8n hands executions over in the format of its own dependency `flatted`. */
function unflatten(text) {
	const require = createRequire(join(playground, 'node_modules', 'n8n', 'package.json'));
	return require('flatted').parse(text);
}
