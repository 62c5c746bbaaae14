import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';
import { generalRefusals } from '../../nodes/shared/engine/judge/generalRefusals';
import type { Refusals } from '../../nodes/shared/refusal';
import type { TellingRun } from '../deletions/deletion';
import { BAD, numbered, rl } from '../deletions/values';
import type { Fault, Sandbox } from '../sandbox';
import { deletionOf, deletions, itemsOf, nodeOf, sandboxCredentials, type Deletion } from '../support/deletions';
import { runNode, startWorkflow } from '../support/engine';
import { CredentialStore } from '../support/credentialStore';
import { OperationReader, operationTables, saidIn, unescaped } from './operationMessages';

/** A message as somebody gets to read it, and what led to it. */
export interface Message {
	when: string;
	/** What is shown beside the advice; Feishu's own words where Feishu was asked. */
	reason?: string;
	/** What happened and the next step. */
	text: string;
}

export interface Section {
	title: string;
	messages: Message[];
}

type Endpoint = Deletion['endpoint'];

const GOLDEN = join(__dirname, 'messages.golden.md');

export const readGolden = () => readFileSync(GOLDEN, 'utf8');
export const writeGolden = (text: string) => writeFileSync(GOLDEN, text);

/** In the order of the golden file, and what is new last: rows come from several files, which put them in no order. */
function inGoldenOrder({ title, messages }: Section): Section {
	const [, section = ''] = readGolden().split(`## ${title}\n`);
	const placeOf = ({ when }: Message) => (section.includes(`**${when}**`) ? section.indexOf(`**${when}**`) : section.length);
	return { title, messages: messages.toSorted((one, other) => placeOf(one) - placeOf(other)) };
}

function ofTable(refusals: Refusals): Message[] {
	return Object.entries(refusals).map(([code, { what, todo }]) => ({ when: code, text: `${what} ${todo}` }));
}

function tables(): Section[] {
	return [
		...deletions.flatMap(({ title, contract, messages }) => [
			{ title: `${title}: codes`, messages: ofTable(contract.refusals) },
			...(messages?.tables ?? []),
		]),
		...operationTables(),
		{ title: 'Codes of any call', messages: ofTable(generalRefusals) },
	];
}

const BATCHING = { requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 1 } } } };

type BadField = [when: string, endpoint: Endpoint, parameters: INodeParameters, bad: unknown];

/** Fields with a bad value, one for each message that a field of any deletion can lead to. */
const BAD_FIELDS: readonly BadField[] = [
	['no ID', 'batchMessage', { batchMessageId: BAD }, ''],
	['no ID in a list', 'attendanceRecord', { recordIds: BAD }, ' , '],
	['a number too long', 'attendanceRecord', { recordIds: BAD }, Number('6709359313699356941')],
	['a fraction', 'attendanceRecord', { recordIds: BAD }, 1.5],
	['a rounded number', 'attendanceRecord', { recordIds: BAD }, '6.7E+18'],
	['an expression that found nothing, as text', 'attendanceRecord', { recordIds: BAD }, 'undefined'],
	['a number with a fraction, as text', 'attendanceRecord', { recordIds: BAD }, '6709359313699356941.0'],
	['the ID of a person in place of a record', 'attendanceRecord', { recordIds: BAD }, 'ou_1'],
	['the ID of a single message', 'batchMessage', { batchMessageId: BAD }, 'om_1'],
	['a hidden character', 'taskFollower', { followerIds: BAD }, 'ou_1\u200b'],
	[
		'signs as codes of a link',
		'calendarEventAttendee',
		{ calendarId: rl(BAD), attendeeIds: 'user_1' },
		'feishu.cn_x%40group.calendar.feishu.cn',
	],
	['an object', 'taskFollower', { followerIds: BAD }, { id: 'ou_1' }],
	['a list inside a list', 'taskFollower', { followerIds: BAD }, [['ou_1']]],
	['a list for one ID', 'taskFollower', { taskId: rl(BAD), followerIds: 'ou_1' }, ['a']],
	['signs that no ID has', 'taskFollower', { taskId: rl(BAD), followerIds: 'ou_1' }, '../tasks?a=b'],
	['two lines for one ID', 'calendarEventAttendee', { calendarId: rl(BAD), attendeeIds: 'user_1' }, 'a\nb'],
	['much text', 'calendarEventAttendee', { attendeeIds: BAD }, 'a'.repeat(5_000)],
	['half a JSON array', 'calendarEventAttendee', { attendeeIds: BAD }, '["user_1", '],
	['too many records', 'attendanceRecord', { recordIds: BAD }, numbered(50_001, String)],
	['a word in place of an ID', 'attendanceRecord', { recordIds: BAD }, 'all'],
	['a bound that is no number', 'attendanceRecord', { recordIds: '1', options: { stopIfMoreThan: BAD } }, 'many'],
	['nobody to protect', 'attendanceRecord', { recordIds: '1', options: { neverDelete: BAD } }, ''],
	['a gap among those to protect', 'attendanceRecord', { recordIds: '1', options: { neverDelete: BAD } }, [null, '2']],
	[
		'cards to protect that are not parted by commas',
		'appFeedCard',
		{ feedCards: { cards: [{ bizId: 'a', userIds: 'ou_1' }] }, options: { neverDelete: BAD } },
		'ou_1; ou_2',
	],
	['an unknown user ID type', 'taskFollower', { followerIds: 'ou_1', options: { userIdType: BAD } }, 'email'],
];

