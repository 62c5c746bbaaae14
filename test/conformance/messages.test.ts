import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { startSandbox, type Sandbox } from '../sandbox';
import { VirtualClock } from '../support/virtualClock';
import { MessageCollector, readGolden, writeGolden, type Message, type Section } from './messages';

const ROOT = join(__dirname, '../..');

const clock = new VirtualClock();
let sandbox: Sandbox;
let sections: Section[] = [];

beforeAll(async () => {
	clock.install();
	sandbox = await startSandbox({ world: 'empty', rateLimits: 'off' });
	sections = await new MessageCollector(sandbox).all();
}, 60_000);
afterAll(async () => {
	await sandbox.stop();
	clock.uninstall();
});

const messages = (): Message[] => sections.flatMap((section) => section.messages);

function toMarkdown(): string {
	const parts = sections.map(({ title, messages: own }) => {
		const lines = own.map(({ when, reason, text }) =>
			[`- **${when}**`, ...(reason === undefined ? [] : [`  ${reason.replaceAll('\n', '\n  ')}`, '  →']), `  ${text}`].join('\n'),
		);
		return `## ${title}\n\n${lines.join('\n')}\n`;
	});
	return `# Every message a person gets to read\n\nEach code of a call stands in a table; a code that another table of the node has in the same words is not said again. All else is written from real runs: what led to it, the reason where there is one beside it, and the message. After a change, \`UPDATE_GOLDEN=1 npx jest test/conformance/messages\` writes it anew; read what changed as prose.\n\n${parts.join('\n')}`;
}

test('the messages are those of the golden file, which was read as prose', () => {
	const generated = toMarkdown();
	if (process.env.UPDATE_GOLDEN === '1') writeGolden(generated);

	expect(generated).toBe(readGolden());
});

test('no message speaks of an error, a problem or a failure', () => {
	const words = messages().flatMap(({ text, reason = '' }) => [text, reason]);

	// What n8n calls a setting of its own.
	const own = words.map((text) => text.replaceAll(/On Error|\(using error output\)/g, ''));
	expect(own.filter((text) => /error|problem|fail/i.test(text))).toEqual([]);
});

/** Verbs that a next step begins with. */
const STEPS =
	/(^|[.:,;] |, and |, or |\bor |then |otherwise )(add|ask|change|check|choose|connect|copy|correct|delete|enter|give|go|leave|list|look|make|map|name|open|pass|paste|put|raise|read|recall|reduce|remove|run|save|share|shorten|split|switch|take|tick|try|type|use|wait|write)\b/i;

/** Under Stop, the title counts and says why, or which field cannot be sent; the next step stands in the description. */
const isTitle = (text: string) => /^\d+ (of \d+ )?[a-z ]+, \d+ [a-z ]+[.,]| Nothing was sent\.$/.test(text);

test('each message says what happened and ends with the next step', () => {
	const blank = messages().filter(({ text }) => text === '');
	const stepless = messages().filter(({ text, reason }) => {
		if (isTitle(text)) return false;
		// Beside a reason, the first sentence may be the step already.
		if (reason !== undefined && STEPS.test(text)) return false;
		const [what = '', ...rest] = text.split(/(?<=[.:]) /);
		return !STEPS.test(rest.length === 0 ? what : rest.join(' '));
	});

	expect(blank).toEqual([]);
	expect(stepless).toEqual([]);
});

