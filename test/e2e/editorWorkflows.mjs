import { credentialId, released, workflows } from '../../playground/examples.mjs';
import { deleting, mainWorkflow } from '../../playground/rollback.mjs';
import { byId } from '../laboratory/workflow.mjs';

/** Forty punches of days that payroll has closed. */
export const archived = Array.from({ length: 40 }, (_, index) => String(6709359313699357001n + BigInt(index)));

/** One node of each kind, filled in as a user would, with what comes in from the left. */
const filled = [
	{
		type: 'feishuBaseRecord',
		name: 'Feishu Base Record',
		from: 'Found',
		parameters: {
			appToken: byId('={{ $json.app_token }}'),
			tableId: byId('={{ $json.table_id }}'),
			recordIds: '={{ $json.record_id }}',
			options: {},
		},
	},
	{
		type: 'feishuCalendarEvent',
		name: 'Feishu Calendar Event',
		from: 'Found',
		parameters: { calendarId: byId('={{ $json.calendar_id }}'), eventId: byId('={{ $json.event_id }}'), options: {} },
	},
	{
		type: 'feishuMessage',
		name: 'Feishu Message',
		from: 'Found',
		parameters: { messageIds: '={{ $json.message_id }}', options: {} },
	},
	{
		type: 'feishuChatMember',
		name: 'Feishu Group Chat Member',
		from: 'Found',
		parameters: { chatId: byId('={{ $json.chat_id }}'), memberIds: '={{ $json.member_id }}', options: {} },
	},
	{
		type: 'feishuDriveCollaborator',
		name: 'Feishu Document Collaborator',
		from: 'Found',
		parameters: {
			token: byId('={{ $json.token }}'),
			type: '={{ $json.type }}',
			memberType: '={{ $json.member_type }}',
			memberIds: '={{ $json.member_id }}',
			options: {},
		},
	},
	{
		type: 'feishuTaskMember',
		name: 'Feishu Task Member (v2)',
		from: 'Found',
		parameters: { taskGuid: byId('={{ $json.task_guid }}'), role: '={{ $json.role }}', memberIds: '={{ $json.member_id }}', options: {} },
	},
	{
		type: 'feishuUserGroupMember',
		name: 'Feishu User Group Member',
		from: 'Found',
		parameters: { groupId: byId('={{ $json.group_id }}'), memberIds: '={{ $json.member_id }}', options: {} },
	},
	{
		type: 'feishuRoleMember',
		name: 'Feishu Role Member',
		from: 'Found',
		parameters: { roleId: '={{ $json.role_id }}', memberIds: '={{ $json.member_id }}', options: {} },
	},
	{
		type: 'feishuMailingListMember',
		name: 'Feishu Mailing List Member',
		from: 'Mail',
		parameters: { mailgroupId: byId('={{ $json.mailgroup_id }}'), memberIds: '={{ $json.member_id }}', options: {} },
	},
	{
		type: 'feishuPublicMailboxMember',
		name: 'Feishu Public Mailbox Member',
		from: 'Mail',
		parameters: { publicMailboxId: byId('={{ $json.public_mailbox_id }}'), memberIds: '={{ $json.member_id }}', options: {} },
	},
	{
		type: 'feishuAttendanceRecord',
		name: 'Feishu Attendance Record',
		parameters: { recordIds: '={{ $json.record_id }}', options: {} },
	},
	{
		type: 'feishuCalendarEventAttendee',
		name: 'Feishu Calendar Event Attendee',
		parameters: {
			calendarId: {
				__rl: true,
				mode: 'list',
				value: 'feishu.cn_sandbox@group.calendar.feishu.cn',
				cachedResultName: 'Office Assistant (primary)',
			},
			eventId: byId('={{ $json.event_id }}'),
			attendeeIds: '',
			deleteIds: { ids: [{ type: 'user', userId: '={{ $json.open_id }}' }] },
			options: { needNotification: false },
		},
	},
	{
		type: 'feishuTaskFollower',
		name: 'Feishu Task Follower',
		parameters: { taskId: byId('={{ $json.task_guid }}'), followerIds: '={{ $json.open_id }}', options: {} },
	},
	{
		type: 'feishuAppFeedCard',
		name: 'Feishu App Feed Card',
		parameters: { feedCards: { cards: [{ bizId: '={{ $json.biz_id }}', userIds: '={{ $json.open_id }}' }] }, options: {} },
	},
	{
		type: 'feishuBatchMessage',
		name: 'Feishu Batch Message',
		parameters: { batchMessageId: '={{ $json.message_id }}', options: {} },
	},
];

const incoming = {
	record_id: '6709359313699356941',
	event_id: 'sandbox-event_0',
	task_guid: '83912691-2e43-47fc-94a4-d512e03984fa',
	open_id: 'ou_88553eda9014c201e6969b478895c230',
	biz_id: 'approval-2026-1120',
	message_id: 'bm-dc13264520392913993dd051dba21dcf',
};

