import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	NodeOperationError,
} from 'n8n-workflow';
import type { ReadCall } from '../../nodes/shared/endpoint';
import { readForEditor } from '../../nodes/shared/engine/n8n/editor';
import { listOf, type ListQuestion } from '../../nodes/shared/lists';
import { Unread } from '../../nodes/shared/unread';
import { InvalidField } from '../../nodes/shared/values';
import { lost } from '../support/callsTo';
import { NODE, responseOf } from '../support/context';
import { VirtualClock } from '../support/virtualClock';

const clock = new VirtualClock();

beforeAll(() => clock.install());
afterAll(() => clock.uninstall());

const CALL: ReadCall = {
	method: 'GET',
	path: '/lists',
	documentation: 'https://open.feishu.cn/document/list-page',
	rates: [{ calls: 1_000, perMs: 1_000 }],
	refusals: { 3: { what: 'A permission is missing.', todo: 'Add it.', reach: 'run' } },
};

type Data = ICredentialDataDecryptedObject;

let apps = 0;

interface Given {
	type?: string;
	data?: Data;
	/** As it is stored, where that is otherwise. */
	stored?: Data;
	parameters?: IDataObject;
	answer?: (options: IHttpRequestOptions) => ReturnType<typeof responseOf>;
	refresh?: (() => Promise<void>) | null;
	/** Answers a call for a token. */
	ask?: (options: IHttpRequestOptions) => unknown;
}

/** What n8n gives a list of the editor: less than it gives an execution. */
function editorWith({
	type = 'feishuTenantApi',
	data,
	stored,
	parameters = {},
	answer = () => responseOf({ code: 0, data: {} }),
	refresh = null,
	ask,
}: Given = {}) {
	apps += 1;
	const app = data ?? {
		region: 'feishu',
		appId: `cli_editor_${apps}`,
		appSecret: 'app-secret',
		accessToken: 't-stored',
		tokenOwner: `cli_editor_${apps}@https://open.feishu.cn`,
	};
	const sent: Array<{ options: IHttpRequestOptions; token: unknown }> = [];
	const given: IDataObject = { authentication: type, ...parameters };
	const context = {
		additionalData: { credentialsHelper: { getDecrypted: async () => await Promise.resolve(stored ?? app) } },
		getNode: () => ({ ...NODE, credentials: { [type]: { id: `editor ${apps}`, name: 'Credential' } } }),
		getTimezone: () => 'Asia/Shanghai',
		getNodeParameter: (name: string, fallback?: unknown) => given[name] ?? fallback,
		getCurrentNodeParameter: (name: string) => given[name],
		getCredentials: async () => await Promise.resolve(app),
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => await Promise.resolve(ask?.(options)),
			httpRequestWithAuthentication: async (
				_type: string,
				options: IHttpRequestOptions,
				decrypted?: { credentialsDecrypted: { data: Data } },
			) => {
				sent.push({ options, token: (decrypted?.credentialsDecrypted.data ?? app).accessToken });
				return await Promise.resolve(answer(options));
			},
			...(refresh !== null && { refreshOAuth2Token: refresh }),
		},
	};
	return { context: context as unknown as ILoadOptionsFunctions, sent };
}

const read = async ({ context }: ReturnType<typeof editorWith>) =>
	await readForEditor(context, async (reader) => (await reader.ask(CALL, {})).data);

async function errorOf(work: Promise<unknown>): Promise<NodeOperationError> {
	return await work.then(
		() => {
			throw new Error('it went well');
		},
		(error: unknown) => error as NodeOperationError,
	);
}

test('a list is read from the credential’s host, with the request options of the node', async () => {
	const editor = editorWith({
		parameters: { requestOptions: { timeout: 5, allowUnauthorizedCerts: true, batching: { batch: {} } } },
		answer: () => responseOf({ code: 0, data: { items: [1] } }),
	});
	expect(await read(editor)).toEqual({ items: [1] });
	expect(editor.sent).toEqual([
		{
			token: 't-stored',
			options: {
				method: 'GET',
				url: 'https://open.feishu.cn/open-apis/lists',
				headers: { 'Content-Type': 'application/json; charset=utf-8' },
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				skipSslCertificateValidation: true,
				timeout: 5,
			},
		},
	]);
});

test.each<[string, IDataObject, Partial<IHttpRequestOptions>]>([
	['nothing is set', {}, { timeout: 30_000 }],
	['there are none', { requestOptions: null }, { timeout: 30_000 }],
	['a proxy is blank', { requestOptions: { proxy: '' } }, { timeout: 30_000 }],
])('a call takes half a minute at most where %s', async (_when, parameters, options) => {
	const editor = editorWith({ parameters });
	await read(editor);
	expect(editor.sent[0]?.options).toMatchObject(options);
	expect(editor.sent[0]?.options).not.toHaveProperty('proxy');
});

