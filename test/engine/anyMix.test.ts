import fc from 'fast-check';
import { deletions, keepsCopies, listParametersWith, nodeOf, sandboxCredentials } from '../support/deletions';
import { CredentialStore, CredentialStoreOfN8n1 } from '../support/credentialStore';
import { runNode } from '../support/engine';
import { FULL } from '../support/full';
import { expectCopies, expectEachOnce, expectTruth } from '../support/law';
import { batchesOf, sandboxed } from '../support/sandboxed';
import { faults } from './faults';

const world = sandboxed();

const quick = faults.filter(({ action }) => action.kind !== 'hang');

/** A run: which records there are, which items name them, and what goes wrong. */
const mix = fc.record({
	deletion: fc.constantFrom(...deletions),
	/** Each item's records, as numbers below 40; the same one may be named twice. */
	items: fc.array(fc.array(fc.nat(39), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 }),
	missing: fc.uniqueArray(fc.nat(39), { maxLength: 4 }),
	sinking: fc.uniqueArray(fc.nat(39), { maxLength: 3 }),
	faults: fc.array(
		fc.record({ fault: fc.constantFrom(...quick), on: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }) }),
		{ maxLength: 3 },
	),
	onError: fc.constantFrom('continueRegularOutput', 'continueErrorOutput'),
	scale: fc.constantFrom(1, 0.5),
	/** Items in one batch, with n8n's Batching. */
	batchSize: fc.option(fc.integer({ min: 1, max: 5 })),
	/** Whether the credential names its app by an expression, and how n8n stores what was fetched with it. */
	byExpression: fc.boolean(),
	Store: fc.constantFrom(CredentialStore, CredentialStoreOfN8n1),
	retryOnFail: fc.boolean(),
	/** Where the deletion can. */
	keepCopy: fc.boolean(),
});

test('whatever is asked and whatever goes wrong, each pair of item and record is reported once, and truly', async () => {
	await fc.assert(
		fc.asyncProperty(
			mix,
			async ({
				deletion,
				items,
				missing,
				sinking,
				faults: scripted,
				onError,
				scale,
				batchSize,
				byExpression,
				Store,
				retryOnFail,
				keepCopy: mayKeepCopy,
			}) => {
				const keepCopy = mayKeepCopy && keepsCopies(deletion);
				world.sandbox.reset('empty');
				world.clock.advance(600_000);
				world.sandbox.setOptions({ rateLimits: { scale } });
				const pool = deletion.listNames(0, 40);
				const name = (index: number) => pool[index] ?? '';
				const isMissing = new Set(missing.map(name));
				const codes = deletion.recordCodes;
				const isSinking = new Set(codes.length === 0 ? [] : sinking.map(name).filter((one) => !isMissing.has(one)));
				deletion.seed(
					world.sandbox,
					pool.filter((one) => !isMissing.has(one) && !isSinking.has(one)),
				);
				[...isSinking].forEach((one, index) => {
					deletion.seed(world.sandbox, [one], { refuses: codes[index % codes.length] ?? 0 });
				});
				for (const { fault, on } of scripted) {
					if (fault.at === undefined || fault.at.includes(deletion.endpoint)) {
						world.sandbox.fault({ ...fault.action, endpoint: deletion.endpoint, on });
						if (fault.then !== undefined)
							world.sandbox.fault({ ...fault.then, endpoint: deletion.endpoint, on: on.map((call) => call + 1) });
					}
				}
				// Where a call takes one record, so does an item.
				const asked = items.map((item) => [...new Set(deletion.limit === 1 ? item.slice(0, 1) : item)].map(name));
				const { tenant } = sandboxCredentials(world.sandbox);
				const stored = { ...tenant, ...(byExpression && { appId: '={{ $json.app }}' }) };
				const store = new Store({ tenant: { ...stored } });
				const result = await runNode(
					asked.map((names) => ({ ...deletion.listItem(names), app: tenant.appId })),
					nodeOf(deletion, {
						settings: { onError, retryOnFail, maxTries: 2, waitBetweenTries: 1 },
						parameters: { ...listParametersWith(deletion, keepCopy ? { keepCopy } : {}), ...(batchSize !== null && batchesOf(batchSize)) },
					}),
					store,
				);
				if (byExpression) expect(store.stored.tenant).toEqual(stored);
				expect(result.error).toBeUndefined();
				expectEachOnce(deletion, result, asked);
				const neverThere = (one: string) => isMissing.has(one);
				if (keepCopy) expectCopies(deletion, result, (one) => neverThere(one) || deletion.exists(world.sandbox, one));
				for (const one of new Set(asked.flat())) {
					const own = {
						...result,
						outputs: result.outputs.map((output, branch) =>
							output.filter((item) => deletion.nameOf(branch === 1 ? (item.json.error as typeof item.json) : item.json) === one),
						),
					};
					expectTruth(
						deletion,
						own,
						(candidate) => neverThere(candidate) || deletion.exists(world.sandbox, candidate),
						neverThere(one) ? one : undefined,
					);
				}
			},
		),
		{ numRuns: FULL ? 1_000 : 60, seed: Number(process.env.MIX_SEED ?? 20_261_120) },
	);
}, 1_200_000);
