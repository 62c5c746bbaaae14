import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { Place as RowPlace } from '../deletions';
import { BAD } from '../deletions/values';
import { startSandbox, type Sandbox } from '../sandbox';
import { deletionOf, deletions, nodeOf, sandboxCredentials, type Deletion } from '../support/deletions';
import { nodeTypesByName, runNode } from '../support/engine';
import { FULL } from '../support/full';
import { toldBy } from '../support/told';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
});
afterAll(async () => {
	await sandbox.stop();
});
beforeEach(() => {
	sandbox.reset('empty');
});

/** A place of a deletion. */
interface Place extends RowPlace {
	endpoint: Deletion['endpoint'];
}

const places: Place[] = deletions.flatMap(({ endpoint, places: { fields } }) => fields.map((place) => ({ endpoint, ...place })));

/** The place of a field, which is the last name of its own. */
function placeOf(endpoint: Place['endpoint'], name: string): Place {
	return places.find((place) => place.endpoint === endpoint && place.field.at(-1) === name)!;
}

const single = places.filter(({ takes }) => takes === 'one');
const lists = places.filter(({ takes }) => takes === 'many');

const attendeeIds = placeOf('calendarEventAttendee', 'attendeeIds');
const emails = placeOf('calendarEventAttendee', 'thirdPartyEmail');
const business = placeOf('appFeedCard', 'bizId');

/** The field's name as the editor shows it. */
function displayNameOf({ endpoint, field }: Pick<Place, 'endpoint' | 'field'>): string {
	let level: Array<INodeProperties | INodePropertyCollection> = nodeTypesByName[deletionOf(endpoint).type].description.properties;
	let name = '';
	for (const step of field) {
		const found = level.find((candidate) => candidate.name === step)!;
		name = found.displayName;
		level = 'values' in found ? found.values : ((found.options ?? []) as Array<INodeProperties | INodePropertyCollection>);
	}
	return name;
}

/** A value, what it is called in the test's name, and words of the remedy. */
type Case = [what: string, value: unknown, remedy: RegExp];

const LONG = 10 * 1024 * 1024;

const neverAnId: Case[] = [
	['nothing', undefined, /Enter .+ or an expression/],
	['null', null, /Enter .+ or an expression/],
	['blank text', '', /Enter .+ or an expression/],
	['spaces and line breaks', ' \r\n\t', /Enter .+ or an expression/],
	['the number 2^53', 2 ** 53, /Pass the ID as text/],
	['a record ID as a number', Number('6709359313699356941'), /Pass the ID as text/],
	['a fraction', 1.5, /Pass the ID as text/],
	['true', true, /Pass the ID itself, as text/],
	['an object', { id: 'ou_1' }, /Pass the ID itself, as text/],
	['a list inside a list', [['ou_1']], /Pass the ID itself, as text/],
	['a list with an object', [{ id: 'ou_1' }], /Pass the ID itself, as text/],
	['a number rounded by a spreadsheet', '6.7E+18', /Pass the ID as text.+spreadsheet/],
	['a number rounded by a script', '6.709359313699357e18', /Pass the ID as text/],
	['a slash', 'a/b', /IDs contain only letters, digits/],
	['a question mark', 'a?b', /IDs contain only letters, digits/],
	['a hash sign', 'a#b', /IDs contain only letters, digits/],
	['the folder above', '..', /IDs contain only letters, digits/],
	['this folder', '.', /IDs contain only letters, digits/],
	['signs alone', '-_', /IDs contain only letters, digits/],
	['the text null', 'null', /it found no ID for this item/],
	['the text undefined', 'undefined', /it found no ID for this item/],
	['the text NaN', ' NaN ', /it found no ID for this item/],
	['the text true', 'true', /it found no ID for this item/],
	['two dots', 'a..b', /IDs contain only letters, digits/],
	['an encoded slash', 'a%2fb', /@ instead of %40/],
	['a backslash', 'a\\b', /IDs contain only letters, digits/],
	['a space', 'a b', /IDs contain only letters, digits/],
	['an emoji', 'a😀', /IDs contain only letters, digits/],
	['a null character', 'a\0b', /Type the ID/],
	['quotes', '"ou_1"', /IDs contain only letters, digits/],
	['10 MB of text', 'a'.repeat(LONG), /Enter the ID alone/],
	['10 MB of Chinese', '中'.repeat(LONG), /Enter the ID alone/],
];

