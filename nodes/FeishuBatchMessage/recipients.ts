import type { IDataObject } from 'n8n-workflow';
import { objectIn } from '../shared/answer';
import type { Answer, NamesPeople, RecordKeys, Verdict } from '../shared/endpoint';
import { readIds, readPerson } from '../shared/ids';
import { InvalidField, isBlankText } from '../shared/values';

/** The kinds of recipient: the key of a record, the field that names them, its name in the node. */
const KINDS = [
	{ key: 'open_id', name: 'openIds', field: 'Open IDs' },
	{ key: 'user_id', name: 'userIds', field: 'User IDs' },
	{ key: 'union_id', name: 'unionIds', field: 'Union IDs' },
	{ key: 'department_id', name: 'departmentIds', field: 'Department IDs' },
] as const;

/** Most recipients of each kind in one call. */
const MOST_OF_A_KIND = 200;

/** Most recipients in one call. */
export const MOST_RECIPIENTS = KINDS.length * MOST_OF_A_KIND;

/** How many of each kind fit into a call. */
export const LIMITS = KINDS.map(({ key }) => ({ isOne: (record: RecordKeys) => record[key] !== undefined, most: MOST_OF_A_KIND }));

/** Every kind of user ID has a field of its own. */
export const PEOPLE: readonly NamesPeople[] = KINDS.flatMap(({ key, field }) => (key === 'department_id' ? [] : { key, field, type: key }));

export const DEPARTMENTS = { isOne: ({ department_id }: RecordKeys) => department_id !== undefined, field: 'Department IDs' };

/** The department that all others belong to, which Feishu refuses as a recipient. */
const ROOT_DEPARTMENT = '0';

/**
 * Reads who gets a message.
 * @throws {InvalidField} if nobody is named
 */
export function readRecipients(given: unknown): RecordKeys[] {
	const fields = objectIn(given);
	const named = KINDS.filter(({ name }) => !isBlankText(fields[name]));
	if (named.length === 0) {
		throw new InvalidField('Recipients', 'names nobody', 'Add Open IDs, User IDs, Union IDs or Department IDs, and enter at least one ID.');
	}
	return named.flatMap(({ key, name, field }) =>
		readIds(fields[name], field, key === 'department_id' ? undefined : readPerson).map((id): RecordKeys => {
			if (key === 'department_id' && id === ROOT_DEPARTMENT) {
				throw new InvalidField(field, 'names the root department, 0, to which Feishu sends nothing', 'Name the departments below it.');
			}
			return { [key]: id };
		}),
	);
}

/** The recipients of one call, as its body names them. */
export function writeRecipients(records: readonly RecordKeys[]): IDataObject {
	const lists = KINDS.map(({ key }): [string, string[]] => [`${key}s`, records.flatMap((record) => record[key] ?? [])]);
	return Object.fromEntries(lists.filter(([, ids]) => ids.length > 0));
}

function idsIn(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

/** What to check if Feishu says that an ID is not valid, by its kind. */
const ADVICE: Readonly<Record<(typeof KINDS)[number]['key'], string>> = {
	open_id: 'Check the ID: it begins with ou_ and must come from this app.',
	user_id: 'Check the ID: the Feishu Admin console shows it for each member.',
	union_id: 'Check the ID: it begins with on_ and must come from an app of the same developer.',
	department_id: 'Check the ID: it must be the department_id or the open_department_id (od-…) of a department of this company.',
};

/** Reads recipient by recipient what an accepted call says. */
export function judgeRecipients({ data }: Answer, records: readonly RecordKeys[]): Verdict[] {
	const { message_id: messageId } = data;
	const invalid = new Map(KINDS.map(({ key }) => [key, new Set(idsIn(data[`invalid_${key}s`]))]));
	// An ID that the call did not name may be any of those that it did.
	const unclear = new Set(
		KINDS.filter(({ key }) => [...(invalid.get(key) ?? [])].some((id) => !records.some((record) => record[key] === id))).map(
			({ key }) => key,
		),
	);
	return records.map((record): Verdict => {
		const { key } = KINDS.find((kind) => record[kind.key] !== undefined) ?? KINDS[0];
		if (invalid.get(key)?.has(record[key] ?? '') === true) {
			return { status: 'refused', reason: 'Feishu says that this ID is not valid', todo: ADVICE[key] };
		}
		const yields = typeof messageId === 'string' && messageId !== '' ? { yields: { batch_message_id: messageId } } : {};
		if (unclear.has(key)) {
			return { status: 'unknown', reason: 'Feishu says that an ID is not valid, but this call does not contain that ID', ...yields };
		}
		if (!('yields' in yields)) return { status: 'unknown', reason: 'Feishu accepted the message, but gave no ID for it' };
		return { status: 'created', ...yields };
	});
}
