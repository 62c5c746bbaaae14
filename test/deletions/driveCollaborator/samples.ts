import type { Sandbox } from '../../sandbox';
import type { Samples } from '../sample';

const TOKEN = 'doccnBKgoMyY5OMbUG6Fioabcef';

const seed = ({ seed }: Sandbox) => {
	seed.document({ token: TOKEN, collaborators: ['ou_1', { memberId: 'ou_2', name: 'Lin' }] });
};

const one = { member_type: 'openid', member_id: 'ou_9', perm: 'view', type: 'user' };

export const samples: Samples = {
	driveCollaborator: { seed, params: { token: TOKEN, member_id: 'ou_1' }, body: { type: 'user' } },
	collaboratorList: { seed, query: { type: 'docx', fields: '*' } },
	collaboratorCreate: { seed, query: { type: 'docx' }, body: { members: [one] } },
	driveFileList: {
		seed: ({ seed: { document } }) => {
			document({ token: 'fldcn1', type: 'folder' });
			document({ token: TOKEN, parent: 'fldcn1' });
		},
		query: { folder_token: 'fldcn1' },
	},
};