const onlyForOne: Case[] = [
	['a line break', 'a\nb', /IDs contain only letters, digits/],
	['a comma', 'a,b', /IDs contain only letters, digits/],
	['a list', ['a'], /Pass the ID itself, as text/],
	['an empty list', [], /Pass the ID itself, as text/],
];

const onlyForLists: Case[] = [
	['a bad ID among good ones', 'ou_8,ou/9', /IDs contain only letters, digits/],
	['a bad ID in a list', ['ou_8', '../9'], /IDs contain only letters, digits/],
	['a line of dots among others', 'ou_8\n..\nou_9', /IDs contain only letters, digits/],
	['commas alone', ',,\n,', /Enter at least one ID/],
	['a list of blanks', ['', ' ', null], /Enter at least one ID/],
	['half a JSON array', '["ou_8", ', /Write \["ID 1", "ID 2"\]/],
	['a JSON array with an object', '[{"id":"ou_8"}]', /Pass the ID itself, as text/],
	['a JSON array of rounded numbers', '[6.7E+18]', /Pass the ID as text/],
];

/** Runs the node with a good, a bad and a good item. */
async function runAround(place: Place, value: unknown, onError: 'stopWorkflow' | 'continueRegularOutput', options: INodeParameters = {}) {
	sandbox.reset('empty');
	const deletion = deletionOf(place.endpoint);
	deletion.places.seed(sandbox);
	const node = nodeOf(deletion, { settings: { onError } });
	const items = [{ bad: place.good }, value === undefined ? {} : { bad: value }, { bad: place.good }] as IDataObject[];
	const parameters = { ...node.parameters, ...place.parameters, options: { includeInputFields: false, ...options } };
	return await runNode(items, { ...node, parameters }, sandboxCredentials(sandbox));
}

async function expectRefused(place: Place, value: unknown, remedy: RegExp, field = displayNameOf(place)): Promise<void> {
	const stopped = await runAround(place, value, 'stopWorkflow');
	expect(stopped.error?.message).toContain(field);
	expect(stopped.error?.message).toMatch(/\bitem 1\b/);
	expect(toldBy(stopped.error)).toMatch(remedy);
	expect(stopped.error?.message).toMatch(/^[^\p{Cc}]{1,399}$/u);
	expect(sandbox.log).toEqual([]);

	const { json, error } = await runAround(place, value, 'continueRegularOutput');
	const { done } = deletionOf(place.endpoint);
	expect(error).toBeUndefined();
	expect(json.map(({ status }) => status)).toEqual([done, 'refused', done]);
	expect(json[1]).toMatchObject({ deleted: false });
	expect(json[1]?.reason).toContain(field);
	expect(json[1]?.reason).toMatch(/\bitem 1\b/);
	expect(json[1]?.what_to_do).toMatch(remedy);
	expect(sandbox.calls(place.endpoint)).toHaveLength(1);
}

const titled = (place: Place) => [`${place.endpoint} ${place.field.join('.')}`, place] as const;

/** What each field is given. The first field of a kind is given everything: they are read by the same function, which has tests of its own. */
function casesOf(place: Place, kind: readonly Place[], cases: readonly Case[]): Case[] {
	const all = FULL || place === kind[0];
	return cases.filter(
		([what]) => all || ['blank text', 'the folder above', 'a number rounded by a spreadsheet', '10 MB of text'].includes(what),
	);
}

describe.each(single.map(titled))('%s', (_name, place) => {
	test.each(casesOf(place, single, [...neverAnId, ...onlyForOne]))('refuses %s', async (_what, value, remedy) => {
		await expectRefused(place, value, remedy);
	});
});

