import { readFileSync } from 'node:fs';

const { n8n } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The names that the node panel shows, and the words under which each node is to be found. */
const nodes = n8n.nodes.map((file) => {
	const [, folder] = /(Feishu\w+)\.node\.js$/.exec(file);
	const { alias } = JSON.parse(readFileSync(new URL(`../../nodes/${folder}/${folder}.node.json`, import.meta.url), 'utf8'));
	return { name: folder.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '), alias };
});

export const nodeNames = nodes.map(({ name }) => name);

/** What people were seen to type, and which node they were looking for; where none is named, all of them. */
const typed = {
	'Feishu Attendance Record': ['考勤', '打卡', 'lark attendance', 'delete attendance', '飞书考勤', '打卡流水', '考勤打卡'],
	'Feishu Calendar Event Attendee': [
		'attendee',
		'日程',
		'参与人',
		'lark calendar',
		'delete attendee',
		'remove guest',
		'meeting room',
		'all meetings',
		'out of meetings',
		'all events',
		'飞书日程',
	],
	'Feishu Base Record': ['bitable', '多维表格', 'delete record', 'delete row', 'lark base', '飞书多维表格'],
	'Feishu Calendar Event': [
		'日程',
		'取消会议',
		'lark calendar',
		'delete event',
		'cancel meeting',
		'recurring event',
		'飞书日历',
		'飞书日程',
	],
	'Feishu Task Follower': ['unfollow', '关注人', 'remove follower'],
	'Feishu App Feed Card': ['卡片', 'delete card'],
	'Feishu Batch Message': [
		'recall',
		'撤回',
		'群发',
		'recall message',
		'recall batch message',
		'withdraw message',
		'lark message',
		'批量撤回',
	],
	'Feishu Message': [
		'recall',
		'撤回',
		'recall message',
		'delete message',
		'withdraw message',
		'unsend message',
		'lark message',
		'chat history',
		'聊天记录',
	],
};
const typedForAll = ['feishu', 'lark', 'larksuite', '飞书', '移除', '清理'];

/**
 * Words, and the names of the nodes that must be found by them. Neighbours find different ones, so that it is soon seen
 * when the editor has gone from one to the next.
 * @param {boolean} isFull - whether the words of each node's own file are among them
 * @returns {{ words: string, names: string[] }[]}
 */
export function searches(isFull) {
	const wanted = new Map(typedForAll.map((words) => [words, nodeNames]));
	for (const { name, alias } of nodes) {
		for (const words of [...typed[name], ...(isFull ? alias : [])]) wanted.set(words, [...new Set([...(wanted.get(words) ?? []), name])]);
	}
	return alternate(wanted);
}

function alternate(wanted) {
	const groups = {};
	for (const [words, names] of wanted) (groups[names.join()] ??= []).push({ words, names });
	const rounds = Math.max(...Object.values(groups).map(({ length }) => length));
	return Array.from({ length: rounds }, (_, round) => Object.values(groups).flatMap((group) => group[round] ?? [])).flat();
}
