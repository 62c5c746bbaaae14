import { FIFTY_PER_SECOND } from '../../specs';
import { JSON_CONTENT_TYPE, type ErrorCode, type Field, type Fields, type SiblingSpec } from '../../specs/spec';
import { inWords, type ApiCall, type Result, type SiblingEndpoint } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { specRefusal, type FieldViolation, type Refusal, type RefusingSpec } from '../../sandbox/refusal';
import { spec as deletionSpec } from './spec';
import type { AttendanceRecord } from './world';

const EMPLOYEE_TYPE: Field = {
	type: 'string',
	required: true,
	description: 'Which kind of employee ID the call uses.',
	enum: [
		{ value: 'employee_id', meaning: 'the user ID of the admin console' },
		{ value: 'employee_no', meaning: 'the employee number' },
	],
	example: 'employee_id',
};

/** What all three pages say of a punch. */
const FLOW = {
	user_id: { type: 'string', description: 'The employee, by the ID that employee_type names.', example: 'abd754f7' },
	creator_id: { type: 'string', description: 'Who created the record, by the same kind of ID.', example: 'abd754f7' },
	location_name: { type: 'string', description: 'The place.', example: '西溪八方城' },
	check_time: { type: 'string', description: 'The time, in seconds.', example: '1611476284' },
	comment: { type: 'string', description: 'A remark.', example: '上班打卡' },
	record_id: { type: 'string', description: 'The record.', example: '6709359313699356941' },
	ssid: { type: 'string', description: 'The name of the Wi-Fi network.', example: 'b0:b8:67:5c:1d:72' },
	bssid: { type: 'string', description: 'The MAC address of the Wi-Fi network.', example: 'b0:b8:67:5c:1d:72' },
	is_field: { type: 'boolean', description: 'Whether the punch was made outside.', default: false, example: true },
	is_wifi: { type: 'boolean', description: 'Whether the punch was made over Wi-Fi.', default: false, example: true },
	type: {
		type: 'int',
		minimum: 0,
		maximum: 7,
		description: 'How the record came about.',
		enum: [
			{ value: '0', meaning: 'the employee punched' },
			{ value: '1', meaning: 'an administrator changed it' },
			{ value: '2', meaning: 'the employee made up for a missed punch' },
			{ value: '3', meaning: 'the system made it' },
			{ value: '4', meaning: 'no punch needed after work' },
			{ value: '5', meaning: 'a clock-in machine' },
			{ value: '6', meaning: 'a quick punch' },
			{ value: '7', meaning: 'imported through the open platform' },
		],
		example: 7,
	},
	photo_urls: {
		type: 'string[]',
		description: 'Photos.',
		example: ['https://time.clockin.biz/manage/download/6840389754748502021'],
	},
	device_id: {
		type: 'string',
		description: 'The device; only for punches made in the mini program.',
		example: '99e0609ee053448596502691a81428654d7ded64c7bd85acd982d26b3636c37d',
	},
	check_result: {
		type: 'string',
		description: 'The result.',
		enum: [
			{ value: 'NoNeedCheck', meaning: 'no punch needed' },
			{ value: 'SystemCheck', meaning: 'punched by the system' },
			{ value: 'Normal', meaning: 'in time' },
			{ value: 'Early', meaning: 'left early' },
			{ value: 'Late', meaning: 'came late' },
			{ value: 'SeriousLate', meaning: 'came very late' },
			{ value: 'Lack', meaning: 'missed' },
			{ value: 'Invalid', meaning: 'does not count' },
			{ value: 'None', meaning: 'without a result' },
			{ value: 'Todo', meaning: 'not punched yet' },
		],
		example: 'Invalid',
	},
	external_id: { type: 'string', description: 'The ID of the record where it was imported from.', example: 'record_123' },
	idempotent_id: { type: 'string', description: 'A key that makes the import of the record happen once.', example: '****_***' },
} as const satisfies Fields;

/** The rows for the calls that read. */
const READ_FLOW: Fields = {
	...FLOW,
	type: { ...FLOW.type, description: 'How the record came about; of what comes over the open platform, always 7 inside.' },
};

