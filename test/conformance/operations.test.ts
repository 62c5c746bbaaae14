import { withTenantToken } from '@larksuiteoapi/node-sdk';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { operations, type NodeName, type OwnOperation, type WireRow } from '../deletions';
import { PEOPLE } from '../deletions/values';
import type { Fields } from '../specs/spec';
import type { LoggedRequest } from '../sandbox';
import { sdkClient } from '../sandbox/sdkClient';
import { sandboxCredentials } from '../support/deletions';
import { nodeTypesByName, runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';
import { toldBy } from '../support/told';

const world = sandboxed({ rateLimits: 'off' });

type Meaning = Pick<LoggedRequest, 'method' | 'path' | 'query' | 'body'>;

/** What of a query, or a body, is no two times the same: a page token of the sandbox has the number of its reading in it, and a key is made by chance. */
const CHANCE: Readonly<Record<string, RegExp>> = {
	page_token: /_\d+_/,
	idempotency_key: /^n8n-[A-Za-z0-9-]{28,124}$/,
	client_token: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

function withoutChance<Value>(values: Readonly<Record<string, Value>>): Record<string, Value | string> {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => {
			const { [name]: form } = CHANCE;
			return [name, form === undefined || typeof value !== 'string' ? value : value.replace(form, '_')];
		}),
	);
}

function meaningOf({ method, path, query, body }: LoggedRequest): Meaning {
	const isEmpty = body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
	const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
	return {
		method,
		path: decodeURIComponent(path),
		query: withoutChance(query),
		body: isEmpty ? undefined : isObject ? withoutChance(body as Record<string, unknown>) : body,
	};
}

function start({ seed }: OwnOperation): void {
	world.sandbox.reset('empty');
	for (const person of PEOPLE) world.sandbox.seed.person(person);
	seed(world.sandbox);
}

function runOf({ type, operation, parameters }: OwnOperation, row: Pick<WireRow, 'parameters' | 'items'>) {
	return runNode(
		row.items ?? [{}],
		{
			type: type as NodeName,
			credentials: { feishuTenantApi: 'tenant' },
			parameters: { authentication: 'feishuTenantApi', operation, options: {}, ...parameters, ...row.parameters },
		},
		sandboxCredentials(world.sandbox),
	);
}

/** The parameters of a page, each by its path: those of lists and objects too, and these themselves where they have none. */
function pathsOf(fields: Fields, prefix: string): string[] {
	return Object.entries(fields).flatMap(([name, field]) =>
		field.fields === undefined ? [`${prefix}.${name}`] : pathsOf(field.fields, `${prefix}.${name}`),
	);
}

function pathsIn(value: unknown, prefix: string): string[] {
	if (Array.isArray(value)) return [prefix, ...value.flatMap((entry) => pathsIn(entry, prefix))];
	if (typeof value !== 'object' || value === null) return [prefix];
	return [prefix, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, `${prefix}.${name}`))];
}

const sent = new Map<OwnOperation, Set<string>>();

describe.each(operations)('$type: $operation', (operation) => {
	test.each(operation.wire)('sends $name as the official SDK does', async (row) => {
		start(operation);
		const { error } = await runOf(operation, row);
		expect(error).toBeUndefined();
		const ours = world.sandbox.calls(operation.endpoint);
		expect(ours.map(({ code }) => code)).toEqual(ours.map(() => 0));
		const paths = sent.get(operation) ?? new Set<string>();
		sent.set(operation, paths);
		for (const { query, body } of ours) {
			for (const path of [...pathsIn(query, 'query'), ...pathsIn(body, 'body')]) paths.add(path);
		}

		start(operation);
		await row.sdk(sdkClient(world.sandbox), withTenantToken(world.sandbox.seed.tenantToken()));
		expect(ours.map(meaningOf)).toEqual(world.sandbox.calls(operation.endpoint).map(meaningOf));
	});

	test('sends every parameter of the page, but for those of which a reason says why not', () => {
		const { queryParameters, body = {} } = operation.spec;
		const documented = [...pathsOf(queryParameters, 'query'), ...pathsOf(body, 'body')];
		const unsent = documented.filter((path) => sent.get(operation)?.has(path) !== true);
		expect(unsent.sort()).toEqual(Object.keys(operation.without).sort());
	});

	test('is among the operations of its node, in words of its own', () => {
		const { properties } = nodeTypesByName[operation.type as NodeName].description;
		const field = properties.find(({ name }: INodeProperties) => name === 'operation');
		const option = (field?.options as INodePropertyOptions[]).find(({ value }) => value === operation.operation);
		expect(option?.action).toMatch(/^[A-Z][a-z]+ /);
		expect(option?.description).toMatch(/^[A-Z].*[^.]$/);
	});

	if (operation.refused.length > 0) {
		test.each(operation.refused)('refuses $name, and sends nothing', async ({ parameters, words }) => {
			start(operation);
			const { error } = await runOf(operation, { parameters });
			expect(toldBy(error)).toMatch(words);
			expect(world.sandbox.calls(operation.endpoint)).toEqual([]);
		});
	}

	test('takes its numbers from the page', () => {
		const { rates, documentation } = operation.contract;
		expect(rates.map(({ calls, perMs }) => ({ calls, windowMs: perMs }))).toEqual(
			operation.spec.rateLimits.map(({ calls, windowMs }) => ({ calls, windowMs })),
		);
		expect(documentation).toBe(operation.spec.url);
	});
});

test('there are operations to hold against their pages', () => {
	expect(operations.length).toBeGreaterThan(0);
});
