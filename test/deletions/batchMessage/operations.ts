import type { INodeParameters } from 'n8n-workflow';
import { sending } from '../../../nodes/FeishuBatchMessage/create.operation';
import { reading } from '../../../nodes/FeishuBatchMessage/get.operation';
import type { Sandbox } from '../../sandbox';
import type { WireRow } from '../deletion';
import type { OperationRow, OperationRun } from '../operation';
import { PEOPLE } from '../values';
import { batchMessageProgress } from './progress';
import { batchMessageSend } from './sending';

const MESSAGE = 'bm-dc13264520392913993dd051dba21dcf';

const DEPARTMENT = 'od-5b91c9affb665451a16b90b4be367efa';

const [ONE, TWO] = PEOPLE as [(typeof PEOPLE)[number], (typeof PEOPLE)[number]];

/** The SDK has no method for this call: it sends what it is given. */
function send(name: string, parameters: INodeParameters, data: object): WireRow {
	return {
		name,
		parameters,
		sdk: async (client, options) =>
			await client.request<unknown>({ method: 'POST', url: '/open-apis/message/v4/batch_send/', data }, options),
	};
}

const POST = { zh_cn: { title: '标题', content: [[{ tag: 'text', text: '第一行' }]] } };

const CARD = { config: { wide_screen_mode: false }, elements: [{ tag: 'div', text: { tag: 'plain_text', content: '' } }] };

const toOne = { open_ids: [ONE.openId] };

const sends: readonly WireRow[] = [
	send(
		'a text to one person',
		{ text: '你好 <at user_id="ou_wire1"></at>\n' },
		{ msg_type: 'text', content: { text: '你好 <at user_id="ou_wire1"></at>\n' }, ...toOne },
	),
	send('a text that is the number 0', { text: '={{ 0 }}' }, { msg_type: 'text', content: { text: '0' }, ...toOne }),
	send(
		'a text to recipients of every kind',
		{
			text: 'Hi',
			recipients: {
				openIds: `${ONE.openId}, ${TWO.openId}`,
				userIds: ONE.userId,
				unionIds: TWO.unionId,
				departmentIds: `${DEPARTMENT}\n3dceba33a33226`,
			},
		},
		{
			msg_type: 'text',
			content: { text: 'Hi' },
			open_ids: [ONE.openId, TWO.openId],
			user_ids: [ONE.userId],
			union_ids: [TWO.unionId],
			department_ids: [DEPARTMENT, '3dceba33a33226'],
		},
	),
	send('an image', { messageType: 'image', imageKey: ' img_v2_1 ' }, { msg_type: 'image', content: { image_key: 'img_v2_1' }, ...toOne }),
	send(
		'the card of a group',
		{ messageType: 'share_chat', chatId: 'oc_1' },
		{ msg_type: 'share_chat', content: { share_chat_id: 'oc_1' }, ...toOne },
	),
	send(
		'a rich text as JSON text',
		{ messageType: 'post', post: JSON.stringify(POST) },
		{ msg_type: 'post', content: { post: POST }, ...toOne },
	),
	{
		...send(
			'a rich text as an object, in the form that the call has',
			{ messageType: 'post', post: '={{ $json.post }}' },
			{ msg_type: 'post', content: { post: POST }, ...toOne },
		),
		items: [{ post: { post: POST } }],
	},
	send('a card', { messageType: 'interactive', card: JSON.stringify(CARD) }, { msg_type: 'interactive', card: CARD, ...toOne }),
];

const refusedText = (name: string, parameters: INodeParameters, words: RegExp) => ({ name, parameters, words });

const seed = (sandbox: Sandbox) => {
	sandbox.seed.department({ departmentId: '3dceba33a33226', members: [ONE.openId] });
	sandbox.seed.department({ departmentId: 'd-2', openDepartmentId: DEPARTMENT, members: [TWO.openId] });
};

/** Text of so many bytes, most of them in characters of three. */
const sized = (bytes: number) => '字'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3);

