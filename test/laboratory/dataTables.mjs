/** The node that makes a data table, in the examples that keep copies in one. */
const making = 'Table of copies';

/**
 * Does to examples what docs/EXAMPLES.md says for n8n 1.x, whose Data Table node makes no tables: it makes the table by hand, deletes
 * the node that makes it, and chooses it in the others.
 * @param {import('./editor.mjs').Editor} editor
 * @param {object[]} examples - that share a table
 * @returns {Promise<object[]>}
 */
export async function withTableByHand(editor, examples) {
	const [{ parameters }] = examples.map(({ nodes }) => nodes.find(({ name }) => name === making));
	const id = await editor.createDataTable({ name: parameters.tableName, columns: parameters.columns.column });
	return examples.map((example) => choosing(withoutMaking(example), id));
}

/** What led to the node leads to what it led to. */
function withoutMaking({ nodes, connections, ...about }) {
	const { [making]: next, ...others } = connections;
	const bridge = (targets) => targets.flatMap((target) => (target.node === making ? next.main[0] : [target]));
	return {
		...about,
		nodes: nodes.filter(({ name }) => name !== making),
		connections: Object.fromEntries(Object.entries(others).map(([name, { main }]) => [name, { main: main.map(bridge) }])),
	};
}

function choosing({ nodes, ...about }, id) {
	const chosen = (node) => ({ ...node, parameters: { ...node.parameters, dataTableId: { __rl: true, mode: 'id', value: id } } });
	return { ...about, nodes: nodes.map((node) => (node.parameters.dataTableId === undefined ? node : chosen(node))) };
}
