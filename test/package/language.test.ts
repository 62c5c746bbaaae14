import { findForeignText } from './language';

const inFile = (file: string, text: string) => findForeignText(new Map([[file, text]]));

const translation = '[简体中文](docs/README.zh-CN.md)';

const codex = (more: object) => JSON.stringify({ categories: ['Productivity'], alias: ['Feishu', '飞书', '删除'], ...more });

describe('the language check', () => {
	it.each([
		['a regular expression, which matches what Feishu says', 'dist/a.js', 'const MISSING = /not found|不存在/i;'],
		['the aliases in which n8n searches', 'dist/nodes/A/A.node.json', codex({})],
		['the name of the translation', 'README.md', `# Title\n\n${translation}\n`],
		['a name with an accent, an arrow, a dash, an ellipsis', 'README.md', 'Müller → naïve – “so” … 5 µs × 3'],
	])('lets %s pass', (_what, file, text) => {
		expect(inFile(file, text)).toEqual([]);
	});

	it.each([
		['a text of the interface', 'dist/a.js', "exports.displayName = '删除';"],
		['a text that is put together', 'dist/a.js', 'exports.hint = `${1} 条`;'],
		['a comment', 'dist/a.js', 'const a = 1; // 删除'],
		['a comment beside a regular expression', 'dist/a.js', 'const a = /删除/; // 删除'],
		['a type’s description', 'dist/a.d.ts', '/** 删除 */ export declare const a: number;'],
		['a category', 'dist/nodes/A/A.node.json', codex({ categories: ['生产力'] })],
		['another language’s letters', 'README.md', 'Удалить'],
		['a sentence beside the name of the translation', 'README.md', `${translation} 文档`],
		['the name of the translation elsewhere', 'CHANGELOG.md', translation],
		['a comma of a Chinese keyboard', 'README.md', 'one， two'],
	])('finds %s', (_what, file, text) => {
		expect(inFile(file, text)).toEqual([expect.stringMatching(`^${file.replaceAll('.', '\\.')}: is not in English: .`)]);
	});
});
