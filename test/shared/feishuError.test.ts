import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../../nodes/shared/endpoint';
import { reachOf, explain, failureOf, readAnswer, refusalOf } from '../../nodes/shared/engine/judge/feishuError';
import { generalRefusals } from '../../nodes/shared/engine/judge/generalRefusals';
import { renewalRefusalOf } from '../../nodes/shared/engine/token/renewal';
import { endpointWith } from '../support/endpoint';

const endpoint = endpointWith({
	refusals: {
		1220001: { what: 'This page’s own words.', todo: 'Do this.', reach: 'record' },
		99991400: { what: 'Its own here.', todo: 'Wait.', reach: 'rate' },
	},
});

function answered(body: IDataObject, headers: IDataObject = {}, status = 400): Answer {
	const answer = readAnswer(endpoint, status, body, headers);
	if (answer === undefined) throw new Error('not read as an answer of Feishu’s');
	return answer;
}

const asItIs = (words: string) => words;

const refused = (error: IDataObject, code = 99991672, msg = 'Access denied.') =>
	explain(endpoint, answered({ code, msg, error }), asItIs, 'feishuTenantApi');

describe('the log ID', () => {
	test.each([
		['the header', {}, { 'x-tt-logid': 'from-header' }, 'from-header'],
		['the body as documented', { error: { log_id: 'documented' } }, {}, 'documented'],
		['the body as observed', { error: { logid: 'observed' } }, {}, 'observed'],
		['the header, where the body has one too', { error: { log_id: 'documented' } }, { 'x-tt-logid': 'from-header' }, 'from-header'],
		['nowhere', { error: { log_id: '' } }, {}, null],
		['nowhere, where there is no error object', {}, {}, null],
	])('is taken from %s', (_where, body, headers, logId) => {
		expect(answered({ code: 1, msg: '', ...body }, headers).logId).toBe(logId);
	});
});

describe('a missing permission', () => {
	const link = 'https://open.feishu.cn/app/cli_a/auth?q=attendance:task&op_from=openapi';

	test.each([
		['as observed: type and subject', { permission_violations: [{ type: 'action_scope_required', subject: 'attendance:task' }] }],
		['as documented: scope and url', { permission_violations: [{ scope: 'attendance:task', url: link }] }],
	])('is named, %s', (_form, error) => {
		expect(refused(error).what_to_do).toBe(`${refused({}).what_to_do} The permission is attendance:task.`);
	});

	test('is named with all that would do, and the link that switches it on', () => {
		const { what_to_do, link: shown } = refused({
			permission_violations: [{ subject: 'attendance:task' }, { subject: 'attendance:task:readonly' }],
			helps: [{ url: link, description: 'Apply here.' }],
			troubleshooter: 'Troubleshooting suggestions: https://open.feishu.cn/search?log_id=1',
		});
		expect(what_to_do).toContain('One of these permissions is enough: attendance:task, attendance:task:readonly.');
		expect(shown).toBe(link);
	});

	test('links to the troubleshooter where no help is given', () => {
		expect(refused({ troubleshooter: 'Troubleshooting suggestions: https://open.feishu.cn/search?log_id=1' }).link).toBe(
			'https://open.feishu.cn/search?log_id=1',
		);
		expect(refused({ helps: [{ url: '' }, { url: 'none' }], troubleshooter: 'See http://127.0.0.1:8787/help now.' }).link).toBe(
			'http://127.0.0.1:8787/help',
		);
		expect(refused({ troubleshooter: 'Ask somebody.' })).not.toHaveProperty('link');
	});

	test.each([
		['no list', 'none'],
		['nothing', null],
		['a list of odd things', [null, 7, 'x', {}, { subject: 7 }]],
	])('is not made up from %s', (_what, permission_violations) => {
		expect(refused({ permission_violations }).what_to_do).toBe(refused({}).what_to_do);
	});
});

describe('a refusal', () => {
	test('gives Feishu’s words with the fields it names', () => {
		const { reason } = refused(
			{
				field_violations: [{ field: 'record_ids[0]', value: 'x', description: 'is not a number' }, { field: 'record_ids[1]' }],
			},
			1220001,
			'param is invalid',
		);
		expect(reason).toBe('param is invalid; record_ids[0]: is not a number; record_ids[1]');
	});

	test('gives the page’s own meaning of a code before the general one', () => {
		expect(refused({}, 1220001).what_to_do).toBe('This page’s own words. Do this.');
		expect(refused({}, 99991400).what_to_do).toBe('Its own here. Wait.');
		expect(refusalOf(endpoint, 99991403)).toBe(generalRefusals[99991403]);
	});

	test('with a code that nobody has listed points to the page, and keeps code, words and log ID', () => {
		const explanation = explain(endpoint, answered({ code: 4711, msg: 'odd' }, { 'x-tt-logid': 'id' }), asItIs, 'feishuTenantApi');
		expect(explanation).toStrictEqual({
			code: 4711,
			reason: 'odd',
			what_to_do: expect.stringContaining(endpoint.documentation) as string,
			log_id: 'id',
		});
	});

	test('shows nothing of Feishu’s unredacted', () => {
		const error = {
			field_violations: [{ field: 'secret', description: 'secret' }],
			permission_violations: [{ subject: 'secret' }],
			helps: [{ url: 'https://open.feishu.cn/secret' }],
		};
		const explanation = explain(
			endpoint,
			answered({ code: 4711, msg: 'the secret', error }),
			(words) => words.replaceAll('secret', '…'),
			'',
		);
		expect(JSON.stringify(explanation)).not.toContain('secret');
	});

	test('without any words says its code', () => {
		expect(refused({}, 4711, '').reason).toBe('code 4711');
		expect(refused({ field_violations: [{ field: 'ids' }] }, 4711, '').reason).toBe('ids');
	});
});

