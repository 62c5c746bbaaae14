import type { Refusal, Refusals } from '../shared/refusal';

/** Another call was at work on the same table. */
export const CONFLICT = 1254291;

/** A record is not there. */
export const NO_RECORD = 1254043;

const OURS: Pick<Refusal, 'todo'> = { todo: 'Give the log ID to the authors of the node.' };

const LATER = 'Run the workflow again in a few minutes. If it happens again, give the log ID to Feishu support.';

const FEWER = 'Run the workflow again in a few minutes, with fewer workflows that use the same app at the same time.';

const NO_BASE = 'Check Base: paste the address of the Base. If it was created a moment ago, run the workflow again.';

const NO_TABLE = 'Check Table: choose it from the list, or paste its address. If it was created a moment ago, run the workflow again.';

const ADVANCED =
	'Ask somebody who manages the Base to give the app, or the person of the credential, the right “can manage” under Advanced Permissions. First add an app to the Base under … > More > Add Document App.';

/** Feishu did not say whether it did it. The node looks before it repeats. */
const open = (what: string, todo = LATER): Refusal => ({ what, todo, reach: 'transient' });

/** What every call about tables may answer. */
const ofTables: Refusals = {
	1254002: open('Feishu could not do this, and does not say why.', `Check Base and Table. ${LATER}`),
	1254003: { what: 'The value in Base is not the ID of a Base.', todo: NO_BASE, reach: 'target' },
	1254004: { what: 'The value in Table is not the ID of a table.', todo: NO_TABLE, reach: 'target' },
	1254006: {
		what: 'This is not the ID of a record.',
		todo: 'Check the ID. Get Many returns it as record_id, and it begins with rec.',
		reach: 'record',
	},
	1254036: {
		what: 'The Base is being copied, which took longer than the node waits.',
		todo: 'Run the workflow again when the copy is finished.',
		reach: 'rate',
	},
	1254040: { what: 'There is no such Base.', todo: NO_BASE, reach: 'target' },
	1254041: { what: 'There is no such table in this Base.', todo: NO_TABLE, reach: 'target' },
	[NO_RECORD]: {
		what: 'There is no such record in this table.',
		todo: 'Check the ID, and that Table is the table of this record. It may already be deleted.',
		reach: 'record',
	},
	1254100: {
		what: 'The Base has as many tables and dashboards as Feishu allows.',
		todo: 'Remove some of them in Feishu, then run the workflow again.',
		reach: 'target',
	},
	1254103: {
		what: 'The table has as many records as Feishu allows.',
		todo: 'Delete some of its records first.',
		reach: 'target',
	},
	1254104: {
		what: 'Feishu takes fewer records in one call than this node sends.',
		...OURS,
		reach: 'record',
	},
	1254130: {
		what: 'A cell holds more than Feishu allows.',
		todo: 'Shorten the value of that cell, then run the workflow again.',
		reach: 'record',
	},
	1254290: { what: 'Feishu received too many calls at once, even after waiting.', todo: FEWER, reach: 'rate' },
	[CONFLICT]: {
		what: 'Something else kept changing this table, even after waiting.',
		todo: 'Run the workflow again later, and let only one workflow use this table at a time. Automations of the Base count, too.',
		reach: 'rate',
	},
	1254301: {
		what: 'The Base does not allow this, because of its Advanced Permissions.',
		todo: 'Check in the Base whether Advanced Permissions are switched on, and ask somebody who manages the Base.',
		reach: 'target',
	},
	1254302: { what: 'This account has no right to this table under the Advanced Permissions of the Base.', todo: ADVANCED, reach: 'target' },
	1254607: open(
		'Feishu was not ready for this call: earlier changes were not finished, or it took too long.',
		'Run the workflow again in a few minutes, with fewer records at a time.',
	),
	1255001: open('Feishu had trouble of its own.'),
	1255002: open('Feishu had trouble of its own between two of its services.'),
	1255003: open('Feishu had trouble of its own with writing its answer.'),
	1255004: open('Feishu had trouble of its own with reading its data.'),
	1255005: open('Feishu had trouble of its own with converting its data.'),
	1255040: open('Feishu took too long and gave up.', 'Run the workflow again in a few minutes, with fewer records at a time.'),
};

/** What can only be a fault of the request, which this node writes. */
const ofForm = (reach: Refusal['reach'], own: Partial<Refusal> = OURS): Refusals => ({
	1254000: { what: 'Feishu could not read the request as JSON.', ...OURS, ...own, reach },
	1254001: { what: 'Feishu did not accept the form of the request.', ...OURS, ...own, reach },
	1254010: { what: 'Feishu could not convert the request.', ...OURS, ...own, reach },
	1254030: { what: 'The answer would be larger than Feishu allows.', ...OURS, ...own, reach },
});

const NOT_MANAGED: Refusals = {
	1254304: { what: 'Advanced Permissions are on, and this account does not manage the Base.', todo: ADVANCED, reach: 'target' },
};

const REPEATED: Refusals = {
	1254608: open(
		'Feishu received the same call twice in a short time.',
		'Run the workflow again in a few minutes, and let only one workflow change this table at a time.',
	),
};

/**
 * The codes of the page on deleting records:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_delete
 */
