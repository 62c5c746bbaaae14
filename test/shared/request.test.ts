import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';
import type { Alias, Endpoint } from '../../nodes/shared/endpoint';
import { addressed, pathOf, readItem, wordIn } from '../../nodes/shared/engine/n8n/request';
import { NODE, contextWith } from '../support/context';
import { endpointWith, searchWith } from '../support/endpoint';
import { refusalBy } from '../support/invalidField';

/** Followers of a task: one ID in the path, the others in the body. */
const followers = endpointWith({
	parameters: { task_id: 'taskId', ids: 'followerIds' },
	pathFields: { task_id: 'Task' },
	userKey: 'follower',
	read: ({ ids, ...body }, { timezone }) => ({
		records: (ids as string[]).map((id) => (id.startsWith('ou_') ? { follower: id } : { chat: id })),
		body: { ...body, timezone },
		...(body.day !== undefined && { instance: String(body.day) }),
	}),
});

const RESOLVED: IHttpRequestOptions = {
	baseURL: 'https://open.feishu.cn/open-apis',
	url: '/task/v2/tasks/:task_id/remove_followers',
	method: 'POST',
	headers: { accept: 'application/json' },
};

interface Given {
	endpoint?: Endpoint;
	parameters?: IDataObject;
	resolved?: Partial<IHttpRequestOptions>;
	requestOptions?: INodeParameters;
}

function read({ endpoint = followers, parameters = {}, resolved = {}, requestOptions }: Given = {}) {
	const context = contextWith({ parameters: { taskId: 't-1', followerIds: ['ou_1'], ...parameters } });
	const node = { ...NODE, parameters: requestOptions === undefined ? {} : { requestOptions } };
	return readItem(endpoint, context, node, { ...RESOLVED, ...resolved });
}

test('the path names its target, with the ID as the output shows it and as a URL takes it', () => {
	const { keys, path, options } = read({ parameters: { taskId: ' a@b:c=1 ' } });
	expect(keys).toEqual({ task_id: 'a@b:c=1' });
	expect(path).toBe('/task/v2/tasks/a%40b%3Ac%3D1/remove_followers');
	expect(options.url).toBe(path);
});

test('an ID in the path that is none is refused by the name of its field', () => {
	expect(refusalBy(() => read({ parameters: { taskId: '../x' } })).field).toBe('Task');
	expect(refusalBy(() => read({ endpoint: endpointWith(), resolved: { url: '/:message_id' }, parameters: { message_id: '' } })).field).toBe(
		'message_id',
	);
});

test('a record in the path is read by the endpoint, and its part stays open until the record is sent', () => {
	const endpoint = endpointWith({
		parameters: { task_id: 'taskId', user_id: 'followerIds' },
		recordInPath: 'user_id',
		read: ({ user_id, ...body }) => ({ records: (user_id as string[]).map((id) => ({ user_id: id })), body }),
	});
	const { keys, path, records, body } = read({ endpoint, resolved: { url: '/tasks/:task_id/followers/:user_id' } });
	expect({ keys, records, body }).toEqual({ keys: { task_id: 't-1' }, records: [{ user_id: 'ou_1' }], body: {} });
	expect(path).toBe('/tasks/t-1/followers/:user_id');
	expect(pathOf(path, (name) => records[0]?.[name])).toBe('/tasks/t-1/followers/ou_1');
});

test('the body holds what n8n resolved and what the engine reads itself; the endpoint takes the records out', () => {
	const { records, body } = read({ resolved: { body: { need_notification: true } }, parameters: { followerIds: ['ou_1', 'oc_1'] } });
	expect(records).toEqual([{ follower: 'ou_1' }, { chat: 'oc_1' }]);
	expect(body).toEqual({ need_notification: true, timezone: 'Asia/Shanghai' });
});

