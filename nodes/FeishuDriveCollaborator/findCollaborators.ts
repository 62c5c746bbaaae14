import type { IDataObject } from 'n8n-workflow';
import { idIn, textIn } from '../shared/answer';
import type { CallContext, Finding, ItemContext, Reader, RecordKeys } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import { isOfUserIdType } from '../shared/idKinds';
import { Unread } from '../shared/unread';
import { asWhy, collaboratorsIn, rowOf, type CollaboratorList } from './collaborators';
import { allIn, type Found } from './folder';
import { ONLY_THESE } from './getAllFields';
import { isOfPerson } from './member';
import { INVALID } from './refusals';

/** A collaborator, and the list that shows it. */
interface Row {
	list: CollaboratorList;
	row: IDataObject;
}

const NO_FOLDERS = new Unread(
	null,
	'Feishu does not list the collaborators of folders',
	'The documents in the folders are searched nevertheless. Look at the folders in Feishu, under Share.',
);

/** An address is the same in capitals. */
export function comparable(name: string): string {
	return name.includes('@') ? name.toLowerCase() : name;
}

/** The lists of a document: a page of a wiki has one of each right. */
function listsOf({ token, type }: Found): CollaboratorList[] {
	return type === 'wiki' ? ['container', 'single_page'].map((perm_type) => ({ token, type, perm_type })) : [{ token, type }];
}

/** Reads the collaborators of documents. */
class Collaborators {
	private areFoldersListed = true;

	constructor(
		private readonly reader: Reader,
		private readonly fields: string,
	) {}

	/** @throws {Unread} */
	async *of(found: Found): AsyncGenerator<Row> {
		if (found.unread !== undefined) throw found.unread;
		if (found.type === 'folder' && !this.areFoldersListed) return;
		try {
			const known = new Set<string>();
			for (const list of listsOf(found)) {
				const { rows } = await collaboratorsIn(list, this.reader, this.fields);
				for (const row of rows) {
					// Those who have one right alone, such as the members of a wiki space, are in both lists.
					const { member_type, perm_type = '', member_id, collaborator_type = '' } = rowOf(list, row);
					const name = JSON.stringify([member_type, perm_type, member_id, collaborator_type]);
					if (member_id === '' || !known.has(name)) yield { list, row };
					known.add(name);
				}
			}
		} catch (error) {
			// The folder is there, for what is in it was listed.
			const why = asWhy(error);
			if (found.type !== 'folder' || why.code !== INVALID) throw why;
			if (!this.areFoldersListed) return;
			this.areFoldersListed = false;
			throw NO_FOLDERS;
		}
	}
}

/** Whether a person may be among those that are wanted, but is named by a kind of ID that is not compared. */
function isOfOtherKind(row: IDataObject, only: readonly string[]): boolean {
	const memberType = textIn(row, 'member_type');
	const isOther = isOfPerson(memberType) && !['openid', 'email', 'appid'].includes(memberType);
	return isOther && only.some((id) => isOfUserIdType(id, 'open_id')) && !only.includes(idIn(row, 'member_id'));
}

/** Finds the collaborators of one document, or of all in a folder. */
export async function* findCollaborators(
	[{ token, type, folder_token: folder } = {}]: readonly RecordKeys[],
	{ body }: CallContext,
	reader: Reader,
	{ plans }: ItemContext,
): AsyncGenerator<Finding> {
	const only = body.only as string[] | undefined;
	const names = only && new Set(only.map(comparable));
	const isRaw = body.simplify === false;
	const collaborators = new Collaborators(reader, isRaw ? '*' : 'name,type,external_label');
	const isWanted = (row: IDataObject) => names === undefined || names.has(comparable(idIn(row, 'member_id')));
	const isNameless = (row: IDataObject) => only !== undefined && (idIn(row, 'member_id') === '' || isOfOtherKind(row, only));
	const one = token !== undefined && type !== undefined ? { token, type, name: '' } : undefined;
	yield* findAll<Found, Row>(
		{
			things: allIn(folder ?? '', reader),
			many: 'documents',
			keys: one === undefined ? { scope: 'all', folder_token: folder ?? '' } : { token: one.token, type: one.type },
			keysOf: (found) => ({ token: found.token, type: found.type }),
			read: (found) => collaborators.of(found),
			items({ list, row }, { name }) {
				if (!isWanted(row) || isNameless(row)) return [];
				const item = { ...rowOf(list, row, name), ...(row.external_label === true && { external: true }) };
				return [isRaw ? { ...item, collaborator: row } : item];
			},
			leftOutBy: ({ row }) => (isWanted(row) ? undefined : ONLY_THESE),
			plans,
			isNameless: ({ row }) => isNameless(row),
			namelessTodo: 'Look under Share in the document, or add the email address of each person to the option.',
			nameless: (count) =>
				`Feishu gives no Open ID of ${count === 1 ? 'one collaborator' : `${count} collaborators`} of this document, who may be among ${ONLY_THESE}`,
		},
		one === undefined ? undefined : () => Promise.resolve(one),
	);
}
