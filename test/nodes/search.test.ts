import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import { deletions } from '../deletions';

/** A node as the editor's node panel searches it: by its display name and by each of its aliases, on their own. */
const searchable = deletions.map(
	({
		node: {
			description: { name, displayName },
		},
	}) => {
		const folder = name.replace('feishu', 'Feishu');
		const codex = JSON.parse(readFileSync(join(__dirname, `../../nodes/${folder}/${folder}.node.json`), 'utf8')) as { alias: string[] };
		return { key: name, properties: { displayName, codex } };
	},
);

/** What n8n's own search finds, best first. */
const found = (phrase: string) => sublimeSearch(phrase.toLowerCase(), searchable).map(({ item }) => item.key);

test.each(deletions.flatMap(({ type, phrases }) => phrases.map((phrase) => [phrase, type])))('“%s” finds %s first', (phrase, name) => {
	expect(found(phrase)[0]).toBe(name);
});

const aliases = searchable.flatMap(({ key, properties: { codex } }) => codex.alias.map((alias) => [alias, key] as const));

test.each(aliases)('“%s” finds %s', (phrase, name) => {
	expect(found(phrase)).toContain(name);
});

/** What people were seen to type, by the name of the node they were looking for. */
const typed = JSON.parse(readFileSync(join(__dirname, '../e2e/typed.json'), 'utf8')) as Record<string, string[]>;
const keyOf = new Map(searchable.map(({ key, properties: { displayName } }) => [displayName, key]));

test.each(Object.entries(typed).flatMap(([name, words]) => words.map((phrase) => [phrase, name] as const)))(
	'“%s”, which people type, finds %s',
	(phrase, name) => {
		expect(found(phrase)).toContain(keyOf.get(name));
	},
);

test.each([
	['unsubscribe', ['feishuTaskFollower']],
	['bulk delete', deletions.map(({ type }) => type)],
	['remove person from meeting', ['feishuCalendarEventAttendee']],
])('“%s” finds what people look for by it', (phrase, names) => {
	expect(found(phrase).sort()).toEqual([...names].sort());
});

test.each(['leaver', '离职'])('“%s” finds the nodes that take people out of something', (phrase) => {
	const nodes = ['feishuCalendarEvent', 'feishuCalendarEventAttendee', 'feishuTaskFollower', 'feishuChatMember'];
	expect(found(phrase)).toEqual(expect.arrayContaining(nodes));
	expect(found(phrase)).not.toContain('feishuBatchMessage');
});

test.each(['feishu', 'lark', 'larksuite', 'lark suite', '飞书', 'delete', 'remove', 'cleanup', '删除', '移除', '清理'])(
	'“%s” finds every node',
	(phrase) => {
		expect(found(phrase).sort()).toEqual(deletions.map(({ type }) => type).sort());
	},
);
