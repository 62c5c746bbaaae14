import type { IDataObject } from 'n8n-workflow';
import type { Endpoint } from '../../nodes/shared/endpoint';
import { answer, code, lostThen, rate } from '../deletions/fault';
import { operations, type NodeName, type OwnOperation, type WireRow } from '../deletions';
import { PEOPLE } from '../deletions/values';
import { sandboxCredentials } from '../support/deletions';
import { runNode, type NodeResult } from '../support/engine';
import { FULL } from '../support/full';
import { expectTrueMessage, reported, type Reported } from '../support/law';
import { faults, leavesOpen, type MatrixFault } from './faults';
import { sandboxed } from '../support/sandboxed';

const POSITIONS = { first: 1, every: 'every' } as const;
const SETTINGS = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

type Creation = OwnOperation & { contract: Endpoint };

const isCreation = (operation: OwnOperation): operation is Creation => operation.contract.kind === 'create';

const creations = operations.filter(isCreation);

interface Case {
	creation: Creation;
	fault: MatrixFault;
	position: keyof typeof POSITIONS;
	onError: (typeof SETTINGS)[number];
	/** Whether lists lag, which tells where a list is looked at. */
	lags: boolean;
	row: WireRow;
}

/** The faults of the matrix, and what the page of the call says besides. */
function faultsOf({ spec: { errors, rateCodes = [] }, contract: { presentCode }, isDoneByCode }: Creation): MatrixFault[] {
	return [
		...faults.filter(({ at }) => at === undefined),
		...(isDoneByCode === true ? [true] : [true, false]).map((done) =>
			answer(`an answer that says nothing, ${done ? 'after' : 'before'} the work`, { data: {} }, { done }),
		),
		...errors.map(({ code: number, status }) => (rateCodes.includes(number) ? rate(number, status) : code(number, status))),
		...(presentCode === undefined ? [] : [lostThen(presentCode)]),
	];
}

/** Each fault at every place, under every setting, each time with another row of those that the operation is held to the SDK by. */
const cases = creations.flatMap((creation): Case[] =>
	faultsOf(creation)
		.flatMap((fault) =>
			[false, ...(creation.contract.lookUp !== undefined && (leavesOpen(fault) || fault.action.kind === 'answer') ? [true] : [])].flatMap(
				(lags) =>
					(Object.keys(POSITIONS) as Array<keyof typeof POSITIONS>).flatMap((position) =>
						SETTINGS.map((onError) => ({ creation, fault, position, onError, lags })),
					),
			),
		)
		.map((one, index) => ({ ...one, row: creation.wire[index % creation.wire.length]! })),
);

/** One case of so many, from one that MATRIX_SEED chooses; all of them with FULL=1. A prime number: see the matrix of deletions. */
const ONE_OF = 29;
const seed = Number(process.env.MATRIX_SEED ?? 3);
const chosen = FULL ? cases : cases.filter((_case, index) => index % ONE_OF === seed % ONE_OF);

const world = sandboxed({ tls: true });

async function run({ creation, row, fault, onError }: Case, arrange: () => void): Promise<NodeResult> {
	world.sandbox.reset('empty');
	world.clock.advance(600_000);
	for (const person of PEOPLE) world.sandbox.seed.person(person);
	creation.seed(world.sandbox);
	arrange();
	const isTls = fault.action.kind === 'tlsAfter';
	const requestOptions = { ...(fault.action.kind === 'hang' && { timeout: 60 }), ...(isTls && { allowUnauthorizedCerts: true }) };
	const { tenant } = sandboxCredentials(world.sandbox);
	return await runNode(
		row.items ?? [{}],
		{
			type: creation.type as NodeName,
			credentials: { feishuTenantApi: 'tenant' },
			settings: { onError },
			parameters: {
				authentication: 'feishuTenantApi',
				operation: creation.operation,
				options: {},
				...creation.parameters,
				...row.parameters,
				requestOptions,
			},
		},
		{ tenant: { ...tenant, ...(isTls && { baseUrl: world.sandbox.tlsUrl }) } },
	);
}

