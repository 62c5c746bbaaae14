import { assertFits, findCollaborator, findOwnDocument, ofDocument, type Named } from './access';
import { collaboratorCreate, collaboratorList } from './collaboratorCalls';
import { driveFileList } from './folderLists';
import { spec } from './spec';
import type { ApiEndpoint } from '../../sandbox/endpoint';
import { specRefusal } from '../../sandbox/refusal';

interface Answers {
	/** What a removal of somebody who is no collaborator answers. */
	noCollaborators: 'accept' | 'refuse';
	/** By which ID the list names people: by that of their addition, or by their open ID. */
	listedCollaborators: 'asAdded' | 'byOpenId';
	/** Whether the list of collaborators takes folders. */
	folderCollaborators: 'list' | 'refuse';
	/** How an addition of which a part was done is answered. */
	partlyAdded: 'success' | 'refusal';
}

export const answers: Answers = {
	noCollaborators: 'accept',
	listedCollaborators: 'asAdded',
	folderCollaborators: 'list',
	partlyAdded: 'refusal',
};

/** Removes one collaborator. */
const removal: ApiEndpoint = {
	rules: spec,
	...ofDocument(spec),
	exclusive: ({ token }) => ({ target: JSON.stringify(['document', token]), refusal: specRefusal(spec, 1066002) }),
	work(call) {
		const { params, query, body, platform } = call;
		const named = { ...body, member_type: query['member_type'], member_id: params['member_id'] } as Named;
		assertFits(call, named, spec);
		const document = findOwnDocument(call, spec);
		const [key, collaborator] = findCollaborator(call, document, named) ?? [];
		if (key === undefined || collaborator === undefined) {
			if (platform.settings.answers.noCollaborators === 'refuse') throw specRefusal(spec, 1063001);
			return { data: {} };
		}
		if (collaborator.refuses !== undefined) throw specRefusal(spec, collaborator.refuses);
		document.collaborators.delete(key);
		return { data: {} };
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [removal, collaboratorList, collaboratorCreate, driveFileList];

declare module '../sandbox' {
	interface Parts {
		driveCollaborator: typeof import('./sandbox');
	}
}