test('the request goes as it must, without host and records, and what n8n resolved stays as it was', () => {
	const resolved = structuredClone({ ...RESOLVED, body: { a: 1 }, qs: { user_id_type: 'union_id' }, proxy: { host: 'proxy', port: 1 } });
	const { options } = read({ resolved });
	expect(options).toEqual({
		url: '/task/v2/tasks/t-1/remove_followers',
		method: 'POST',
		qs: { user_id_type: 'union_id' },
		proxy: { host: 'proxy', port: 1 },
		headers: { accept: 'application/json', 'Content-Type': 'application/json; charset=utf-8' },
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: 30_000,
	});
	expect(resolved).toEqual({ ...RESOLVED, body: { a: 1 }, qs: { user_id_type: 'union_id' }, proxy: { host: 'proxy', port: 1 } });
});

test.each([
	['half a minute, where the user has set none: n8n’s own default is five', undefined, 300_000, 30_000],
	['half a minute, where other options are set', { batching: {} }, 300_000, 30_000],
	['what the user has set', { timeout: 50 }, 50, 50],
	['half a minute, where n8n made nothing of it', { timeout: '' }, undefined, 30_000],
])('a call may take %s', (_what, requestOptions, resolved, timeout) => {
	const given = { ...(requestOptions !== undefined && { requestOptions }), resolved: resolved === undefined ? {} : { timeout: resolved } };
	expect(read(given).options.timeout).toBe(timeout);
});

test.each([['email'], [''], [null], [['open_id']]])('%j is no kind of user ID', (kind) => {
	expect(refusalBy(() => read({ resolved: { qs: { user_id_type: kind } } })).field).toBe('User ID Type');
});

test('more than 50,000 records of one item are refused, by their number', () => {
	const ids = (count: number) => Array.from({ length: count }, (_, index) => `ou_${index}`);
	expect(read({ parameters: { followerIds: ids(50_000) } }).records).toHaveLength(50_000);
	expect(refusalBy(() => read({ parameters: { followerIds: ids(50_001) } }))).toMatchObject({
		field: 'Record IDs',
		what: 'names 50001 records, but one item can name at most 50000',
	});
});

describe('a record is the same thing', () => {
	const namespaceOf = (given: Given, record: Record<string, string>) => read(given).namespaceOf(record);
	const union = { qs: { user_id_type: 'union_id' } };

	test.each<[string, Given, Given, Record<string, string>, boolean]>([
		['with other options', {}, { resolved: { body: { notify: true } } }, { follower: 'a' }, true],
		['not of another target', {}, { parameters: { taskId: 't-2' } }, { follower: 'a' }, false],
		['not of another instance', { resolved: { body: { day: 1 } } }, { resolved: { body: { day: 2 } } }, { chat: 'a' }, false],
		['not of another instance, by user', { resolved: { body: { day: 1 } } }, { resolved: { body: { day: 2 } } }, { follower: 'a' }, false],
		['not under another kind of user ID', {}, { resolved: union }, { follower: 'a' }, false],
		['where that kind is Feishu’s default', {}, { resolved: { qs: { user_id_type: 'open_id' } } }, { follower: 'a' }, true],
		['under any kind, where it is no user', {}, { resolved: union }, { chat: 'a' }, true],
	])('%s', (_what, one, other, record, isSame) => {
		expect(namespaceOf(one, record) === namespaceOf(other, record)).toBe(isSame);
	});
});