describe.each(lists.map(titled))('%s', (_name, place) => {
	test.each(
		casesOf(place, lists, [
			...(place.optional === true ? neverAnId.filter(([what]) => !/blank|nothing|null$|spaces/.test(what)) : neverAnId),
			...onlyForLists,
		]),
	)('refuses %s', async (_what, value, remedy) => {
		await expectRefused(place, value, remedy);
	});

	test('refuses more than 50,000 IDs in one item', async () => {
		const many = Array.from({ length: 50_001 }, (_, index) => `${place.good}${index}`);
		const [first = ''] = place.field;

		// They are counted over all fields of the item, so that it is the outer one that is named.
		await expectRefused(place, many, /Split the list/, displayNameOf({ ...place, field: [first] }));
		if (FULL || place === lists[0])
			await expectRefused(place, many.join('\n'), /Split the list/, displayNameOf({ ...place, field: [first] }));
	});

	test('takes an empty list for nothing to do', async () => {
		const { json } = await runAround(place, [], 'continueRegularOutput');
		const { done } = deletionOf(place.endpoint);

		expect(json.map(({ status }) => status)).toEqual([done, done]);
	});
});

test.each([undefined, null, '', ' \n'])(
	'calendarEventAttendee refuses an item that names nobody, with %j for attendee IDs',
	async (value) => {
		await expectRefused(attendeeIds, value, /Enter at least one attendee/);
	},
);

test.each<Case>([
	...neverAnId.filter(([, value]) => typeof value !== 'string' || value.trim() === ''),
	['a name', 'wangwu', /Enter an address such as/],
	['a space', 'wang wu@example.com', /Enter an address such as/],
	['two signs', 'a@b@example.com', /Enter an address such as/],
	['a display name', 'Wang Wu <wangwu@example.com>', /Enter an address such as/],
	['a null character', 'a\0@example.com', /Enter an address such as/],
	['a character that nobody sees', 'a\u200b@example.com', /Enter an address such as/],
	['half a character', 'a@example.com\ud83d', /Enter an address such as/],
	['a header', 'a@example.com\r\nBcc: b@example.com', /Enter an address such as/],
	['10 MB of text', 'a'.repeat(LONG), /Enter an address such as/],
	['10 MB of Chinese', '中'.repeat(LONG), /Enter an address such as/],
	['10 MB of signs', '@'.repeat(LONG), /Enter an address such as/],
])('an email address refuses %s', async (_what, value, remedy) => {
	await expectRefused(emails, value, remedy);
});

describe('a business ID', () => {
	test.each<Case>([
		...neverAnId
			.filter(([, value]) => typeof value !== 'string' || value.trim() === '')
			.map(([what, value]): Case => [what, value, /Enter|Pass/]),
		['a list', ['card'], /Pass/],
	])('refuses %s', async (_what, value, remedy) => {
		await expectRefused(business, value, remedy);
	});

	test.each([' card ', 'a,b，c', 'a\nb\r\nc\t', '["a","b"]', '6.7E+18', '../a?b#c%2f', '卡片 😀', '0'])(
		'goes through untouched as %j',
		async (bizId) => {
			sandbox.seed.feedCards([{ bizId, userId: 'ou_1' }]);
			const node = nodeOf(deletionOf('appFeedCard'), { parameters: business.parameters });
			const { json } = await runNode([{ bad: bizId }], node, sandboxCredentials(sandbox));

			expect(sandbox.calls('appFeedCard').map(({ body }) => body)).toEqual([{ feed_cards: [{ biz_id: bizId, user_id: 'ou_1' }] }]);
			expect(json).toEqual([expect.objectContaining({ biz_id: bizId, status: 'deleted' })]);
		},
	);

	test.each([[undefined], [{}], [{ cards: [] }]])('is missing where there is no card: %j', async (feedCards) => {
		const node = nodeOf(deletionOf('appFeedCard'), { settings: { onError: 'continueRegularOutput' } });
		const { json } = await runNode(
			[{ feedCards }],
			{ ...node, parameters: { ...node.parameters, feedCards: '={{ $json.feedCards }}' } },
			sandboxCredentials(sandbox),
		);

		expect(json).toEqual([
			expect.objectContaining({
				status: 'refused',
				reason: expect.stringMatching(/Feed Cards.+item 0/) as string,
				what_to_do: expect.stringMatching(/^Add at least one card/) as string,
			}),
		]);
		expect(sandbox.log).toEqual([]);
	});
});

