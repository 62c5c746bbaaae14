import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idIn, objectsIn, textIn } from '../shared/answer';
import type { Endpoint, ItemContext, Selection, Verdict } from '../shared/endpoint';
import { onPage } from '../shared/fields';
import { paginationOf } from '../shared/operation';
import type { Refusals } from '../shared/refusal';
import { withoutMissing } from '../shared/snapshot';
import { WRITE_RATES } from './calls';
import { DOCUMENT, pathOfDocument, readDocument, readType } from './document';
import { lookAtCollaborators } from './look';
import { memberIdKind } from './member';
import { INVALID, readRefusals } from './refusals';
import { readSnapshots, SNAPSHOTS } from './restored';

const { 1066002: _conflict, 1063004: _share, ...ofPage } = readRefusals;

/** The codes of the page: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/batch_create */
const createRefusals: Refusals = {
	...ofPage,
	[INVALID]: {
		what: 'Feishu did not accept a value.',
		todo: 'Check that Document Type fits the document, and that the collaborator still exists and can see the account of the credential. A department needs the token of a person.',
		reach: 'record',
	},
	1063003: {
		what: 'Feishu does not let this collaborator be added.',
		todo: 'Look under Share in the document: this one may be there already, or be the owner. Otherwise the account of the credential must see the person, or be in the group chat.',
		reach: 'record',
	},
};

function read({ type: chosen, members }: Parameters<Endpoint['read']>[0], { path = {}, raw }: ItemContext): Selection {
	const given = withoutMissing(members, raw?.('collaborators'));
	const document = {
		token: readDocument(path.token, DOCUMENT),
		type: readType(chosen, path.token),
		authentication: raw?.('authentication'),
	};
	const restored = Array.isArray(given) && given.length === 0 ? [] : readSnapshots(given, document);
	return {
		records: restored.map(({ record }) => record),
		// The query has the type of the document, and of a collaborator the body.
		contents: restored.map(({ content }) => ({ document: document.type, member: content })),
		body: {},
		kept: restored.map(({ kept }) => kept),
	};
}

const nameOf = (member_type: string, member_id: string, perm_type: string) =>
	JSON.stringify([member_type, member_id.toLowerCase(), perm_type]);

/** Feishu adds some and refuses others under any code: who was added, a list says. */
const judge: Endpoint['judge'] = ({ code, data }, records) => {
	const rows = objectsIn(data.members);
	if (code !== 0 && rows.length === 0) return undefined;
	const added = new Set(
		rows.map((row) => nameOf(textIn(row, 'member_type'), idIn(row, 'member_id'), textIn(row, 'perm_type') || 'container')),
	);
	return records.map(({ member_type = '', member_id = '', perm_type = 'container' }): Verdict => {
		if (added.has(nameOf(member_type, member_id, perm_type))) return { status: 'created' };
		// The others of the call may be why: it is sent again without those that were added.
		if (code !== 0) return { status: 'again' };
		return {
			status: 'unknown',
			reason: 'Feishu accepted the call, but does not list this one among those it added',
			todo: 'Look under Share in the document.',
		};
	});
};

export const creation: Endpoint = {
	kind: 'create',
	noun: { one: 'document collaborator', many: 'document collaborators', done: 'restored' },
	field: SNAPSHOTS,
	parameters: { token: 'token', type: 'type', members: 'collaborators' },
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/batch_create',
	...pathOfDocument,
	userKey: 'member_id',
	userIdKind: memberIdKind,
	limit: 10,
	rates: WRITE_RATES,
	oneCallAtATime: ['token'],
	refusals: createRefusals,
	undo: { key: 'member_id', todo: 'Remove these collaborators to undo it.' },
	read,
	queryOf: ([{ document } = {}]) => ({ type: document }),
	write: (_records, contents) => ({ members: contents.map(({ member }) => member) }),
	judge,
	lookUp: lookAtCollaborators,
};

export const createOperation: INodePropertyOptions = {
	name: 'Restore Collaborators',
	value: 'create',
	action: 'Restore collaborators',
	description: 'Add removed collaborators again, with the right that their snapshots have',
	routing: {
		request: { method: 'POST', url: '/drive/v1/permissions/:token/members/batch_create' },
		send: { paginate: true },
		operations: { pagination: paginationOf(creation) },
	},
};

const show = { operation: ['create'] };

export const createNotice: INodeProperties = {
	displayName: onPage('drive-collaborator', 'A right that was to expire is restored without its end.'),
	name: 'createNotice',
	type: 'notice',
	default: '',
	displayOptions: { show },
};

export const createFields: INodeProperties[] = [
	{
		displayName: SNAPSHOTS,
		name: 'collaborators',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.snapshot }}',
		description:
			'The collaborators to restore: one snapshot, an array of them, or either as JSON text. They must be of the document above. One that was not removed is not added again. When a right was to expire is not restored.',
		displayOptions: { show },
	},
];
