import type { Operation } from '../../nodes/shared/endpoint';
import type { Claim, Entry, Outcome } from '../../nodes/shared/engine/record';
import { reportOf } from '../../nodes/shared/engine/run/report';
import type { ReadItem } from '../../nodes/shared/engine/run/nodeTry';
import { Unread } from '../../nodes/shared/unread';
import { InvalidField } from '../../nodes/shared/values';
import { contextWith, NODE, TOOL } from '../support/context';

const claimOf = (entry: Partial<Entry>, more: Partial<Claim> = {}, keys: Record<string, string> = { task_id: 't' }): Claim =>
	({ identity: {}, target: { keys }, entry: { record: { id: 'a' }, possiblyApplied: false, ...entry }, ...more }) as unknown as Claim;

/** What is told of an item. */
const report = (item: Partial<ReadItem>, operation = { kind: 'delete' } as Operation) =>
	reportOf(operation, {
		index: 3,
		context: contextWith({ index: 3 }),
		node: NODE,
		claims: [],
		missingIsDone: false,
		limit: Number.POSITIVE_INFINITY,
		...item,
	} as ReadItem);

const DELETED: Outcome = { status: 'deleted', logId: 'log', retryable: false };
const MISSING: Outcome = { status: 'refused', logId: 'log', retryable: true, isMissing: true };

test('what the node made up for a creation is not shown by its dry run, nor in its name', () => {
	const operation = { kind: 'create', mintedKey: 'made' } as Operation;
	const told = (status: Outcome['status'], isMinted: boolean) => {
		const claim = claimOf({ record: { made: 'm', id: 'a' }, isMinted, outcome: { status, logId: null, retryable: false } });
		return report({ claims: [claim] }, operation).lines[0];
	};
	expect(told('dry_run', true)).toMatchObject({ hidden: 'made', name: 'a' });
	for (const line of [told('dry_run', false), told('created', true), told('unknown', true)]) {
		expect(line).not.toHaveProperty('hidden');
		expect(line?.name).toBe('m / a');
	}
});

test('times are told in the zone of the workflow, that of the copy before that of the record', () => {
	const operation = { kind: 'delete', times: { punch_time: 'check_time' } } as unknown as Operation;
	const target = { keys: {}, context: { getTimezone: () => 'Asia/Shanghai' } };
	const told = (time: string, copy?: Entry['copy']) => {
		const entry = { record: { id: 'a', check_time: time }, ...(copy !== undefined && { copy }), outcome: DELETED };
		return report({ claims: [claimOf(entry, { target } as unknown as Partial<Claim>)] }, operation).lines[0]?.times;
	};
	expect(told('1767258000')).toEqual({ punch_time: '2026-01-01T17:00:00+08:00' });
	expect(told('1767258000', { check_time: '1767258001' })).toEqual({ punch_time: '2026-01-01T17:00:01+08:00' });
	expect(told('soon')).toEqual({});
});

test('a record is told by its keys and those of its target, and named by its own', () => {
	expect(report({ claims: [claimOf({ outcome: DELETED })] }).lines).toStrictEqual([
		{ keys: { task_id: 't', id: 'a' }, name: 'a', outcome: DELETED },
	]);
	const [several] = report({ claims: [claimOf({ record: { type: 'user', user_id: 'u' }, outcome: DELETED })] }).lines;
	expect(several?.name).toBe('user / u');
	const [without] = report({ claims: [claimOf({ record: {}, outcome: DELETED }, {}, { a: '1', b: '2' })] }).lines;
	expect(without?.name).toBe('1 / 2');
});

test('its copy, and by what it was looked up, stand beside it', () => {
	expect(report({ claims: [claimOf({ outcome: DELETED, copy: { n: 1 } }, { lookedUp: 'a@x.com' })] }).lines).toStrictEqual([
		{ keys: { task_id: 't', id: 'a' }, name: 'a', copy: { n: 1 }, lookedUp: 'a@x.com', outcome: DELETED },
	]);
});

test('a record of which nothing is said is unknown, and may be sent again', () => {
	expect(report({ claims: [claimOf({})] }).lines[0]?.outcome).toStrictEqual({
		status: 'unknown',
		explanation: { code: null, reason: 'No answer names this record', what_to_do: 'Look it up in Feishu.', log_id: null },
		logId: null,
		retryable: true,
	});
});

