import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';
import { isCutShort, isTool, scheduleOf } from '../../nodes/shared/engine/n8n/execution';
import { NODE, TOOL } from '../support/context';

const Infinite = Number.POSITIVE_INFINITY;

test.each([
	['all items, without batches', { items: 5, batchSize: Infinite }, 4, false],
	['an item is missing, without batches', { items: 5, batchSize: Infinite }, 3, true],
	['the first alone came', { items: 5, batchSize: Infinite }, 0, true],
	['a full batch', { items: 5, batchSize: 2 }, 1, false],
	['half a batch', { items: 5, batchSize: 2 }, 2, true],
	['a last batch that is not full', { items: 5, batchSize: 2 }, 4, false],
	['a batch of one', { items: 5, batchSize: 1 }, 0, false],
	['a batch larger than all', { items: 5, batchSize: 10 }, 3, true],
	['a tool', { items: 1, batchSize: Infinite }, 0, false],
])('%s', (_what, schedule, last, isCut) => {
	expect(isCutShort(schedule, last)).toBe(isCut);
});

/** The little that is asked of n8n's context. */
function contextWith(requestOptions: IDataObject, items: number): IExecutePaginationFunctions {
	const context = {
		getNodeParameter: () => requestOptions,
		getExecuteData: () => ({ data: { main: [Array.from({ length: items }, () => ({ json: {} }))] } }),
	};
	return context as unknown as IExecutePaginationFunctions;
}

// As n8n's own loop has it: it pauses where both the size and the interval let it.
test.each([
	['no Batching', {}, 7, Infinite],
	['an empty Batching', { batching: {} }, 7, Infinite],
	['an interval of none', { batching: { batch: { batchSize: 2, batchInterval: 0 } } }, 7, Infinite],
	['two at a time', { batching: { batch: { batchSize: 2, batchInterval: 1 } } }, 7, 2],
	['a size of none', { batching: { batch: { batchSize: 0, batchInterval: 1 } } }, 7, 1],
	['a size below none', { batching: { batch: { batchSize: -1, batchInterval: 1 } } }, 7, 1],
])('%s', (_what, options, items, batchSize) => {
	expect(scheduleOf(contextWith(options, items), NODE)).toEqual({ items, batchSize });
});

test('Execute Once starts one item, and a tool one for each call', () => {
	expect(scheduleOf(contextWith({}, 7), { ...NODE, executeOnce: true }).items).toBe(1);
	expect(scheduleOf(contextWith({ batching: { batch: { batchSize: 2, batchInterval: 1 } } }, 7), TOOL)).toEqual({
		items: 1,
		batchSize: Infinite,
	});
	expect([isTool(NODE), isTool(TOOL)]).toEqual([false, true]);
});
