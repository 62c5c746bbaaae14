import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import { nodeTypesByName, type NodeName } from '../support/engine';

/** A node as the editor's node panel searches it: by its display name and by each of its aliases, on their own. */
const searchable = Object.values(nodeTypesByName).map(({ description: { name, displayName } }) => {
	const folder = name.replace('feishu', 'Feishu');
	const codex = JSON.parse(readFileSync(join(__dirname, `../../nodes/${folder}/${folder}.node.json`), 'utf8')) as { alias: string[] };
	return { key: name, properties: { displayName, codex } };
});

/** What n8n's own search finds, best first. */
const found = (phrase: string) => sublimeSearch(phrase.toLowerCase(), searchable).map(({ item }) => item.key);

const PHRASES: Readonly<Record<NodeName, readonly string[]>> = {
	feishuAttendanceRecord: [
		'attendance', 'lark attendance', 'feishu attendance', 'delete attendance', 'remove attendance', 'delete attendance records', 'punch', 'delete punch',
		'clock in', 'timesheet', 'rollback', '考勤', '打卡', '飞书考勤', '考勤打卡', '打卡流水', '删除打卡',
	],
	feishuCalendarEventAttendee: [
		'attendee', 'lark calendar', 'feishu calendar', 'delete attendee', 'remove attendee', 'remove guest', 'guest', 'participant', 'meeting room',
		'日程', '参与人', '日历', '会议室', '飞书日程', '飞书日历', '删除参与人', '移除参与人',
	],
	feishuTaskFollower: [
		'follower', 'unfollow', 'lark task', 'feishu task', 'remove follower', 'delete follower', 'watcher', '关注人', '任务', '飞书任务', '移除关注人', '删除关注人',
	],
	feishuAppFeedCard: ['feed card', 'lark card', 'feishu card', 'delete card', 'remove card', 'message feed', '卡片', '消息流', '飞书卡片', '删除卡片', '应用卡片'],
	feishuBatchMessage: [
		'recall', 'recall message', 'recall batch message', 'withdraw message', 'unsend', 'lark message', 'feishu message', 'delete message', 'mass message',
		'broadcast', '撤回', '群发', '批量撤回', '撤回消息', '批量消息', '飞书撤回', '飞书消息',
	],
};

test.each(Object.entries(PHRASES).flatMap(([name, phrases]) => phrases.map((phrase) => [phrase, name])))('“%s” finds %s first', (phrase, name) => {
	expect(found(phrase)[0]).toBe(name);
});

test.each(['feishu', 'lark', 'larksuite', 'lark suite', '飞书', 'delete', 'remove', 'cleanup', '删除', '移除', '清理'])('“%s” finds every node', (phrase) => {
	expect(found(phrase).sort()).toEqual(Object.keys(PHRASES).sort());
});
