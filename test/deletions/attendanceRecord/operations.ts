import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { QUERY } from '../../../nodes/FeishuAttendanceRecord/calls';
import { endpoint as create } from '../../../nodes/FeishuAttendanceRecord/create.operation';
import { reading as get } from '../../../nodes/FeishuAttendanceRecord/get.operation';
import { reading as getAll } from '../../../nodes/FeishuAttendanceRecord/getAll.operation';
import { MAX_FOUND } from '../../../nodes/shared/engine/settle';
import type { Sandbox } from '../../sandbox';
import type { WireRow } from '../deletion';
import type { OperationRow, OperationRun } from '../operation';
import { attendanceGet, attendanceImport, attendanceQuery } from './flows';

const RECORDS = ['6709359313699356941', '6709359313699356942'];
const [RECORD = ''] = RECORDS;

const TYPES = ['employee_id', 'employee_no'] as const;
type EmployeeType = (typeof TYPES)[number];

interface QueryParams {
	employee_type: EmployeeType;
	include_terminated_user?: boolean;
}

/** The first second of 2026 in Shanghai, where the workflow's clock is, and of its second day. */
const PERIOD = { check_time_from: '1767196800', check_time_to: '1767283200' };

function found(
	name: string,
	parameters: INodeParameters,
	user_ids: string[],
	params: Partial<QueryParams> = {},
	items?: IDataObject[],
): WireRow {
	return {
		name,
		parameters,
		...(items && { items }),
		sdk: async (client, options) =>
			await client.attendance.v1.userFlow.query(
				{ params: { employee_type: 'employee_id', ...params }, data: { user_ids, ...PERIOD } },
				options,
			),
	};
}

/** More punches of one employee than n8n takes. */
function crowd(sandbox: Sandbox): void {
	const user_flow_results = Array.from({ length: MAX_FOUND + 1 }, () => ({ user_id: 'e1' }));
	sandbox.fault({ endpoint: 'attendanceQuery', kind: 'answer', body: { data: { user_flow_results } }, on: 'every' });
}

