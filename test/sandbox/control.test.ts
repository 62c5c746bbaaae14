import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { callDeletion, dataOf, gist, httpClient, ManualClock } from './sandboxClient';
import { startSandbox, type LoggedRequest, type Sandbox, type Secret, type SeedRequest } from './index';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ clock: new ManualClock(), world: 'empty' });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const control = (path: string, body: object = {}) => httpClient(sandbox).post<Record<string, unknown>>(`/__sandbox/${path}`, body);

describe('the control routes', () => {
	it('seed everything that the functions seed', async () => {
		const request: SeedRequest = {
			apps: [{ appId: 'cli_far', secret: 'far-secret' }],
			people: [{ openId: 'ou_a', unionId: 'on_a', userId: 'a' }],
			attendanceRecords: [{ ids: ['1'], about: { imported: false } }],
			calendars: [{ calendarId: 'k', summary: 'K', role: 'reader' }],
			events: [{ calendarId: 'c', eventId: 'e', attendees: ['user_a'], start: { date: '2026-11-21' } }],
			tasks: [{ taskId: 't', followers: ['ou_a'], due: { at: 1, timezone: 'UTC', isAllDay: false } }],
			feedCards: [{ bizId: 'b', userId: 'ou_a' }],
			batchMessages: [{ id: 'bm-1' }],
			employees: [{ employeeId: 'a', employeeNo: '1' }],
			departments: [{ departmentId: 'd', members: ['ou_a'] }],
			things: { somethingElse: [{ id: 'x-1' }] },
			tenantTokens: [{ appId: 'cli_far' }],
			userTokens: [{}],
		};
		const { data } = await control('seed', request);
		expect(data).toEqual({ tenantTokens: [expect.stringMatching(/^t-/)], userTokens: [expect.stringMatching(/^u-/)] });
		const state = (await httpClient(sandbox).get<Record<string, unknown[]>>('/__sandbox/state')).data;
		expect(state).toMatchObject({
			attendanceRecords: [{ recordId: '1', imported: false }],
			calendars: [
				{ calendarId: 'k', summary: 'K', role: 'reader', events: [] },
				{ calendarId: 'c', events: [{ eventId: 'e', attendees: [{ attendeeId: 'user_a' }], end: { date: '2026-11-21' } }] },
			],
			tasks: [{ taskId: 't', due: { at: 1 } }],
			feedCards: [{ bizId: 'b', openId: 'ou_a' }],
			batchMessages: [{ id: 'bm-1' }],
			employees: [{ employeeId: 'a', employeeNo: '1' }],
			departments: [{ departmentId: 'd', members: ['ou_a'] }],
			things: { somethingElse: [{ id: 'x-1' }] },
		});
		expect(sandbox.log).toEqual([]);
	});

	it('script faults, change options, show the log and reset', async () => {
		await control('faults', [{ endpoint: 'attendanceRecord', on: 1, kind: 'rate', code: 99991400 }]);
		await control('options', { answers: { attendanceMsg: 'success' } });
		const call = () => callDeletion(sandbox, 'attendanceRecord', { body: { record_ids: ['1'] } });
		expect(gist(await call())).toEqual([429, 99991400]);
		const answer = await call();
		expect([answer.data['msg'], dataOf(answer)['fail_record_ids']]).toEqual(['success', ['1']]);
		const get = async (path: string) =>
			(await httpClient(sandbox).get<LoggedRequest[]>(`/__sandbox/${path}`)).data.map(({ status }) => status);
		expect(await get('log')).toEqual([429, 200]);
		expect(await get('log?endpoint=taskFollower')).toEqual([]);
		expect(await get('refusals')).toEqual([429]);
		await control('faults', { endpoint: '*', on: 'every', kind: 'http500' });
		await httpClient(sandbox).delete('/__sandbox/faults');
		expect((await call()).status).toBe(200);
		await control('reset', { world: 'demo' });
		expect(await get('log')).toEqual([]);
		expect(sandbox.state.attendanceRecords.size).toBe(20);
	});

	it('tell what is secret, also after a reset, in the forms in which it may be found', async () => {
		await control('seed', { apps: [{ appId: 'cli_told', secret: 'told-secret' }], tenantTokens: [{ token: 't-seeded-by-hand' }, {}] });
		await control('reset');
		const secrets = (await httpClient(sandbox).get<Secret[]>('/__sandbox/secrets')).data;
		expect(secrets.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['a token that the sandbox made', 'the secret of the app cli_told', 'a tenant token']),
		);
		const forms = secrets.flatMap((secret) => secret.forms);
		expect(forms).toEqual(expect.arrayContaining(['told-secret', 't-seeded-by-hand', Buffer.from('told-secret').toString('hex')]));
		expect(forms.some((form) => sandbox.seed.tenantToken().slice(5, 37).includes(form))).toBe(true);
	});

	it('refuse what is no JSON', async () => {
		expect((await httpClient(sandbox).post('/__sandbox/seed', '{', { headers: { 'Content-Type': 'application/json' } })).status).toBe(400);
	});
});

describe('the demo world', () => {
	it('comes back with a reset', async () => {
		const demo = async () => {
			await control('reset', { world: 'demo' });
			return (await httpClient(sandbox).get<Record<string, unknown[]>>('/__sandbox/state')).data;
		};
		const before = await demo();
		expect(before['tasks']?.length).toBeGreaterThan(1);
		sandbox.state.tasks.clear();
		sandbox.fault({ endpoint: '*', on: 'every', kind: 'http500' });
		expect(await demo()).toEqual(before);
	});
});

describe('the command', () => {
	const run = (...parameters: string[]) => spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'main.ts'), ...parameters]);
	const ended = async (child: ReturnType<typeof run>) => {
		const errors: string[] = [];
		child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
		const [exitCode] = (await once(child, 'close')) as [number | null];
		return { exitCode, errors: errors.join('') };
	};

	it('says where it listens and what it holds, and ends when told to', async () => {
		const child = run('--port', '0');
		let printed = '';
		for await (const chunk of child.stdout) {
			printed += String(chunk);
			if (printed.includes('control:')) break;
		}
		expect(printed).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
		expect(printed).toContain('cli_sandbox');
		expect(printed).toContain('sandbox-secret');
		child.kill('SIGTERM');
		expect((await ended(child)).exitCode).toBe(0);
	});

	it('says in one line that its port is taken, or what is wrong with its options', async () => {
		const port = new URL(sandbox.url).port;
		expect(await ended(run('--port', port))).toEqual({ exitCode: 1, errors: `Port ${port} is taken; choose another one with --port.\n` });
		expect((await ended(run('--port', 'x'))).errors).toContain('--port must be a whole number.');
		expect((await ended(run('--bogus'))).errors).toContain('Usage:');
	});
});