const create: OperationRow = {
	operation: 'create',
	contract: sending,
	spec: batchMessageSend.rules,
	seed,
	parameters: { messageType: 'text', text: 'Hello', recipients: { openIds: ONE.openId } },
	wire: sends,
	// One recipient is one key, whose name says of which kind the ID is.
	countOf({ state }, { open_id, user_id, union_id, department_id }) {
		const id = String(open_id ?? user_id ?? union_id ?? department_id);
		return [...state.batchMessages.values()].filter(({ sent }) =>
			Object.values(sent ?? {})
				.flat()
				.includes(id),
		).length;
	},
	without: {},
	refused: [
		refusedText('no recipients', { recipients: {} }, /Recipients” .+ names nobody/),
		refusedText('recipients that are blank', { recipients: { openIds: ' ', departmentIds: '' } }, /Recipients” .+ names nobody/),
		refusedText('the root department', { recipients: { departmentIds: 'od-1, 0' } }, /Department IDs” .+ root department/),
		refusedText('a word for everybody', { recipients: { openIds: 'all' } }, /Open IDs” .+ is not an ID/),
		refusedText('a text that is blank', { text: '={{ " \\n" }}' }, /Text” .+ is blank/),
		refusedText('a text that is a list', { text: '={{ ["a"] }}' }, /Text” .+ holds a list/),
		refusedText(
			'a text that is too long',
			{ text: `={{ "${sized(153_600)}" }}` },
			/Text” .+ makes a message of \d+ bytes, but Feishu takes at most 153600/,
		),
		refusedText('a kind of message that there is none of', { messageType: 'audio' }, /Message Type” .+ Choose one of/),
		refusedText('an image without key', { messageType: 'image', imageKey: '={{ "" }}' }, /Image Key” .+ is blank/),
		refusedText('a group without ID', { messageType: 'share_chat', chatId: '={{ null }}' }, /Chat ID” .+ is blank/),
		refusedText(
			'JSON that is broken',
			{ messageType: 'interactive', card: '{"elements": [}' },
			/Card \(JSON\)” .+ is not JSON: .+ card builder/,
		),
		refusedText(
			'JSON that is no object',
			{ messageType: 'interactive', card: '[1]' },
			/Card \(JSON\)” .+ holds a list instead of a JSON object/,
		),
		refusedText('a card without content', { messageType: 'interactive', card: '{}' }, /Card \(JSON\)” .+ without content/),
		refusedText(
			'a card that is too large',
			{ messageType: 'interactive', card: `={{ { elements: ["${sized(30_720)}"] } }}` },
			/Card \(JSON\)” .+ but Feishu takes at most 30720/,
		),
		refusedText(
			'a rich text without language',
			{ messageType: 'post', post: '{"title": "a"}' },
			/Rich Text \(JSON\)” .+ no content in any language/,
		),
		refusedText(
			'a rich text with Markdown',
			{ messageType: 'post', post: '{"en_us": {"content": [[{"tag": "md", "text": "**a**"}]]}}' },
			/Rich Text \(JSON\)” .+ the tag md/,
		),
	],
	messages: {
		runs: [
			...Object.entries({ openIds: 'ou_0', userIds: 'u0', unionIds: 'on_0', departmentIds: 'od-0' }).map(
				([name, id]): [string, OperationRun] => [
					`a recipient whom Feishu does not know, in ${name}`,
					{ parameters: { recipients: { [name]: id } } },
				],
			),
			[
				'an ID named as not valid that the call does not hold',
				{ fault: { kind: 'answer', body: { data: { message_id: 'bm-1', invalid_open_ids: ['ou_other'] } } } },
			],
			['a dry run', { parameters: { dryRun: true, options: { output: 'summary' } } }],
			['an answer without the ID of the message', { fault: { kind: 'omit', field: 'message_id' } }],
			['an answer that is lost', { fault: { kind: 'resetAfter' } }],
			['a server that is down', { fault: { kind: 'http500' } }],
		],
	},
};

const get: OperationRow = {
	operation: 'get',
	contract: reading,
	spec: batchMessageProgress.rules,
	seed: (sandbox) => sandbox.seed.batchMessage({ id: MESSAGE }),
	parameters: {},
	wire: [
		{
			name: 'a batch message',
			parameters: { batchMessageId: ` ${MESSAGE}\n` },
			sdk: async (client, options) => await client.im.v1.batchMessage.getProgress({ path: { batch_message_id: MESSAGE } }, options),
		},
	],
	without: {},
	refused: [
		refusedText('no ID', { batchMessageId: '={{ "" }}' }, /Batch Message ID” .+ is blank/),
		refusedText('what would change the path', { batchMessageId: '../x' }, /Batch Message ID” .+ is not a Feishu ID/),
	],
	messages: {
		runs: [
			['a message that is not there', { parameters: { batchMessageId: 'bm-none' } }],
			['an answer without progress', { parameters: { batchMessageId: MESSAGE }, fault: { kind: 'answer', body: { data: {} } } }],
		],
	},
};

export const operations: readonly OperationRow[] = [create, get];
