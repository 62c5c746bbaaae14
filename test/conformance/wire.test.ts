import { Client, withTenantToken, withUserAccessToken } from '@larksuiteoapi/node-sdk';
import type { INodeParameters } from 'n8n-workflow';
import { deletions, type Deletion, type WireRow } from '../deletions';
import { PEOPLE, rl } from '../deletions/values';
import { JSON_CONTENT_TYPE } from '../specs/spec';
import { SANDBOX_APP, type LoggedRequest } from '../sandbox';
import { deletionOf, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

/** What a request means, whoever wrote it: a body that says nothing is no body. */
function meaningOf(request: LoggedRequest) {
	const { method, path, query, body } = request;
	const isEmpty = body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
	return { method, path: decodeURIComponent(path), query, body: isEmpty ? undefined : body };
}

const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {}, trace: () => {} };

function sdkClient(): Client {
	// With its cache, it would keep the token of a world that a reset has ended.
	return new Client({
		appId: SANDBOX_APP.appId,
		appSecret: SANDBOX_APP.secret,
		domain: world.sandbox.url,
		logger: quiet,
		disableTokenCache: true,
	});
}

/** Lets each of the two send the row's request into the same fresh world, and hands back both. */
async function sentByBoth(deletion: Deletion, row: WireRow, user?: string): Promise<{ ours: LoggedRequest; theirs: LoggedRequest }> {
	const only = () => {
		const calls = world.sandbox.calls(deletion.endpoint);
		expect(calls).toHaveLength(1);
		return calls[0]!;
	};
	const start = () => {
		world.sandbox.reset('empty');
		for (const person of PEOPLE) world.sandbox.seed.person(person);
		deletion.wire.seed(world.sandbox);
		if (user !== undefined) world.sandbox.seed.userToken({ token: user });
	};

	start();
	const given =
		user === undefined ? {} : { credentials: { feishuAccessTokenApi: 'token' }, parameters: { authentication: 'feishuAccessTokenApi' } };
	const node = nodeOf(deletion, given);
	const result = await runNode(
		row.items ?? [{}],
		{ ...node, parameters: { ...node.parameters, ...row.parameters } },
		{
			...sandboxCredentials(world.sandbox),
			token: { region: 'custom', baseUrl: world.sandbox.url, accessToken: user ?? '' },
		},
	);
	expect(result.error).toBeUndefined();
	const ours = only();

	start();
	await row.sdk(sdkClient(), user === undefined ? withTenantToken(world.sandbox.seed.tenantToken()) : withUserAccessToken(user));
	return { ours, theirs: only() };
}

describe.each(deletions)('$endpoint', (deletion) => {
	test.each(deletion.wire.rows)('sends $name as the official SDK does', async (row) => {
		const { ours, theirs } = await sentByBoth(deletion, row);

		expect(meaningOf(ours)).toEqual(meaningOf(theirs));
		expect([ours.status, ours.code]).toEqual([200, 0]);
		expect([theirs.status, theirs.code]).toEqual([200, 0]);
		expect(ours.headers.authorization).toMatch(/^Bearer t-/);
		if (ours.rawBody !== '') expect(ours.headers['content-type']).toBe(JSON_CONTENT_TYPE);
		if (theirs.rawBody !== '') expect(theirs.headers['content-type']).toMatch(/^application\/json/);
	});
});

test.each(deletions.filter(({ spec }) => spec.tokens.includes('user')))(
	'$endpoint: sends a user token as the official SDK does',
	async (deletion) => {
		const { ours, theirs } = await sentByBoth(deletion, deletion.wire.rows[0]!, 'u-wire-by-hand');

		expect(meaningOf(ours)).toEqual(meaningOf(theirs));
		expect(ours.headers.authorization).toBe(theirs.headers.authorization);
		expect(ours.code).toBe(0);
	},
);

test('encodes what stands in a path, of which "@" alone may stay', async () => {
	const attendees = deletionOf('calendarEventAttendee');
	const row = attendees.wire.rows[0]!;
	const { ours } = await sentByBoth(attendees, row);
	const [calendar, event] = [attendees.parameters.calendarId, attendees.parameters.eventId].map((field) =>
		String((field as INodeParameters).value),
	);

	expect(ours.path.replaceAll('%40', '@')).toBe(`/open-apis/calendar/v4/calendars/${calendar}/events/${event}/attendees/batch_delete`);

	world.sandbox.reset('empty');
	const parameters = { ...row.parameters, eventId: rl('a:b+c=d~') };
	await runNode([{}], nodeOf(attendees, { parameters, settings: { onError: 'continueRegularOutput' } }), sandboxCredentials(world.sandbox));
	expect(world.sandbox.calls('calendarEventAttendee')[0]?.path).toContain('/events/a%3Ab%2Bc%3Dd~/');
});
