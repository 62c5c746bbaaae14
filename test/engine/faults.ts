import { answer, code, rate, type OwnFault } from '../deletions/fault';
import type { Sandbox } from '../sandbox';
import { blind, deletions, type Deletion } from '../support/deletions';

/** A fault of the matrix. */
export interface MatrixFault extends OwnFault {
	/** The endpoints it can happen at; all of them unless given. */
	at?: ReadonlyArray<Deletion['endpoint']>;
}

const token = (status: 200 | 400 | 401, code: 99991663 | 99991664 | 99991671, invalidate = true): MatrixFault => ({
	name: `the token is rejected with ${code} under HTTP ${status}${invalidate ? '' : ', though it is the latest'}`,
	action: { kind: 'token', status, code, invalidate },
});

const spoilt = (kind: 'http500' | 'http502html' | 'http200html' | 'hang' | 'brokenJson' | 'emptyBody', done: boolean): MatrixFault => ({
	name: `${kind}, ${done ? 'after' : 'before'} the work`,
	action: { kind, done },
});

/** Every fault that the sandbox can script. */
export const faults: readonly MatrixFault[] = [
	token(200, 99991663),
	token(400, 99991663),
	token(401, 99991663),
	token(400, 99991664),
	token(400, 99991671),
	token(400, 99991663, false),
	rate(99991400, 429, 2),
	rate(99991400, 400),
	...(['http500', 'http502html', 'http200html', 'hang', 'brokenJson', 'emptyBody'] as const).flatMap((kind) => [
		spoilt(kind, false),
		spoilt(kind, true),
	]),
	{ name: 'the connection is reset before the work', action: { kind: 'resetBefore' } },
	{ name: 'the connection is reset after the work', action: { kind: 'resetAfter' } },
	{ name: 'TLS breaks after the work', action: { kind: 'tlsAfter' } },
	{ name: 'redirected elsewhere', action: { kind: 'redirect', location: 'https://example.com/' } },
	code(99991672, 400),
	code(99991403, 429),
	code(123456, 400),
	answer('a megabyte of message', { code: 123456, msg: 'x'.repeat(1_000_000) }, { status: 400, done: false }),
	...deletions.flatMap((deletion) => deletion.faults.map((fault) => ({ ...fault, at: [deletion.endpoint] }))),
];

const OPEN: ReadonlyArray<MatrixFault['action']['kind']> = [
	...(['http500', 'http502html', 'http200html', 'hang', 'brokenJson', 'emptyBody'] as const),
	...(['resetBefore', 'resetAfter', 'tlsAfter', 'omit'] as const),
];

/** Whether the fault leaves open what became of the records, so that only a look can tell. */
export function leavesOpen({ action }: MatrixFault): boolean {
	return OPEN.includes(action.kind) || (action.kind === 'code' && (action.status ?? 0) >= 500);
}

/** What can be wrong with the looks at a deletion's records. */
export interface Look {
	name: string;
	/** Whether it can happen there; wherever there is a look unless given. */
	at?: (deletion: Deletion) => boolean;
	arrange(sandbox: Sandbox, deletion: Deletion): void;
}

export const looks: readonly Look[] = [
	{ name: 'looks lag behind', arrange: (sandbox) => sandbox.setOptions({ lagMs: 3_000 }) },
	{
		name: 'looks name nobody',
		at: ({ seenBy }) => seenBy !== undefined,
		arrange(sandbox, { look = '', seenBy: { column: field } = { column: '' } }) {
			sandbox.fault({ endpoint: look, kind: 'omit', field, on: 'every' });
		},
	},
	{
		name: 'looks show IDs of another kind',
		at: ({ seenBy }) => seenBy?.otherKind !== undefined,
		arrange(sandbox, { look = '', seenBy: { column: field, otherKind: prefix = '' } = { column: '' } }) {
			sandbox.fault({ endpoint: look, kind: 'otherKind', field, prefix, on: 'every' });
		},
	},
	{
		name: 'looks are empty',
		arrange: (sandbox, { look = '' }) => sandbox.fault({ endpoint: look, kind: 'answer', body: { data: {} }, on: 'every' }),
	},
	{ name: 'looks are refused', arrange: blind },
];
