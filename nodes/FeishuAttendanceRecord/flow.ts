import type { IDataObject } from 'n8n-workflow';
import { idIn } from '../shared/answer';
import type { CallContext } from '../shared/endpoint';
import { isAddress, readPerson } from '../shared/ids';
import { refuseNoId } from '../shared/notAnId';
import { isoOf } from '../shared/moment';
import { InvalidField, isBlankText, quote, readChoice, readText } from '../shared/values';

/** `employee_type`, which every call but the deletion must name. */
export const EMPLOYEE_TYPES = ['employee_id', 'employee_no'] as const;

export type EmployeeType = (typeof EMPLOYEE_TYPES)[number];

/** Longest employee number that is sent. */
const LONGEST_NUMBER = 200;

/** @throws {InvalidField} if the field holds another kind of ID */
export function readEmployeeType(query: IDataObject = {}): EmployeeType {
	return readChoice(query.employee_type, EMPLOYEE_TYPES, 'Employee ID Type');
}

/**
 * The ID of an employee. A number is the company's own and may hold any signs.
 * @throws {InvalidField}
 */
export function readEmployee(value: unknown, field: string, type: EmployeeType): string {
	if (type === 'employee_id' || isBlankText(value)) return readPerson(value, field);
	const number = readText(value, field).trim();
	if (isAddress(number)) {
		throw new InvalidField(
			field,
			`holds ${quote(number)}, which is an address, and Feishu finds no employee numbers by addresses`,
			'Choose Employee ID for Employee ID Type in Options.',
		);
	}
	if (number.length > LONGEST_NUMBER) {
		throw new InvalidField(field, `holds a value of ${number.length} characters`, 'Enter the number of one employee.');
	}
	refuseNoId(number, field);
	return number;
}

/** `type` of what came over the open platform, as the calls that read show it. */
const IMPORTED = 7;

/**
 * Whether a punch was imported, as only such can be deleted. The pages disagree on its `type`: those that
 * read say that it is always 7, the one that imports that it is as given. The other two are of imports alone.
 */
export function isImported(flow: IDataObject): boolean {
	return Number(flow.type) === IMPORTED || idIn(flow, 'external_id') !== '' || idIn(flow, 'idempotent_id') !== '';
}

/** When a punch was made, as people read it: Feishu has it as Unix seconds under `check_time`. */
export const TIMES = { punch_time: 'check_time' } as const;

/** What a person recognises a punch by, before and after its time. */
const WHO = ['user_id'] as const;
const WHERE = ['location_name', 'comment'] as const;

/** What else is left of a punch if Simplify is on: what names it, and what Import needs to restore it. */
const REST = ['record_id', 'external_id', 'check_time', 'type', 'creator_id'] as const;

/** Some columns of a punch, those that are blank left out. */
function columnsIn(flow: IDataObject, columns: readonly string[]): IDataObject {
	return Object.fromEntries(columns.filter((column) => !isBlankText(flow[column])).map((column) => [column, flow[column]]));
}

/** A punch as it is found: all of it or what most people need, and what kind of employee IDs it has. */
export function itemOf(flow: IDataObject, { query, body }: CallContext, timezone: string): IDataObject {
	const { employee_type } = query;
	const time = isoOf(flow.check_time, timezone);
	const punch_time = time === undefined ? {} : { punch_time: time };
	if (body.simplify !== true) return { ...punch_time, ...flow, employee_type };
	return { ...columnsIn(flow, WHO), ...punch_time, ...columnsIn(flow, [...WHERE, ...REST]), employee_type };
}