const needed = (field: Field): Field => ({ ...field, required: true });
const free = (field: Field, description = field.description): Field => ({ ...field, required: false, description });

/** The rows for a punch to import. */
const FLOW_TO_IMPORT: Fields = {
	user_id: needed(FLOW.user_id),
	creator_id: needed(FLOW.creator_id),
	location_name: needed(FLOW.location_name),
	check_time: needed({ ...FLOW.check_time, description: 'The time, in seconds; only times from 2022 on can be imported.' }),
	comment: needed(FLOW.comment),
	record_id: free(FLOW.record_id, 'Without effect.'),
	ssid: free(FLOW.ssid),
	bssid: free(FLOW.bssid),
	is_field: free(FLOW.is_field),
	is_wifi: free(FLOW.is_wifi),
	type: free({ ...FLOW.type, default: 0 }, 'What kind of imported record it is; 0 unless set.'),
	photo_urls: free(FLOW.photo_urls, 'Photos; not supported at present.'),
	device_id: free(FLOW.device_id, 'Without effect.'),
	check_result: free(FLOW.check_result, 'Without effect.'),
	external_id: free(FLOW.external_id, 'Tells the imported records apart; without it that is hard in a query.'),
	idempotent_id: free(FLOW.idempotent_id, 'Without it, an import that is repeated imports twice.'),
};

/** Codes that all three pages have. */
const ERRORS: readonly ErrorCode[] = [
	{ code: 1220001, status: 400, description: 'param is invalid', advice: 'The message names the cause, such as a wrong employee_type.' },
	...deletionSpec.errors.filter(({ code }) => code === 1220002),
	{ code: 1220004, status: 400, description: 'param is invalid', advice: 'The message names the cause, such as an unknown employee.' },
	{ code: 1220005, status: 400, description: 'Permission denied', advice: 'Look at the range of data in the attendance console.' },
	{ code: 1225000, status: 500, description: 'param is invalid', advice: 'The message names the cause; it may be an internal fault.' },
	{ code: 1226500, status: 500, description: 'Historical error code', advice: 'No longer in use.' },
	{ code: 1220600, status: 400, description: 'General error information', advice: 'See the page about general messages.' },
];

const SHIFT_SERVICE: ErrorCode = {
	code: 1227500,
	status: 500,
	description: 'organization service error',
	advice: 'The message names the cause, such as an employee without a Lark ID.',
};

const QUERY_SPEC: SiblingSpec = {
	name: 'attendanceQuery',
	title: 'Query attendance records',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/query',
	method: 'POST',
	path: '/open-apis/attendance/v1/user_flows/query',
	tokens: ['tenant'],
	appKinds: ['custom'],
	scopes: ['attendance:task:readonly'],
	botAbility: 'not mentioned',
	rateLimits: FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {},
	queryParameters: {
		employee_type: EMPLOYEE_TYPE,
		include_terminated_user: {
			type: 'boolean',
			required: false,
			description: 'An ID may have belonged to somebody who left. Whether to answer for all who had it, or for the latest alone.',
			example: true,
		},
	},
	body: {
		user_ids: { type: 'string[]', required: true, maxItems: 50, description: 'The employees.', example: ['abd754f7'] },
		check_time_from: { type: 'string', required: true, description: 'The first second.', example: '1566641088' },
		check_time_to: { type: 'string', required: true, description: 'The second after the last.', example: '1566641088' },
	},
	response: {
		user_flow_results: {
			type: 'object[]',
			description: 'The records.',
			fields: {
				...READ_FLOW,
				check_result: { ...FLOW.check_result, description: 'Not to be used; another call tells results.' },
			},
		},
	},
	successMsg: 'success',
	errors: [...ERRORS.map((error) => (error.code === 1220002 ? { ...error, description: 'Tenant does not exist' } : error)), SHIFT_SERVICE],
	notes: [
		'From one second up to another, which does not belong to it; the page’s example has the same second twice, and so finds nothing.',
		'The page does not say what include_terminated_user is by default.',
		'The page does not say what becomes of a call that names no employee.',
		'There are no pages: a long span is a long answer.',
	],
};

