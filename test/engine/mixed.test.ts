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