const ownFields = deletions.flatMap(({ endpoint, messages }) =>
	(messages?.fields ?? []).map(([when, parameters, bad]): BadField => [when, endpoint, parameters, bad]),
);

/** The credential in the store, by its type. */
const CREDENTIALS = { feishuTenantApi: 'tenant', feishuAccessTokenApi: 'token', feishuOAuth2Api: 'user' } as const;

/** How a run is set up; what is not said is well. */
interface Setting extends TellingRun {
	endpoint: Endpoint;
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	authentication?: keyof typeof CREDENTIALS;
	onError?: 'stopWorkflow' | 'continueRegularOutput';
}

function ownRuns(kind: 'runs' | 'stops'): Array<[when: string, setting: Setting]> {
	return deletions.flatMap(({ endpoint, messages }) =>
		(messages?.[kind] ?? []).map(([when, run]): [string, Setting] => [when, { endpoint, ...run }]),
	);
}

/** Followers who are named by addresses. */
function addressRuns(): Array<[when: string, setting: Setting]> {
	const endpoint = 'taskFollower';
	const items = [{ id: 'lin@example.com' }];
	const refused = { endpoint: 'userLookUp', kind: 'code', code: 99991672, msg: '‹Feishu’s words›' } as const;
	const guarded = { neverDelete: 'lin@example.com' };
	const both = (sandbox: Sandbox) => {
		for (const id of ['1', '2']) sandbox.seed.person({ openId: `ou_${id}`, unionId: `on_${id}`, userId: id, email: 'lin@example.com' });
	};
	return [
		['an address that finds nobody', { endpoint, items }],
		[
			'addresses that find nobody',
			{ endpoint, parameters: { followerIds: 'a@example.com, b@example.com, c@example.com, +8613800138000' } },
		],
		['an address of several people', { endpoint, items, seed: both }],
		['an address that the app may not look up', { endpoint, items, fault: refused }],
		[
			'an address that a person may not look up',
			{
				endpoint,
				items,
				authentication: 'feishuAccessTokenApi',
				credentials: { token: { region: 'custom', baseUrl: 'http://127.0.0.1:1', accessToken: 'u-1' } },
			},
		],
		[
			'an address, and an answer of another shape',
			{ endpoint, items, fault: { endpoint: 'userLookUp', kind: 'answer', body: { data: {} } } },
		],
		[
			'an address in a dry run without a credential that works',
			{
				endpoint,
				items,
				parameters: { dryRun: true },
				fault: { endpoint: 'tenantToken', kind: 'code', code: 10014, msg: '‹Feishu’s words›' },
			},
		],
		['an address to protect that finds nobody', { endpoint, parameters: { options: guarded } }],
		['an address to protect that the app may not look up', { endpoint, parameters: { options: guarded }, fault: refused }],
	];
}

/** Runs a deletion and hands back what is said of a record, or the error. */
export class MessageCollector {
	constructor(private readonly sandbox: Sandbox) {}