/** What Get Many returns under the same keys as something else above. */
const found = {
	app_token: 'appbcbWCzen6D8dezhoCH2RpMAh',
	table_id: 'tblsRc9GRRXKqhvW',
	record_id: 'recwNXzPQv',
	calendar_id: 'feishu.cn_lin@group.calendar.feishu.cn',
	event_id: 'sandbox-handover_0',
	message_id: 'om_sandbox_1',
	chat_id: 'oc_a0553eda9014c201e6969b478895c230',
	member_id: 'ou_88553eda9014c201e6969b478895c230',
	token: 'doxcnBKgoMyY5OMbUG6FioTXuBe',
	type: 'docx',
	member_type: 'openid',
	task_guid: '83912691-2e43-47fc-94a4-d512e03984fa',
	role: 'assignee',
	group_id: 'g187131',
	role_id: '7vrj3vk70xk7v5r',
};

/** The same of members of mailing lists, whose IDs are those of the list. */
const foundMail = { mailgroup_id: 'nsbgs9uccm0', public_mailbox_id: 'p89hsd21k', member_id: 'dkwhfos9sdj' };

const namesFrom = (source) => filled.filter(({ from = 'Incoming' }) => from === source).map(({ name }) => name);

const wireTo = (names) => ({ main: [names.map((node) => ({ node, type: 'main', index: 0 }))] });

/** Its nodes are the panels; it is not executed. */
export const panels = {
	id: 'picturePanels001',
	name: 'Clean up',
	active: false,
	settings: { executionOrder: 'v1' },
	pinData: { Incoming: [{ json: incoming }], Found: [{ json: found }], Mail: [{ json: foundMail }] },
	nodes: [
		composeNode('Incoming', 'n8n-nodes-base.manualTrigger', [0, 0], {}),
		composeNode('Found', 'n8n-nodes-base.noOp', [150, 0], {}),
		composeNode('Mail', 'n8n-nodes-base.noOp', [150, 200], {}),
		...filled.map(({ type, name, parameters }, row) => ourNode(name, type, [300, row * 200], parameters)),
	],
	connections: {
		Incoming: wireTo(['Found', 'Mail', ...namesFrom('Incoming')]),
		Found: wireTo(namesFrom('Found')),
		Mail: wireTo(namesFrom('Mail')),
	},
};

/** Fails, as nothing of it may be deleted. */
export const failing = {
	id: 'pictureFailing01',
	name: 'Delete punches of closed days',
	active: false,
	settings: { executionOrder: 'v1' },
	pinData: { Punches: archived.map((record_id) => ({ json: { record_id } })) },
	nodes: [
		composeNode('Punches', 'n8n-nodes-base.manualTrigger', [0, 0], {}),
		ourNode('Delete the punches', 'feishuAttendanceRecord', [220, 0], { recordIds: '={{ $json.record_id }}', options: {} }),
	],
	connections: { Punches: { main: [[{ node: 'Delete the punches', type: 'main', index: 0 }]] } },
};

/**
 * The main example, to be executed. It keeps no copies, which would make each line of the table as tall as a page.
 * @param {string} sandbox - its address
 */
export function rollback(sandbox) {
	const example = mainExample(sandbox);
	const { nodes, ...rest } = released(example, deleting);
	const withoutCopies = nodes.map((node) => {
		const { options } = node.parameters;
		return options?.keepCopy ? { ...node, parameters: { ...node.parameters, options: { ...options, keepCopy: false } } } : node;
	});
	return { ...rest, nodes: withoutCopies };
}

/** The same as its reader will have it, with Feishu's own address on the canvas. */
export function rollbackToShow() {
	return { ...mainExample('https://open.feishu.cn'), id: 'pictureCanvas001' };
}

/** Other examples that the documentation shows, by the names of their pictures. */
export const shownExamples = {
	'take-person-out-of-meetings': 'personOut0000001',
	'tidy-finished-tasks': 'tidyTasks0000001',
	'recall-mass-message': 'recallMessage001',
	'cancel-leavers-meetings': 'cancelLeaverMeet',
	'clear-old-base-records': 'clearOldRecords1',
	'recall-bot-messages': 'botMessages00001',
	'offboard-person': 'offboardPerson01',
	'put-person-back': 'putPersonBack001',
};

export function examplesToShow() {
	return workflows('https://open.feishu.cn').filter(({ id }) => Object.values(shownExamples).includes(id));
}

function mainExample(sandbox) {
	return workflows(sandbox).find(({ id }) => id === mainWorkflow);
}

function ourNode(name, type, position, parameters) {
	return {
		...composeNode(name, `n8n-nodes-feishu-cleanup.${type}`, position, {
			authentication: 'feishuTenantApi',
			operation: 'delete',
			...parameters,
		}),
		credentials: { feishuTenantApi: { id: credentialId, name: 'Feishu sandbox' } },
	};
}

function composeNode(name, type, position, parameters) {
	return { id: name.replaceAll(' ', '-').toLowerCase(), name, type, typeVersion: 1, position, parameters };
}
