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
		{ record_id: '6709359313699356942', status: 'refused', reason: 'the day is archived' },
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

/** More employees than one call asks for. */
const employees = Array.from({ length: 55 }, (_, index) => `emp_${index}`);
const badImport = 'import-2026-11-20';
const about = {
	creatorId: 'emp_admin',
	locationName: 'Head office',
	comment: 'Imported twice',
	checkTime: '1763598600',
	externalId: badImport,
};
const punches = ({ attendanceRecords }) =>
	attendanceRecords.map(({ userId, creatorId, locationName, comment, checkTime, externalId }) => ({
		userId,
		creatorId,
		locationName,
		comment,
		checkTime,
		externalId,
	}));

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'finds a bad import, deletes it with copies, and puts it back',
		world: {
			attendanceRecords: [
				...employees.map((userId, index) => ({ ids: [`67093593136993${index + 1_000}`], about: { ...about, userId } })),
				{ ids: ['6709359313699999'], about: { ...about, userId: employees[0], externalId: 'import-2026-11-19' } },
			],
		},
		items: employees.map((id) => ({ id })),
		steps: [
			{
				parameters: {
					operation: 'getAll',
					employeeIds: '={{ $json.id }}',
					checkTimeFrom: '2025-11-20T00:00:00+08:00',
					checkTimeTo: '2025-11-21T00:00:00+08:00',
					returnAll: true,
					simplify: true,
					options: { externalId: badImport, importedOnly: true },
				},
				gives: employees.map((user_id) => ({ user_id, external_id: badImport })),
			},
			{
				parameters: { recordIds: '={{ $json.record_id }}', options: { keepCopy: true } },
				onError: 'continueRegularOutput',
				gives: employees.map((user_id) => ({ status: 'deleted', snapshot: { user_id } })),
			},
			{
				parameters: { operation: 'create', source: 'snapshots', snapshots: '={{ $json.snapshot }}' },
				gives: employees.map((user_id) => ({ status: 'created', user_id })),
			},
		],
		left: (state) =>
			punches(state).sort((one, other) => one.userId.localeCompare(other.userId) || one.externalId.localeCompare(other.externalId)),
		remains: [
			{ ...about, userId: employees[0], externalId: 'import-2026-11-19' },
			...employees.map((userId) => ({ ...about, userId })),
		].sort((one, other) => one.userId.localeCompare(other.userId) || one.externalId.localeCompare(other.externalId)),
	},
	{
		does: 'looks punches up, those that are not there on the output of errors',
		world: { attendanceRecords: [{ ids: ['6709359313699356941'], about }] },
		items: [{ id: '6709359313699356941' }, { id: '6709359313699356999' }],
		steps: [
			{
				parameters: { operation: 'get', recordIds: '={{ $json.id }}', simplify: true },
				onError: 'continueErrorOutput',
				gives: [{ record_id: '6709359313699356941', external_id: badImport }],
				refuses: [{ error: { record_id: '6709359313699356999' } }],
			},
		],
		left: ({ attendanceRecords }) => attendanceRecords.length,
		remains: 1,
	},
	{
		does: 'imports, and deletes, though the answers are lost: a look tells',
		world: {},
		fault: [
			{ endpoint: 'attendanceImport', kind: 'resetAfter', on: 'every' },
			{ endpoint: 'attendanceRecord', kind: 'resetAfter', on: 'every' },
		],
		items: [{ id: 'emp_lin' }],
		steps: [
			{
				parameters: {
					operation: 'create',
					source: 'fields',
					employeeId: '={{ $json.id }}',
					creatorId: 'emp_admin',
					locationName: 'Gate',
					checkTime: '2025-11-20T08:30:00',
					comment: 'Forgot to punch',
				},
				onError: 'continueRegularOutput',
				gives: [{ status: 'created', confirmed_by: 'read', user_id: 'emp_lin' }],
			},
			{
				parameters: { recordIds: '={{ $json.record_id }}' },
				onError: 'continueRegularOutput',
				gives: [{ status: 'deleted', confirmed_by: 'read' }],
			},
		],
		left: punches,
		remains: [],
	},
];
