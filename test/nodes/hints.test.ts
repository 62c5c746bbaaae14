import { Workflow, type INode, type INodeParameters } from 'n8n-workflow';
import { Run } from '../../nodes/shared/engine/run';
import { nodeTypesByName, runNode, type NodeName } from '../support/engine';

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
		['says so where an expression yields it', { dryRun: '={{ 1 === 1 }}' }, [DRY]],
		['says so where an older workflow has the option', { options: { dryRun: true } }, [DRY]],
		['says nothing of what was sent', { dryRun: false, options: { dryRun: false } }, []],
	])('%s', (_what, parameters, hints) => {
		expect(shownFor(type, parameters)).toEqual(hints);
	});
});

test('a dry run of a creation says so, too', () => {
	expect(shownFor('feishuTaskFollower', { operation: 'create', dryRun: true })).toEqual([DRY]);
});

test('a search that was only planned says so', () => {
	expect(shownFor('feishuTaskFollower', { operation: 'getAll', dryRun: true })).toEqual(['Dry Run is on: nothing was searched']);
	// It has nothing to plan.
	expect(shownFor('feishuAttendanceRecord', { operation: 'getAll', dryRun: true })).toEqual([]);
});

test.each([
	[{ operation: 'getAll' }, 0],
	[{ operation: 'getAll', returnAll: false, limit: 5 }, 1],
	[{ operation: 'getAll', returnAll: true }, 0],
	[{ operation: 'delete', returnAll: false }, 0],
])('a list that Limit may cut says so: %j', (parameters, count) => {
	expect(shownFor('feishuTaskFollower', parameters)).toHaveLength(count);
});

const NARROW = 'Options narrow this list. If something is missing, check them first.';

test.each<[string, INodeParameters, string[]]>([
	['feishuAttendanceRecord', { options: { importedOnly: true } }, [NARROW]],
	['feishuAttendanceRecord', { options: { externalId: 'x' } }, [NARROW]],
	['feishuAttendanceRecord', { options: { employeeIdType: 'employee_no' } }, []],
	['feishuCalendarEventAttendee', { options: { onlyThese: '={{ $json.id }}' } }, [NARROW]],
	['feishuTaskFollower', { scope: 'all', options: { completed: 'open', createdAfter: '2026-01-01' } }, [NARROW]],
	['feishuMessage', { options: { textContains: 'x' } }, [NARROW]],
	['feishuTaskFollower', { scope: 'all', options: {} }, []],
	['feishuTaskFollower', { operation: 'delete', options: { completed: 'open' } }, []],
])('a list of %s that options narrow says so: %j', (type, parameters, hints) => {
	expect(shownFor(type, { operation: 'getAll', returnAll: true, ...parameters })).toEqual(hints);
});

/**
 * Counts of a run, such as how much was left out, cannot be told: the context that n8n gives a declarative node has no way to
 * add hints. When this fails, it can, and should.
 */
test('n8n lets a declarative node add no hints of its own', async () => {
	const seen: unknown[] = [];
	const join = jest.spyOn(Run.prototype, 'join').mockImplementation(async (context) => {
		seen.push('addExecutionHints' in context);
		return [];
	});
	const parameters = { operation: 'getAll', scope: 'all', returnAll: true, authentication: 'feishuTenantApi' };
	await runNode([{}], { type: 'feishuTaskFollower', credentials: { feishuTenantApi: 'tenant' }, parameters }, { tenant: {} });
	join.mockRestore();
	expect(seen).toEqual([false]);
});
