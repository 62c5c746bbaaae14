import { jsonParse, randomString, type IDataObject, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { objectsIn } from '../shared/answer';
import type { Endpoint, RecordKeys, Sight, Verdict } from '../shared/endpoint';
import { readEntries } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { Unread } from '../shared/unread';
import { InvalidField, isBlankText, readBoolean, readChoice, readSeconds, show as shown } from '../shared/values';
import { EMPLOYEES_PER_QUERY, QUERY } from './calls';
import { employeeIdType } from './fields';
import { readEmployee, readEmployeeType, textOf, type EmployeeType } from './flow';
import { importRefusals } from './refusals';

/** Display names of the fields, by the column that each fills. */
const FIELDS = {
	user_id: 'Employee ID',
	creator_id: 'Creator ID',
	location_name: 'Location Name',
	check_time: 'Check Time',
	comment: 'Comment',
	ssid: 'Wi-Fi Name',
	bssid: 'Wi-Fi MAC Address',
	is_field: 'Punched Outside',
	is_wifi: 'Punched Over Wi-Fi',
	type: 'Type',
	photo_urls: 'Photo URLs',
	external_id: 'External ID',
	idempotent_id: 'Idempotent ID',
} as const;

type Column = keyof typeof FIELDS;

const SNAPSHOTS = 'Snapshots';

/** Feishu imports no punch from before 2022, and does not say in which time zone: this is the earliest beginning. */
const FIRST_IMPORTED = Date.UTC(2021, 11, 31, 10) / 1_000;

/** Kinds of imported punches. */
const LAST_TYPE = 7;

/** Signs of an idempotent ID that the node makes: enough that none comes twice. */
const RANDOM_SIGNS = 24;

/** Where the columns of a punch come from. */
interface Source {
	columns: IDataObject;
	/** What a column is called in messages. */
	nameOf: (column: Column) => string;
	type: EmployeeType;
	timezone: string;
}

/** Text of the builder's own; a number stands for its digits. */
function readOwn(value: unknown, field: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	throw new InvalidField(field, `holds ${shown(value)} where text belongs`, 'Enter text, or use an expression that yields some.');
}

function readWords({ columns, nameOf }: Source, column: Column): string {
	const field = nameOf(column);
	const value = columns[column];
	if (isBlankText(value)) throw new InvalidField(field, 'is blank', 'Enter some words: Feishu imports no record without them.');
	return readOwn(value, field);
}

function readCheckTime({ columns, nameOf, timezone }: Source): string {
	const seconds = readSeconds(columns.check_time, nameOf('check_time'), timezone);
	if (Number(seconds) < FIRST_IMPORTED) {
		throw new InvalidField(
			nameOf('check_time'),
			`holds ${shown(columns.check_time)}, which is before 2022`,
			'Leave the record out: Feishu imports only those from 2022 on.',
		);
	}
	return seconds;
}

function readType(value: unknown, field: string): number {
	const type = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof type === 'number' && Number.isInteger(type) && type >= 0 && type <= LAST_TYPE) return type;
	throw new InvalidField(field, `holds ${shown(value)}`, `Choose one of the types, which are the numbers from 0 to ${LAST_TYPE}.`);
}

/** What Feishu need not be told; what is blank is left out. */
const OPTIONAL: ReadonlyArray<[column: Column, read: (value: unknown, field: string) => IDataObject[string]]> = [
	['ssid', readOwn],
	['bssid', readOwn],
	['is_field', readBoolean],
	['is_wifi', readBoolean],
	['type', readType],
	['photo_urls', (value, field) => readEntries(value, field).map((entry) => readOwn(entry, field).trim())],
	['external_id', readOwn],
];

/** @throws {InvalidField} */
function readFlow(source: Source): IDataObject {
	const { columns, nameOf, type } = source;
	return {
		user_id: readEmployee(columns.user_id, nameOf('user_id'), type),
		creator_id: readEmployee(columns.creator_id, nameOf('creator_id'), type),
		location_name: readWords(source, 'location_name'),
		check_time: readCheckTime(source),
		comment: readWords(source, 'comment'),
		...Object.fromEntries(
			OPTIONAL.filter(([column]) => !isBlankText(columns[column])).map(([column, read]) => [column, read(columns[column], nameOf(column))]),
		),
	};
}