const IMPORT_SPEC: SiblingSpec = {
	name: 'attendanceImport',
	title: 'Import attendance records',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/batch_create',
	method: 'POST',
	path: '/open-apis/attendance/v1/user_flows/batch_create',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['attendance:task'],
	botAbility: 'not mentioned',
	rateLimits: FIFTY_PER_SECOND,
	contentType: JSON_CONTENT_TYPE,
	pathParameters: {},
	queryParameters: { employee_type: EMPLOYEE_TYPE },
	body: {
		flow_records: { type: 'object[]', required: true, maxItems: 50, description: 'The records to import.', fields: FLOW_TO_IMPORT },
	},
	response: { flow_records: { type: 'object[]', description: 'The records.', fields: FLOW } },
	successMsg: 'success',
	errors: ERRORS,
	notes: [
		'The page’s own example of a time lies before 2022, where nothing can be imported, and does not say in which time zone 2022 begins.',
		'Here a record has the type that it was given; the pages that read say that imported records have 7, whatever was given.',
		'The page does not say whether an idempotent ID can be used again once its record is deleted.',
		'The page does not say whether one wrong record keeps the others out.',
	],
};

const GET_SPEC: SiblingSpec = {
	name: 'attendanceGet',
	title: 'Look up an attendance record',
	url: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/get',
	method: 'GET',
	path: '/open-apis/attendance/v1/user_flows/:user_flow_id',
	tokens: ['tenant'],
	appKinds: ['custom', 'store'],
	scopes: ['attendance:task', 'attendance:task:readonly'],
	botAbility: 'not mentioned',
	rateLimits: FIFTY_PER_SECOND,
	pathParameters: {
		user_flow_id: {
			type: 'string',
			required: true,
			description: 'The record, as a query, a result or an import names it.',
			example: '6708236686834352397',
		},
	},
	queryParameters: { employee_type: EMPLOYEE_TYPE },
	response: {
		...READ_FLOW,
		check_result: { ...FLOW.check_result, description: 'Only PendingApproval at present, which is not among the values.' },
	},
	successMsg: 'success',
	errors: [...ERRORS, SHIFT_SERVICE],
	notes: ['The page has no code of its own for a record that is not there.'],
};

/** Midnight in China, where the pages are written: no punch before it can be imported. */
const FIRST_IMPORTED = Date.UTC(2021, 11, 31, 16) / 1_000;

/** Records that imports made, also those that are gone, by idempotent ID. */
const imports = new WeakMap<ReadonlyMap<string, AttendanceRecord>, Map<string, AttendanceRecord>>();

const invalidOn = (spec: RefusingSpec) => (violations: readonly FieldViolation[]) =>
	specRefusal(spec, 1220001, inWords(violations), { fieldViolations: violations });

function secondsViolation(field: string, value: unknown): FieldViolation[] {
	if (/^\d{1,10}$/.test(String(value))) return [];
	return [{ field, value: JSON.stringify(value), description: 'must be seconds as digits' }];
}

function unknownEmployee(spec: RefusingSpec, field: string, id: string): Refusal {
	return specRefusal(spec, 1220004, 'user_id is not exist or does not have permission', {
		fieldViolations: [{ field, value: JSON.stringify(id), description: 'is no employee' }],
	});
}

/** The employee ID of somebody whom a request names. IDs stand for themselves until an employee is seeded. */
function readEmployee({ platform, query }: ApiCall, spec: RefusingSpec, field: string, id: string): string {
	const { employees } = platform.state;
	if (employees.size === 0) return id;
	const column = query['employee_type'] === 'employee_no' ? 'employeeNo' : 'employeeId';
	const found = [...employees.values()].find((employee) => employee[column] === id);
	if (!found) throw unknownEmployee(spec, field, id);
	if (found.outOfReach === true) throw specRefusal(spec, 1220005, id);
	return found.employeeId;
}

