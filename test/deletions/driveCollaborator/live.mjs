import { byId } from '../../laboratory/workflow.mjs';

const token = 'doxcnE2eReview';
const benchToken = 'doxcnBench';
const one = (collaborators) => ({ documents: [{ token, name: 'Review', collaborators }] });

const namesIn = ({ documents }) =>
	documents.flatMap(({ collaborators }) => [...Object.values(collaborators)].map(({ memberId }) => memberId));

/** @type {import('../live.mjs').Deed} */
export const deed = {
	world: one(['ou_1', 'ou_2']),
	parameters: {
		token: { __rl: true, mode: 'link', value: `https://example.feishu.cn/docx/${token}` },
		type: 'link',
		memberType: 'openid',
		memberIds: '={{ $json.id }}',
	},
	items: [{ id: 'ou_1' }],
	wire: {
		method: 'DELETE',
		path: `/open-apis/drive/v1/permissions/${token}/members/ou_1`,
		query: { type: 'docx', member_type: 'openid' },
		body: { type: 'user' },
	},
	records: [{ token, type: 'docx', member_type: 'openid', member_id: 'ou_1', status: 'deleted' }],
	left: namesIn,
	remains: ['ou_2'],
};

/** @type {import('../live.mjs').Load} */
export const load = {
	name: 'collaborator',
	title: 'Document collaborators',
	refuses: 1063003,
	limit: 1,
	rates: [{ calls: 100, perMs: 60_000 }],
	oneAtATime: true,
	id: (index) => `ou_bench_${index}`,
	world: (ids) => ({ documents: [{ token: benchToken, collaborators: ids }] }),
	left: (state) => namesIn(state).length,
	parameters: { token: byId(benchToken), type: 'docx', memberType: 'openid', memberIds: '={{ $json.id }}' },
	request: {
		method: 'DELETE',
		path: `/drive/v1/permissions/${benchToken}/members/{{ $json.id }}?type=docx&member_type=openid`,
		body: '{ "type": "user" }',
	},
};

/** @type {import('../live.mjs').Tool} */
export const tool = {
	destroys: 'collaborators',
	parameters: {
		token: byId("={{ $fromAI('document', 'Link of the document, folder or wiki page', 'string') }}"),
		type: 'link',
		memberType: 'openid',
		memberIds:
			"={{ $fromAI('collaborator_ids', 'Open IDs of the people, which begin with ou_, or their email addresses, separated by commas', 'string') }}",
	},
	arguments: (ids) => ({ document: `https://example.feishu.cn/docx/${benchToken}`, collaborator_ids: ids.join(', ') }),
	looks: 1,
};

const folder = 'fldcnE2eProject';
const leaver = 'ou_lin';
const inFolder = [1, 2, 3].map((number) => ({
	token: `doxcnE2e${number}`,
	name: `Plan ${number}`,
	parent: folder,
	collaborators: [leaver, 'ou_zhou'],
}));
const found = {
	token: byId('={{ $json.token }}'),
	type: '={{ $json.type }}',
	memberType: '={{ $json.member_type }}',
	memberIds: '={{ $json.member_id }}',
};

/** @type {import('../live.mjs').Journey[]} */
export const journeys = [
	{
		does: 'finds a leaver in all documents of a folder, takes them out with copies, and puts them back',
		world: { documents: [{ token: folder, type: 'folder', name: 'Project' }, ...inFolder] },
		items: [{}],
		steps: [
			{
				parameters: {
					operation: 'getAll',
					scope: 'all',
					folderToken: { __rl: true, mode: 'link', value: `https://example.feishu.cn/drive/folder/${folder}` },
					returnAll: true,
					options: { onlyThese: leaver },
				},
				gives: inFolder.map(({ token: own, name }) => ({ token: own, document_name: name, member_id: leaver, perm: 'edit' })),
			},
			{
				parameters: { ...found, options: { keepCopy: true } },
				onError: 'continueRegularOutput',
				gives: inFolder.map(({ token: own }) => ({ token: own, status: 'deleted', snapshot: { perm: 'edit' } })),
			},
			{
				parameters: {
					operation: 'create',
					token: byId('={{ $json.snapshot.token }}'),
					type: '={{ $json.snapshot.type }}',
					collaborators: '={{ $json.snapshot }}',
				},
				gives: inFolder.map(({ token: own }) => ({ token: own, status: 'created', member_id: leaver })),
			},
		],
		left: (state) => namesIn(state).length,
		remains: 6,
	},
];
