import { ENGLISH_ONLY, PAIRS, readPage } from './markdown';

/** What a native reader stops at, and what n8n's own documentation says instead. */
const WORDS: ReadonlyArray<[word: RegExp, instead: string]> = [
	[/\b[Ww]hoever\b/, 'anybody who, the person who'],
	[/\banew\b/, 'again'],
	[/\bfor good\b/, 'permanently'],
	[/\bstands?\b(?! for\b)|\bstood\b/, 'is'],
	[/\b(is|are|was) well\b/, 'succeeds'],
	[/\ball the same\b/, 'anyway, still'],
	[/\bbut for\b/, 'except'],
	[/\btokens? ends?\b/, 'expires'],
	[/^Where (?!.*\?)|[.:;] Where |\b[Ww]here (it|they|there|an?|nothing|no|that|Feishu) (is|are|has|was|were|gives)\b/, 'if'],
	[/\bwhat became of\b/, 'what happened to'],
	[/\b(is|are) none\b/, 'is not one'],
	[/\bhave come\b|\bhas come\b/, 'progress'],
	[/\bto the letter\b/, 'exactly'],
	[/\bput back\b/, 'restore'],
];

/** Without code, links, and what is made of the nodes' own texts. */
const proseOf = (text: string) =>
	text
		.replaceAll(/<!-- generated: \w+ -->[^]*?<!-- \/generated -->/g, '')
		.replaceAll(/^ *```[^]*?^ *```/gm, '')
		.replaceAll(/`[^`]*`|\]\([^)]*\)/g, ' ');

const findingsIn = (text: string) =>
	proseOf(text)
		.split('\n')
		.flatMap((line) =>
			WORDS.filter(([word]) => word.test(line)).map(([word, instead]) => `${instead}, not ${word.exec(line)?.[0]}: ${line}`),
		);

const PAGES = [...PAIRS.map(([english]) => english), ...ENGLISH_ONLY, 'SECURITY.md'].filter((file) => file !== 'docs/TROUBLESHOOTING.md');

test.each(PAGES)('%s is in plain English', (file) => {
	expect(findingsIn(readPage(file).text)).toEqual([]);
});

test('finds a word in a sentence, and none in code', () => {
	expect(findingsIn('Whoever reads this.\n`whoever` wrote it.\n```\nanew\n```')).toEqual([
		'anybody who, the person who, not Whoever: Whoever reads this.',
	]);
});
