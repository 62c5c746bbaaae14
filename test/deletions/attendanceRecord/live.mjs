import { tenPerSecond } from '../rates.mjs';

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: {
		attendanceRecords: [{ ids: ['6709359313699356941'] }, { ids: ['6709359313699356942'], about: { failsWith: 'the day is archived' } }],
	},
	parameters: { recordIds: '={{ $json.id }}' },
	items: [{ id: '6709359313699356941' }, { id: '6709359313699356942' }],
	wire: {
		method: 'POST',
		path: '/open-apis/attendance/v1/user_flows/batch_del',
		query: {},
		body: { record_ids: ['6709359313699356941', '6709359313699356942'] },
	},
	records: [
		{ record_id: '6709359313699356941', status: 'deleted' },
		{ record_id: '6709359313699356942', status: 'refused', code: null, reason: 'the day is archived' },
	],
	left: ({ attendanceRecords }) => attendanceRecords.map(({ recordId }) => recordId),
	remains: ['6709359313699356942'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'attendance',
	title: 'Attendance records',
	refuses: 1220001,
	limit: 10,
	rates: tenPerSecond,
	oneAtATime: false,
	id: (index) => `67${String(index).padStart(17, '0')}`,
	world: (ids) => ({ attendanceRecords: [{ ids }] }),
	left: ({ attendanceRecords }) => attendanceRecords.length,
	parameters: { recordIds: '={{ $json.id }}' },
	request: { method: 'POST', path: '/attendance/v1/user_flows/batch_del', body: '{ "record_ids": ["{{ $json.id }}"] }' },
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'attendance records',
	parameters: { recordIds: "={{ $fromAI('record_ids', 'IDs of the attendance records to delete, separated by commas', 'string') }}" },
	arguments: (ids) => ({ record_ids: ids.join(', ') }),
};
