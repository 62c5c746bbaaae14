import type { IDataObject } from 'n8n-workflow';
import { cardReasons } from '../../nodes/FeishuAppFeedCard/refusals';
import { generalRefusals } from '../../nodes/shared/engine/judge/generalRefusals';
import type { Refusal } from '../../nodes/shared/refusal';
import { FEED_CARD_REASONS } from '../deletions/appFeedCard/spec';
import { RATE_CODES } from '../deletions/sandbox';
import { GENERAL_CODES, TENANT_TOKEN_CODES } from '../specs';
import type { FaultAction } from '../sandbox';
import { blind, type Deletion, deletionOf, deletions, itemsOf, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';
import { forCredential } from '../../nodes/shared/engine/judge/forCredential';

/** Advice as these runs are given it. */
const own = (todo: string) => forCredential(todo, 'feishuTenantApi');

const tables = deletions.map(({ contract }) => contract.refusals);
const general = Object.values(GENERAL_CODES);
const TOKEN_CODES = [99991663, 99991664, 99991668, 99991671, 99991677];

const world = sandboxed({ rateLimits: 'off' });

/** Asks for one record, while every call to the endpoint meets a fault, and hands back what is said of the record. */
async function refusedBy(deletion: Deletion, fault: FaultAction): Promise<IDataObject> {
	world.sandbox.fault({ endpoint: deletion.endpoint, on: 'every', ...fault });
	blind(world.sandbox, deletion);
	const names = deletion.names(1);
	deletion.seed(world.sandbox, names);
	const result = await runNode(
		itemsOf(deletion, names),
		nodeOf(deletion, { settings: { onError: 'continueRegularOutput' } }),
		sandboxCredentials(world.sandbox),
	);
	expect(result.json).toHaveLength(1);
	for (const name of names) expect(deletion.exists(world.sandbox, name)).toBe(true);
	return result.json[0]!;
}

/** How often a lone record is sent, by how far the refusal reaches. */
const ATTEMPTS: Readonly<Record<Refusal['reach'], number>> = { record: 1, target: 1, run: 1, rate: 11, token: 2, transient: 4 };

async function expectExplained(deletion: Deletion, code: number, refusal: Refusal): Promise<void> {
	const msg = `Feishu’s own words on ${code}`;
	const said = await refusedBy(deletion, { kind: 'code', code, msg });
	const calls = world.sandbox.calls(deletion.endpoint);
	const isOpen = refusal.reach === 'transient' || deletion.partCodes?.includes(code) === true;

	expect(said).toMatchObject({ status: isOpen ? 'unknown' : 'refused', deleted: false, code, reason: msg });
	expect(String(said.what_to_do).startsWith(`${refusal.what} ${own(refusal.todo)}`)).toBe(true);
	expect(calls).toHaveLength(ATTEMPTS[refusal.reach]);
	// The log ID of the last call, whose number in the log it ends with.
	expect(said.log_id).toMatch(new RegExp(`^\\d{14}0*${calls.at(-1)!.sequence.toString(16).toUpperCase()}$`));
	expect(world.sandbox.calls('tenantToken')).toHaveLength(refusal.reach === 'token' ? 2 : 1);
}

describe.each(deletions)('$endpoint', (deletion) => {
	const {
		endpoint,
		spec,
		contract: { refusals },
	} = deletion;

	test('the table has the codes of the page and no others', () => {
		expect(Object.keys(refusals).map(Number).sort()).toEqual(spec.errors.map(({ code }) => code).sort());
	});

	test.each(spec.errors)('explains $code, $description', async ({ code }) => {
		await expectExplained(deletion, code, refusals[code]!);
	});

	test.each(general)('explains $code, $description', async ({ code }) => {
		await expectExplained(deletion, code, generalRefusals[code]!);
	});

	test.each([400, 429])('takes the general rate code for what it is under status %i', async (status) => {
		const said = await refusedBy(deletion, { kind: 'rate', code: 99991400, status, resetSeconds: 7 });

		expect(said).toMatchObject({ status: 'refused', code: 99991400 });
		expect(world.sandbox.calls(endpoint)).toHaveLength(ATTEMPTS.rate);
		const times = world.sandbox.calls(endpoint).map(({ at }) => at);
		for (const [index, at] of times.slice(1).entries()) expect(at - times[index]!).toBeGreaterThanOrEqual(7_000);
	});

	test('under Stop, the error has Feishu’s code, words and log ID', async () => {
		const [{ code } = { code: 0 }] = spec.errors;
		const names = deletion.names(1);
		deletion.seed(world.sandbox, names);
		world.sandbox.fault({ endpoint, on: 'every', kind: 'code', code, msg: 'Feishu’s own words' });
		const { error } = await runNode(itemsOf(deletion, names), nodeOf(deletion), sandboxCredentials(world.sandbox));
		const { what, todo } = refusals[code]!;

		expect(error?.message).toMatch(/^0 of 1 .+, 1 refused\. /);
		const words = `${error?.message} ${error?.description}`.replaceAll('&amp;', '&');
		for (const sentence of [what, own(todo)]) expect(words.split(sentence)).toHaveLength(2);
		expect(error?.description).toMatch(
			new RegExp(`<br>Feishu’s reason: Feishu’s own words \\(code ${code}, log ID \\d{14}[0-9A-F]{20}\\)(<br>|$)`),
		);
	});

	test('shows a code that no table has with Feishu’s words, its links and the page', async () => {
		const said = await refusedBy(deletion, {
			kind: 'code',
			code: 1_234_567,
			msg: 'Out of the blue',
			troubleshooter: 'Troubleshooting suggestions: https://open.feishu.cn/search?code=1234567',
		});

		expect(said).toMatchObject({ status: 'refused', code: 1_234_567, reason: 'Out of the blue' });
		expect(said.what_to_do).toContain(spec.url);
		expect(said.what_to_do).toContain('https://open.feishu.cn/search?code=1234567');
		expect(world.sandbox.calls(endpoint)).toHaveLength(1);
	});

	test('names the permission that is missing, and where to switch it on', async () => {
		const url = `https://open.feishu.cn/app/cli_sandbox/auth?q=${spec.scopes.join(',')}`;
		const said = await refusedBy(deletion, {
			kind: 'code',
			code: 99991672,
			permissionViolations: spec.scopes.map((subject) => ({ type: 'action_scope_required', subject })),
			helps: [{ url, description: 'Apply here' }],
		});

		for (const scope of spec.scopes) expect(said.what_to_do).toContain(scope);
		expect(said.what_to_do).toContain(url);
	});
});

test('the rate codes of the pages are waited out, and nothing else is', () => {
	const all = [...tables, generalRefusals].flatMap((table) => Object.entries(table));
	const waited = all.filter(([, { reach }]) => reach === 'rate').map(([code]) => Number(code));

	// 429 is HTTP's own, from a gateway that has no code of Feishu's.
	expect(waited.sort()).toEqual([...RATE_CODES, 429].sort());
});

test('the token codes renew the token, and nothing else does', () => {
	const renewed = Object.entries(generalRefusals).filter(([, { reach }]) => reach === 'token');

	expect(renewed.map(([code]) => Number(code)).sort()).toEqual(TOKEN_CODES);
	for (const table of tables) expect(Object.values(table).filter(({ reach }) => reach === 'token')).toEqual([]);
});

test('one code means different things on different pages', () => {
	const [card, message] = [deletionOf('appFeedCard'), deletionOf('batchMessage')].map(({ contract }) => contract.refusals[230001]?.what);

	expect(card).not.toBe(message);
});

test('the reasons of feed cards are those of the page, by number and by name', () => {
	expect(Object.entries(cardReasons).map(([number, { name }]) => [Number(number), name])).toEqual(
		FEED_CARD_REASONS.map(({ number, name }) => [number, name]),
	);
});

describe.each(['names', 'digits', 'numbers'] as const)('feed card reasons as %s', (feedCardReasons) => {
	test.each(FEED_CARD_REASONS)('explains reason $number, $name', async ({ number, name }) => {
		world.sandbox.setOptions({ answers: { feedCardReasons } });
		world.sandbox.seed.feedCards([{ bizId: 'card', userId: 'ou_1', reason: name }]);
		const node = nodeOf(deletionOf('appFeedCard'), { settings: { onError: 'continueRegularOutput' } });
		const result = await runNode([{ biz: 'card', user: 'ou_1' }], node, sandboxCredentials(world.sandbox));
		const { what, todo } = cardReasons[number]!;

		expect(result.json).toEqual([
			expect.objectContaining({
				status: 'refused',
				...(number !== 0 && { code: number }),
				reason: name,
				what_to_do: `${what} ${todo}`,
				log_id: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/) as string,
			}),
		]);
	});
});

describe.each(Object.values(TENANT_TOKEN_CODES))('the tenant token call answers $code, $description', ({ code }) => {
	test.each(deletions)('$type says so and sends nothing', async (deletion) => {
		world.sandbox.fault({ endpoint: 'tenantToken', on: 'every', kind: 'code', code, msg: 'Feishu’s own words' });
		const result = await runNode(
			deletion.names(3).map((name) => deletion.item(name)),
			nodeOf(deletion, { settings: { onError: 'continueRegularOutput' } }),
			sandboxCredentials(world.sandbox),
		);
		const { what, todo } = generalRefusals[code]!;

		expect(world.sandbox.log.map(({ endpoint }) => endpoint)).toEqual(['tenantToken']);
		expect(result.json).toHaveLength(3);
		for (const said of result.json) {
			expect(said).toMatchObject({ status: 'not_sent', code });
			expect(said.reason).toContain('Feishu’s own words');
			expect(said.what_to_do).toContain(`${what} ${own(todo)}`);
		}
	});
});