/** Snapshots in any form: one, an array of them, or either as JSON text. */
function readSnapshots(value: unknown): IDataObject[] {
	if (isBlankText(value)) {
		throw new InvalidField(SNAPSHOTS, 'is blank', 'Use an expression that yields a snapshot, such as {{ $json.snapshot }}.');
	}
	const given: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: '' }) : value;
	if (given === '')
		throw new InvalidField(SNAPSHOTS, `holds ${shown(value)}, which is no JSON`, 'Use an expression that yields the snapshots.');
	return (Array.isArray(given) ? given : [given]).map((entry: unknown, index) => {
		if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) return entry as IDataObject;
		throw new InvalidField(
			SNAPSHOTS,
			`holds ${shown(entry)} as record ${index + 1}, where a snapshot belongs`,
			'Pass what Keep a Copy or Get Many has returned.',
		);
	});
}

/** What the fields of the node hold, by column. */
function columnsOf({ additional, ...columns }: IDataObject): IDataObject {
	const { externalId, idempotentId, isField, isWifi, photoUrls, ...others } = (isBlankText(additional) ? {} : additional) as IDataObject;
	return {
		...columns,
		...others,
		external_id: externalId,
		is_field: isField,
		is_wifi: isWifi,
		photo_urls: photoUrls,
		...(idempotentId !== undefined && { idempotent_id: idempotentId }),
	};
}

function keysOf(flow: IDataObject, idempotent_id: string): RecordKeys {
	return { user_id: textOf(flow, 'user_id'), check_time: textOf(flow, 'check_time'), idempotent_id };
}

/**
 * With an idempotent ID, a record that is sent again after a lost answer is imported once. It is made
 * when an item is read, which is once over all tries of the node.
 */
const freshId = () => `n8n_${randomString(RANDOM_SIGNS)}`;

/**
 * The punches of an answer by the records asked for: by idempotent ID, or by employee, time and order where
 * it has none. Where several records have one ID, Feishu may answer all of them with one punch.
 */
function answeredFor(flows: readonly IDataObject[], records: readonly RecordKeys[]): Array<IDataObject | undefined> {
	const left = [...flows];
	const take = (isIt: (flow: IDataObject) => boolean) => {
		const place = left.findIndex(isIt);
		return place < 0 ? undefined : left.splice(place, 1)[0];
	};
	return records.map((record) => {
		const hasItsId = (flow: IDataObject) => textOf(flow, 'idempotent_id') === record.idempotent_id;
		return (
			take((flow) => hasItsId(flow) && isOf(flow, record)) ??
			take(hasItsId) ??
			flows.find(hasItsId) ??
			take((flow) => textOf(flow, 'idempotent_id') === '' && isOf(flow, record))
		);
	});
}

function isOf(flow: IDataObject, { user_id, check_time }: RecordKeys): boolean {
	return textOf(flow, 'user_id') === user_id && textOf(flow, 'check_time') === check_time;
}

const SHARED_ID: Verdict = {
	status: 'refused',
	reason: 'Feishu knows this idempotent ID from another record, and did not import this one',
	todo: 'Give each record an Idempotent ID of its own, or leave that field out.',
};

const DOUBTFUL_ID: Verdict = {
	status: 'unknown',
	reason: 'Feishu answered with a record that has this idempotent ID and may be another one',
	todo: 'Look for this one with Get Many. If it is not there, give it an Idempotent ID of its own, or leave that field out.',
};

function verdictsOf(flows: readonly IDataObject[], records: readonly RecordKeys[], minted: readonly boolean[]): Verdict[] {
	const answered = answeredFor(flows, records);
	const imported = new Set<string | undefined>();
	return records.map((record, index): Verdict => {
		const flow = answered[index];
		if (flow === undefined) return { status: 'unknown', reason: 'Feishu does not list it among the imported records' };
		const record_id = textOf(flow, 'record_id') || null;
		// Nobody else has an ID that the node made: the punch is this one, however Feishu describes it.
		if (minted[index] !== true) {
			const key = record_id ?? record.idempotent_id;
			if (imported.has(key)) return SHARED_ID;
			if (!isOf(flow, record)) return DOUBTFUL_ID;
			imported.add(key);
		}
		if (record_id !== null) return { status: 'created', yields: { record_id } };
		return {
			status: 'created',
			yields: { record_id },
			reason: 'Feishu imported it and gave no record ID',
			todo: 'Find the record ID with Get Many: look for the record of this employee and time that has this idempotent ID.',
		};
	});
}

