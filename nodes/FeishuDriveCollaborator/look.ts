import type { IDataObject } from 'n8n-workflow';
import { idIn, textIn } from '../shared/answer';
import type { Endpoint, Observation, Reader, RecordKeys, Remark } from '../shared/endpoint';
import { lookAtEach } from '../shared/lookAtEach';
import { Unread } from '../shared/unread';
import { collaboratorsIn, PERMS, rowOf, type CollaboratorList, type Listed } from './collaborators';
import { isOfPerson } from './member';
import { INVALID } from './refusals';

/** What a right of one's own is not. */
const STAYS =
	'Rights that come from a folder, a wiki page above, a group, a department or a link are not in this list and stay. Look under Share in the document.';

export const NOT_LISTED: Remark = { reason: 'Not among the collaborators of this document', todo: STAYS };

const BY_OTHER_ID: Remark = {
	reason: 'Feishu accepted this, as it also does for somebody who is no collaborator: the list names people by another kind of ID',
	todo: STAYS,
};

const UNLISTED_FOLDER: Remark = {
	reason: 'Feishu accepted this, as it also does for somebody who is no collaborator: it does not list those of folders',
	todo: STAYS,
};

const unseen = (reason: string, allows: Remark): Observation => ({
	is: 'unseen',
	why: new Unread(null, reason, 'Look under Share in the document.'),
	allows,
});

const OTHER_KIND = unseen('The list of collaborators names people by another kind of ID', BY_OTHER_ID);

const NO_FOLDERS = unseen('Feishu does not list the collaborators of folders', UNLISTED_FOLDER);

const NO_PERM = new Unread(
	null,
	'the list of collaborators does not say which right it is',
	'Switch Keep a Copy off to remove it without a copy.',
);

/** Addresses are the same in capitals. */
const isSame = (one: string, other: string) => one === other || (one.includes('@') && one.toLowerCase() === other.toLowerCase());

/** Whether a row is that of a collaborator. */
function isOf({ member_type, member_id = '', collaborator_type }: RecordKeys): (row: IDataObject) => boolean {
	return (row) =>
		textIn(row, 'member_type') === member_type &&
		isSame(idIn(row, 'member_id'), member_id) &&
		(collaborator_type === undefined || textIn(row, 'type') === collaborator_type);
}

/** Whether a row may be that of a collaborator, whom it names by another kind of ID, or not at all. */
function mayBeOf({ member_type = '' }: RecordKeys): (row: IDataObject) => boolean {
	return (row) => {
		const shown = textIn(row, 'member_type');
		if (shown === '' || idIn(row, 'member_id') === '') return true;
		return shown !== member_type && isOfPerson(shown) && isOfPerson(member_type);
	};
}

function sightIn(record: RecordKeys, list: CollaboratorList, { rows, logId }: Listed): Observation {
	const row = rows.find(isOf(record));
	if (row === undefined) {
		if (rows.some(mayBeOf(record))) return OTHER_KIND;
		return { is: 'gone', why: new Unread(null, NOT_LISTED.reason, NOT_LISTED.todo, logId) };
	}
	const hasPerm = PERMS.some((perm) => perm === row.perm);
	return { is: 'there', copy: rowOf(list, row), ...(!hasPerm && { noCopy: NO_PERM }) };
}

/** A list; nothing if Feishu does not list folders. */
async function listOf(list: CollaboratorList, reader: Reader): Promise<Listed | undefined> {
	return await collaboratorsIn(list, reader, 'name,type').catch((error: unknown) => {
		if (error instanceof Unread && error.code === INVALID && list.type === 'folder') return undefined;
		throw error;
	});
}

/** Looks at collaborators in the list of their document, which is read once for all of them. */
export const lookAtCollaborators: NonNullable<Endpoint['lookUp']> = async (records, common, reader, ...how) => {
	const lists = new Map<string, Promise<Listed | undefined>>();
	const look = lookAtEach(async (record) => {
		const { token = '' } = common.keys;
		const { type = '', perm_type } = record;
		const list = { token, type, perm_type };
		const key = JSON.stringify(list);
		const reading = lists.get(key) ?? listOf(list, reader);
		lists.set(key, reading);
		const listed = await reading;
		return listed === undefined ? NO_FOLDERS : sightIn(record, list, listed);
	});
	return await look(records, common, reader, ...how);
};