	async validation(): Promise<Section> {
		const messages: Message[] = [];
		for (const [when, endpoint, parameters, bad] of [...BAD_FIELDS, ...ownFields]) {
			this.sandbox.reset('empty');
			const { error } = await runNode([{ bad }] as IDataObject[], this.nodeOf({ endpoint, parameters }), this.credentials());
			messages.push({ when, reason: this.normalised(error?.message), text: unescaped(this.normalised(error?.description)) });
		}
		return { title: 'Fields that cannot be sent', messages };
	}

	async credentialMessages(): Promise<Section> {
		const { tenant } = this.credentials();
		const { url } = this.sandbox;
		const given = (accessToken: string): Partial<Setting> => ({
			authentication: 'feishuAccessTokenApi',
			credentials: { token: { region: 'custom', baseUrl: url, accessToken } },
		});
		const withBase = (baseUrl: string): Partial<Setting> => ({ credentials: { tenant: { ...tenant, baseUrl } } });
		/** A person whose token Feishu rejects: `undefined` stands for a refresh token that it never gave. */
		const person = (refreshToken: string | undefined, host = url): Pick<Setting, 'endpoint' | 'authentication' | 'credentials'> => ({
			endpoint: 'taskFollower',
			authentication: 'feishuOAuth2Api',
			credentials: {
				user: {
					region: 'custom',
					baseUrl: url,
					customAccessTokenUrl: `${host}/open-apis/authen/v2/oauth/token`,
					clientId: 'cli_sandbox',
					clientSecret: 'sandbox-secret',
					oauthTokenData: { access_token: 'u-rejected', refresh_token: refreshToken, token_type: 'Bearer' },
				},
			},
		});
		const unknownRenewal = { code: 29_999, error: 'invalid_request', error_description: '‹Feishu’s words›' };
		const tokenFault = (fault: Partial<Fault>): Partial<Setting> => ({ fault: { endpoint: 'tenantToken', ...fault } });
		const settings: Array<[when: string, setting: Partial<Setting>]> = [
			['no base URL', withBase('')],
			['a base URL that is none', withBase('open.feishu.cn')],
			['plain http', withBase('http://open.feishu.example.com')],
			['a base URL with a password', withBase('https://a:b@open.feishu.example.com')],
			['a credential that differs between items', { credentials: { tenant: { ...tenant, appId: '={{ $json.id }}' } }, records: 2 }],
			['no token', given('')],
			[
				'nobody connected',
				{ endpoint: 'taskFollower', authentication: 'feishuOAuth2Api', credentials: { user: { region: 'custom', baseUrl: url } } },
			],
			['a token of a person that came without a refresh token', person(undefined)],
			['a refresh token that is spent', person('r-spent')],
			[
				'a renewal that is refused with a code of no table',
				{ ...person('r-1'), fault: { endpoint: 'oauthToken', kind: 'answer', status: 400, body: unknownRenewal, done: false } },
			],
			['nobody there to renew a token', person('r-1', 'http://127.0.0.1:1')],
			['an unknown app', tokenFault({ kind: 'code', code: 10003, msg: '‹Feishu’s words›' })],
			['a code of the token call that no table has', tokenFault({ kind: 'code', code: 10_999, msg: '‹Feishu’s words›' })],
			['a token call that comes to a web page', tokenFault({ kind: 'http502html' })],
			['a token call that is sent elsewhere', tokenFault({ kind: 'redirect', location: 'https://elsewhere.example.com/' })],
			['nobody there for the token call', withBase('http://127.0.0.1:1')],
			[
				'nobody there for the call',
				{
					authentication: 'feishuAccessTokenApi',
					credentials: { token: { region: 'custom', baseUrl: 'http://127.0.0.1:1', accessToken: 't-1' } },
				},
			],
			['a call that a web page answers', { endpoint: 'appFeedCard', fault: { kind: 'http200html' } }],
			['a call that is sent elsewhere', { fault: { kind: 'redirect', location: 'https://elsewhere.example.com/' } }],
		];
		const messages: Message[] = [];
		for (const [when, setting] of settings) messages.push(await this.read(when, { endpoint: 'attendanceRecord', ...setting }));
		messages.push({ when: 'a stored token of another app', text: await this.foreignToken() });
		return { title: 'Credentials', messages };
	}

