import { attendance, itemsOf, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode, type NodeSetup } from '../support/engine';
import { expectEachOnce, tally } from '../support/law';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

/**
 * Eleven records are two calls. One of these gets no answer until the first try is over; all is well in the second.
 * @returns how many are deleted in the end
 */
async function run(onError: NonNullable<NodeSetup['settings']>['onError'], lost: 'first' | 'second') {
	const names = attendance.names(11);
	attendance.seed(world.sandbox, names);
	world.sandbox.fault({ endpoint: 'attendanceRecord', kind: 'http500', on: lost === 'first' ? [1, 2, 3, 4] : [2, 3, 4, 5] });
	const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, ...(onError !== undefined && { onError }) };
	const result = await runNode(itemsOf(attendance, names), nodeOf(attendance, { settings }), sandboxCredentials(world.sandbox));
	expect(result.error).toBeUndefined();
	expectEachOnce(attendance, result, names);
	return tally(attendance, result).deleted;
}

describe('Retry On Fail', () => {
	test.each(['first', 'second'] as const)('under Stop runs the node again, whichever record is open: the %s', async (lost) => {
		expect(await run(undefined, lost)).toBe(11);
	});

	test('under Continue does nothing: n8n takes the node for one that went well', async () => {
		expect(await run('continueRegularOutput', 'first')).toBeUndefined();
	});

	test('under Continue (using error output) runs the node again only if its first item is a rejected one', async () => {
		expect(await run('continueErrorOutput', 'first')).toBe(11);
	});

	test('and not if that is another one', async () => {
		expect(await run('continueErrorOutput', 'second')).toBe(10);
	});
});
