import { deletions, keepsCopies, listParametersWith, nodeOf, sandboxCredentials, seedBut, type Deletion } from '../support/deletions';
import { runNode } from '../support/engine';
import { expectCopies, expectEachOnce, expectTruth, expectTrueMessage } from '../support/law';
import { FULL } from '../support/full';
import { faults, leavesOpen, looks, type Look, type MatrixFault } from './faults';
import { sandboxed } from '../support/sandboxed';

const POSITIONS = { first: 1, middle: 2, last: 3, every: 'every' } as const;
const SETTINGS = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

interface Case {
	deletion: Deletion;
	fault: MatrixFault;
	position: keyof typeof POSITIONS;
	onError: (typeof SETTINGS)[number];
	/** Whether a copy of each record is kept. */
	keepCopy: boolean;
	/** What is wrong with looks, besides. */
	look?: Look;
}

const faultsOf = ({ endpoint }: Deletion) => faults.filter(({ at }) => at === undefined || at.includes(endpoint));

/** A fault at every place, under every setting. */
function spread(deletion: Deletion, fault: MatrixFault, look?: Look): Case[] {
	return (Object.keys(POSITIONS) as Array<keyof typeof POSITIONS>).flatMap((position) =>
		SETTINGS.flatMap((onError) =>
			// Under Stop, copies would be lost.
			(keepsCopies(deletion) && onError !== 'stopWorkflow' ? [false, true] : [false]).map((keepCopy) => ({
				deletion,
				fault,
				position,
				onError,
				keepCopy,
				...(look && { look }),
			})),
		),
	);
}

const cases = [
	...deletions.flatMap((deletion) => faultsOf(deletion).flatMap((fault) => spread(deletion, fault))),
	...deletions
		.filter(({ look }) => look !== undefined)
		.flatMap((deletion) =>
			looks
				.filter(({ at }) => at?.(deletion) !== false)
				.flatMap((look) =>
					faultsOf(deletion)
						.filter(leavesOpen)
						.flatMap((fault) => spread(deletion, fault, look)),
				),
		),
];

/**
 * One case of so many, from one that MATRIX_SEED chooses; all of them with FULL=1. A prime number, so that
 * each position and each setting has its turn.
 */
const ONE_OF = 97;
const seed = Number(process.env.MATRIX_SEED ?? 3);
const chosen = FULL ? cases : cases.filter((_case, index) => index % ONE_OF === seed % ONE_OF);

const world = sandboxed({ tls: true });

describe.each(deletions.map((deletion) => ({ type: deletion.type, own: chosen.filter((one) => one.deletion === deletion) })))(
	'$type accounts for every record',
	({ own }) => {
		test.each(
			own.map(
				(one) =>
					[
						`${one.fault.name}, on ${one.position === 'every' ? 'every' : `the ${one.position}`} call, under ${one.onError}${one.keepCopy ? ', with copies' : ''}${one.look ? `, and ${one.look.name}` : ''}`,
						one,
					] as const,
			),
		)(
			'when %s',
			async (_name, { deletion, fault, position, onError, keepCopy, look }) => {
				world.sandbox.reset('empty');
				world.clock.advance(600_000);
				const sizes = [deletion.limit, deletion.limit, 1];
				const groups = sizes.map((size, group) => deletion.listNames(group, size));
				// One record of the second call is refused, so that this mixes with the fault.
				const [missing = ''] = groups[1] ?? [];
				const names = groups.flat();
				seedBut(world.sandbox, deletion, names, [missing]);
				const on = POSITIONS[position];
				const { tenant } = sandboxCredentials(world.sandbox);
				const isTls = fault.action.kind === 'tlsAfter';
				world.sandbox.fault({ ...fault.action, endpoint: deletion.endpoint, on });
				if (fault.then !== undefined && on !== 'every') world.sandbox.fault({ ...fault.then, endpoint: deletion.endpoint, on: on + 1 });
				look?.arrange(world.sandbox, deletion);

				const result = await runNode(
					groups.map((group) => deletion.listItem(group)),
					nodeOf(deletion, {
						settings: { onError },
						parameters: {
							...listParametersWith(deletion, keepCopy ? { keepCopy } : {}),
							...(fault.action.kind === 'hang' && { requestOptions: { timeout: 60 } }),
							...(isTls && { requestOptions: { allowUnauthorizedCerts: true } }),
						},
					}),
					{ tenant: { ...tenant, ...(isTls && { baseUrl: world.sandbox.tlsUrl }) } },
				);

				const exists = (name: string) => name === missing || deletion.exists(world.sandbox, name);
				if (onError === 'stopWorkflow') {
					expectTrueMessage(result, names, exists, missing);
				} else {
					expect(result.error).toBeUndefined();
					expectEachOnce(deletion, result, groups);
					expectTruth(deletion, result, exists, missing);
					if (keepCopy) expectCopies(deletion, result, exists);
				}
				// n8n makes the means of encryption anew for each call over TLS.
			},
			90_000,
		);
	},
);
