import { SANDBOX_APP } from '../../sandbox/world';

/** Who has a right of their own to a document. */
export interface Collaborator {
	/** The kind of ID by which it was added. */
	memberType: string;
	memberId: string;
	perm: string;
	/** Of a page of a wiki. */
	permType: string;
	/** What it is. */
	type: string;
	name: string;
	/** It may not be changed: this is the code. */
	refuses?: number;
}

export interface DriveDocument {
	token: string;
	type: string;
	name: string;
	/** The folder that it is in. */
	parent?: string;
	/** What a shortcut leads to. */
	target?: { type: string; token: string };
	/** By what the calls name them. */
	collaborators: Map<string, Collaborator>;
	/** Who may manage it: App IDs and open IDs; all if it does not say. */
	managers?: readonly string[];
	deleted?: boolean;
}

export type SeedCollaborator = Pick<Collaborator, 'memberId'> & Partial<Omit<Collaborator, 'memberId'>>;

export interface SeedDocument extends Pick<DriveDocument, 'token'>, Partial<Omit<DriveDocument, 'token' | 'collaborators'>> {
	/** Open IDs, or collaborators in full. */
	collaborators?: ReadonlyArray<string | SeedCollaborator>;
}

export interface SeedDocuments {
	documents?: readonly SeedDocument[];
}

const OF: Readonly<Record<string, string>> = {
	openchat: 'chat',
	opendepartmentid: 'department',
	groupid: 'group',
	wikispaceid: 'wiki_space_member',
};

export const keyOf = ({ memberType, memberId, permType, type }: Collaborator): string =>
	[memberType, memberId, permType, ...(memberType === 'wikispaceid' ? [type] : [])].join(' ');

function collaboratorFrom(seed: string | SeedCollaborator): Collaborator {
	const own = typeof seed === 'string' ? { memberId: seed } : seed;
	const { memberType = 'openid' } = own;
	return { memberType, perm: 'edit', permType: 'container', type: OF[memberType] ?? 'user', name: `Name of ${own.memberId}`, ...own };
}

/** A world without documents. */
export function createWorld() {
	const documents = new Map<string, DriveDocument>();
	const document = ({ collaborators = [], ...about }: SeedDocument): DriveDocument => {
		const known = documents.get(about.token);
		const all = new Map(known?.collaborators);
		for (const one of collaborators.map(collaboratorFrom)) all.set(keyOf(one), one);
		const full: DriveDocument = { type: 'docx', name: `Document ${about.token}`, ...known, ...about, collaborators: all };
		documents.set(full.token, full);
		return full;
	};
	return {
		state: { documents },
		seed: { document },
		seedAll(request: SeedDocuments) {
			request.documents?.forEach(document);
		},
	};
}

export const demo: SeedDocuments = {
	documents: [
		{ token: 'fldcnSandboxProject', type: 'folder', name: 'Project', collaborators: ['ou_lin'] },
		{
			token: 'doxcnSandboxPlan',
			name: 'Plan',
			parent: 'fldcnSandboxProject',
			collaborators: ['ou_lin', 'ou_zhou', { memberId: SANDBOX_APP.appId, memberType: 'appid', perm: 'full_access' }],
		},
		{
			token: 'shtcnSandboxBudget',
			type: 'sheet',
			name: 'Budget',
			parent: 'fldcnSandboxProject',
			collaborators: [
				{ memberId: 'ou_zhou', perm: 'view' },
				{ memberId: 'oc_sandbox_team', memberType: 'openchat', name: 'Product team', perm: 'view' },
			],
		},
	],
};