test.each([
	['nothing', 0, 400, undefined],
	['nothing, though the status says otherwise', 0, 500, undefined],
	['what the page says', 99991400, 500, 'rate'],
	['what holds everywhere', 99991672, 500, 'run'],
	['a record, where no table has the code', 4711, 499, 'record'],
	['Feishu, where the status says so', 4711, 500, 'transient'],
	['Feishu, at a gateway', 4711, 503, 'transient'],
])('a code reaches %s', (_what, code, status, reach) => {
	expect(reachOf(endpoint, answered({ code }, {}, status))).toBe(reach);
});

test.each([
	['record', undefined],
	['target', undefined],
	['run', { cause: 'configuration-invalid' }],
	['token', { cause: 'credential-invalid' }],
	['rate', { cause: 'rate-limited' }],
	['transient', { cause: 'temporarily-unavailable' }],
	[undefined, undefined],
] as const)('a refusal of reach %s, in the terms of n8n', (reach, failure) => {
	expect(failureOf(undefined, reach)).toStrictEqual(failure);
});

test('n8n is told how long to wait for a rate, and what the table says before all else', () => {
	expect(failureOf(undefined, 'rate', 0)).toStrictEqual({ cause: 'rate-limited', retryAfterMs: 0 });
	expect(failureOf(undefined, 'token', 7)).toStrictEqual({ cause: 'credential-invalid' });
	const refusal = { what: 'No.', todo: 'Wait.', reach: 'run', failure: 'credential-invalid' } as const;
	expect(failureOf(refusal, 'rate', 7)).toStrictEqual({ cause: 'credential-invalid' });
});

describe('a gateway that answers without a code', () => {
	test.each([
		[413, 'record'],
		[429, 'rate'],
	])('says by HTTP %i what is wrong', (status, reach) => {
		expect(readAnswer(endpoint, status, 'no', { 'x-tt-logid': 'id' })).toStrictEqual({
			status,
			code: status,
			reach,
			msg: `The server answered HTTP ${status} without a Feishu code`,
			data: {},
			error: {},
			logId: null,
		});
	});

	test('says how long to wait, and its status is no code', () => {
		const bare = readAnswer(endpoint, 429, '', { 'retry-after': '3' });
		expect(bare?.retryAfterMs).toBe(3_000);
		const { code, reason } = explain(endpoint, bare ?? answered({}), asItIs, 'feishuTenantApi');
		expect([code, reason]).toEqual([null, 'The server answered HTTP 429 without a Feishu code']);
	});

	test.each([200, 400, 404, 500, 502])('is not understood at HTTP %i', (status) => {
		expect(readAnswer(endpoint, status, '<html>', {})).toBeUndefined();
	});
});

test('an answer says how long to wait', () => {
	expect(answered({ code: 99991400 }, { 'x-ogw-ratelimit-reset': '7' }, 429)).toMatchObject({ code: 99991400, retryAfterMs: 7_000 });
});

describe('a body', () => {
	test.each([
		['text', 'Internal Server Error'],
		['nothing', undefined],
		['null', null],
		['an empty object', {}],
		['a list', []],
		['a code that is no number', { code: 'none' }],
		['a code that is blank', { code: '' }],
	])('of %s is no answer of Feishu’s', (_what, body) => {
		expect(readAnswer(endpoint, 200, body, {})).toBeUndefined();
	});

	test.each([
		['0', 0],
		['99991663', 99991663],
		['-1', -1],
	])('with a code that is text is read: %j', (code, read) => {
		expect(answered({ code, msg: 'words' })).toMatchObject({ code: read, msg: 'words' });
	});

	test('with a code alone is one, and what is missing is blank', () => {
		expect(answered({ code: 0 }, {}, 200)).toEqual({ status: 200, code: 0, msg: '', data: {}, error: {}, logId: null });
		expect(answered({ code: 0, data: null, error: 'x', msg: 7 }, {}, 200)).toEqual({
			status: 200,
			code: 0,
			msg: '',
			data: {},
			error: {},
			logId: null,
		});
	});
});

test.each([
	['nobody answered', { code: 'ECONNREFUSED' }, 'temporarily-unavailable'],
	['Feishu had a fault of its own', { body: { code: 20050 } }, 'temporarily-unavailable'],
	['the refresh token was used before', { body: { code: 20073 } }, 'credential-invalid'],
	['n8n names no code', { name: 'NodeOperationError' }, 'credential-invalid'],
])('where a token that has ended is not renewed since %s, n8n is told why', (_why, thrown, cause) => {
	const answer = { ...answered({ code: 99991677, msg: 'token expire' }), notRenewed: renewalRefusalOf(thrown) };
	expect(explain(endpoint, answer, asItIs, 'feishuTenantApi').failure).toEqual({ cause });
});
