import { readFileSync } from 'node:fs';

const { n8n } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The names that the node panel shows, and the words under which each node is to be found. */
const nodes = n8n.nodes.map((file) => {
	const [, folder] = /(Feishu\w+)\.node\.js$/.exec(file);
	const read = (ending) => readFileSync(new URL(`../../nodes/${folder}/${folder}.node.${ending}`, import.meta.url), 'utf8');
	const [, name] = /displayName: '(.+?)'/.exec(read('ts'));
	return { name, alias: JSON.parse(read('json')).alias };
});

export const nodeNames = nodes.map(({ name }) => name);

/** What people were seen to type, and which node they were looking for. test/nodes/search.test.ts looks for all of it. */
const typed = JSON.parse(readFileSync(new URL('typed.json', import.meta.url), 'utf8'));

/** An alias that a node has for itself. */
function ownAlias({ name, alias }) {
	const others = new Set(nodes.filter((node) => node.name !== name).flatMap((node) => node.alias));
	return alias.find((words) => !others.has(words));
}

/**
 * Words, and the names of the nodes that must be found by them: by each node's own words, by what people type, and by what
 * all of them have. Neighbors find different ones, so that it is soon seen when the editor has gone from one to the next.
 * @type {{ words: string, names: string[] }[]}
 */
export const searches = [
	{ words: 'feishu', names: nodeNames },
	...nodes.map((node) => ({ words: ownAlias(node), names: [node.name] })),
	{ words: '飞书', names: nodeNames },
	...Object.entries(typed).map(([name, [words]]) => ({ words, names: [name] })),
];