test('each message is whole sentences', () => {
	const spoilt = messages()
		.flatMap(({ text, reason = '' }) => [text, reason])
		.filter((text) => /undefined|null|NaN|\[object|\.\.| {2}| \.(?! @)|;\./.test(text.replaceAll(/"[^"]*"/g, '""')));

	expect(spoilt).toEqual([]);
	expect(messages().filter(({ text }) => !/^[A-Z0-9a-z“‹]/.test(text) || !/([.]|https?:\S+)$/.test(text))).toEqual([]);
});

test('each message is short enough to be read', () => {
	// Under Stop, the counts of the run go before it, and in a list of the editor Feishu’s words.
	const own = messages().map(({ text }) =>
		text
			.replace(/ Feishu’s own help: \S+$/, '')
			.replace(/^\d+ of \d+ .+?\. \S+: /, '')
			.replace(/^.+? \(code \d+\)\. /, '')
			.replace(/ One of these permissions is enough: .+$/, ''),
	);

	expect(own.filter((text) => text.length >= 400)).toEqual([]);
});

/** Property names, constructors and functions whose texts somebody gets to read. */
const SHOWN = /^(reason|what_to_do|todo|what)$/;
const THROWN = /^(InvalidField|UserError|TokenError|Unread|unseen)$/;

/** The literal texts within a piece of source, without what a template fills in. */
function literalsIn(node: ts.Node): string[] {
	if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return [node.text];
	const found: string[] = [];
	ts.forEachChild(node, (child) => {
		found.push(...literalsIn(child));
	});
	return found;
}

function shownIn(node: ts.Node): string[] {
	const isShown =
		((ts.isNewExpression(node) || ts.isCallExpression(node)) && THROWN.test(node.expression.getText())) ||
		(ts.isPropertyAssignment(node) && SHOWN.test(node.name.getText()));
	if (isShown) return literalsIn(node);
	const found: string[] = [];
	ts.forEachChild(node, (child) => {
		found.push(...shownIn(child));
	});
	return found;
}

/** Texts that no run of these tests shows, each with the reason. */
const NEVER_SHOWN: Readonly<Record<string, string>> = {
	'n8n did not send the request': 'It stands for something thrown without a message.',
	'The node failed at another item before this record was sent': 'n8n shows what another item has thrown, and writes this to its log.',
	'Read the message of that item, then run the workflow again.': 'It goes with the text above.',
	'cannot be read:': 'It stands for an expression that throws only when the engine reads it; the tests of the engine have one.',
	'Check what the expressions of the node return for this item.': 'It goes with the text above.',
	'Dry Run is on in this try of the node, but was off in an earlier one': 'It takes two tries of a node; their tests have one.',
	'Open the credential and check it.': 'It goes with something thrown that says no next step itself.',
	'Report this to the authors of the node.':
		'It guards against a fault of this package or of n8n’s store; the tests of the engine plant some.',
	'The execution was stopped before Feishu was asked':
		'It goes with a look that a stopped execution leaves; the tests of the reader have one.',
	'Feishu does not show this record yet':
		'A look that tells nothing changes nothing in what was said before; only Keep a Copy says what it could not see, and it deletes.',
	'Look for it with Get Many before you import it again.': 'It goes with the text above.',
	'Feishu shows no recall yet, but may still begin one':
		'A look that tells nothing changes nothing in what was said before, and a recall keeps no copy.',
	'Run the workflow again: repeating is safe.': 'It goes with the text above.',
	'Feishu was not asked': 'It guards against an address that is not looked up; a run that asks nothing has ended, and says why.',
	'Feishu answered without the list': 'It guards against an answer of another shape; test/nodes/getMany.test.ts has some.',
	'The replies of': 'It takes a thread that cannot be read in a chat that can; test/nodes/message.test.ts has one.',
	'The look at Feishu says nothing about it': 'It guards against a look that forgets a record, which none does.',
	'n8n’s SSRF protection does not allow requests to this host':
		'Only the server of n8n 2.x has this protection; the tests of credentials/undelivered.ts have its words.',
	'Have the administrator of n8n allow it (environment variable N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES).':
		'It goes with the text above.',
	'could not be reached for a tenant token. Check the region, or the Base URL, of the credential, and the network of the n8n server.':
		'It stands for a connection that breaks midway; test/engine/transport.test.ts breaks one.',
	'The user token has expired, and Feishu could not be asked to renew it.':
		'Its cause goes with it wherever nobody is there; alone it stands for a connection that breaks midway.',
	'The credential is for': 'It guards against a request past the engine; test/credentials/ownHost.test.ts makes some.',
	', but this request goes to another address, so it was not sent. Check the region, or the Base URL, of the credential.':
		'It goes with the text above.',
	'names a department, which counts as one record however many people are in it, and Stop If More Than is not set':
		'Only an agent is told so; test/nodes/batchMessage.test.ts has one.',
	'Name people instead. To let an agent send to departments, set Stop If More Than in Options.': 'It goes with the text above.',
	'Authentication names no credential of this node. Choose one in the node.': 'n8n itself refuses such a node in both lines.',
};

test('every text that the code can show is among the messages', () => {
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => join(ROOT, folder, file)),
	);
	const texts = files.flatMap((file) => shownIn(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)));
	// What is wrong with a credential is one text in the code, and a reason with its next step in the output.
	const told = `${toMarkdown()}${messages()
		.map(({ reason = '', text }) => `${reason}. ${text}`)
		.join('\n')}`;
	// The editor's lists are told with hyphens that do not break.
	const shown = told.replaceAll('\u2011', '-');
	// Field names and single words stand in several messages; only longer texts tell one from another.
	const missing = texts.map((text) => text.trim()).filter((text) => text.includes(' ') && text.length > 12 && !shown.includes(text));

	expect(missing.filter((text) => !(text in NEVER_SHOWN))).toEqual([]);
	expect(Object.keys(NEVER_SHOWN).filter((text) => !missing.includes(text))).toEqual([]);
});