describe('a word that Feishu takes for an ID', () => {
	const alias = (key: string) => ({ key, isWord: (text: string): boolean => text === 'primary' }) as Alias;

	test.each<[string, string, IDataObject, boolean]>([
		['in the path', 'task_id', { taskId: 'primary' }, true],
		['in one of the records', 'chat', { followerIds: ['a', 'primary'] }, true],
		['in none of the fields', 'task_id', { taskId: 'a' }, false],
		['under another name', 'follower', { taskId: 'primary', followerIds: ['primary'] }, false],
	])('is seen %s', (_where, key, parameters, isNamed) => {
		expect(wordIn(alias(key), read({ parameters }))).toBe(isNamed ? 'primary' : undefined);
	});

	test('is replaced in the path, and in the scope that follows from it', () => {
		const meant = read({ parameters: { taskId: 'primary' } }).withId(alias('task_id'), 't 1');
		const direct = read({ parameters: { taskId: 't-1' } });
		expect(meant.keys).toEqual({ task_id: 't 1' });
		expect([meant.path, meant.options.url]).toEqual(['/task/v2/tasks/t%201/remove_followers', '/task/v2/tasks/t%201/remove_followers']);
		expect(meant.records).toEqual(direct.records);
		const same = read({ parameters: { taskId: 'primary' } }).withId(alias('task_id'), 't-1');
		expect(same.namespaceOf({ chat: 'a' })).toBe(direct.namespaceOf({ chat: 'a' }));
	});

	test('is replaced in the records that hold it, and in no other', () => {
		const { keys, records } = read({ parameters: { followerIds: ['primary', 'b', 'ou_1'] } }).withId(alias('chat'), 'c');
		expect([keys, records]).toEqual([{ task_id: 't-1' }, [{ chat: 'c' }, { chat: 'b' }, { follower: 'ou_1' }]]);
	});
});

describe('the fields of a search', () => {
	const given: unknown[] = [];
	const search = searchWith({
		parameters: { calendar_id: 'calendar', from: 'from' },
		read: (body) => {
			given.push(body);
			return { records: [{ calendar_id: String(body.calendar_id) }], body: {} };
		},
	});
	const readSearch = (parameters: IDataObject, resolved: Partial<IHttpRequestOptions> = {}) =>
		readItem(search, contextWith({ parameters }), NODE, { ...RESOLVED, method: 'GET', url: '/calendars/:calendar_id', ...resolved });

	test('are all handed on, those that do not show as blank, and none stands in a path', () => {
		const { path, keys, records, options } = readSearch({ calendar: 'c' }, { qs: { page_size: 0 } });
		expect(given.pop()).toEqual({ calendar_id: 'c', from: '' });
		expect([path, keys, records, options.qs, options.method]).toEqual(['', {}, [{ calendar_id: 'c' }], { page_size: 0 }, 'GET']);
	});
});

test('what is sent of each record is handed on beside it', () => {
	const endpoint = endpointWith({ kind: 'create', read: (body) => ({ records: [{ id: 'a' }], contents: [{ text: 'x' }], body }) });
	expect(read({ endpoint, resolved: { url: '/records' } })).toMatchObject({ records: [{ id: 'a' }], contents: [{ text: 'x' }] });
	expect(read().contents).toEqual([]);
});

test('an endpoint that creates reads a field that does not show as blank, and sees the query', () => {
	const asked: unknown[] = [];
	// It finds nothing to extract a value from where a field does not show.
	const n8nsOwn = (name: string, fallback?: unknown, options?: { extractValue?: boolean }) => {
		if (options?.extractValue === true) throw new Error('Could not find property');
		return fallback ?? `${name} is hidden`;
	};
	const context = { ...contextWith({}), getNodeParameter: n8nsOwn };
	const endpoint = endpointWith({
		parameters: { text: 'text' },
		read: ({ text }, { query }) => {
			asked.push(text, query);
			return { records: [], body: {} };
		},
	});
	const resolved = { ...RESOLVED, url: '/things', qs: { kind: 'small' } };
	readItem({ ...endpoint, kind: 'create' }, context, { ...NODE, parameters: {} }, resolved);
	readItem(endpoint, context, { ...NODE, parameters: {} }, resolved);
	expect(asked).toEqual(['', { kind: 'small' }, 'text is hidden', { kind: 'small' }]);
});

test('a field that does not show is blank where something is created, and missing where something is deleted', () => {
	const creating = endpointWith({ kind: 'create', parameters: { text: 'text', card: 'card' }, read: (body) => ({ records: [], body }) });
	const given = { parameters: { text: 'a' }, resolved: { url: '/x' } };
	expect(read({ endpoint: creating, ...given }).body).toEqual({ text: 'a', card: '' });
	expect(() => read({ endpoint: { ...creating, kind: 'delete' }, ...given })).toThrow();
});