	async runMessages(): Promise<Section> {
		const settings: Array<[when: string, setting: Setting]> = [
			['an unknown code', { endpoint: 'attendanceRecord', fault: { kind: 'code', code: 1_234_567, msg: '‹Feishu’s words›' } }],
			[
				'a missing permission',
				{
					endpoint: 'attendanceRecord',
					fault: {
						kind: 'code',
						code: 99991672,
						msg: '‹Feishu’s words›',
						permissionViolations: [{ type: 'action_scope_required', subject: 'attendance:task' }],
						helps: [{ url: 'https://open.feishu.cn/app/cli_sandbox/auth?q=attendance:task', description: '' }],
					},
				},
			],
			['a dry run', { endpoint: 'attendanceRecord', parameters: { dryRun: true, options: { output: 'summary' } } }],
			[
				'a list of another item that cannot be read',
				{
					endpoint: 'attendanceRecord',
					items: [
						{ id: '1', keep: [] },
						{ id: '2', keep: '' },
					],
					parameters: { options: { neverDelete: '={{ $json.keep }}' } },
					said: /Correct that item/,
				},
			],
			['more records than the bound allows', { endpoint: 'attendanceRecord', records: 2, parameters: { options: { stopIfMoreThan: 1 } } }],
			['a record that is protected', { endpoint: 'attendanceRecord', parameters: { options: { neverDelete: '={{ $json.id }}' } } }],
			['a person to protect, where none can be named', { endpoint: 'attendanceRecord', parameters: { options: { neverDelete: 'ou_1' } } }],
			['a person to protect, by another kind of ID', { endpoint: 'taskFollower', parameters: { options: { neverDelete: 'on_1' } } }],
			['a person to protect, by User ID', { endpoint: 'taskFollower', parameters: { options: { neverDelete: 'emp_lin' } } }],
			[
				'an employee to protect, where no copy names one',
				{ endpoint: 'attendanceRecord', parameters: { options: { neverDelete: 'emp_lin' } } },
			],
			[
				'a calendar to protect, where it is named by a word',
				{
					endpoint: 'calendarEventAttendee',
					parameters: { calendarId: rl('primary'), dryRun: true, options: { neverDelete: 'feishu.cn_x@group.calendar.feishu.cn' } },
				},
			],
			[
				'a dry run that does not compare attendee IDs',
				{ endpoint: 'calendarEventAttendee', parameters: { dryRun: true, options: { neverDelete: 'ou_1' } } },
			],
			[
				'an attendee who cannot be compared with those to protect',
				{
					endpoint: 'calendarEventAttendee',
					parameters: { attendeeIds: 'user_nobody', options: { neverDelete: 'ou_1' } },
				},
			],
			[
				'an attendee whose user ID Feishu leaves out, while people are to be protected',
				{
					endpoint: 'calendarEventAttendee',
					fault: { endpoint: 'attendeeList', kind: 'omit', field: 'user_id' },
					parameters: { options: { neverDelete: 'u1', userIdType: 'user_id' } },
				},
			],
			...addressRuns(),
			['an answer without words', { endpoint: 'attendanceRecord', fault: { kind: 'code', code: 1220001, msg: '' } }],
			['a server that stays down', { endpoint: 'batchMessage', fault: { kind: 'http500' } }],
			['broken JSON', { endpoint: 'batchMessage', fault: { kind: 'brokenJson' } }],
			['a connection that is cut', { endpoint: 'batchMessage', fault: { kind: 'resetBefore' } }],
			['no answer in time', { endpoint: 'batchMessage', fault: { kind: 'hang' }, parameters: { requestOptions: { timeout: 20 } } }],
			['a run that is stopped', { endpoint: 'batchMessage', fault: { kind: 'hang' }, stoppedAt: 'batchMessage' }],
			[
				'a record that a stopped run did not get to',
				{ endpoint: 'taskFollower', fault: { kind: 'hang' }, records: 101, stoppedAt: 'taskFollower' },
			],
			[
				'a record after a refusal that ends the run',
				{ endpoint: 'taskFollower', fault: { kind: 'code', code: 99991403, msg: '‹Feishu’s words›' }, records: 101 },
			],
			[
				'a record of a target that refuses every one alike',
				{
					endpoint: 'calendarEventAttendee',
					records: 1_100,
					fault: { kind: 'code', code: 190002, msg: '‹Feishu’s words›' },
					said: /was not sent/,
				},
			],
			[
				'a record that was not tried alone',
				{
					endpoint: 'calendarEventAttendee',
					records: 40,
					fault: { kind: 'code', code: 190002, msg: '‹Feishu’s words›' },
					said: /not tried alone/,
				},
			],
			...ownRuns('runs'),
		];
		const messages: Message[] = [];
		for (const [when, setting] of settings) messages.push(await this.read(when, setting));
		return { title: 'Runs', messages };
	}