const ENGINES_OWN = ['status', 'created', 'code', 'reason', 'what_to_do', 'log_id', 'confirmed_by'];

/** What the rows ask for: all that is reported if Feishu takes nothing, so that nothing but what was asked for is in it. */
async function askedFor(one: Case): Promise<{ asked: Reported[]; nameOf: (json: IDataObject) => string }> {
	const refused = await run({ ...one, onError: 'continueRegularOutput' }, () =>
		world.sandbox.fault({ endpoint: one.creation.endpoint, kind: 'code', code: 99991672, on: 'every' }),
	);
	const [first] = refused.outputs.flat();
	const keys = Object.keys(first?.json ?? {}).filter((key) => !ENGINES_OWN.includes(key));
	// Recipients are named by keys of several kinds.
	const nameOf = (json: IDataObject) =>
		JSON.stringify([...keys, 'open_id', 'user_id', 'union_id', 'department_id'].map((key) => json[key] ?? null));
	return { asked: reported({ nameOf }, refused), nameOf };
}

/** What is sent once alone is not sent again after a call that may have worked. */
function expectOnce({ contract, endpoint }: Creation, fault: MatrixFault): void {
	if (contract.idempotent !== false || !leavesOpen(fault)) return;
	const calls = world.sandbox.calls(endpoint);
	const again = calls.filter(({ rawBody }, index) =>
		calls.slice(0, index).some((before) => before.fault === fault.action.kind && before.rawBody === rawBody),
	);
	expect(again).toEqual([]);
}

test('every operation that creates can say what there is of what it creates', () => {
	expect(creations.filter(({ countOf }) => countOf === undefined).map(({ type }) => type)).toEqual([]);
});

describe.each(creations.map((creation) => ({ type: creation.type, own: chosen.filter((one) => one.creation === creation) })))(
	'$type, which creates, accounts for every record',
	({ own }) => {
		test.each(
			own.map(
				(one) =>
					[
						`${one.fault.name}, on ${one.position === 'first' ? 'the first' : 'every'} call, under ${one.onError}${one.lags ? ', and lists lag' : ''}: ${one.row.name}`,
						one,
					] as const,
			),
		)(
			'when %s',
			async (_name, one) => {
				const { creation, fault, position, onError, lags } = one;
				const { asked, nameOf } = await askedFor(one);
				const result = await run(one, () => {
					const on = POSITIONS[position];
					if (lags) world.sandbox.setOptions({ lagMs: 3_000 });
					world.sandbox.fault({ ...fault.action, endpoint: creation.endpoint, on });
					if (fault.then !== undefined && on !== 'every') world.sandbox.fault({ ...fault.then, endpoint: creation.endpoint, on: on + 1 });
				});

				const countOf = ({ json }: Reported) => creation.countOf?.(world.sandbox, json) ?? 0;
				expect(asked.length).toBeGreaterThan(0);
				expect(asked.filter((pair) => countOf(pair) > 1)).toEqual([]);
				expectOnce(creation, fault);
				if (onError === 'stopWorkflow') {
					const byName = new Map(asked.map((pair) => [pair.name, pair]));
					const isLeft = (name: string) => countOf(byName.get(name)!) === 0;
					expectTrueMessage(
						result,
						asked.map(({ name }) => name),
						isLeft,
					);
					return;
				}
				expect(result.error).toBeUndefined();
				const found = reported({ nameOf }, result);
				const pairsOf = (all: Reported[]) => all.map(({ item, name }) => `${item} ${name}`).sort();
				expect(pairsOf(found)).toEqual(pairsOf(asked));
				for (const { json } of found) {
					expect(['created', 'refused', 'unknown', 'not_sent']).toContain(json.status);
					expect(json.created).toBe(json.status === 'created');
					expect(json.what_to_do === undefined).toBe(json.created);
				}
				const wrong = found.filter((pair) => pair.json.status !== 'unknown' && (pair.json.status === 'created') !== countOf(pair) > 0);
				expect(wrong).toEqual([]);
			},
			90_000,
		);
	},
);
