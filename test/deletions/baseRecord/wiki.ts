import type { ErrorCode, SiblingSpec } from '../../specs/spec';
import { inWords, type SiblingEndpoint } from '../../sandbox/endpoint';
import { specRefusal } from '../../sandbox/refusal';

const row = (code: number, description: string): ErrorCode => ({ code, status: 400, description, advice: 'See the page.' });

const SPEC: SiblingSpec = {
	name: 'wikiNode',
	title: 'Look up a page of a wiki',
	url: 'https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/wiki-v2/space/get_node',
	method: 'GET',
	path: '/open-apis/wiki/v2/spaces/get_node',
	tokens: ['tenant', 'user'],
	appKinds: ['custom', 'store'],
	scopes: ['wiki:node:read', 'wiki:wiki', 'wiki:wiki:readonly'],
	botAbility: 'not mentioned',
	rateLimits: [{ calls: 100, windowMs: 60_000 }],
	pathParameters: {},
	queryParameters: {
		token: { type: 'string', required: true, maxLength: 999, description: 'The page, or what it is of.', example: 'wikcnKQ1k3pBase' },
		obj_type: {
			type: 'string',
			required: false,
			default: 'wiki',
			description: 'What the token is of.',
			enum: ['doc', 'docx', 'sheet', 'mindnote', 'bitable', 'file', 'slides', 'wiki'].map((value) => ({ value, meaning: value })),
			example: 'wiki',
		},
	},
	response: {
		node: {
			type: 'object',
			description: 'The page.',
			fields: {
				space_id: { type: 'string', description: 'The wiki.' },
				node_token: { type: 'string', description: 'The page.' },
				obj_token: { type: 'string', description: 'What it is of.' },
				obj_type: { type: 'string', description: 'And of what kind that is.' },
				node_type: { type: 'string', description: 'origin, or a shortcut to another one.' },
				title: { type: 'string', minLength: 0, description: 'Its title.' },
			},
		},
	},
	successMsg: 'success',
	errors: [
		row(131001, 'rpc fail'),
		row(131002, 'param err'),
		row(131004, 'invalid user'),
		row(131005, 'not found'),
		row(131006, 'permission denied'),
		row(131007, 'internal err'),
	],
	notes: ['A Base in a wiki is named by obj_token, if obj_type is bitable.'],
};

/** Tells what a page of a wiki is of. */
export const wikiNode: SiblingEndpoint = {
	rules: SPEC,
	invalid: (violations) => specRefusal(SPEC, 131002, inWords(violations), { fieldViolations: violations }),
	work({ platform, query }) {
		const node = platform.state.wikiNodes.get(query['token'] ?? '');
		if (node === undefined) throw specRefusal(SPEC, 131005);
		const { nodeToken, objToken, objType } = node;
		return {
			data: {
				node: { space_id: '7', node_token: nodeToken, obj_token: objToken, obj_type: objType, node_type: 'origin', title: nodeToken },
			},
		};
	},
};
