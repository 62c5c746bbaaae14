import { Workflow, type INode, type INodeParameters } from 'n8n-workflow';
import { nodeTypesByName, type NodeName } from '../support/engine';

const nodes = Object.values(nodeTypesByName);

/** Which hints n8n's editor shows for a node, as both of its lines find out. */
function shownFor(type: string, parameters: INodeParameters): string[] {
	const nodeType = nodeTypesByName[type as NodeName];
	const node: INode = { id: '1', name: 'Node', type, typeVersion: 1, position: [0, 0], parameters };
	const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return (nodeType.description.hints ?? [])
		.filter(({ displayCondition = '' }) => {
			const display = workflow.expression.getParameterValue(displayCondition, null, 0, 0, node.name, [], 'manual', {});
			// n8n warns of anything else, and shows nothing.
			expect(typeof display).toBe('boolean');
			return display === true;
		})
		.map(({ message }) => message);
}

const DRY = 'Dry Run is on: nothing was sent to Feishu';

describe.each(nodes.map(({ description }) => description.name))('the output panel of %s', (type) => {
	test.each<[string, INodeParameters, string[]]>([
		['says that a dry run sent nothing', { dryRun: true }, [DRY]],
		['says so of a creation, too', { operation: 'create', dryRun: true }, [DRY]],
		['says so where an expression yields it', { dryRun: '={{ 1 === 1 }}' }, [DRY]],
		['says so where an older workflow has the option', { options: { dryRun: true } }, [DRY]],
		['says nothing of what was sent', { dryRun: false, options: { dryRun: false } }, []],
	])('%s', (_what, parameters, hints) => {
		expect(shownFor(type, parameters)).toEqual(hints);
	});
});

test.each([
	[{ operation: 'getAll' }, 1],
	[{ operation: 'getAll', returnAll: false, limit: 5 }, 1],
	[{ operation: 'getAll', returnAll: true }, 0],
	[{ operation: 'delete', returnAll: false }, 0],
])('a list that Limit may cut says so: %j', (parameters, count) => {
	expect(shownFor('feishuTaskFollower', parameters)).toHaveLength(count);
});