const NOT_FOUND = new Unread(
	null,
	'A look at Feishu does not find it, which may be too early',
	'Look for it with Get Many before you import it again.',
);

export const endpoint: Endpoint = {
	creates: true,
	noun: { one: 'attendance record', many: 'attendance records', done: 'imported' },
	field: SNAPSHOTS,
	parameters: {
		source: 'source',
		user_id: 'employeeId',
		creator_id: 'creatorId',
		location_name: 'locationName',
		check_time: 'checkTime',
		comment: 'comment',
		additional: 'additionalFields',
		snapshots: 'snapshots',
	},
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/batch_create',
	limit: 50,
	rates: [{ calls: 50, perMs: 1_000 }],
	refusals: importRefusals,
	whenUnknown:
		'This may already be imported. Look for it with Get Many, or import it again with the same idempotent_id: then nothing is imported twice.',
	read({ source, snapshots, ...given }, { timezone, query }) {
		const type = readEmployeeType(query);
		if (readChoice(source, ['fields', 'snapshots'], 'Import From') === 'fields') {
			const columns = columnsOf(given);
			const flow = readFlow({ columns, nameOf: (column) => FIELDS[column], type, timezone });
			if (!('idempotent_id' in columns)) return { records: [keysOf(flow, freshId())], contents: [flow], body: {}, isMinted: true };
			const { idempotent_id } = columns;
			if (isBlankText(idempotent_id)) {
				throw new InvalidField(FIELDS.idempotent_id, 'is blank', 'Enter an ID of your own for this record, or remove the field.');
			}
			const own = readOwn(idempotent_id, FIELDS.idempotent_id).trim();
			return { records: [keysOf(flow, own)], contents: [{ ...flow, idempotent_id: own }], body: {} };
		}
		const contents = readSnapshots(snapshots).map((columns, index): IDataObject => {
			const nameOf = (column: Column) => `${SNAPSHOTS}: ${column} of record ${index + 1}`;
			// Two records may be the same but for their IDs, and both are put back.
			return { ...readFlow({ columns, nameOf, type, timezone }), record_id: textOf(columns, 'record_id') };
		});
		return { records: contents.map((flow) => keysOf(flow, freshId())), contents, body: {}, isMinted: true };
	},
	write: (records, contents) => ({
		flow_records: contents.map(({ record_id: _old, ...flow }, index) => ({ ...flow, idempotent_id: records[index]?.idempotent_id })),
	}),
	judge: (answer, records, _repeated, minted) =>
		answer.code === 0 ? verdictsOf(objectsIn(answer.data.flow_records), records, minted) : undefined,
	async lookUp(records, { query }, reader, minted) {
		const { employee_type } = query;
		const times = records.map(({ check_time }) => Number(check_time));
		const [check_time_from, check_time_to] = [String(Math.min(...times)), String(Math.max(...times) + 1)];
		const employees = [...new Set(records.map(({ user_id = '' }) => user_id))];
		const found = new Map<string, IDataObject>();
		for (let start = 0; start < employees.length; start += EMPLOYEES_PER_QUERY) {
			const user_ids = employees.slice(start, start + EMPLOYEES_PER_QUERY);
			const { data } = await reader.ask(QUERY, { query: { employee_type }, body: { user_ids, check_time_from, check_time_to } });
			for (const flow of objectsIn(data.user_flow_results)) found.set(textOf(flow, 'idempotent_id'), flow);
		}
		return records.map((record, index): Sight => {
			const flow = found.get(record.idempotent_id ?? '');
			if (flow === undefined || !(minted[index] === true || isOf(flow, record))) return { is: 'unseen', why: NOT_FOUND, isEarly: true };
			return { is: 'there', copy: flow, yields: { record_id: textOf(flow, 'record_id') } };
		});
	},
};

export const createOperation: INodePropertyOptions = {
	name: 'Import Attendance Records',
	value: 'create',
	action: 'Import attendance records',
	description: 'Add punches, or put deleted ones back',
	routing: {
		request: { method: 'POST', url: '/attendance/v1/user_flows/batch_create', qs: { employee_type: 'employee_id' } },
		send: { paginate: true },
		operations: { pagination: paginationOf(endpoint) },
	},
};

const show = { operation: ['create'] };
const showFields = { ...show, source: ['fields'] };

