import type { IDataObject, IHttpRequestOptions, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Endpoint, Operation } from '../../nodes/shared/endpoint';
import { Run } from '../../nodes/shared/engine/run';
import { clock } from '../../nodes/shared/engine/time/clock';
import { contextWith, executionWith, NODE, responseOf } from './context';

/** What an item of the node says. */
export interface Item {
	ids?: string[];
	/** Values by the path of the parameter. */
	parameters?: IDataObject;
	/** What n8n resolved from the routing of its options. */
	request?: Partial<IHttpRequestOptions>;
	/** The app of its credential, where that holds an expression. */
	app?: string;
}

export interface Setup {
	node?: INode;
	parameters?: INodeParameters;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail?: boolean;
}

let apps = 0;

/** A run of one node whose calls are answered so. */
export function runOf(
	operation: Operation,
	answer: (options: IHttpRequestOptions, place: number) => ReturnType<typeof responseOf>,
	setup: Setup = {},
) {
	apps += 1;
	const app = { region: 'feishu', appId: `cli_run_${apps}`, appSecret: 'app-secret', accessToken: '', tokenOwner: '' };
	const sent: IHttpRequestOptions[] = [];
	const run = new Run(operation);
	const { node = NODE, parameters = {}, onError = 'continueRegularOutput', retryOnFail = false } = setup;
	// n8n reads its Batching at the first item.
	const batching = parameters.requestOptions === undefined ? {} : { requestOptions: parameters.requestOptions as IDataObject };
	const started: INode = { ...node, parameters, onError, retryOnFail };
	/** Starts some items in one turn, as n8n does: all of them, or a batch. */
	const start = async (items: readonly Item[], { from = 0, of = items.length } = {}) =>
		await Promise.allSettled(
			items.map(async ({ ids = [], parameters: given = {}, request = {}, app: own = '' }, place) => {
				const context = contextWith({
					index: from + place,
					items: of,
					continues: onError !== 'stopWorkflow',
					parameters: { authentication: 'feishuTenantApi', ids, ...batching, ...given },
					credential: () => (own === '' ? app : { ...app, appId: own }),
					execution: executionWith(own === '' ? {} : { appId: '={{ $json.app }}' }),
					ask: async () => await Promise.resolve(responseOf({ code: 0, tenant_access_token: 't-1', expire: 7_200 })),
					send: async (options) => {
						sent.push(options);
						await clock.sleep(10);
						return answer(options, sent.length);
					},
				});
				return await run.join(context, started, { url: '/records', method: 'POST', ...request });
			}),
		);
	return { start, sent };
}

export type Ended = PromiseSettledResult<INodeExecutionData[]>;

export const shown = (ended: readonly Ended[]) =>
	ended.map((one) => (one.status === 'fulfilled' ? one.value.map(({ json }) => json) : (one.reason as Error).message));
export const statuses = (ended: readonly Ended[]) =>
	shown(ended).map((own) => (typeof own === 'string' ? own : own.map(({ status }) => status)));

export const READ: Endpoint['read'] = ({ ids, ...body }) => ({ records: (ids as string[]).map((id) => ({ id })), body });
export const ok = () => responseOf({ code: 0, msg: '', data: {} });
