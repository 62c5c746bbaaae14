import type { Sandbox } from '../../sandbox';
import type { Samples } from '../sample';

const FLOW = { user_id: 'emp_new', creator_id: 'emp_admin', location_name: 'Gate', check_time: '1700000000', comment: 'In' };

const seed = ({ seed }: Sandbox) => {
	seed.attendanceRecords(['1']);
};

export const samples: Samples = {
	attendanceRecord: { seed, body: { record_ids: ['1'] } },
	attendanceQuery: { body: { user_ids: ['emp_new'], check_time_from: '0', check_time_to: '9999999999' } },
	attendanceImport: { body: { flow_records: [FLOW] } },
	attendanceGet: { params: { user_flow_id: '1' }, seed },
};
