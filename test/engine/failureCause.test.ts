import { attendance, followers, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';
import type { Fault } from '../sandbox';

const world = sandboxed();

/** Why the node failed, as n8n keeps it with the error. */
async function failureOf(fault?: Partial<Fault>, item = attendance.item('1'), credential = {}): Promise<unknown> {
	attendance.seed(world.sandbox, ['1']);
	if (fault !== undefined) world.sandbox.fault({ endpoint: 'attendanceRecord', on: 'every', ...fault } as Fault);
	const { tenant } = sandboxCredentials(world.sandbox);
	const { error } = await runNode([item], nodeOf(attendance), { tenant: { ...tenant, ...credential } });
	expect(error).toBeDefined();
	return (error as { failure?: unknown }).failure;
}

describe('n8n is told why the node failed', () => {
	test.each<[string, Partial<Fault>, unknown]>([
		['the rate', { kind: 'rate', code: 99991400 }, { cause: 'rate-limited' }],
		['the rate, with a wait', { kind: 'rate', code: 99991400, resetSeconds: 7 }, { cause: 'rate-limited', retryAfterMs: 7_000 }],
		['the quota of the month', { kind: 'code', code: 99991403 }, { cause: 'quota-exhausted' }],
		['the token', { kind: 'token', status: 400, code: 99991663 }, { cause: 'credential-invalid' }],
		['a permission of the app', { kind: 'code', code: 99991672 }, { cause: 'configuration-invalid' }],
		['trouble of Feishu’s own', { kind: 'http500' }, { cause: 'temporarily-unavailable' }],
	])('%s', async (_what, fault, failure) => {
		expect(await failureOf(fault)).toEqual(failure);
	});

	test('a wrong App Secret', async () => {
		expect(await failureOf(undefined, undefined, { appSecret: 'wrong' })).toEqual({ cause: 'credential-invalid' });
	});

	test('a credential with nobody connected', async () => {
		const node = nodeOf(followers, { parameters: { authentication: 'feishuOAuth2Api' }, credentials: { feishuOAuth2Api: 'user' } });
		const [name = ''] = followers.names(1);
		const { error } = await runNode([followers.item(name)], node, { user: { region: 'custom', baseUrl: world.sandbox.url } });
		expect((error as { failure?: unknown }).failure).toEqual({ cause: 'credential-invalid' });
	});

	test('a field that cannot be sent', async () => {
		expect(await failureOf(undefined, { id: '../x' })).toEqual({ cause: 'configuration-invalid' });
	});

	test('but not where single records are the cause', async () => {
		expect(await failureOf(undefined, attendance.item('2'))).toBeUndefined();
	});
});
