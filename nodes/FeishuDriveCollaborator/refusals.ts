import type { Refusals } from '../shared/refusal';

/** Another call is at work on the same document. */
export const CONFLICT = 1066002;

/** A value that Feishu does not take: what the list of folders answers if it takes no folders. */
export const INVALID = 1063001;

const LATER = 'Run the workflow again in a few minutes. If it happens again, give the log ID to Feishu support.';

const NO_RIGHT =
	'In the document, open Share and give the app, or the person of the credential, the right to manage it. For an app, first add it under … > More > Add Document App. For a folder, add a group chat with the bot of the app.';

/** What every call about collaborators may answer. */
export const sharedRefusals: Refusals = {
	1063002: {
		what: 'This account may not manage the collaborators of this document.',
		todo: NO_RIGHT,
		reach: 'target',
	},
	1063004: { what: 'This account may not share this document.', todo: NO_RIGHT, reach: 'target' },
	1063005: { what: 'This document is deleted.', todo: 'Leave it out: nobody can open it.', reach: 'target' },
	1066001: { what: 'Feishu could not do this, and does not say why.', todo: LATER, reach: 'transient' },
	[CONFLICT]: {
		what: 'Too many calls changed this document at once, even after waiting.',
		todo: 'Run the workflow again in a few minutes, and let only one workflow change the document.',
		reach: 'rate',
	},
};

/**
 * The codes of the page on removing a collaborator:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/drive-v1/permission-member/delete
 */
export const refusals: Refusals = {
	...sharedRefusals,
	[INVALID]: {
		what: 'Feishu did not accept a value.',
		todo: 'Check that Document Type fits the document, that ID Type fits the ID, and that both exist. A department needs the token of a person.',
		reach: 'record',
	},
	1063003: {
		what: 'Feishu does not let this collaborator be removed.',
		todo: 'The owner cannot be removed: transfer the document to somebody else first. Otherwise ask your Feishu administrator whether a rule of the company forbids it.',
		reach: 'record',
	},
};

/** The codes of the page that lists them. */
export const readRefusals: Refusals = {
	...refusals,
	[INVALID]: {
		what: 'Feishu did not accept a value.',
		todo: 'Check that Document Type fits the document, and that it exists.',
		reach: 'record',
	},
	1063003: {
		what: 'Feishu does not list the collaborators of this document.',
		todo: 'Look at them in Feishu, under Share.',
		reach: 'record',
	},
	1063006: {
		what: 'Feishu received too many calls at once, even after waiting.',
		todo: 'Run the workflow again in a few minutes, with fewer workflows that use the same app at the same time.',
		reach: 'rate',
	},
};

const OPEN_FOLDER = 'Open the folder in Feishu and copy its address again.';

/** The codes of the page that lists a folder. */
export const folderRefusals: Refusals = {
	1061001: { what: 'Feishu could not list this folder, and does not say why.', todo: LATER, reach: 'transient' },
	1061002: { what: 'Feishu did not accept a value.', todo: `Check Folder. ${OPEN_FOLDER}`, reach: 'record' },
	1061003: { what: 'There is no such folder.', todo: OPEN_FOLDER, reach: 'record' },
	1061004: {
		what: 'This account may not open this folder.',
		todo: 'Share the folder with the person of the credential, or with a group chat that the bot of the app is in.',
		reach: 'record',
	},
	1061005: {
		what: 'Feishu does not accept the access token.',
		todo: 'Check the credential. It needs a tenant or user token.',
		reach: 'run',
		failure: 'credential-invalid',
	},
	1061007: { what: 'This folder is deleted.', todo: 'Leave it out.', reach: 'record' },
	1064001: { what: 'Feishu does not take this as a folder.', todo: OPEN_FOLDER, reach: 'record' },
};