test.each<[string, Outcome, boolean, Outcome]>([
	['stays refused where that is not well', MISSING, false, MISSING],
	['is already gone where that is well', MISSING, true, { status: 'already_gone', logId: 'log', retryable: false }],
	[
		'is so as a look has shown',
		{ ...MISSING, confirmedBy: 'read' },
		true,
		{ status: 'already_gone', logId: 'log', retryable: false, confirmedBy: 'read' },
	],
	[
		'is so without what a repeat has shown',
		{ ...MISSING, confirmedBy: 'repeat' },
		true,
		{ status: 'already_gone', logId: 'log', retryable: false },
	],
	['is as it is where it is not missing', DELETED, true, DELETED],
])('a missing record %s', (_what, outcome, missingIsDone, told) => {
	expect(report({ claims: [claimOf({ outcome })], missingIsDone }).lines[0]?.outcome).toStrictEqual(told);
});

test('a record that is already gone says what is left to say', () => {
	const operation = { kind: 'delete', whenGone: { reason: 'Not there', todo: 'Look.' } } as Operation;
	const [line] = report({ claims: [claimOf({ outcome: MISSING })], missingIsDone: true }, operation).lines;
	expect(line?.outcome).toStrictEqual({
		status: 'already_gone',
		logId: 'log',
		retryable: false,
		explanation: { code: null, reason: 'Not there', what_to_do: 'Look.', log_id: 'log' },
	});
	expect(report({ claims: [claimOf({ outcome: MISSING })], missingIsDone: false }, operation).lines[0]?.outcome).toStrictEqual(MISSING);
});

test('each thing that a search found is a line, and what could not be read says why; no more than are wanted', () => {
	const why = new Unread(7, 'no right', 'Ask.', 'log');
	const findings = [
		{ of: 0, item: { n: 1 } },
		{ of: 0, keys: { event_id: 'e', other: 'f' }, why },
	];
	const claims = [claimOf({ outcome: { status: 'found', logId: null, retryable: true, findings } })];
	expect(report({ claims }).lines).toStrictEqual([
		{ keys: {}, name: '', outcome: { status: 'found', logId: null, retryable: false }, item: { n: 1 } },
		{
			keys: { event_id: 'e', other: 'f' },
			name: 'e / f',
			outcome: {
				status: 'refused',
				explanation: { code: 7, reason: 'no right', what_to_do: 'Ask.', log_id: 'log' },
				logId: 'log',
				retryable: true,
			},
		},
	]);
	expect(report({ claims, limit: 1 }).lines).toHaveLength(1);
});

test('more than n8n takes for one item are none, and closed to another try', () => {
	const found = (count: number) => Array.from({ length: count }, () => ({ of: 0, item: {} }));
	const claims = (count: number) => [claimOf({ outcome: { status: 'found', logId: null, retryable: false, findings: found(count) } })];
	expect(report({ claims: claims(100_000) }).lines).toHaveLength(100_000);
	expect(report({ claims: claims(100_001) }).lines).toMatchObject([{ outcome: { status: 'refused', retryable: false, logId: null } }]);
});

test.each([
	['of an item', NODE, 'item 3', 3, 'The field “Task” of item 3 is blank'],
	['of a tool, which has no items', TOOL, 'Task', undefined, 'The field “Task” is blank'],
])('a field that cannot be read, %s', (_what, node, name, item, reason) => {
	expect(report({ node, claims: [claimOf({})], invalid: new InvalidField('Task', 'is blank', 'Enter one.') }).lines).toStrictEqual([
		{
			keys: {},
			name,
			outcome: {
				status: 'refused',
				explanation: {
					code: null,
					reason,
					what_to_do: 'Enter one.',
					log_id: null,
					fault: { field: 'Task', item, what: 'is blank' },
					failure: { cause: 'configuration-invalid' },
				},
				logId: null,
				retryable: false,
			},
		},
	]);
});

test('the input is that of the item', () => {
	const { index, input } = report({});
	expect([index, input]).toEqual([3, { item: 3 }]);
});
