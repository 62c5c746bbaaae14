import { jsonParse, type IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/answer';
import { readEntries } from '../shared/ids';
import { InvalidField, isBlankText, readBoolean, readChoice, readSeconds, show } from '../shared/values';
import { EMPLOYEE_TYPES, readEmployee, type EmployeeType } from './flow';
import { SNAPSHOTS, type Column } from './importColumns';

/** Feishu imports no punch from before 2022, and does not say in which time zone: this is the earliest beginning. */
const FIRST_IMPORTED = Date.UTC(2021, 11, 31, 10) / 1_000;

/** Kinds of imported punches. */
const LAST_TYPE = 7;

/** Where the columns of a punch come from. */
export interface Source {
	columns: IDataObject;
	/** What a column is called in messages. */
	nameOf: (column: Column) => string;
	type: EmployeeType;
	timezone: string;
}

/** Text of the builder's own; a number is taken as its digits. */
export function readOwn(value: unknown, field: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	throw new InvalidField(field, `holds ${show(value)} instead of text`, 'Enter text, or use an expression that returns text.');
}

function readWords({ columns, nameOf }: Source, column: Column): string {
	const field = nameOf(column);
	const value = columns[column];
	if (isBlankText(value)) throw new InvalidField(field, 'is blank', 'Enter some text. Feishu imports no record without it.');
	return readOwn(value, field);
}

function readCheckTime({ columns, nameOf, timezone }: Source): string {
	const seconds = readSeconds(columns.check_time, nameOf('check_time'), timezone);
	if (Number(seconds) < FIRST_IMPORTED) {
		throw new InvalidField(
			nameOf('check_time'),
			`holds ${show(columns.check_time)}, which is before 2022`,
			'Leave the record out: Feishu imports only those from 2022 on.',
		);
	}
	return seconds;
}

function readType(value: unknown, field: string): number {
	const type = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof type === 'number' && Number.isInteger(type) && type >= 0 && type <= LAST_TYPE) return type;
	throw new InvalidField(field, `holds ${show(value)}`, `Choose one of the types, which are the numbers from 0 to ${LAST_TYPE}.`);
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
export function readFlow(source: Source): IDataObject {
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
export function readSnapshots(value: unknown): IDataObject[] {
	if (isBlankText(value)) {
		throw new InvalidField(SNAPSHOTS, 'is blank', 'Use an expression that returns a snapshot, such as {{ $json.snapshot }}.');
	}
	const given: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: '' }) : value;
	if (given === '')
		throw new InvalidField(SNAPSHOTS, `holds ${show(value)}, which is not JSON`, 'Use an expression that returns the snapshots.');
	return (Array.isArray(given) ? given : [given]).map((entry: unknown, index) => {
		if (isObject(entry)) return entry;
		throw new InvalidField(
			SNAPSHOTS,
			`holds ${show(entry)} as record ${index + 1}, which is not a snapshot`,
			'Pass what Keep a Copy or Get Many returned.',
		);
	});
}

const TYPE_NAMES = { employee_id: 'Employee ID', employee_no: 'Employee Number' } as const satisfies Record<EmployeeType, string>;

/**
 * A snapshot says what kind of employee IDs it has, unless it is from an earlier version. An ID of one kind
 * may be that of somebody else by the other.
 * @param type the kind of ID that is sent
 * @throws {InvalidField}
 */
export function refuseOtherType({ employee_type }: IDataObject, field: string, type: EmployeeType): void {
	if (isBlankText(employee_type) || employee_type === type) return;
	const own = readChoice(employee_type, EMPLOYEE_TYPES, field);
	throw new InvalidField(
		field,
		`holds ${show(own)}, and Employee ID Type says ${show(type)}`,
		`Choose ${TYPE_NAMES[own]} for Employee ID Type in Options, because the snapshot uses these IDs.`,
	);
}

/** What the fields of the node hold, by column. */
export function columnsOf({ additional, ...columns }: IDataObject): IDataObject {
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