const queries: OperationRow = {
	operation: 'getAll',
	contract: getAll,
	spec: attendanceQuery.rules,
	seed: (sandbox) => sandbox.seed.attendanceRecords(RECORDS, { userId: 'e1', checkTime: PERIOD.check_time_from }),
	parameters: {
		employeeIds: 'e1',
		checkTimeFrom: '2026-01-01T00:00:00',
		checkTimeTo: '2026-01-02T00:00:00',
		returnAll: true,
		simplify: true,
	},
	wire: [
		found('one employee', {}, ['e1']),
		found('a list', { employeeIds: 'e1, e2\ne3' }, ['e1', 'e2', 'e3']),
		found('an array', { employeeIds: '={{ $json.ids }}' }, ['e1', 'e2'], {}, [{ ids: ['e1', 'e2'] }]),
		found('the employees of several items', { employeeIds: '={{ $json.id }}' }, ['e1', 'e2'], {}, [
			{ id: 'e1' },
			{ id: 'e2' },
			{ id: 'e1' },
		]),
		found('times as Unix seconds', { checkTimeFrom: Number(PERIOD.check_time_from), checkTimeTo: Number(PERIOD.check_time_to) }, ['e1']),
		found('times with a zone', { checkTimeFrom: '2025-12-31T16:00:00Z', checkTimeTo: '2026-01-01T17:00:00+01:00' }, ['e1']),
		found('a number', { employeeIds: '={{ $json.id }}' }, ['7'], {}, [{ id: 7 }]),
		...TYPES.map((employee_type) =>
			found(`the type ${employee_type}`, { options: { employeeIdType: employee_type } }, ['e1'], { employee_type }),
		),
		...[true, false].map((include_terminated_user) =>
			found(`terminated users: ${include_terminated_user}`, { options: { includeTerminatedUsers: include_terminated_user } }, ['e1'], {
				include_terminated_user,
			}),
		),
		found('what is only looked at in the answer', { options: { importedOnly: true, externalId: 'a,b' }, simplify: false }, ['e1']),
	],
	without: {},
	refused: [
		{ name: 'no employee', parameters: { employeeIds: '={{ "" }}' }, words: /Employee IDs.+is blank/ },
		{ name: 'everybody', parameters: { employeeIds: 'all' }, words: /is not an ID/ },
		{ name: 'no beginning', parameters: { checkTimeFrom: '={{ "" }}' }, words: /From.+not a date/ },
		{ name: 'no end', parameters: { checkTimeTo: '={{ null }}' }, words: /To.+not a date/ },
		{ name: 'an end at the beginning', parameters: { checkTimeTo: '2026-01-01T00:00:00' }, words: /To.+is not after From/ },
		{ name: 'another kind of ID', parameters: { options: { employeeIdType: '={{ "open_id" }}' } }, words: /Employee ID Type.+employee_no/ },
		{ name: 'a blank external ID', parameters: { options: { externalId: ' ' } }, words: /External ID.+is blank/ },
		{ name: 'a list of no external IDs', parameters: { options: { externalId: '={{ [] }}' } }, words: /External ID.+is blank/ },
		{ name: 'a switch that is none', parameters: { options: { importedOnly: '={{ "some" }}' } }, words: /Imported Only.+on or off/ },
		{
			name: 'another switch that is none',
			parameters: { options: { includeTerminatedUsers: '={{ "some" }}' } },
			words: /Include Terminated Users.+on or off/,
		},
		{
			name: 'an employee number that is too long',
			parameters: { employeeIds: '1'.repeat(201), options: { employeeIdType: 'employee_no' } },
			words: /Employee IDs.+201 characters/,
		},
		{
			name: 'an address as an employee number',
			parameters: { employeeIds: 'lin@example.com', options: { employeeIdType: 'employee_no' } },
			words: /Employee IDs.+which is an address/,
		},
	],
	messages: {
		runs: [
			[
				'an employee whom Feishu does not know',
				{
					seed: (sandbox) => {
						sandbox.seed.employee({ employeeId: 'e2', employeeNo: '2' });
					},
				},
			],
			['more than n8n takes', { seed: crowd }],
		],
	},
};

function looked(
	name: string,
	parameters: INodeParameters,
	ids: string[],
	employee_type: EmployeeType = 'employee_id',
	items?: IDataObject[],
): WireRow {
	return {
		name,
		parameters,
		...(items && { items }),
		sdk: async (client, options) => {
			for (const user_flow_id of ids)
				await client.attendance.v1.userFlow.get({ path: { user_flow_id }, params: { employee_type } }, options);
		},
	};
}

const lookUps: OperationRow = {
	operation: 'get',
	contract: get,
	spec: attendanceGet.rules,
	seed: (sandbox) => sandbox.seed.attendanceRecords(RECORDS),
	parameters: { recordIds: RECORD, simplify: true },
	wire: [
		looked('one record', {}, [RECORD]),
		looked('several', { recordIds: RECORDS.join(', ') }, RECORDS),
		looked(
			'those of several items',
			{ recordIds: '={{ $json.id }}' },
			RECORDS,
			'employee_id',
			[...RECORDS, RECORD].map((id) => ({ id })),
		),
		...TYPES.map((type) => looked(`the type ${type}`, { options: { employeeIdType: type }, simplify: false }, [RECORD], type)),
	],
	without: {},
	refused: [
		{ name: 'no record', parameters: { recordIds: '={{ "" }}' }, words: /Record IDs.+is blank/ },
		{ name: 'a way out of the path', parameters: { recordIds: '../query' }, words: /is not a Feishu ID/ },
		{ name: 'another kind of employee ID', parameters: { options: { employeeIdType: '={{ "user_id" }}' } }, words: /Employee ID Type/ },
	],
	messages: {
		runs: [
			['a record that is not there', { parameters: { recordIds: '1' } }],
			['an answer without a record', { fault: { kind: 'answer', body: { data: {} } } }],
			[
				'a record after the execution was stopped',
				{ fault: { kind: 'hang' }, parameters: { recordIds: RECORDS.join() }, stoppedAt: 'attendanceGet' },
			],
		],
	},
};

