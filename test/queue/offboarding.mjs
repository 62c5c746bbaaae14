import { workflows } from '../../playground/examples.mjs';
import { composeWorkflow } from '../laboratory/workflow.mjs';

const example = 'leaversOut000001';

/** What the example has for people who look at it, and what hands it over: a call does that here. */
const without = ['Every evening', 'Who has left', 'Anything to tell?', 'Report', 'Note'];

/** The places of the sandbox that everybody is in, by their kinds. */
const count = { chats: 5, documents: 2, tasks: 4, groups: 3, roles: 1, lists: 2, mailboxes: 2, events: 4 };

const each = (number, make) => Array.from({ length: number }, (_, index) => make(index));

/** Who is taken out, each by an execution of its own. */
export const people = each(20, (index) => ({
	openId: `ou_leaver${index}`,
	unionId: `on_leaver${index}`,
	userId: `emp_leaver${index}`,
	email: `leaver${index}@example.com`,
}));

const ids = people.map(({ openId }) => openId);

const calendarId = 'feishu.cn_product@group.calendar.feishu.cn';

const folder = 'fldcnSandboxProject';

/** Everybody in each of some mailing lists or mailboxes, whose members have IDs of their own. */
function membersOf(number, placeOf) {
	return each(number, placeOf).flatMap((place) =>
		ids.map((user_id) => ({ id: `${place}-${user_id}`, in: place, row: { type: 'USER', user_id } })),
	);
}

/** The sandbox with everybody in everything. */
export const world = {
	people,
	chats: each(count.chats, (index) => ({ chatId: `oc_queue${index}`, members: ['cli_sandbox', ...ids], managers: ['cli_sandbox'] })),
	documents: [
		{ token: folder, type: 'folder', name: 'Project' },
		...each(count.documents, (index) => ({ token: `doxcnQueue${index}`, parent: folder, collaborators: ids })),
	],
	tasks: each(count.tasks, (index) => ({ taskId: `task-${index}`, followers: ids })),
	tasklists: [{ guid: 'list-1', taskIds: each(count.tasks, (index) => `task-${index}`) }],
	userGroups: each(count.groups, (index) => ({ groupId: `g_queue${index}`, members: ids })),
	roles: each(count.roles, () => ({ roleId: '7vrj3vk70xk7v5r', members: ids })),
	mailgroups: each(count.lists, (index) => ({ id: `mlg_queue${index}` })),
	publicMailboxes: each(count.mailboxes, (index) => ({ id: `pmb_queue${index}` })),
	things: {
		mailingListMember: membersOf(count.lists, (index) => `mlg_queue${index}`),
		publicMailboxMember: membersOf(count.mailboxes, (index) => `pmb_queue${index}`),
	},
	calendars: [{ calendarId, role: 'owner' }],
	events: each(count.events, (index) => ({
		calendarId,
		eventId: `queue${index}_0`,
		start: { inHours: 30 + index },
		attendees: ids.map((target) => ({ attendeeId: `user_${target}`, target })),
	})),
};

/** Places that an execution takes its person out of. */
export const placesOfEach = Object.values(count).reduce((sum, one) => sum + one, 0);

/** The example that takes leavers out of everything, started by calls that name somebody. */
export function leaversOut(id) {
	const { nodes, connections, settings } = workflows('', '').find((workflow) => workflow.id === example);
	const start = composeWorkflow({ id, start: 'webhook', steps: [] });
	const kept = nodes.filter(({ name }) => !without.includes(name)).map((node) => (node.name === 'Settings' ? named(node) : node));
	const isKept = ({ node }) => kept.some(({ name }) => name === node);
	const ways = Object.entries(connections)
		.filter(([from]) => isKept({ node: from }))
		.map(([from, { main }]) => [from, { main: main.map((targets) => targets.filter(isKept)) }]);
	return {
		...start,
		settings,
		nodes: [...start.nodes, ...kept],
		connections: { ...start.connections, ...Object.fromEntries(ways), Item: { main: [[{ node: 'Settings', type: 'main', index: 0 }]] } },
	};
}

function named(node) {
	const { assignments } = node.parameters.assignments;
	const own = assignments.map((one) => (one.name === 'people' ? { ...one, value: '={{ [$json.person] }}' } : one));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: own } } };
}

/**
 * @param {object} execution - as n8n hands it over
 * @returns {{ status: string, worker: string, person: string, records: object[] }} `records` are what the nodes that remove returned
 */
export function readRemovals({ status, data }) {
	const { runData } = data.resultData;
	const { worker, person } = runData.Item[0].data.main[0][0].json;
	const removing = Object.keys(runData).filter((name) => name.startsWith('Remove from '));
	const records = removing.flatMap((name) => (runData[name][0].data?.main[0] ?? []).map(({ json }) => json));
	return { status, worker, person, records };
}
