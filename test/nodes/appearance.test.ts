import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { NodeHelpers, type INode } from 'n8n-workflow';
import { deletions } from '../deletions';
import { nodeTypesByName } from '../support/engine';

const descriptions = Object.values(nodeTypesByName).map(({ description }) => description);

test.each(['light', 'dark'] as const)('no two nodes have the same %s icon, unless it is Feishu’s own, and each is there', (theme) => {
	const icons = descriptions.map(({ icon }) => (typeof icon === 'object' ? icon[theme] : ''));
	const drawn = icons.filter((icon) => !/\/feishu(\.dark)?\.svg$/.test(icon));

	expect(new Set(drawn).size).toBe(drawn.length);
	// A node's folder is two below the root, as its compiled form is two below dist, which has the icons as well.
	for (const icon of icons) expect(existsSync(join(__dirname, '../../nodes/any', icon.replace('file:', '')))).toBe(true);
});

/** The editor takes the tools of agents from here, and shows no actions of them; each of our nodes has a tool beside it anyway. */
test.each(Object.keys(nodeTypesByName))('the node panel shows what %s can do', (name) => {
	const folder = name.replace('feishu', 'Feishu');
	const codex = JSON.parse(readFileSync(join(__dirname, `../../nodes/${folder}/${folder}.node.json`), 'utf8')) as object;

	expect(codex).not.toHaveProperty('subcategories.AI');
});

test.each(deletions)('$type is subtitled "$subtitle"', ({ node, subtitle: expected }) => {
	const { subtitle = '' } = node.description;

	const inDryRun = expected.replace(/^\w+/, 'dry run');
	expect(subtitleOf(subtitle, { operation: 'delete' })).toBe(expected);
	expect(subtitleOf(subtitle, { operation: 'delete', dryRun: true })).toBe(inDryRun);
	expect(subtitleOf(subtitle, { operation: 'delete', options: { dryRun: true } })).toBe(inDryRun);
	expect(subtitleOf(subtitle, { operation: 'delete', dryRun: false, options: {} })).toBe(expected);
});

/** What the editor shows, whose expressions here are plain JavaScript. */
function subtitleOf(expression: string, $parameter: object): unknown {
	return runInNewContext(expression.slice('={{'.length, -'}}'.length), { $parameter });
}

test('what can be picked from a list is picked from it first, and can be given by ID', () => {
	const locators = descriptions.flatMap(({ properties }) => properties).filter(({ type }) => type === 'resourceLocator');

	expect(locators.length).toBeGreaterThan(0);
	for (const { modes = [], default: initial } of locators) {
		// No call lists the Bases of an account: these are found by their links.
		const first = modes.some(({ name }) => name === 'list') ? 'list' : 'link';
		expect([modes[0]?.name, modes.at(-1)?.name]).toEqual([first, 'id']);
		expect(initial).toMatchObject({ mode: first });
	}
});

/** The editor hides this from a node that was just added, but not inside a list. */
test('a feed card node that was just added shows no field in red', () => {
	const { description } = nodeTypesByName.feishuAppFeedCard;
	const node: INode = { id: '1', name: 'Cards', type: description.name, typeVersion: 1, position: [0, 0], parameters: {} };
	const parameters = NodeHelpers.getNodeParameters(description.properties, {}, true, false, node, description);

	expect(parameters).toMatchObject({ feedCards: { cards: [{ bizId: '', userIds: '' }] } });
	expect(NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: parameters ?? {} }, description)).toBeNull();
});

test.each(descriptions.map((description) => [description.displayName, description]))(
	'no text of %s holds blanks that nobody sees',
	(_name, description) => {
		const texts: string[] = [];
		JSON.stringify(description, (_key, value: unknown) => {
			if (typeof value === 'string') texts.push(value);
			return value;
		});

		expect(texts.filter((text) => /[\t\n]| {2}/.test(text))).toEqual([]);
	},
);

/** After the set-up nobody needs more, and it would push the fields below the fold. */
test.each(descriptions.map(({ displayName, properties }) => [displayName, properties.filter(({ type }) => type === 'notice')] as const))(
	'%s says at the head of an operation one line, and links to its page',
	(_name, notices) => {
		const heads = notices.map((notice) => notice.displayName).filter((text) => text.includes('<a '));

		expect(heads.length).toBeGreaterThan(0);
		for (const head of heads) {
			const [, line = '', page = ''] =
				/^(.+\.) <a href="https:\/\/[^"]+\/blob\/main\/(docs\/nodes\/[^"]+)" target="_blank">What it needs<\/a>$/.exec(head) ?? [];
			expect(line).toMatch(/^[A-Z].{10,119}$/);
			expect(existsSync(join(__dirname, '../..', page))).toBe(true);
		}
		for (const { displayName: text } of notices) expect(text.replaceAll(/<[^>]*>/g, '').length).toBeLessThan(140);
	},
);