export const refusals: Refusals = {
	...ofTables,
	...ofForm('run'),
	...NOT_MANAGED,
	...REPEATED,
	1254005: { what: 'Feishu speaks of a view, although the call names none.', ...OURS, reach: 'run' },
};

const VALUES = 'Compare the values in the snapshot with the fields of the table, then run the workflow again.';

/** A value of one record that the table does not take. */
const value = (what: string, todo = VALUES): Refusal => ({ what, todo, reach: 'record' });

/**
 * The codes of the page on creating records:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_create
 */
export const createRefusals: Refusals = {
	...ofTables,
	...ofForm('record', { todo: VALUES }),
	...NOT_MANAGED,
	...REPEATED,
	1254005: { what: 'Feishu speaks of a view, although the call names none.', ...OURS, reach: 'run' },
	1254015: value('A value does not fit the type of its field.'),
	1254027: {
		what: 'An attachment of the record may not be used in this Base.',
		todo: 'Remove the attachment from the snapshot, or restore the record into the Base that it came from.',
		reach: 'record',
	},
	1254037: { what: 'Feishu did not accept the mark that makes a repeat safe.', ...OURS, reach: 'run' },
	1254045: {
		what: 'The table has no field of this name.',
		todo: 'A field was renamed or removed after the snapshot was made. Rename it back in Feishu, or change its name in the snapshot.',
		reach: 'record',
	},
	1254060: value('Feishu did not accept a text.'),
	1254061: value('Feishu did not accept a number.'),
	1254062: value('Feishu did not accept the option of a single select.'),
	1254063: value('Feishu did not accept the options of a multiple select.'),
	1254064: value('Feishu did not accept a date.'),
	1254065: value('Feishu did not accept a checkbox.'),
	1254066: value(
		'Feishu does not know a person of the record.',
		'Restore with the app that made the copy, because each app has its own open IDs. Or remove this person from the snapshot.',
	),
	1254067: value(
		'The record links to a record that is not there any more.',
		'Restore that record first, or remove the link from the snapshot.',
	),
	1254068: value('Feishu did not accept a link to a page.'),
	1254069: value('Feishu did not accept an attachment.', 'Remove the attachment from the snapshot, or upload the file again.'),
	1254072: value('Feishu did not accept a phone number.'),
	1254074: value('Feishu did not accept a link between two tables.'),
	1254303: {
		what: 'An attachment of the record does not belong to this Base.',
		todo: 'Restore the record into the Base that it came from, or remove the attachment from the snapshot.',
		reach: 'record',
	},
	1254306: {
		what: 'The plan of the company, or of the owner of the Base, does not allow this.',
		todo: 'Ask your Feishu administrator about the plan.',
		reach: 'target',
	},
	1255006: open('Feishu knows the mark of this call from another one.', 'Run the workflow again in a few minutes.'),
};

/** The codes of the pages that read: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/search */
export const readRefusals: Refusals = {
	...ofTables,
	...ofForm('record', { todo: 'Check the filter, the sort order and the field names.' }),
	1254030: {
		what: 'Feishu no longer knows where to continue, or the answer would be larger than it allows.',
		todo: 'Run the workflow again. If it happens again, choose fewer fields in Field Names.',
		reach: 'record',
	},
	1254005: { what: 'This is not the ID of a view.', todo: 'Check View ID, which begins with vew.', reach: 'record' },
	1254011: { what: 'Feishu did not accept how many rows a page is to have.', ...OURS, reach: 'run' },
	1254016: { what: 'Feishu did not accept the sort order.', todo: 'Check the field names in Sort.', reach: 'record' },
	1254018: { what: 'Feishu did not accept the filter.', todo: 'Check field names, operators and values in the filter.', reach: 'record' },
	1254024: { what: 'Feishu did not accept the field names.', todo: 'Check Field Names.', reach: 'record' },
	1254045: {
		what: 'The table has no field of this name.',
		todo: 'Check the field names in the filter, in Sort and in Field Names. They must match exactly.',
		reach: 'record',
	},
	1254107: { what: 'The filter is longer than Feishu allows.', todo: 'Shorten the filter.', reach: 'record' },
	1254108: { what: 'The sort order is longer than Feishu allows.', todo: 'Use fewer fields in Sort.', reach: 'record' },
	1254303: { what: 'An attachment may not be read.', todo: 'Leave that field out of Field Names.', reach: 'record' },
};

/** The codes of the page on wiki nodes: https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2/space/get_node */
export const wikiRefusals: Refusals = {
	131001: { what: 'The wiki of Feishu had trouble of its own.', todo: LATER, reach: 'transient' },
	131002: { what: 'The wiki of Feishu did not accept the link.', todo: 'Check the link in Base.', reach: 'record' },
	131004: { what: 'The wiki of Feishu did not accept this account.', todo: 'Use another credential.', reach: 'record' },
	131005: { what: 'There is no such page in the wiki.', todo: 'Check the link in Base.', reach: 'record' },
	131006: {
		what: 'This account is not allowed to see this page of the wiki.',
		todo: 'Share the page, or the whole wiki, with the app or the person of the credential.',
		reach: 'record',
	},
	131007: { what: 'The wiki of Feishu had trouble of its own.', todo: LATER, reach: 'transient' },
};
