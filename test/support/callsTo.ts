import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Endpoint, Operation } from '../../nodes/shared/endpoint';
import { Access } from '../../nodes/shared/engine/token/access';
import { clock } from '../../nodes/shared/engine/time/clock';
import type { Claim, Entry, Target } from '../../nodes/shared/engine/record';
import { Settlement, type SettleOptions } from '../../nodes/shared/engine/settle';
import { CallCost } from '../../nodes/shared/engine/time/callCost';
import { contextWith, executionWith, responseOf } from './context';
import { endpointWith } from './endpoint';

/** A run for which nothing is asked besides its records. */
export const PLAIN: SettleOptions = { missingIsDone: false, keepsCopy: false };

export const [BAD, TARGET, APP, GONE, PASSING] = [1, 2, 3, 4, 5];

/** What the codes of these tests mean. */
export const refusals: Endpoint['refusals'] = {
	[BAD]: { what: 'A record is bad.', todo: 'Correct it.', reach: 'record' },
	[TARGET]: { what: 'The task is not there.', todo: 'Name another.', reach: 'target' },
	[APP]: { what: 'A permission is missing.', todo: 'Add it.', reach: 'run' },
	[GONE]: { what: 'It is not there.', todo: 'Leave it out.', reach: 'record' },
	[PASSING]: { what: 'Feishu has trouble.', todo: 'Wait.', reach: 'transient' },
};

/** One call as it arrives: its path below the task, and the records that it names. */
export interface Arrival {
	task: string;
	ids: string[];
	options: IHttpRequestOptions;
	/** Which call it is, from 1. */
	place: number;
}

/** A code, or the whole answer. */
type Answered = number | IN8nHttpFullResponse;

/** What a test says of a run besides what its calls are answered. */
export interface RunSetup {
	signal?: AbortSignal;
	/** What a call that reads is answered. */
	onRead?: (options: IHttpRequestOptions, place: number) => Answered;
	/** Another operation than a deletion. */
	operation?: Operation;
}

let apps = 0;

/** The calls of a run by an app of its own, and what arrives of them at a Feishu that answers with a code, or throws. */
export async function callsTo(
	answer: (arrival: Arrival) => Answered,
	{ signal, onRead, operation, ...change }: Partial<Endpoint> & RunSetup = {},
) {
	const arrivals: Arrival[] = [];
	const reads: IHttpRequestOptions[] = [];
	const load = { now: 0, most: 0, byTask: new Map<string, number>(), overlaps: 0 };
	apps += 1;
	const app = { region: 'feishu', appId: `cli_${apps}`, appSecret: 'app-secret', accessToken: '', tokenOwner: '' };
	const responding = (answered: Answered) =>
		typeof answered === 'number' ? responseOf({ code: answered, msg: `code ${answered}` }) : answered;
	const context = contextWith({
		parameters: { authentication: 'feishuTenantApi' },
		credential: () => app,
		execution: executionWith({}),
		send: async (options) => {
			if (options.method === 'GET') {
				reads.push(options);
				await clock.sleep(10);
				if (onRead === undefined) throw new Error('nothing is to be read');
				return responding(onRead(options, reads.length));
			}
			const task = options.url.split('/').at(-1) ?? '';
			const { ids = [] } = (options.body ?? {}) as { ids?: string[] };
			const arrival = { task, ids, options, place: arrivals.length + 1 };
			arrivals.push(arrival);
			const running = load.byTask.get(task) ?? 0;
			load.byTask.set(task, running + 1);
			if (running > 0) load.overlaps += 1;
			load.now += 1;
			load.most = Math.max(load.most, load.now);
			await clock.sleep(10);
			load.now -= 1;
			load.byTask.set(task, (load.byTask.get(task) ?? 1) - 1);
			return responding(answer(arrival));
		},
	});
	const cost = new CallCost();
	const endpoint = operation ?? endpointWith({ refusals, missingCodes: [GONE], ...change });
	/** The calls of another try of the node, as Retry On Fail begins it. */
	const anotherTry = async () => new Settlement(endpoint, await Access.resolve([context]), signal, cost);
	const calls = await anotherTry();
	const targetOf = (task: string, more: Partial<Target> = {}): Target => ({
		isDry: false,
		plans: false,
		context,
		keys: { task_id: task },
		path: `/tasks/${task}`,
		options: { url: `/tasks/${task}`, method: 'POST' },
		body: {},
		...more,
	});
	/** So many records of a target, named by its task and their number. */
	const claimsOf = (task: string, count: number, more: Partial<Target> = {}): Claim[] => {
		const target = targetOf(task, more);
		return Array.from({ length: count }, (_, index) => ({
			identity: {},
			target,
			entry: { record: { id: `${task}${index}` }, possiblyApplied: false },
		}));
	};
	return { arrivals, reads, calls, anotherTry, claimsOf, load, cost };
}

export const entriesOf = (claims: readonly Claim[]): Entry[] => claims.map(({ entry }) => entry);

/** How many records ended how. */
export function countsOf(claims: readonly Claim[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { outcome } of entriesOf(claims)) {
		const status = outcome?.status ?? 'open';
		counts[status] = (counts[status] ?? 0) + 1;
	}
	return counts;
}

/** An answer that never comes. */
export const lost = (): never => {
	throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
};
