import { createRequire } from 'node:module';
import { join } from 'node:path';

import { playground } from '../laboratory/paths.mjs';

/** The official client, which n8n itself depends on. */
const require = createRequire(join(playground, 'node_modules', 'n8n', 'package.json'));
const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { StreamableHTTPClientTransport } = require('@modelcontextprotocol/sdk/client/streamableHttp.js');

/** What an agent outside n8n does with n8n's MCP Server Trigger. */
export class McpClient {
	#client = new Client({ name: 'feishu-cleanup-e2e', version: '1.0.0' });

	#transport;

	/** @param {string} address - of the trigger */
	static async connect(address) {
		const connected = new McpClient();
		connected.#transport = new StreamableHTTPClientTransport(new URL(address.replace('localhost', '127.0.0.1')));
		await connected.#client.connect(connected.#transport);
		return connected;
	}

	/** @returns {Promise<{ name: string, description: string, inputSchema: object }[]>} */
	async list() {
		const { tools } = await this.#client.listTools();
		return tools;
	}

	/**
	 * @param {string} name
	 * @param {object} given - the arguments
	 * @returns {Promise<{ failed: boolean, text: string }>} what the agent is told
	 */
	async call(name, given) {
		const { isError: failed = false, content } = await this.#client.callTool({ name, arguments: given });
		return { failed, text: content.map(({ text }) => text).join('') };
	}

	async close() {
		await this.#transport.terminateSession();
		await this.#client.close();
	}
}
