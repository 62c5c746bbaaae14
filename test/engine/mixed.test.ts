import { deletionOf, nodeOf, sandboxCredentials } from '../support/deletions';
import { runNode } from '../support/engine';
import { sandboxed } from '../support/sandboxed';

const world = sandboxed();

test('a record of a dry run needs no credential, whatever becomes of those beside it', async () => {
	const attendance = deletionOf('attendanceRecord');
	const { tenant } = sandboxCredentials(world.sandbox);
	const { json } = await runNode(
		[
			{ id: '1', dry: true },
			{ id: '2', dry: false },
		],
		nodeOf(attendance, { settings: { onError: 'continueRegularOutput' }, parameters: { options: { dryRun: '={{ $json.dry }}' } } }),
		{ tenant: { ...tenant, baseUrl: '' } },
	);
	expect(json.map(({ status }) => status)).toEqual(['dry_run', 'not_sent']);
});

test('an open ID of another app among ten is refused alone', async () => {
	const followers = deletionOf('taskFollower');
	const names = followers.names(10);
	followers.seed(world.sandbox, names);
	// The calls that hold the first one, as the call of ten is halved.
	world.sandbox.fault({ endpoint: 'taskFollower', kind: 'code', code: 99992361, status: 400, on: [1, 2, 4, 6, 8] });
	const { json } = await runNode(
		names.map((name) => followers.item(name)),
		nodeOf(followers, { settings: { onError: 'continueRegularOutput' } }),
		sandboxCredentials(world.sandbox),
	);
	expect(json.map(({ status, code }) => [status, code])).toEqual([
		['refused', 99992361],
		...names.slice(1).map(() => ['deleted', undefined]),
	]);
});
