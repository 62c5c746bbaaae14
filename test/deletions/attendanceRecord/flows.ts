import { FIFTY_PER_SECOND, type Fields } from '../../pages';
import { inWords, type ApiEndpoint, type Rules } from '../../sandbox/endpoint';
import { isObject, type JsonObject } from '../../sandbox/json';
import { Refusal, type FieldViolation } from '../../sandbox/refusal';
import type { AttendanceRecord } from './world';

const EMPLOYEE_TYPE: Fields = {
	employee_type: {
		type: 'string',
		required: true,
		description: 'Which kind of employee ID the call uses.',
		enum: [
			{ value: 'employee_id', meaning: 'the user ID of the admin console' },
			{ value: 'employee_no', meaning: 'the employee number' },
		],
	},
};

const TEXT = { type: 'string', description: 'Free text.' } as const;
const NEEDED_TEXT = { ...TEXT, required: true } as const;

function invalid(violations: readonly FieldViolation[]): Refusal {
	return new Refusal(400, 1220001, `param is invalid: ${inWords(violations)}`, { fieldViolations: violations });
}

function asFlow(record: AttendanceRecord): JsonObject {
	return {
		user_id: record.userId,
		creator_id: record.creatorId,
		location_name: record.locationName,
		check_time: record.checkTime,
		comment: record.comment,
		record_id: record.recordId,
		type: record.imported ? 7 : 0,
		...(record.externalId !== undefined && { external_id: record.externalId }),
	};
}

const QUERY_RULES: Rules = {
	name: 'attendanceQuery',
	method: 'POST',
	path: '/open-apis/attendance/v1/user_flows/query',
	tokens: ['tenant'],
	scopes: ['attendance:task:readonly'],
	rateLimits: FIFTY_PER_SECOND,
	queryParameters: { ...EMPLOYEE_TYPE, include_terminated_user: TEXT },
	body: {
		user_ids: { type: 'string[]', required: true, maxItems: 50, description: 'Employees.' },
		check_time_from: NEEDED_TEXT,
		check_time_to: NEEDED_TEXT,
	},
	successMsg: 'success',
};

/** Lists the punches of some employees from one time up to, but not including, another. */
export const attendanceQuery: ApiEndpoint = {
	rules: QUERY_RULES,
	invalid,
	work({ platform: { state }, body }) {
		const users = body['user_ids'] as string[];
		const from = Number(body['check_time_from']);
		const to = Number(body['check_time_to']);
		const found = [...state.attendanceRecords.values()].filter(({ userId, checkTime }) => {
			const time = Number(checkTime);
			return users.includes(userId) && time >= from && time < to;
		});
		return { data: { user_flow_results: found.map(asFlow) } };
	},
};

const IMPORT_RULES: Rules = {
	name: 'attendanceImport',
	method: 'POST',
	path: '/open-apis/attendance/v1/user_flows/batch_create',
	tokens: ['tenant'],
	scopes: ['attendance:task'],
	rateLimits: FIFTY_PER_SECOND,
	queryParameters: EMPLOYEE_TYPE,
	body: {
		flow_records: {
			type: 'object[]',
			required: true,
			minItems: 1,
			maxItems: 50,
			description: 'Punches to import.',
			fields: {
				user_id: NEEDED_TEXT,
				creator_id: NEEDED_TEXT,
				location_name: NEEDED_TEXT,
				check_time: NEEDED_TEXT,
				comment: NEEDED_TEXT,
				external_id: TEXT,
				idempotent_id: TEXT,
				type: { type: 'int', description: 'How the punch came about.' },
				is_field: { type: 'boolean', description: 'Whether the punch was made outside.' },
				is_wifi: { type: 'boolean', description: 'Whether the punch was made over Wi-Fi.' },
				ssid: TEXT,
				bssid: TEXT,
			},
		},
	},
	successMsg: 'success',
};

/** Imports punches, which can be deleted again. */
export const attendanceImport: ApiEndpoint = {
	rules: IMPORT_RULES,
	invalid,
	work({ platform: { state, mint }, body }) {
		const flows = body['flow_records'] as unknown[];
		const created = flows.filter(isObject).map((flow): AttendanceRecord => {
			const externalId = flow['external_id'];
			return {
				recordId: mint.digits(19),
				imported: true,
				userId: String(flow['user_id']),
				creatorId: String(flow['creator_id']),
				locationName: String(flow['location_name']),
				checkTime: String(flow['check_time']),
				comment: String(flow['comment']),
				...(typeof externalId === 'string' && { externalId }),
			};
		});
		for (const record of created) state.attendanceRecords.set(record.recordId, record);
		return { data: { flow_records: created.map(asFlow) } };
	},
};