test.each<[string, string, Data, unknown]>([
	['an app whose token n8n fetches', 'feishuTenantApi', { region: 'lark', appId: 'cli_x', appSecret: 's' }, ''],
	['a person', 'feishuOAuth2Api', { region: 'lark', clientId: 'cli_y', oauthTokenData: { access_token: 'u-1' } }, undefined],
	['a token', 'feishuAccessTokenApi', { region: 'lark', accessToken: 't-1' }, 't-1'],
])('%s reads a list', async (_who, type, data, token) => {
	const editor = editorWith({ type, data });
	await read(editor);
	expect(editor.sent).toMatchObject([{ token, options: { url: 'https://open.larksuite.com/open-apis/lists' } }]);
});

test('a credential with an expression fetches its token without storing it', async () => {
	const data = { region: 'feishu', appId: 'cli_z', appSecret: 's', accessToken: 'of-another', tokenOwner: 'cli_z@https://open.feishu.cn' };
	const editor = editorWith({
		data,
		stored: { ...data, appId: '={{ $json.app }}' },
		ask: () => responseOf({ code: 0, tenant_access_token: 't-fetched', expire: 7_200 }),
	});
	await read(editor);
	expect(editor.sent.map(({ token }) => token)).toEqual(['t-fetched']);
});

test('a person’s token that is over is renewed, and where n8n cannot, as 1.x cannot here, that is said', async () => {
	const answer = () => responseOf({ code: 99991677, msg: 'token u-secret is over' }, 400);
	const person = {
		type: 'feishuOAuth2Api',
		data: { region: 'feishu', clientId: 'cli_p', oauthTokenData: { access_token: 'u-secret' } },
		answer,
	};
	for (const refresh of [null, async () => await Promise.reject(new Error('no'))]) {
		const { message } = await errorOf(read(editorWith({ ...person, refresh })));
		expect(message).toMatch(/^token \[secret\] is over \(code 99991677\)\. /);
	}
});

describe('what went wrong is said in words that tell what to do', () => {
	test.each<[string, Given, string]>([
		[
			'a refusal',
			{ answer: () => responseOf({ code: 3, msg: 'no right of app-secret' }, 400) },
			'no right of [secret] (code 3). A permission is missing. Add it.',
		],
		['no answer', { answer: lost }, 'The connection was cut before an answer came. Check that Feishu can be reached from the n8n server.'],
		[
			'no account',
			{ type: 'feishuOAuth2Api', data: { region: 'feishu', clientId: 'c' } },
			'No account is connected yet. Open the Feishu User Token OAuth2 API credential and connect one.',
		],
		['no credential', { type: 'somethingElse' }, 'Authentication names no credential of this node. Choose one in the node.'],
	])('%s', async (_what, given, message) => {
		expect((await errorOf(read(editorWith(given)))).message).toBe(message);
	});

	test('all of the next step is said, however long the reason is', async () => {
		const { context } = editorWith();
		const unread = new Unread(7, 'r'.repeat(400), `${'t'.repeat(400)} Done.`);
		const { message } = await errorOf(readForEditor(context, async () => await Promise.reject(unread)));
		expect(message).toBe(`${'r'.repeat(400)} (code 7). ${'t'.repeat(400)} Done.`);
	});

	test('no hyphen or dash is in it, at which the editor would take it apart', async () => {
		const { context } = editorWith();
		const messageOf = async (error: Error) => (await errorOf(readForEditor(context, async () => await Promise.reject(error)))).message;
		expect(await messageOf(new Unread(null, 'A token (t-…) is needed', 'Read /task-v1 – or ask.'))).toBe(
			'A token (t\u2011…) is needed. Read /task\u2011v1 \u2011 or ask.',
		);
		expect(await messageOf(new Error('no-one'))).toBe('no\u2011one');
	});

	test('what a list throws itself, without secrets', async () => {
		const { context } = editorWith();
		const thrown = async (error: unknown) =>
			(await errorOf(readForEditor(context, async () => await Promise.reject(error as Error)))).message;
		expect(await thrown(new InvalidField('Task', 'is blank', 'Choose one.'))).toBe('Task is blank. Choose one.');
		expect(await thrown(new TypeError('planted app-secret'))).toBe('planted [secret]');
		expect(await thrown(undefined)).toBe('no reason is given');
	});
});

describe('a list of the editor', () => {
	test('is told what was typed, where to go on, and what other fields hold', async () => {
		const { context } = editorWith({ parameters: { calendarId: ' c ', number: 7, list: ['x'] } });
		const questions: ListQuestion[] = [];
		const list = listOf(async (question) => {
			questions.push(question);
			return await Promise.resolve({ results: [{ name: 'A', value: 'a' }], next: 'p2' });
		});
		expect(await list.call(context, ' ann ', 'p1')).toEqual({ results: [{ name: 'A', value: 'a' }], paginationToken: 'p2' });
		await list.call(context);
		expect(questions).toMatchObject([
			{ filter: 'ann', page: 'p1', timezone: 'Asia/Shanghai' },
			{ filter: '', page: undefined },
		]);
		expect(['calendarId', 'number', 'list', 'nothing'].map((name) => questions[0]?.field(name))).toEqual(['c', '7', '', '']);
	});

	test.each([[undefined], ['']])('ends where the next page is %j', async (next) => {
		const list = listOf(async () => await Promise.resolve({ results: [], next }));
		expect(await list.call(editorWith().context)).toEqual({ results: [] });
	});
});
