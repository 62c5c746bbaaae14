import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { FindOperation, RecordKeys } from '../shared/endpoint';
import { refuseElsewhere, type Elsewhere } from '../shared/elsewhere';
import { KIND_NAMES, kindOf } from '../shared/idKinds';
import { readIds, readPerson } from '../shared/ids';
import { paginationOf } from '../shared/operation';
import { InvalidField, quote, readBoolean, readChoice } from '../shared/values';
import { memberList } from './calls';
import { DOCUMENT, readDocument, readFolder, readType } from './document';
import { findCollaborators } from './findCollaborators';
import { ONLY_THESE } from './getAllFields';
import { BARE_IDS } from './member';

/** The kinds of ID by which Feishu names collaborators. */
const KNOWN: readonly string[] = ['open_id', 'email', 'mobile', 'chat_id', 'other'];

const NOBODY = 'Feishu names people by their Open IDs, which begin with ou_. Enter one, an email address or a mobile number (+86…).';

/** Nothing would be found by these. */
const unknown: Elsewhere = Object.fromEntries(
	Object.keys(KIND_NAMES)
		.filter((kind) => !KNOWN.includes(kind))
		.map((kind) => [kind, NOBODY]),
);

function readWanted(entry: unknown, field: string): string {
	const id = readPerson(entry, field);
	refuseElsewhere(id, field, unknown);
	if (kindOf(id) !== 'other' || BARE_IDS.some((form) => form.test(id))) return id;
	throw new InvalidField(
		field,
		`holds ${quote(id)}, which is ${KIND_NAMES.other}, and not that of a group, a department or a wiki space`,
		NOBODY,
	);
}

function readTarget(source: IDataObject): RecordKeys {
	if (readChoice(source.scope, ['one', 'all'], 'Scope') === 'all') return { folder_token: readFolder(source.folder_token) };
	return { token: readDocument(source.token, DOCUMENT), type: readType(source.type, source.token) };
}

export const reading: FindOperation = {
	kind: 'find',
	canPlan: true,
	noun: { one: 'document', many: 'documents', found: { one: 'document collaborator', many: 'document collaborators' } },
	field: DOCUMENT,
	parameters: { scope: 'scope', token: 'token', type: 'type', folder_token: 'folderToken', simplify: 'simplify' },
	documentation: memberList.documentation,
	// People outside the company are collaborators by their address.
	listsPeople: { property: 'only', field: ONLY_THESE, emailsAre: () => 'either' },
	// One document is one search: what is wrong with it keeps none of the others from being read.
	limit: 1,
	rates: memberList.rates,
	refusals: memberList.refusals,
	read(source) {
		const record = readTarget(source);
		const body = { simplify: readBoolean(source.simplify, 'Simplify') };
		if (!('only' in source)) return { records: [record], body };
		const only = readIds(source.only, ONLY_THESE, readWanted);
		// An empty list names nobody, and so nothing is found.
		return { records: only.length === 0 ? [] : [record], body: { ...body, only } };
	},
	find: findCollaborators,
};

export const getAllOperation: INodePropertyOptions = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many collaborators of a document or a folder',
	description: 'List the collaborators of a document, or of all documents in a folder and below it',
	routing: {
		request: { method: 'GET', url: memberList.path },
		send: { paginate: true },
		operations: { pagination: paginationOf(reading) },
	},
};