describe('a choice made by an expression', () => {
	const withUsers = deletions.filter(({ spec }) => 'user_id_type' in spec.queryParameters);
	const users = withUsers.map(
		({ endpoint }) => [endpoint, lists.find((place) => place.endpoint === endpoint && place.good.startsWith('ou_'))!] as const,
	);

	test.each(
		users.flatMap(([name, place]) =>
			['openid', 'OPEN_ID', '', 'open_id ', 7, null, undefined, ['open_id']].map((value) => [name, value, place] as const),
		),
	)('%s refuses %j for User ID Type', async (_endpoint, value, place) => {
		const own = { ...place, good: 'open_id', parameters: withGoodId(place) };
		await expectOptionRefused(own, { userIdType: BAD }, value, 'User ID Type', /Choose one of: open_id, union_id, user_id/);
	});

	test.each(['users', '', 'third-party', null, 3])('calendarEventAttendee refuses %j for the type of an attendee', async (value) => {
		const place: Place = {
			endpoint: 'calendarEventAttendee',
			takes: 'other',
			field: ['deleteIds', 'ids', 'type'],
			parameters: { attendeeIds: '', deleteIds: { ids: [{ type: BAD, userId: 'ou_1' }] } },
			good: 'user',
		};
		await expectRefused(place, value, /Choose one of: user, chat, resource, third_party/);
	});

	test.each([
		['needNotification', 'maybe'],
		['needNotification', null],
		['needNotification', undefined],
		['isEnableAdmin', undefined],
		['needNotification', 1],
		['needNotification', ''],
		['isEnableAdmin', 'yes'],
		['isEnableAdmin', { on: true }],
	])('calendarEventAttendee refuses a switch %s that is %j', async (name, value) => {
		const place: Place = {
			endpoint: 'calendarEventAttendee',
			takes: 'other',
			field: ['options', name],
			parameters: { attendeeIds: 'user_1' },
			good: 'true',
		};
		await expectOptionRefused(place, { [name]: BAD }, value, displayNameOf(place), /Choose on or off/);
	});
});

/** The parameters of a place with a good value written into the field itself. */
function withGoodId(place: Place): INodeParameters {
	return JSON.parse(JSON.stringify(place.parameters).replace(BAD, place.good)) as INodeParameters;
}

async function expectOptionRefused(place: Place, options: INodeParameters, value: unknown, field: string, remedy: RegExp): Promise<void> {
	const stopped = await runAround(place, value, 'stopWorkflow', options);
	expect(stopped.error?.message).toContain(field);
	expect(stopped.error?.message).toMatch(/\bitem 1\b/);
	expect(toldBy(stopped.error)).toMatch(remedy);
	expect(sandbox.log).toEqual([]);

	const { json } = await runAround(place, value, 'continueRegularOutput', options);
	const { done } = deletionOf(place.endpoint);
	expect(json.map(({ status }) => status)).toEqual([done, 'refused', done]);
	expect(json[1]?.reason).toContain(field);
}

