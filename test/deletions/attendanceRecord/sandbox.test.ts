import { callDeletion, dataOf, gist } from '../../sandbox/sandboxClient';
import { sandboxed } from '../../support/sandboxed';

const world = sandboxed();

describe('attendance records', () => {
	const remove = (...record_ids: unknown[]) => callDeletion(world.sandbox, 'attendanceRecord', { body: { record_ids } });

	it('deletes imported punches and gives the reason for every other one', async () => {
		world.sandbox.seed.attendanceRecords(['1', '2']);
		world.sandbox.seed.attendanceRecords(['3'], { imported: false });
		const answer = await remove('1', '3', '4', '2');
		expect(answer.data).toEqual({
			code: 0,
			msg: expect.any(String) as string,
			data: { success_record_ids: ['1', '2'], fail_record_ids: ['3', '4'] },
		});
		expect(JSON.parse(String(answer.data['msg']))).toEqual({
			3: 'record was not imported through the open platform',
			4: 'record not found',
		});
		expect([...world.sandbox.state.attendanceRecords.keys()]).toEqual(['3']);
	});

	it('lists an ID named twice as deleted and as failed', async () => {
		world.sandbox.seed.attendanceRecords(['1']);
		expect(dataOf(await remove('1', '1'))).toEqual({ success_record_ids: ['1'], fail_record_ids: ['1'] });
	});

	it('says success, or another code, for a partial failure when told to', async () => {
		world.sandbox.setOptions({ answers: { attendanceMsg: 'success', attendancePartialCode: 1220001 } });
		const { data } = await remove('9');
		expect([data['msg'], data['code']]).toEqual(['success', 1220001]);
	});

	it('refuses the whole call for one record and leaves the others alone', async () => {
		world.sandbox.seed.attendanceRecords(['1', '3']);
		world.sandbox.seed.attendanceRecords(['2'], { refuses: 1220001 });
		expect(gist(await remove('1', '2', '3'))).toEqual([400, 1220001]);
		expect(world.sandbox.state.attendanceRecords.size).toBe(3);
	});

	it.each([
		['no records', { record_ids: [] }],
		['no body', undefined],
	])('refuses %s', async (_name, body) => {
		const answer = await callDeletion(world.sandbox, 'attendanceRecord', { body });
		expect(gist(answer)).toEqual([400, 1220001]);
		expect(answer.data['error']).toMatchObject({
			field_violations: [{ field: expect.any(String) as string }],
			log_id: answer.headers['x-tt-logid'] as string,
		});
	});
});
