import { ENGLISH_ONLY, PAIRS, readPage } from './markdown';
import { WORDS } from './plainWords';

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

const SPECS = [...PAIRS.map(([english]) => english), ...ENGLISH_ONLY, 'SECURITY.md'].filter((file) => file !== 'docs/TROUBLESHOOTING.md');

test.each(SPECS)('%s is in plain English', (file) => {
	expect(findingsIn(readPage(file).text)).toEqual([]);
});

test('finds a word in a sentence, and none in code', () => {
	expect(findingsIn('Whoever reads this.\n`whoever` wrote it.\n```\nanew\n```')).toEqual([
		'anybody who, the person who, not Whoever: Whoever reads this.',
	]);
});
