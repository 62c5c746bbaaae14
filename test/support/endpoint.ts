import type { Endpoint, FindOperation } from '../../nodes/shared/endpoint';

/** An endpoint that deletes up to ten records by their IDs and reports them all as deleted, but for what a test changes. */
export function endpointWith(change: Partial<Endpoint> = {}): Endpoint {
	return {
		kind: 'delete',
		noun: { one: 'record', many: 'records' },
		field: 'Record IDs',
		documentation: 'https://open.feishu.cn/document/some-page',
		parameters: {},
		limit: 10,
		rates: [{ calls: 1_000, perMs: 1_000 }],
		refusals: {},
		read: (body) => ({ records: [], body }),
		write: (records) => ({ ids: records.map(({ id }) => id) }),
		judge: ({ code }, records) => (code === 0 ? records.map(() => ({ status: 'deleted' })) : undefined),
		...change,
	};
}

/** A search that finds nothing for up to ten records in one go, but for what a test changes. */
export function searchWith(change: Partial<FindOperation> = {}): FindOperation {
	return {
		kind: 'find',
		noun: { one: 'record', many: 'records' },
		field: 'Record IDs',
		documentation: 'https://open.feishu.cn/document/list-page',
		parameters: {},
		limit: 10,
		rates: [{ calls: 1_000, perMs: 1_000 }],
		refusals: {},
		read: (body) => ({ records: [], body }),
		async *find() {
			/* nothing */
		},
		...change,
	};
}