export const createFields: INodeProperties[] = [
	{
		displayName:
			'Imports punches, which count in the attendance results of their days and can be deleted again. Only times from 2022 on can be imported. Records that are the same in every field are imported once. The app needs the permission attendance:task, and the employees must be within its range of attendance data.',
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Import From',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Fields Below', value: 'fields', description: 'One record for each input item' },
			{ name: 'Snapshots', value: 'snapshots', description: 'Records as Keep a Copy or Get Many has returned them, to put them back' },
		],
		default: 'fields',
		description: 'Where the records to import come from',
		displayOptions: { show },
	},
	{
		displayName: SNAPSHOTS,
		name: 'snapshots',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.snapshot }}',
		description:
			'The records to put back: one snapshot, an array of them, or either as JSON text. Pass on only items whose deleted is true, or a record that is still there is imported a second time. Each gets a new record ID and a new idempotent ID; device and result do not come back.',
		displayOptions: { show: { ...show, source: ['snapshots'] } },
	},
	{
		displayName: FIELDS.user_id,
		name: 'employeeId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. abd754f7',
		description: 'Whose punch it is: the user ID that the Feishu Admin console shows, unless Employee ID Type in Options says otherwise',
		displayOptions: { show: showFields },
	},
	{
		displayName: FIELDS.creator_id,
		name: 'creatorId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. abd754f7',
		description: 'Who adds the record, by the same kind of ID; often an administrator',
		displayOptions: { show: showFields },
	},
	{
		displayName: FIELDS.location_name,
		name: 'locationName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Head office',
		description: 'Where the punch was made',
		displayOptions: { show: showFields },
	},
	{
		displayName: FIELDS.check_time,
		name: 'checkTime',
		type: 'dateTime',
		required: true,
		default: '',
		description: 'When the punch was made, from 2022 on. A time without a zone is in that of the workflow.',
		displayOptions: { show: showFields },
	},
	{
		displayName: FIELDS.comment,
		name: 'comment',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Punched in at the gate',
		description: 'A remark, which Feishu wants with every record',
		displayOptions: { show: showFields },
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: showFields },
		options: [
			{
				displayName: FIELDS.external_id,
				name: 'externalId',
				type: 'string',
				default: '',
				placeholder: 'e.g. import-2026-11-20',
				description: 'What the record is called where it comes from. Get Many finds records by it.',
			},
			{
				displayName: FIELDS.idempotent_id,
				name: 'idempotentId',
				type: 'string',
				default: '',
				placeholder: 'e.g. punch-4711',
				description:
					'An ID of your own, so that running the workflow again imports nothing twice. Where Feishu knows it already, it imports nothing and answers with the earlier record. Without this field each run gives each record a new one.',
			},
			{
				displayName: FIELDS.photo_urls,
				name: 'photoUrls',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/1.jpg',
				description: 'Photos: one address, a list separated by commas or line breaks, or an array. Feishu does not use them at present.',
			},
			{
				displayName: FIELDS.is_field,
				name: 'isField',
				type: 'boolean',
				default: false,
				description: 'Whether the punch was made outside the office',
			},
			{
				displayName: FIELDS.is_wifi,
				name: 'isWifi',
				type: 'boolean',
				default: false,
				description: 'Whether the punch was made over Wi-Fi',
			},
			{
				displayName: FIELDS.type,
				name: 'type',
				type: 'options',
				options: [
					{ name: 'Changed by an Administrator', value: 1 },
					{ name: 'Clock-in Machine', value: 5 },
					{ name: 'Imported Through the Open Platform', value: 7 },
					{ name: 'Made by the System', value: 3 },
					{ name: 'Missed Punch Made up For', value: 2 },
					{ name: 'No Punch Needed After Work', value: 4 },
					{ name: 'Punched by the Employee', value: 0 },
					{ name: 'Quick Punch', value: 6 },
				],
				default: 0,
				description: 'What kind of record is imported. Queries may show 7 for all of them.',
			},
			{
				displayName: FIELDS.bssid,
				name: 'bssid',
				type: 'string',
				default: '',
				placeholder: 'e.g. b0:b8:67:5c:1d:72',
				description: 'The BSSID of the Wi-Fi network',
			},
			{
				displayName: FIELDS.ssid,
				name: 'ssid',
				type: 'string',
				default: '',
				placeholder: 'e.g. Office',
				description: 'The SSID of the Wi-Fi network',
			},
		],
	},
];

export const createOptions: INodeProperties[] = [employeeIdType];