const FIELDS = {
	source: 'fields',
	employeeId: 'e1',
	creatorId: 'admin',
	locationName: 'Gate',
	checkTime: '2026-01-01T00:00:00',
	comment: 'In',
};
const FLOW = {
	user_id: 'e1',
	creator_id: 'admin',
	location_name: 'Gate',
	check_time: PERIOD.check_time_from,
	comment: 'In',
	idempotent_id: 'once-1',
};

/** Without an idempotent ID of its own a record gets one by chance, which the SDK cannot repeat. */
const OWN = { idempotentId: 'once-1' };

type SentFlow = typeof FLOW & IDataObject;

function imported(
	name: string,
	parameters: INodeParameters,
	flow_records: SentFlow[],
	employee_type: EmployeeType = 'employee_id',
	items?: IDataObject[],
): WireRow {
	return {
		name,
		parameters,
		...(items && { items }),
		sdk: async (client, options) =>
			await client.attendance.v1.userFlow.batchCreate({ params: { employee_type }, data: { flow_records } }, options),
	};
}

const extra = (name: string, fields: INodeParameters, columns: IDataObject) =>
	imported(name, { additionalFields: { ...OWN, ...fields } }, [{ ...FLOW, ...columns }]);

const imports: OperationRow = {
	operation: 'create',
	contract: create,
	spec: attendanceImport.rules,
	seed: () => {},
	parameters: { ...FIELDS, additionalFields: OWN },
	wire: [
		imported('what is required', {}, [FLOW]),
		imported('a date of JavaScript', { checkTime: '={{ new Date(1767196800000) }}' }, [FLOW]),
		imported(
			'the records of several items',
			{ employeeId: '={{ $json.id }}', additionalFields: { idempotentId: '=once-{{ $json.id }}' } },
			['e1', 'e2'].map((user_id) => ({ ...FLOW, user_id, idempotent_id: `once-${user_id}` })),
			'employee_id',
			['e1', 'e2', 'e1'].map((id) => ({ id })),
		),
		...TYPES.map((type) => imported(`the type ${type}`, { options: { employeeIdType: type } }, [FLOW], type)),
		imported(
			'an employee number with signs of its own',
			{ employeeId: '工号 7/1', options: { employeeIdType: 'employee_no' } },
			[{ ...FLOW, user_id: '工号 7/1' }],
			'employee_no',
		),
		extra('a Wi-Fi network', { ssid: 'Office', bssid: 'b0:b8:67:5c:1d:72' }, { ssid: 'Office', bssid: 'b0:b8:67:5c:1d:72' }),
		...[true, false].map((is) => extra(`outside and over Wi-Fi: ${is}`, { isField: is, isWifi: is }, { is_field: is, is_wifi: is })),
		...[0, 1, 2, 3, 4, 5, 6, 7].map((type) => extra(`the kind ${type}`, { type }, { type })),
		extra('a photo', { photoUrls: 'https://example.com/1.jpg' }, { photo_urls: ['https://example.com/1.jpg'] }),
		extra(
			'photos',
			{ photoUrls: 'https://example.com/1.jpg\nhttps://example.com/2.jpg' },
			{ photo_urls: ['https://example.com/1.jpg', 'https://example.com/2.jpg'] },
		),
		extra('an external ID', { externalId: 'import-1' }, { external_id: 'import-1' }),
		extra('the external ID 0', { externalId: '={{ 0 }}' }, { external_id: '0' }),
		extra('blanks where nothing is needed', { externalId: '', ssid: '={{ null }}', bssid: ' ', type: '={{ undefined }}' }, {}),
	],
	countOf: ({ state }, { user_id }) => [...state.attendanceRecords.values()].filter(({ userId }) => userId === user_id).length,
	without: {
		'body.flow_records.record_id': 'The page calls it without effect: Feishu gives each record a new ID.',
		'body.flow_records.device_id': 'The page calls it without effect.',
		'body.flow_records.check_result': 'The page calls it without effect: Feishu works it out.',
	},
	refused: [
		...Object.entries({ employeeId: 'Employee ID', creatorId: 'Creator ID', locationName: 'Location Name', comment: 'Comment' }).map(
			([name, field]) => ({ name: `a blank ${field}`, parameters: { [name]: '={{ " " }}' }, words: new RegExp(`${field}.+is blank`) }),
		),
		{ name: 'no time', parameters: { checkTime: '={{ "" }}' }, words: /Check Time.+not a date/ },
		{ name: 'a time before 2022', parameters: { checkTime: '2021-12-31T17:59:59' }, words: /Check Time.+before 2022/ },
		{ name: 'a blank idempotent ID', parameters: { additionalFields: { idempotentId: '={{ "" }}' } }, words: /Idempotent ID.+is blank/ },
		{ name: 'a kind that is none', parameters: { additionalFields: { type: '={{ 8 }}' } }, words: /Type.+0 to 7/ },
		{ name: 'a switch that is none', parameters: { additionalFields: { isField: '={{ "yes" }}' } }, words: /Punched Outside.+on or off/ },
		{ name: 'another kind of employee ID', parameters: { options: { employeeIdType: '={{ "open_id" }}' } }, words: /Employee ID Type/ },
		...[
			['no snapshot', '={{ undefined }}', /Snapshots.+is blank/] as const,
			['text that is no JSON', 'record', /Snapshots.+is not JSON/] as const,
			['an ID', '="6709359313699356941"', /Snapshots.+no JSON|as record 1/] as const,
			['a list of IDs', '={{ ["1"] }}', /as record 1, which is not a snapshot/] as const,
			['a snapshot of something else', '={{ ({ task_id: "1" }) }}', /user_id of record 1.+is blank/] as const,
			[
				'a snapshot by employee number',
				'={{ ({ ...$json, employee_type: "employee_no" }) }}',
				/employee_type of record 1.+Choose Employee Number for Employee ID Type/,
			] as const,
			['a list with nothing in it', '={{ [null] }}', /as record 1, which is not a snapshot/] as const,
			[
				'a comment that is a list',
				'={{ ({ ...$json, user_id: "e1", creator_id: "admin", location_name: "Gate", check_time: "1767196800", comment: ["In"] }) }}',
				/comment of record 1.+a list instead of text/,
			] as const,
		].map(([name, snapshots, words]) => ({ name, parameters: { source: 'snapshots', snapshots }, words })),
	],
	reads: [QUERY],
	messages: {
		runs: [
			['a record that the answer does not list', { fault: { kind: 'answer', body: { data: { flow_records: [] } }, done: false } }],
			['an answer that stays lost', { fault: { kind: 'resetBefore' } }],
			['an answer without record IDs', { fault: { kind: 'omit', field: 'record_id' } }],
			[
				'an idempotent ID that may be that of another record',
				{
					fault: { kind: 'omit', field: 'user_id' },
					seed: (sandbox) => sandbox.fault({ endpoint: 'attendanceQuery', kind: 'omit', field: 'user_id', on: 'every' }),
				},
			],
			...['refused', 'unknown'].map((deletion_status): [string, OperationRun] => [
				`a snapshot that says ${deletion_status}`,
				{
					items: [
						{
							snapshot: {
								user_id: 'e1',
								creator_id: 'admin',
								location_name: 'Gate',
								check_time: '1767196800',
								comment: 'In',
								deletion_status,
							},
						},
					],
					parameters: { source: 'snapshots', snapshots: '={{ $json.snapshot }}' },
				},
			]),
			['an idempotent ID of another record', { items: [{ id: 'e1' }, { id: 'e2' }], parameters: { employeeId: '={{ $json.id }}' } }],
		],
	},
};

export const operations: readonly OperationRow[] = [queries, lookUps, imports];