test.each<[type: string, given: string, fields: RegExp]>([
	['the Open ID of a user', 'ou_1', /attendee of the type User/],
	['the Union ID of a user', 'on_1', /attendee of the type User.+User ID Type/],
	['the ID of a group chat', 'oc_1', /attendee of the type Group Chat/],
	['the ID of a meeting room', 'omm_1', /attendee of the type Meeting Room/],
	['an email address', 'li.si@example.com', /attendee of the type External Email/],
])('attendee IDs refuse %s, and point to the field it belongs in', async (_what, given, type) => {
	const place = attendeeIds;
	const other = displayNameOf({ endpoint: 'calendarEventAttendee', field: ['deleteIds'] });

	await expectRefused(place, given, new RegExp(`${other}.+${type.source}`));
	await expectRefused(place, ['user_1', given], type);
});

test.each(['third_party_a@example.com', 'user_ou_1', 'user_on_1', 'chat_oc_1', 'resource_omm_1', 'user_a@example.com', 'something_else'])(
	'attendee IDs take %s for one',
	async (given) => {
		const node = nodeOf(deletionOf('calendarEventAttendee'), { settings: { onError: 'continueRegularOutput' } });
		await runNode([{ bad: given }], { ...node, parameters: { ...node.parameters, attendeeIds: BAD } }, sandboxCredentials(sandbox));

		expect(sandbox.calls('calendarEventAttendee').map(({ body }) => body)).toEqual([{ attendee_ids: [given] }]);
	},
);

test.each(['', ' , ', ['', null]])('email addresses that are blank, %j, are asked for as addresses', async (value) => {
	await expectRefused(emails, value, /Enter at least one email address/);
});

describe('the start of an instance', () => {
	const place: Place = {
		endpoint: 'calendarEventAttendee',
		takes: 'other',
		field: ['options', 'instanceStartTimeAdmin'],
		parameters: { attendeeIds: 'user_1' },
		good: '1647320400',
	};

	test.each(['someday', 0, { at: 1 }, []])('refuses %j', async (value) => {
		await expectOptionRefused(
			place,
			{ instanceStartTimeAdmin: BAD, isEnableAdmin: true },
			value,
			displayNameOf(place),
			/Choose a date and time/,
		);
	});

	test.each(['', ' ', null, undefined])('is blank, and not set, where it is %j', async (value) => {
		for (const isEnableAdmin of [true, false]) {
			const { json } = await runAround(place, value, 'continueRegularOutput', { instanceStartTimeAdmin: BAD, isEnableAdmin });

			expect(json[1]?.reason).toMatch(/of item 1 is blank/);
			expect(json[1]?.what_to_do).toMatch(/Choose a date and time, or remove the option/);
		}
	});

	test.each([{}, { isEnableAdmin: false }])('needs Act as Meeting Room Admin: %j', async (admin) => {
		const node = nodeOf(deletionOf('calendarEventAttendee'));
		const parameters = { ...node.parameters, attendeeIds: 'user_1', options: { instanceStartTimeAdmin: '2022-03-15T13:00:00', ...admin } };
		const { error } = await runNode([{}], { ...node, parameters }, sandboxCredentials(sandbox));

		expect(error?.message).toContain(displayNameOf(place));
		expect(toldBy(error)).toMatch(
			/\bitem 0\b.+Act as Meeting Room Admin is off.+switch Act as Meeting Room Admin on, or remove the option/,
		);
		expect(sandbox.log).toEqual([]);
	});
});

/** Base URLs that are no address of Feishu's. The credential is read alike for every node: the first one is given all of them. */
const BAD_ADDRESSES: Array<[what: string, baseUrl: string, words: RegExp]> = [
	['no base URL', '', /no Base URL.+Open the credential and enter one/],
	['blanks for a base URL', '  ', /no Base URL.+Open the credential and enter one/],
	['no URL', 'open.feishu.cn', /not a URL.+Open the credential and enter one that begins with https:/],
	['a URL over plain http', 'http://open.feishu.example.com', /does not begin with https:.+Open the credential and enter an https:/],
	['plain http to a name that begins like this machine', 'http://localhost.example.com', /does not begin with https:/],
	['another scheme', 'ftp://open.feishu.example.com', /does not begin with https:/],
	['a URL with a password', 'https://a:b@open.feishu.example.com', /contains more than an address.+without user name/],
	['a URL with a query', 'https://open.feishu.example.com/?a=b', /contains more than an address/],
];

