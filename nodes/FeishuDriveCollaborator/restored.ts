import { jsonParse, type IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/answer';
import type { RecordKeys } from '../shared/endpoint';
import { keptBy, type KeptBy } from '../shared/snapshot';
import { InvalidField, isBlankText, quote, readChoice, show as shown } from '../shared/values';
import { PERMS } from './collaborators';
import { bodyOf, MEMBER_TYPES, readCollaboratorType, readMember, readPermType, refuseDepartmentOfApp } from './member';

/** A display name that messages mention. */
export const SNAPSHOTS = 'Snapshots to Restore';

const MAP_IT = 'Map the snapshot of Keep a Copy, {{ $json.snapshot }}, or an item of Get Many.';

/** The document that collaborators are put back to. */
export interface Document {
	token: string;
	type: string;
	/** The kind of credential. */
	authentication: unknown;
}

/** A collaborator to put back. */
export interface Restored {
	record: RecordKeys;
	/** What is sent of it. */
	content: IDataObject;
	kept: KeptBy | undefined;
}

function readOne(snapshot: IDataObject, { token, type, authentication }: Document): Restored {
	const { token: own = token, type: ownType = type } = snapshot;
	if (own !== token || ownType !== type) {
		throw new InvalidField(
			SNAPSHOTS,
			`holds a snapshot of the document ${shown(own)} of the type ${shown(ownType)}, which is not the one in Document`,
			'Put {{ $json.snapshot.token }} into Document, and {{ $json.snapshot.type }} into Document Type.',
		);
	}
	const member_type = readChoice(snapshot.member_type, MEMBER_TYPES, `${SNAPSHOTS}: member_type`);
	refuseDepartmentOfApp(member_type, authentication);
	const perm = readChoice(snapshot.perm, PERMS, `${SNAPSHOTS}: perm`);
	if (perm === 'full_access' && type === 'minutes') {
		throw new InvalidField(SNAPSHOTS, 'holds the right full_access, which nobody has on minutes', 'Change perm to edit or view.');
	}
	const about = {
		...readPermType('perm_type' in snapshot ? { perm_type: snapshot.perm_type } : {}, member_type, type),
		...readCollaboratorType(member_type === 'wikispaceid' ? snapshot.collaborator_type : undefined, member_type, type),
	};
	const member_id = readMember(snapshot.member_id, `${SNAPSHOTS}: member_id`, member_type);
	const record = { type, member_type, perm, ...about, member_id };
	return { record, content: { member_type, member_id, perm, ...bodyOf(record) }, kept: keptBy(snapshot) };
}

/**
 * The snapshots in the field: an object, an array of them, or JSON text of either.
 * @throws {InvalidField}
 */
export function readSnapshots(value: unknown, document: Document): Restored[] {
	if (isBlankText(value)) throw new InvalidField(SNAPSHOTS, 'is blank', MAP_IT);
	const parse = (text: unknown): unknown => (typeof text === 'string' ? jsonParse(text, { fallbackValue: null }) : text);
	const parsed = parse(value);
	const snapshots: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	return snapshots.map((snapshot) => {
		const one = parse(snapshot);
		if (isObject(one)) return readOne(one, document);
		const held = typeof value === 'string' ? quote(value) : shown(snapshot);
		throw new InvalidField(SNAPSHOTS, `holds ${held}, which is not a snapshot of a collaborator`, MAP_IT);
	});
}
