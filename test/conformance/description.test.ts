import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Deletion } from '../deletions';
import { deletions, itemsOf, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { FULL } from '../support/full';
import { deliberateOf } from './deliberate';
import { differencesOf, factsOfNode, factsOfSpec, wireFactsOfSpec, wireFactsOfRequest, type Difference, type Facts } from './facts';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed({ rateLimits: 'off' });

/** Runs a node over items and hands back the calls. What exists does not matter: every call is accepted. */
async function callsOf(deletion: Deletion, parameters: INodeParameters, items: IDataObject[] = [{}]) {
	world.sandbox.fault({ endpoint: deletion.endpoint, on: 'every', kind: 'code', code: 0, status: 200 });
	deletion.looksFirst?.(
		world.sandbox,
		items.flatMap(({ id }) => (typeof id === 'string' ? id : [])),
	);
	const node = nodeOf(deletion, { parameters, settings: { onError: 'continueRegularOutput' } });
	await runNode(items, node, sandboxCredentials(world.sandbox));
	return world.sandbox.calls(deletion.endpoint);
}

/** The page with its body as the fields of a node have it. */
function specInFields({ spec, bodyInFields: body = spec.body }: Deletion): Deletion['spec'] {
	return { ...spec, ...(body && { body }) };
}

/** What the page says, as far as only a run of the node shows whether the node agrees. */
function behaviourOfSpec({ spec, deliberate }: Deletion): Facts {
	const lists = Object.values(spec.body ?? {}).filter(({ type }) => type.endsWith('[]'));
	return {
		'records per call': spec.combinedLimits[0]?.maxItems ?? (lists.length > 0 ? lists[0]?.maxItems : 1),
		'a call with the required parameters alone': 'allowed',
		...Object.fromEntries(deliberate.filter(({ call }) => call !== undefined).map(({ fact, spec: said }) => [fact, said])),
		...Object.fromEntries(spec.rateLimits.map(({ calls, windowMs }) => [`calls in ${windowMs} ms`, calls])),
	};
}

/** Calls of a window that are counted in a run. Of more, what the node states is compared: that the engine keeps to it is tested once. */
const COUNTED = 100;

/** The most calls in any window of that length. */
function busiest(times: readonly number[], windowMs: number): number {
	return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + windowMs).length));
}

async function behaviourOfNode(deletion: Deletion): Promise<Facts> {
	const {
		spec,
		filling: { required, ownTarget },
	} = deletion;

	const items = deletion.limit === 1 ? itemsOf(deletion, deletion.names(3)) : [deletion.listItem(deletion.listNames(0, 520))];
	const [call] = await callsOf(deletion, deletion.limit === 1 ? {} : deletion.listParameters, items);
	const body = (call?.body ?? {}) as Record<string, unknown>;
	const list = Object.values(body).find((value) => Array.isArray(value)) as unknown[] | undefined;

	world.sandbox.reset('empty');
	const bare = await callsOf(deletion, required);

	const ofCalls: Facts = {};
	for (const { fact, call: parameters } of deletion.deliberate) {
		world.sandbox.reset('empty');
		if (parameters !== undefined) ofCalls[fact] = (await callsOf(deletion, parameters)).length === 1 ? 'allowed' : 'refused';
	}

	world.sandbox.reset('empty');
	const limit = list?.length ?? 1;
	// Where nothing but the limit parts the records into calls, it takes that many more of them.
	const perCall = Object.keys(spec.pathParameters).length === 0 ? limit : 1;
	const counted = spec.rateLimits.filter(({ calls }) => FULL || calls <= COUNTED);
	const mostCalls = Math.max(...counted.map(({ calls }) => calls));
	const many = Array.from({ length: Math.ceil(mostCalls * 1.05 + 5) * perCall }, (_, index) => ({ id: `id${index}` }));
	world.clock.advance(3_600_000);
	const times = (await callsOf(deletion, ownTarget, many)).map(({ at }) => at);
	expect(times).toHaveLength(many.length / perCall);
	return {
		'records per call': limit,
		'a call with the required parameters alone': bare.length === 1 ? 'allowed' : 'refused',
		...ofCalls,
		...Object.fromEntries(deletion.contract.rates.map(({ calls, perMs }) => [`calls in ${perMs} ms`, calls])),
		...Object.fromEntries(counted.map(({ windowMs }) => [`calls in ${windowMs} ms`, busiest(times, windowMs)])),
	};
}

/** The deliberate differences among some statements. */
function deliberateAmong(deletion: Deletion, ...facts: Facts[]): Record<string, Difference> {
	const own = deliberateOf(deletion).filter(({ fact }) => facts.some((stated) => fact in stated));
	return Object.fromEntries(own.map(({ fact, spec: ofSpec, node }) => [fact, { spec: ofSpec, node }]));
}

describe.each(deletions)('$endpoint', (deletion) => {
	const {
		spec,
		contract,
		filling,
		node: { description },
	} = deletion;

	test('the description says what the page says and nothing else, but for the deliberate differences', () => {
		const [ofSpec, ofNode] = [factsOfSpec(specInFields(deletion)), factsOfNode(description, contract)];

		expect(differencesOf(ofSpec, ofNode)).toEqual(deliberateAmong(deletion, ofSpec, ofNode));
	});

	test('with every field filled in, the request has every parameter of the page and no other', async () => {
		const calls = await callsOf(deletion, filling.everything);

		expect(calls).toHaveLength(1);
		expect(differencesOf(wireFactsOfSpec(spec), wireFactsOfRequest(calls[0]!))).toEqual({});
	});

	test('a run keeps to the limits, the rates and the required parameters of the page, and makes full use of them', async () => {
		const [ofSpec, ofNode] = [behaviourOfSpec(deletion), await behaviourOfNode(deletion)];

		expect(differencesOf(ofSpec, ofNode)).toEqual(deliberateAmong(deletion, ofSpec, ofNode));
	}, 120_000);

	test('every deliberate difference is one still, and has a reason', () => {
		const stated = { ...factsOfSpec(specInFields(deletion)), ...factsOfNode(description, contract), ...behaviourOfSpec(deletion) };

		expect(deliberateOf(deletion).filter(({ fact }) => !(fact in stated))).toEqual([]);
		expect(deliberateOf(deletion).filter(({ why }) => !/^[A-Z].+\.$/.test(why))).toEqual([]);
	});

	test('one credential is offered for each kind of token the page takes, and one for a token of either kind', () => {
		const offered = (description.credentials ?? []).map(({ name }) => name);
		const field = description.properties.find(({ name }) => name === 'authentication');

		expect((field?.options ?? []).map((option) => 'value' in option && option.value).sort()).toEqual([...offered].sort());
		expect(new Set(offered)).toEqual(
			new Set(['feishuAccessTokenApi', ...spec.tokens.map((kind) => (kind === 'tenant' ? 'feishuTenantApi' : 'feishuOAuth2Api'))]),
		);
	});
});