test('what is read may hold what no other run has', () => {
	const endpoint = endpointWith({ read: (_body, { uniqueMark }) => ({ records: [], body: { run: uniqueMark } }) });
	const context = contextWith({ parameters: {} });
	expect(readItem(endpoint, context, NODE, { ...RESOLVED, url: '/x' }, 'mark').body).toEqual({ run: 'mark' });
});

test('a search asks n8n to extract a value only of a field that shows, or n8n would not find it', () => {
	const asked: unknown[] = [];
	const context = {
		...contextWith({}),
		getNodeParameter: (name: string, fallback?: unknown, options?: { extractValue?: boolean }) => {
			if (name === 'hidden' && options?.extractValue === true) throw new Error('Could not find property');
			return name === 'hidden' ? fallback : `${name}, extracted: ${String(options?.extractValue)}`;
		},
	};
	const search = searchWith({
		parameters: { shown: 'shown', hidden: 'hidden' },
		read: ({ shown, hidden }) => {
			asked.push(shown, hidden);
			return { records: [], body: {} };
		},
	});
	readItem(search, context as never, { ...NODE, parameters: { shown: 'x' } }, RESOLVED);
	expect(asked).toEqual(['shown, extracted: true', '']);
});

test.each<[string, string | undefined, string | undefined]>([
	['without a word, where the user allows all', undefined, undefined],
	['beside those that the user allows', 'open.feishu.cn', 'proxy.example.com, open.feishu.cn'],
])('the host of the credential is allowed %s', (_what, allowedDomains, allowed) => {
	const options = { method: 'POST', ...(allowedDomains !== undefined && { allowedDomains }) } as const;
	expect(addressed(options, 'https://proxy.example.com:8443/feishu', '/im/v1/x')).toEqual({
		method: 'POST',
		url: 'https://proxy.example.com:8443/feishu/open-apis/im/v1/x',
		...(allowed !== undefined && { allowedDomains: allowed }),
	});
});

describe('what n8n is asked for', () => {
	/** Reads an item, and notes what n8n is asked for. */
	function asking(parameters: INodeParameters, json: IDataObject = {}) {
		const asked: unknown[] = [];
		const context = {
			...contextWith({}),
			getInputData: () => ({ json }),
			getNodeParameter: (name: string, _fallback?: unknown, options?: { extractValue?: boolean }) => {
				asked.push([name, options?.extractValue]);
				return 'from-n8n';
			},
		};
		const endpoint = endpointWith({ parameters: { task_id: 'taskId', text: 'text' } });
		const { keys, body } = readItem(endpoint, context, { ...NODE, parameters }, { ...RESOLVED, url: '/tasks/:task_id' });
		return { asked, keys, body };
	}

	test('is what the URL holds of a link, where the path names it', () => {
		const endpoint = endpointWith();
		const asked: unknown[] = [];
		const getNodeParameter = (...all: unknown[]) => (asked.push(all), 't1');
		const { path } = readItem(endpoint, { ...contextWith({}), getNodeParameter }, NODE, { ...RESOLVED, url: '/:task_id' });
		expect([path, asked]).toEqual(['/t1', [['task_id', undefined, { extractValue: true }]]]);
	});

	test('is nothing of a field that is dragged from the input item', () => {
		const dragged = asking({ text: '={{ $json.words }}' }, { words: 'from-item' });
		expect(dragged.asked.flat()).not.toContain('text');
		expect(dragged.body.text).toBe('from-item');
		const typed = asking({ text: 'typed' });
		expect(typed.asked.flat()).toContain('text');
		expect(typed.body.text).toBe('from-n8n');
	});
});

test('records have IDs of Feishu’s unless the endpoint says that it made them up', () => {
	expect(read().isMinted).toBe(false);
	const endpoint = endpointWith({ read: (body) => ({ records: [{ id: 'a' }], isMinted: true, body }) });
	expect(read({ endpoint, resolved: { url: '/records' } }).isMinted).toBe(true);
});
