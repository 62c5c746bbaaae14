import type { IDataObject } from 'n8n-workflow';
import { idIn, listedIn, textIn } from '../shared/answer';
import type { Reader, RecordKeys } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import { memberList } from './calls';

/** Rights that can be given back. */
export const PERMS = ['view', 'edit', 'full_access'] as const;

/** One of the lists of a document: a wiki page has one for each right. */
export interface CollaboratorList {
	token: string;
	type: string;
	perm_type?: string | undefined;
}

/** Who has a right of their own to a document. It has no pages. */
export interface Listed {
	rows: IDataObject[];
	logId: string | null;
}

/**
 * Reads who has a right of their own to a document.
 * @param fields what Feishu adds to the IDs
 * @throws {Unread}
 */
export async function collaboratorsIn({ token, type, perm_type }: CollaboratorList, reader: Reader, fields: string): Promise<Listed> {
	const query = { type, fields, ...(perm_type !== undefined && { perm_type }) };
	const answer = await reader.ask(memberList, { path: { token }, query });
	const rows = listedIn(answer, 'items', memberList).filter((row) => {
		// The list of one right may show the other one, too.
		const own = textIn(row, 'perm_type');
		return perm_type === undefined || own === '' || own === perm_type;
	});
	return { rows, logId: answer.logId };
}

/** Why Feishu did not show something. Anything else that was thrown goes on. */
export function asWhy(error: unknown): Unread {
	if (error instanceof Unread) return error;
	throw error;
}

/** What names a collaborator, as the deletion takes it, and how a person recognizes them. */
export function rowOf({ token, type, perm_type }: CollaboratorList, row: IDataObject, documentName = ''): IDataObject & RecordKeys {
	const name = textIn(row, 'name');
	const collaborator = textIn(row, 'type');
	const member_type = textIn(row, 'member_type');
	// Members of a wiki space have one right to a page.
	const own = member_type === 'wikispaceid' ? undefined : perm_type;
	return {
		...(name !== '' && { member_name: name }),
		...(documentName !== '' && { document_name: documentName }),
		perm: textIn(row, 'perm'),
		token,
		type,
		member_type,
		...(own !== undefined && { perm_type: own }),
		member_id: idIn(row, 'member_id'),
		...(collaborator !== '' && { collaborator_type: collaborator }),
	};
}