describe.each(deletions)('the credential of $type', (deletion) => {
	const run = async (
		credentials: Record<string, ICredentialDataDecryptedObject>,
		more: { items?: IDataObject[]; onError?: 'stopWorkflow' | 'continueRegularOutput'; with?: Record<string, string> } = {},
	) => {
		sandbox.reset('empty');
		const names = deletion.names(2);
		deletion.seed(sandbox, names);
		const items = names.map((name, index) => ({ ...deletion.item(name), ...more.items?.[index] }));
		const node = nodeOf(deletion, { settings: { onError: more.onError ?? 'stopWorkflow' }, ...(more.with && { credentials: more.with }) });
		return await runNode(items, node, credentials);
	};

	async function expectNothingSent(
		credentials: Record<string, ICredentialDataDecryptedObject>,
		words: RegExp,
		more: Parameters<typeof run>[1] = {},
	): Promise<void> {
		const stopped = await run(credentials, more);
		expect(toldBy(stopped.error)).toMatch(words);
		expect(sandbox.log).toEqual([]);

		const { json } = await run(credentials, { ...more, onError: 'continueRegularOutput' });
		expect(json.map(({ status }) => status)).toEqual(['not_sent', 'not_sent']);
		for (const { reason, what_to_do } of json) expect(`${String(reason)}. ${String(what_to_do)}`).toMatch(words);
		expect(sandbox.log).toEqual([]);
	}

	test('must be there', async () => {
		// n8n itself sees to that, in words of its own, and fails the node whatever its On Error setting.
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			const { error, json } = await run(sandboxCredentials(sandbox), { with: {}, onError });

			expect(error?.message).toBe('Node does not have any credentials set for "feishuTenantApi"');
			expect(json.filter((said) => 'deleted' in said)).toEqual([]);
			expect(sandbox.log).toEqual([]);
		}
	});

	test.each(BAD_ADDRESSES.filter((_case, index) => FULL || deletion === deletions[0] || index === 0))(
		'is refused with %s',
		async (_what, baseUrl, words) => {
			const { tenant } = sandboxCredentials(sandbox);

			await expectNothingSent({ tenant: { ...tenant, baseUrl } }, words);
		},
	);

	test('must not resolve differently for two items', async () => {
		const { tenant } = sandboxCredentials(sandbox);

		await expectNothingSent(
			{ tenant: { ...tenant, appId: '={{ $json.app }}' } },
			/differently for item 0 and item 1\. Remove the expression/,
			{
				items: [{ app: 'cli_sandbox' }, { app: 'cli_other' }],
			},
		);
	});

	test('may hold an expression that returns the same for every item', async () => {
		const { tenant } = sandboxCredentials(sandbox);
		const { error, json } = await run(
			{ tenant: { ...tenant, appId: '={{ $json.app }}' } },
			{ items: [{ app: 'cli_sandbox' }, { app: 'cli_sandbox' }] },
		);

		expect(error).toBeUndefined();
		expect(json.map(({ status }) => status)).toEqual([deletion.done, deletion.done]);
	});

	test.each(['', '  ', 'ünusable', 'two words'])('is refused with %j for a ready-made token', async (accessToken) => {
		const token = { region: 'custom', baseUrl: sandbox.url, accessToken };
		const given = nodeOf(deletion, { credentials: { feishuAccessTokenApi: 'token' } });
		deletion.seed(sandbox, deletion.names(1));
		const { error } = await runNode(
			[deletion.item(deletion.names(1)[0]!)],
			{ ...given, parameters: { ...given.parameters, authentication: 'feishuAccessTokenApi' } },
			{ token },
		);

		expect(error?.message).toMatch(/no usable access token\.$/);
		expect(error?.description).toContain('Open it and paste a token');
		expect(sandbox.log).toEqual([]);
	});
});
