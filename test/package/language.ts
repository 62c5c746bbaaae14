import ts from 'typescript';

/** Letters of other scripts than English has, and the punctuation of East Asian ones. */
const FOREIGN = /(?![\p{Script=Latin}\p{Script=Common}])\p{L}|[\u3000-\u303f\uff00-\uffef]/u;

/** README.md names the translation in its own language: whoever needs it looks for that word. It is not packed. */
const TRANSLATION = /\[[^\]]*\]\(docs\/README\.zh-CN\.md\)/g;

/**
 * The text of a packed file without what may be in another language there. n8n wants its interface and all
 * documentation in English, which is what a person reads of the package. Not among that are:
 * - regular expressions, which match what Feishu answers in Chinese, and the punctuation of Chinese input methods;
 * - the aliases of a codex file: n8n searches in them, and shows them nowhere;
 * - the name of the translation in README.md.
 */
function readText(file: string, text: string): string {
	if (file.endsWith('.js')) return withoutRegularExpressions(text);
	if (file.endsWith('.node.json')) return JSON.stringify({ ...(JSON.parse(text) as object), alias: [] }, null, '\t');
	return file === 'README.md' ? text.replaceAll(TRANSLATION, '') : text;
}

function withoutRegularExpressions(code: string): string {
	const source = ts.createSourceFile('packed.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
	let text = code;
	const visit = (node: ts.Node): void => {
		if (ts.isRegularExpressionLiteral(node)) {
			const [from, to] = [node.getStart(source), node.getEnd()];
			text = text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return text;
}

/**
 * Where a packed file is not in English, one line each.
 * @param files the text of each file, under its path in the tarball
 */
export function findForeignText(files: ReadonlyMap<string, string>): string[] {
	return [...files].flatMap(([file, text]) =>
		readText(file, text)
			.split('\n')
			.filter((line) => FOREIGN.test(line))
			.map((line) => `${file}: is not in English: ${line.trim()}`),
	);
}