/** The ID by which the request knows an employee. */
function writeEmployee({ platform, query }: ApiCall, employeeId: string): string {
	const employeeNo = platform.state.employees.get(employeeId)?.employeeNo;
	return query['employee_type'] === 'employee_no' && employeeNo !== undefined ? employeeNo : employeeId;
}

function asFlow(call: ApiCall, record: AttendanceRecord, type: number): JsonObject {
	const { ssid, bssid, photoUrls, deviceId, externalId, idempotentId } = record;
	return {
		user_id: writeEmployee(call, record.userId),
		creator_id: writeEmployee(call, record.creatorId),
		location_name: record.locationName,
		check_time: record.checkTime,
		comment: record.comment,
		record_id: record.recordId,
		is_field: record.isField,
		is_wifi: record.isWifi,
		type,
		check_result: record.checkResult ?? 'None',
		...(ssid !== undefined && { ssid }),
		...(bssid !== undefined && { bssid }),
		...(photoUrls && { photo_urls: photoUrls }),
		...(deviceId !== undefined && { device_id: deviceId }),
		...(externalId !== undefined && { external_id: externalId }),
		...(idempotentId !== undefined && { idempotent_id: idempotentId }),
	};
}

/** As the calls that read show it. */
function asReadFlow(call: ApiCall, record: AttendanceRecord): JsonObject {
	const seven = record.imported && call.platform.settings.answers.attendanceImportedType === 'seven';
	return asFlow(call, record, seven ? 7 : record.type);
}

/** Lists the punches of some employees from one time up to, but not including, another. */
export const attendanceQuery: SiblingEndpoint = {
	rules: QUERY_SPEC,
	onlyReads: true,
	invalid: invalidOn(QUERY_SPEC),
	work(call) {
		const { platform, caller, body, query, invalid } = call;
		if (caller.app.kind === 'store') throw specRefusal(QUERY_SPEC, 1220005, 'store apps cannot use this API');
		const ids = body['user_ids'] as string[];
		const { check_time_from: from, check_time_to: to } = body;
		const wrong = [...secondsViolation('check_time_from', from), ...secondsViolation('check_time_to', to)];
		if (ids.length === 0) wrong.push({ field: 'user_ids', value: '[]', description: 'at least one entry is needed' });
		if (wrong.length === 0 && Number(from) > Number(to))
			wrong.push({ field: 'check_time_from', value: JSON.stringify(from), description: 'is later than check_time_to' });
		if (wrong.length > 0) throw invalid(wrong);
		const employees = new Set(ids.map((id, index) => readEmployee(call, QUERY_SPEC, `user_ids[${index}]`, id)));
		const all = query['include_terminated_user'] === 'true';
		const found = [...platform.state.attendanceRecords.values()].filter(({ userId, checkTime, byPredecessor }) => {
			const time = Number(checkTime);
			return employees.has(userId) && (all || byPredecessor !== true) && time >= Number(from) && time < Number(to);
		});
		return { data: { user_flow_results: found.map((record) => asReadFlow(call, record)) } };
	},
};

/** A punch to import, as a call that passed all checks of its form has it. */
interface FlowToImport {
	user_id: string;
	creator_id: string;
	location_name: string;
	check_time: string;
	comment: string;
	ssid?: string;
	bssid?: string;
	is_field?: boolean;
	is_wifi?: boolean;
	type?: number;
	photo_urls?: string[];
	external_id?: string;
	idempotent_id?: string;
}

function readFlow(call: ApiCall, flow: FlowToImport, field: string): AttendanceRecord {
	return {
		recordId: call.platform.mint.digits(19),
		imported: true,
		userId: readEmployee(call, IMPORT_SPEC, `${field}.user_id`, flow.user_id),
		creatorId: readEmployee(call, IMPORT_SPEC, `${field}.creator_id`, flow.creator_id),
		locationName: flow.location_name,
		checkTime: flow.check_time,
		comment: flow.comment,
		isField: flow.is_field ?? false,
		isWifi: flow.is_wifi ?? false,
		type: flow.type ?? 0,
		...(flow.ssid !== undefined && { ssid: flow.ssid }),
		...(flow.bssid !== undefined && { bssid: flow.bssid }),
		...(flow.photo_urls && { photoUrls: flow.photo_urls }),
		...(flow.external_id !== undefined && { externalId: flow.external_id }),
		...(flow.idempotent_id !== undefined && { idempotentId: flow.idempotent_id }),
	};
}

