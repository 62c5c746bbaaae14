import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idIn, isObject, objectsIn, textIn } from '../answer';
import type { Endpoint, Observation, RecordKeys, Verdict } from '../endpoint';
import { onPage } from '../fields';
import { readIds, readPerson } from '../ids';
import { paginationOf } from '../operation';
import { copiesIn } from '../putBackById';
import type { Refusals } from '../refusal';
import { keptBy, withoutMissing, type KeptBy } from '../snapshot';
import { USER_ID_TYPE, choiceOf } from '../userIdKind';
import { InvalidField, readChoice, show as shown } from '../values';
import { addressOf, readPlace } from './field';
import { LEFT_OUT, PERSON, kindIn, membersOf, nameOfMember, showsWho } from './members';
import { comparable } from './onlyThese';
import { WRITE_RATES, changePage, type MailPlace } from './place';

const FIELD = 'Members or Snapshots to Restore';

const COPY_IT = 'Map the snapshot of Keep a Copy, an item of Get Many, or a user ID.';

/** A member as the call names one: by the column of its type. */
function readCopy({ columns }: MailPlace, entry: IDataObject, type: string): RecordKeys {
	const { user_id_type: own = type } = entry;
	if (own !== type) {
		throw new InvalidField(
			FIELD,
			`holds a copy whose user ID is of the type ${shown(own)}, but ${USER_ID_TYPE.field} is ${shown(type)}`,
			`Change ${choiceOf(USER_ID_TYPE)} to what it was when the copy was made.`,
		);
	}
	if (entry.type === undefined && entry.user_id === undefined) {
		throw new InvalidField(FIELD, 'holds an object without type and user_id', COPY_IT);
	}
	const kind = readChoice(entry.type ?? PERSON, Object.keys(columns), `${FIELD}: type`);
	const column = columns[kind] ?? 'user_id';
	const { [column]: name } = entry;
	if (name === undefined || name === '') throw new InvalidField(FIELD, `holds an object without ${column}`, COPY_IT);
	return { type: kind, [column]: readPerson(name, FIELD) };
}

/** A row of the answer, or of the list, as records are compared. */
const nameOf = (place: MailPlace, row: IDataObject) => `${textIn(row, 'type')} ${comparable(nameOfMember(place, row))}`;

/** What adds members to a mailing list or a public mailbox, or restores removed ones, and what the node shows of it. */
export function additionTo(place: MailPlace, own: { memberPage: string; refusals: Refusals }) {
	const { key, parameter, field, one, member, members, page } = place;
	const yielded = (row: IDataObject): IDataObject => ({ member_id: idIn(row, 'member_id') });
	const endpoint: Endpoint = {
		kind: 'create',
		noun: { ...member, done: 'added' },
		field: FIELD,
		documentation: changePage(own.memberPage, 'batch_create'),
		parameters: { [key]: parameter, items: 'members' },
		pathFields: { [key]: field },
		readPath: { [key]: (value) => readPlace(place, value) },
		alias: addressOf(place),
		userKey: 'user_id',
		people: [{ key: 'user_id', field: FIELD }],
		limit: 200,
		rates: WRITE_RATES,
		refusals: own.refusals,
		undo: { key: 'member_id', todo: 'Remove the members by these member IDs to undo it.' },
		read({ items: given, ...body }, { query = {}, raw }) {
			const kept: Array<KeptBy | undefined> = [];
			const records: RecordKeys[] = [];
			const type = kindIn({ query });
			readIds(copiesIn(withoutMissing(given, raw?.('members')), FIELD, COPY_IT), FIELD, (entry) => {
				kept.push(isObject(entry) ? keptBy(entry) : undefined);
				records.push(isObject(entry) ? readCopy(place, entry, type) : { type: PERSON, user_id: readPerson(entry, FIELD) });
				return '';
			});
			return { records, kept, body };
		},
		write: (records) => ({ items: records.map((record) => ({ ...record })) }),
		judge({ code, data }, records) {
			if (code !== 0) return undefined;
			const rows = new Map(objectsIn(data.items).map((row) => [nameOf(place, row), row]));
			return records.map((record): Verdict => {
				const row = rows.get(nameOf(place, record));
				if (row !== undefined) return { status: 'created', yields: yielded(row) };
				return {
					status: 'unknown',
					reason: 'Feishu accepted the call, but does not list this member among those it added',
					todo: `Look at the members of the ${one} in the Feishu Admin console.`,
				};
			});
		},
		async lookUp(records, common, reader) {
			const rows = new Map<string, IDataObject>();
			let isClear = true;
			for await (const row of membersOf(place, common.keys[key] ?? '', common, reader)) {
				rows.set(nameOf(place, row), row);
				isClear &&= showsWho(row, kindIn(common));
			}
			return records.map((record): Observation => {
				const row = rows.get(nameOf(place, record));
				if (row !== undefined) return { is: 'there', copy: row, yields: yielded(row) };
				return isClear ? { is: 'gone' } : { is: 'unseen', why: LEFT_OUT(one) };
			});
		},
	};
	const createOperation: INodePropertyOptions = {
		name: 'Add Members',
		value: 'create',
		action: `Add ${member.many}`,
		description: `Add people to a ${one}, or restore removed members`,
		routing: {
			request: { method: 'POST', url: `${members.path}/batch_create`, qs: { ...place.query } },
			send: { paginate: true },
			operations: { pagination: paginationOf(endpoint) },
		},
	};
	const show = { operation: ['create'] };
	const createNotice: INodeProperties = {
		displayName: onPage(page, `The app can change every ${one} of the company.`),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	};
	const createField: INodeProperties = {
		displayName: FIELD,
		name: 'members',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. ou_xxxxxxxx or name@company.com',
		description:
			'The people to add: user IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. To restore members of any type, map the snapshot of Keep a Copy, or an array of snapshots. IDs must match User ID Type in Options, which is Open ID (ou_…) by default.',
		displayOptions: { show },
	};
	return { endpoint, createOperation, createNotice, createField };
}
