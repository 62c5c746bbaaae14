import { jsonParse, type IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/answer';
import type { RecordKeys } from '../shared/endpoint';
import { keptBy, type KeptBy } from '../shared/snapshot';
import { InvalidField, readBoolean, isBlankText, readText, show as shown, readChoice, quote } from '../shared/values';
import { COPIES, FORM, ROOM_CONTACT } from './createFields';
import { readId, readPerson } from '../shared/ids';
import { readEmail, readEntry, TYPE_NAMES } from './attendee';
import { ID_KEYS, isOfKind } from './attendeeRow';

const LONGEST_REASON = 200;

/** An attendee to add: what names it, and what is said of it. */
interface Invited {
	record: RecordKeys;
	content: IDataObject;
	kept?: KeptBy | undefined;
}

/** The booking form of a room, as Feishu returns it: an array of objects. */
function readForm(value: unknown): IDataObject[] {
	const form: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	const isForm = Array.isArray(form) && form.every((entry) => typeof entry === 'object' && entry !== null && 'index_key' in entry);
	if (isForm) return form as IDataObject[];
	throw new InvalidField(
		FORM,
		`holds ${shown(value)}`,
		'Write an array such as [{"index_key": "16281481596100", "input_content": "Tea"}].',
	);
}

function readReason(value: unknown): string {
	const reason = readText(value, 'Reason for Approval').trim();
	if (reason.length <= LONGEST_REASON) return reason;
	throw new InvalidField('Reason for Approval', `has ${reason.length} characters`, `Shorten it to ${LONGEST_REASON}.`);
}

/** What is said of a room, and what of others. */
function aboutOf(type: string, { isOptional, operateId, approvalReason, form }: IDataObject): IDataObject {
	if (type !== 'resource') return isOptional === undefined ? {} : { is_optional: readBoolean(isOptional, 'Optional') };
	return {
		...(!isBlankText(operateId) && { operate_id: readPerson(operateId, ROOM_CONTACT) }),
		...(!isBlankText(form) && { resource_customization: readForm(form) }),
		...(!isBlankText(approvalReason) && { approval_reason: readReason(approvalReason) }),
	};
}

/** One entry of the field: a type, IDs of that type, and what is said of all of them. */
export function readInvited(entry: IDataObject): Invited[] {
	return readEntry(entry).map((record) => ({ record, content: { ...record, ...aboutOf(record.type ?? '', entry) } }));
}

/** One copy that the deletion or the search has made. */
function readCopy(copy: IDataObject, query: IDataObject): Invited {
	const type = readChoice(copy.type, TYPE_NAMES, `${COPIES}: type`);
	const key = ID_KEYS[type];
	const field = `${COPIES}: ${key}`;
	const id = type === 'third_party' ? readEmail(copy[key] ?? '', field) : readId(copy[key], field);
	if (type === 'user' && !isOfKind(id, query)) {
		throw new InvalidField(
			field,
			`holds ${quote(id)}, which does not match User ID Type`,
			'Change User ID Type to what it was when the copy was made. People of other companies have no User ID: restore them by Open ID, in a separate run.',
		);
	}
	const record = { type, [key]: id };
	const { is_optional: isOptional, operate_id: operateId, approval_reason: approvalReason, resource_customization: form } = copy;
	const isEmptyForm = Array.isArray(form) && form.length === 0;
	const content = { ...record, ...aboutOf(type, { isOptional, operateId, approvalReason, ...(!isEmptyForm && { form }) }) };
	return { record, content, kept: keptBy(copy) };
}

/** The field for copies: an object, an array of them, or JSON text of either. */
export function readCopies(value: unknown, query: IDataObject): Invited[] {
	if (isBlankText(value)) return [];
	const parsed: unknown = typeof value === 'string' ? jsonParse(value, { fallbackValue: null }) : value;
	const copies: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	return copies.map((copy) => {
		const one: unknown = typeof copy === 'string' ? jsonParse(copy, { fallbackValue: null }) : copy;
		if (isObject(one)) return readCopy(one, query);
		throw new InvalidField(
			COPIES,
			`holds ${typeof value === 'string' ? quote(value) : shown(copy)}, which is not a copy of an attendee`,
			'Map the snapshot that Keep a Copy added to the output: {{ $json.snapshot }}.',
		);
	});
}
