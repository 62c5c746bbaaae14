import type { ICredentialDataDecryptedObject, IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { Refusals } from '../../nodes/shared/refusal';
import { deletions, operations, type OwnOperation } from '../deletions';
import type { OperationRun } from '../deletions/operation';
import { PEOPLE } from '../deletions/values';
import { SANDBOX_APP, type Fault, type Sandbox } from '../sandbox';
import { CredentialStore } from '../support/credentialStore';
import { sandboxCredentials } from '../support/deletions';
import { nodeTypesByName, runNode, startWorkflow, type NodeResult, type NodeSetup } from '../support/engine';
import { listFrom } from '../support/lists';
import type { Message, Section } from './messages';

/** What the operation is called in the node. */
function nameOf({ type, operation }: OwnOperation): string {
	const { properties } = nodeTypesByName[type as NodeSetup['type']].description;
	const field = properties.find(({ name }) => name === 'operation');
	const option = (field?.options as INodePropertyOptions[]).find(({ value }) => value === operation);
	return option?.name ?? operation;
}

const titleOf = (operation: OwnOperation) => {
	const row = deletions.find(({ type }) => type === operation.type);
	return `${row?.title}: ${nameOf(operation)}`;
};

/** Sections with the same title as one. */
function merged(sections: readonly Section[]): Section[] {
	const titles = [...new Set(sections.map(({ title }) => title))];
	return titles
		.map((title) => ({ title, messages: sections.filter((section) => section.title === title).flatMap(({ messages }) => messages) }))
		.filter(({ messages }) => messages.length > 0);
}

/** The refusals of a node's operations: what the deletion says of a code is not said again. */
export function operationTables(): Section[] {
	const told = new Map(deletions.map(({ type, contract }) => [type, tellNew(new Set(), contract.refusals).seen]));
	const sections = operations.flatMap((operation): Section[] => {
		const { type, contract, reads = [], messages } = operation;
		const seen = told.get(type as NodeSetup['type']) ?? new Set();
		const title = titleOf(operation);
		return [
			{ title: `${title}, codes`, messages: tellNew(seen, contract.refusals).messages },
			{ title: `${title}, codes of what it reads`, messages: reads.flatMap(({ refusals }) => tellNew(seen, refusals).messages) },
			...(messages?.tables ?? []),
		];
	});
	return [...merged(sections), { title: 'What undoes a creation, where its node fails', messages: operations.flatMap(undoOf) }];
}

function undoOf(operation: (typeof operations)[number]): Message[] {
	const { contract } = operation;
	return contract.kind === 'find' || contract.undo === undefined ? [] : [{ when: titleOf(operation), text: contract.undo.todo }];
}

function tellNew(seen: Set<string>, refusals: Refusals): { seen: Set<string>; messages: Message[] } {
	const messages = Object.entries(refusals)
		.map(([code, { what, todo }]): Message => ({ when: code, text: `${what} ${todo}` }))
		.filter(({ when, text }) => !seen.has(`${when} ${text}`));
	for (const { when, text } of messages) seen.add(`${when} ${text}`);
	return { seen, messages };
}

/** A next step as it is read: a description is HTML. */
export function unescaped(html: string): string {
	return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** What is said of records: by the items themselves, or by a summary of them. */
export function saidIn(json: readonly IDataObject[]): IDataObject[] {
	return json.flatMap((item) => (Array.isArray(item.reasons) ? (item.reasons as IDataObject[]) : [item]));
}

/** Runs the operations, and asks the lists of the editor. */
export class OperationReader {
	constructor(
		private readonly sandbox: Sandbox,
		/** Without what differs from run to run. */
		private readonly normalised: (words: unknown) => string,
	) {}

	async all(): Promise<Section[]> {
		const sections: Section[] = [];
		for (const operation of operations) {
			const refused: Message[] = [];
			for (const { name, parameters } of operation.refused) refused.push(await this.refusal(operation, name, { parameters }));
			const runs: Message[] = [];
			for (const [when, run] of operation.messages?.runs ?? []) runs.push(await this.told(operation, when, run));
			runs.push(await this.stop(operation));
			const title = titleOf(operation);
			sections.push({ title: `${title}, fields that cannot be sent`, messages: refused }, { title: `${title}, runs`, messages: runs });
		}
		return [...merged(sections), await this.lists()];
	}

	/** What fails the node where Feishu refuses with a code that nobody knows. */
	private async stop(operation: OwnOperation): Promise<Message> {
		const [{ items, parameters } = {}] = operation.wire;
		const fault = { kind: 'code', code: 1_234_567, msg: '‹Feishu’s words›' } as const;
		const run = { ...(items && { items }), ...(parameters && { parameters }), fault };
		const { error } = await this.run(operation, run, 'stopWorkflow');
		const when = `under Stop: ${operation.wire[0]?.name}`;
		return { when, text: this.normalised(error?.message), reason: this.normalised(error?.description) };
	}

	/** What fails the node, and the next step. */
	private async refusal(operation: OwnOperation, when: string, run: OperationRun): Promise<Message> {
		const { error } = await this.run(operation, run, 'stopWorkflow');
		return { when, reason: this.normalised(error?.message), text: unescaped(this.normalised(error?.description)) };
	}

	private async told(operation: OwnOperation, when: string, run: OperationRun): Promise<Message> {
		const { json } = await this.run(operation, run, 'continueRegularOutput');
		const telling = saidIn(json).filter(({ what_to_do }) => typeof what_to_do === 'string');
		const said = run.said === undefined ? telling.at(-1) : telling.find(({ what_to_do }) => run.said?.test(String(what_to_do)));
		return { when: `${when} (${String(said?.status)})`, reason: this.normalised(said?.reason), text: this.normalised(said?.what_to_do) };
	}

	private async run(
		operation: OwnOperation,
		setting: OperationRun,
		onError: 'stopWorkflow' | 'continueRegularOutput',
	): Promise<NodeResult> {
		const { sandbox } = this;
		const { items = [{}], parameters, fault, seed, stoppedAt } = setting;
		sandbox.reset('empty');
		for (const person of PEOPLE) sandbox.seed.person(person);
		operation.seed(sandbox);
		seed?.(sandbox);
		if (fault !== undefined) sandbox.fault({ endpoint: operation.endpoint, on: 'every', ...fault } as Fault);
		const node: NodeSetup = {
			type: operation.type as NodeSetup['type'],
			credentials: { feishuTenantApi: 'tenant' },
			parameters: {
				authentication: 'feishuTenantApi',
				operation: operation.operation,
				options: {},
				...operation.parameters,
				...parameters,
			},
			settings: { onError },
		};
		const stored = sandboxCredentials(sandbox);
		if (stoppedAt === undefined) return await runNode(items, node, stored);
		const execution = startWorkflow(items, [{ ...node, name: 'Node' }], new CredentialStore(stored));
		while (sandbox.calls(stoppedAt).length === 0) await new Promise((resolve) => setImmediate(resolve));
		execution.cancel();
		return (await execution.finished).Node!;
	}

	private async lists(): Promise<Section> {
		const messages: Message[] = [];
		const { sandbox } = this;
		for (const { type, messages: own } of deletions) {
			for (const [when, { method, authentication = 'feishuTenantApi', parameters, filter, fault, seed }] of own?.lists ?? []) {
				sandbox.reset('empty');
				seed?.(sandbox);
				if (fault !== undefined) sandbox.fault(fault);
				const setup = {
					parameters: { authentication, operation: 'delete', ...parameters },
					credentials: { feishuTenantApi: 'tenant', feishuAccessTokenApi: 'given', feishuOAuth2Api: 'person' },
					...(filter !== undefined && { filter }),
				};
				const thrown: unknown = await listFrom(type, method, setup, this.everyCredential()).catch((error: unknown) => error);
				messages.push({ when, text: this.normalised(thrown instanceof Error ? thrown.message : undefined) });
			}
		}
		return { title: 'Lists in the editor', messages };
	}

	private everyCredential(): Record<string, ICredentialDataDecryptedObject> {
		const { url, seed } = this.sandbox;
		const host = { region: 'custom', baseUrl: url };
		return {
			...sandboxCredentials(this.sandbox),
			given: { ...host, accessToken: seed.tenantToken() },
			person: {
				...host,
				clientId: SANDBOX_APP.appId,
				clientSecret: SANDBOX_APP.secret,
				oauthTokenData: { access_token: seed.userToken(), token_type: 'Bearer' },
			},
		};
	}
}
