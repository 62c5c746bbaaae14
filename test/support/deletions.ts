import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import type { Endpoint } from '../../nodes/shared/endpoint';
import { deletions, type Deletion } from '../deletions';
import { SANDBOX_APP, type Sandbox } from '../sandbox';
import type { NodeSetup } from './engine';

export { deletions } from '../deletions';
export type { Deletion } from '../deletions';

/** The deletion of an endpoint. */
export function deletionOf(endpoint: Deletion['endpoint']): Deletion {
	const found = deletions.find((deletion) => deletion.endpoint === endpoint);
	if (found === undefined) throw new Error(`no deletion ${endpoint}`);
	return found;
}

export const attendance = deletionOf('attendanceRecord');
export const attendees = deletionOf('calendarEventAttendee');
export const followers = deletionOf('taskFollower');
export const cards = deletionOf('appFeedCard');
export const messages = deletionOf('batchMessage');

/** The setting of a node under which whatever does not work is told of among the rest. */
export const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** Input items that ask for a record each. */
export function itemsOf(deletion: Deletion, names: readonly string[]): IDataObject[] {
	return names.map((name) => deletion.item(name));
}

/** A node of the deletion, with the sandbox's tenant credential unless told otherwise. */
export function nodeOf(deletion: Deletion, more: Partial<NodeSetup> = {}): NodeSetup {
	return {
		type: deletion.type,
		credentials: { feishuTenantApi: 'tenant' },
		...more,
		parameters: { authentication: 'feishuTenantApi', operation: 'delete', options: {}, ...deletion.parameters, ...more.parameters },
	};
}

/** The row's parameters for lists of records, with options besides. */
export function listParametersWith({ parameters, listParameters }: Deletion, options: IDataObject): INodeParameters {
	const own = (listParameters.options ?? parameters.options ?? {}) as IDataObject;
	return { ...listParameters, options: { ...own, ...options } as INodeParameters };
}

/** Whether the deletion can keep a copy of its records. */
export function keepsCopies({ node }: Deletion): boolean {
	const { options = [] } = node.description.properties.find(({ name }) => name === 'options') ?? {};
	return options.some(({ name }) => name === 'keepCopy');
}

/**
 * Lets nobody look at the records of a deletion: what no answer settles stays open.
 * @param first how many records are looked at before they are deleted, by a deletion that does so: these looks go well
 */
export function blind(sandbox: Sandbox, { look, lookAtMany, looksFirst, contract }: Deletion, first = 1): void {
	const looks = contract.check?.isShared === true ? 1 : first;
	const on = looksFirst === undefined ? 'every' : Array.from({ length: 500 }, (_, index) => looks + index + 1);
	for (const endpoint of [look, lookAtMany]) if (endpoint !== undefined) sandbox.fault({ endpoint, kind: 'code', code: 99991672, on });
}

/** The calls of runs that no answer left open: the deletion's own, and the looks before, of one that looks at its records first. */
export function callsOf(sandbox: Sandbox, { endpoint, look = '', looksFirst, asksFirst = '' }: Deletion): number {
	return sandbox.calls(endpoint).length + (looksFirst === undefined ? 0 : sandbox.calls(look).length) + sandbox.calls(asksFirst).length;
}

/**
 * Puts records into the sandbox so that Feishu refuses some of them: they are not there, or, if Feishu lets such
 * a record pass, they must not be deleted.
 */
export function seedBut(sandbox: Sandbox, deletion: Deletion, names: readonly string[], refused: readonly string[]): void {
	const { passesMissing, recordCodes } = deletion;
	const good = names.filter((name) => !refused.includes(name));
	deletion.seed(sandbox, good);
	if (passesMissing === true && recordCodes[0] !== undefined) deletion.seed(sandbox, refused, { refuses: recordCodes[0] });
}

/** The credentials of the sandbox's own app, as a user would enter them. */
export function sandboxCredentials(sandbox: Sandbox): { tenant: ICredentialDataDecryptedObject } {
	return {
		tenant: {
			region: 'custom',
			baseUrl: sandbox.url,
			appId: SANDBOX_APP.appId,
			appSecret: SANDBOX_APP.secret,
			accessToken: '',
			tokenOwner: '',
		},
	};
}

/** What the engine is told of each deletion, by the endpoint's name in the sandbox's log. */
export const endpoints = Object.fromEntries(deletions.map(({ endpoint, contract }) => [endpoint, contract])) as Readonly<
	Record<Deletion['endpoint'], Endpoint>
>;