	/** What fails the node, in full: the counts, the first record's story, and the lists. */
	async stopMessages(): Promise<Section> {
		const settings: Array<[when: string, setting: Setting]> = [
			...ownRuns('stops'),
			[
				'a later batch',
				{
					endpoint: 'attendanceRecord',
					items: [{ id: '6709359313699350000' }, { id: '' }, { id: '6709359313699350001' }],
					parameters: BATCHING,
				},
			],
		];
		const messages: Message[] = [];
		for (const [when, setting] of settings) {
			const { error } = await this.run({ ...setting, onError: 'stopWorkflow' });
			messages.push({ when, text: this.normalised(error?.message), reason: this.normalised(error?.description) });
		}
		return { title: 'What fails the node under Stop, and its description', messages };
	}

	async all(): Promise<Section[]> {
		return [
			...tables(),
			inGoldenOrder(await this.validation()),
			await this.credentialMessages(),
			inGoldenOrder(await this.runMessages()),
			await this.stopMessages(),
			...(await new OperationReader(this.sandbox, (words) => this.normalised(words)).all()),
		];
	}

	private async read(when: string, setting: Setting): Promise<Message> {
		const { json } = await this.run(setting);
		const open = saidIn(json).filter(({ what_to_do }) => typeof what_to_do === 'string');
		const said = setting.said === undefined ? open.at(-1) : open.find(({ what_to_do }) => setting.said?.test(String(what_to_do)));
		return { when: `${when} (${String(said?.status)})`, reason: this.normalised(said?.reason), text: this.normalised(said?.what_to_do) };
	}

	private async run(setting: Setting) {
		const { sandbox } = this;
		const { endpoint, fault, records = 1, seed, items, credentials = this.credentials(), stoppedAt } = setting;
		sandbox.reset('empty');
		const deletion = deletionOf(endpoint);
		const names = deletion.names(records);
		if (seed === undefined) deletion.seed(sandbox, names);
		else seed(sandbox);
		if (fault !== undefined) sandbox.fault({ endpoint, on: 'every', ...fault } as Fault);
		const node = this.nodeOf(setting);
		const given = items ?? itemsOf(deletion, names);
		if (stoppedAt === undefined) return await runNode(given, node, credentials);
		const execution = startWorkflow(given, [{ ...node, name: 'Node' }], new CredentialStore(credentials));
		while (sandbox.calls(stoppedAt).length === 0) await new Promise((resolve) => setImmediate(resolve));
		execution.cancel();
		return (await execution.finished).Node!;
	}

	private nodeOf({ endpoint, parameters, authentication = 'feishuTenantApi', onError = 'continueRegularOutput' }: Setting) {
		const isValidation = parameters !== undefined && JSON.stringify(parameters).includes(BAD);
		return nodeOf(deletionOf(endpoint), {
			parameters: { authentication, ...parameters },
			credentials: { [authentication]: CREDENTIALS[authentication] },
			settings: { onError: isValidation ? 'stopWorkflow' : onError },
		});
	}

	private credentials() {
		return sandboxCredentials(this.sandbox);
	}

	private async foreignToken(): Promise<string> {
		const { authenticate } = new FeishuTenantApi();
		if (typeof authenticate !== 'function') return '';
		try {
			await authenticate({ ...this.credentials().tenant, accessToken: 't-1', tokenOwner: 'somebody else' }, { url: '' });
			return '';
		} catch (error) {
			return (error as Error).message;
		}
	}

	/** Without what differs from run to run: the port of the sandbox, log IDs. */
	private normalised(words: unknown): string {
		const text = typeof words === 'string' ? words : '';
		return text.replaceAll(this.sandbox.url, 'https://sandbox').replace(/\b\d{14}[0-9A-F]{20}\b/g, 'LOG_ID');
	}
}
