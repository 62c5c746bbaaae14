import { createServer } from 'node:http';

/** A service that n8n calls, as far as a test needs it: it keeps what it was asked, and answers as it is told. */
export class FakeService {
	#server;

	/** Bodies, in the order in which they came. */
	requests = [];

	/** @param {(body: object, path: string) => object} answer */
	constructor(answer) {
		this.#server = createServer(async (request, response) => {
			let text = '';
			for await (const part of request) text += part;
			const body = JSON.parse(text || '{}');
			this.requests.push(body);
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(body, request.url)));
		});
	}

	/** @returns {Promise<string>} its address */
	open() {
		return new Promise((resolve) => {
			this.#server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${this.#server.address().port}`));
		});
	}

	close() {
		this.#server.close();
		this.#server.closeAllConnections();
	}
}

/** A model behind OpenAI's call for chat completions: it asks for the tools it is told to, then says "Done." */
export class FakeModel extends FakeService {
	/** @type {{ name: string, arguments: object }[]} what it asks for, side by side */
	wishes = [];

	constructor() {
		super(({ messages }) => this.#complete(messages.some(({ role }) => role === 'tool')));
	}

	/** What it was told by the tools. */
	get told() {
		return (this.requests.at(-1)?.messages ?? []).filter(({ role }) => role === 'tool').map(({ content }) => content);
	}

	/** Forgets what it was asked, and asks for these tools next. */
	wish(...wishes) {
		this.requests = [];
		this.wishes = wishes;
	}

	#complete(isTold) {
		const calls = this.wishes.map(({ name, arguments: given }, index) => ({
			id: `call_${index}`,
			type: 'function',
			function: { name, arguments: JSON.stringify(given) },
		}));
		return {
			id: 'completion',
			object: 'chat.completion',
			created: 1,
			model: 'fake',
			choices: [
				isTold
					? { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Done.' } }
					: { index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', content: null, tool_calls: calls } },
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}