/** The record that an earlier import with the same idempotent ID made. */
function importedBefore({ platform: { state, settings } }: ApiCall, idempotentId: string): AttendanceRecord | undefined {
	const there = [...state.attendanceRecords.values()].find((record) => record.idempotentId === idempotentId);
	const spent = settings.answers.attendanceIdempotentIds === 'spent for good';
	return there ?? (spent ? imports.get(state.attendanceRecords)?.get(idempotentId) : undefined);
}

/** As the call that imports describes it. */
function asImported({ platform: { settings } }: ApiCall, flow: JsonObject): JsonObject {
	switch (settings.answers.attendanceImported) {
		case 'as given':
			return flow;
		case 'by another ID':
			return { ...flow, user_id: 'ou_88553eda9014' };
		case 'in capitals':
			return { ...flow, user_id: String(flow['user_id']).toUpperCase() };
		case 'to the minute':
			return { ...flow, check_time: String(Math.floor(Number(flow['check_time']) / 60) * 60) };
	}
}

/** Imports punches, all of them or none, which can be deleted again. */
export const attendanceImport: SiblingEndpoint = {
	rules: IMPORT_SPEC,
	invalid: invalidOn(IMPORT_SPEC),
	work(call) {
		const { attendanceRecords } = call.platform.state;
		const flows = call.body['flow_records'] as FlowToImport[];
		const wrong = flows.flatMap(({ check_time: time }, index): FieldViolation[] => {
			const field = `flow_records[${index}].check_time`;
			const malformed = secondsViolation(field, time);
			if (malformed.length > 0 || Number(time) >= FIRST_IMPORTED) return malformed;
			return [{ field, value: JSON.stringify(time), description: 'only times from 2022 on can be imported' }];
		});
		if (flows.length === 0) wrong.push({ field: 'flow_records', value: '[]', description: 'at least one entry is needed' });
		if (wrong.length > 0) throw call.invalid(wrong);
		const known = imports.get(attendanceRecords) ?? new Map<string, AttendanceRecord>();
		imports.set(attendanceRecords, known);
		const read = flows.map((flow, index) => readFlow(call, flow, `flow_records[${index}]`));
		const answered = read.map((record) => {
			const { recordId, idempotentId } = record;
			const before = idempotentId === undefined ? undefined : importedBefore(call, idempotentId);
			if (before) return before;
			attendanceRecords.set(recordId, record);
			if (idempotentId !== undefined) known.set(idempotentId, record);
			return record;
		});
		return { data: { flow_records: answered.map((record) => asImported(call, asFlow(call, record, record.type))) } };
	},
};

/** The page has no code of its own for a punch that is not there. */
function answerToMissing(call: ApiCall, id: string): Result {
	switch (call.platform.settings.answers.attendanceMissing) {
		case 'refused by name':
			throw call.invalid([{ field: 'user_flow_id', value: JSON.stringify(id), description: 'record not found' }]);
		case 'refused without a word':
			throw specRefusal(GET_SPEC, 1220001);
		case 'empty':
			return { data: {} };
		case 'null':
			return { data: null };
	}
}

/** Looks a punch up by its ID. */
export const attendanceGet: SiblingEndpoint = {
	rules: GET_SPEC,
	invalid: invalidOn(GET_SPEC),
	work(call) {
		const { attendanceRecords, employees } = call.platform.state;
		const id = call.params['user_flow_id'] ?? '';
		const record = attendanceRecords.get(id);
		if (!record) return answerToMissing(call, id);
		if (employees.get(record.userId)?.outOfReach === true) throw specRefusal(GET_SPEC, 1220005, record.userId);
		return { data: asReadFlow(call, record) };
	},
};
