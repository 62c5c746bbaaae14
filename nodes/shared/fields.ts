import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** `user_id_type`, which every page with user IDs has. */
export const userIdType: INodeProperties = {
	displayName: 'User ID Type',
	name: 'userIdType',
	type: 'options',
	options: [
		{
			name: 'Open ID',
			value: 'open_id',
			description: 'Begins with ou_. Each app has its own open IDs, so use one that the same app received.',
		},
		{ name: 'Union ID', value: 'union_id', description: 'Begins with on_. The same for all apps of a developer.' },
		{
			name: 'User ID',
			value: 'user_id',
			description:
				'The same for all apps of the company. The Feishu Admin console shows it for each member. Needs the permission contact:user.employee_id:readonly.',
		},
	],
	default: 'open_id',
	description: 'The type of the user IDs',
	routing: { send: { type: 'query', property: 'user_id_type' } },
};

/** The line at the top of an operation. Everything else that a builder needs to know is on the page of the node. */
export const onPage = (page: string, text: string): string =>
	`${text} <a href="https://github.com/n8n-nodes-feishu-cleanup/n8n-nodes-feishu-cleanup/blob/main/docs/nodes/${page}.md" target="_blank">What it needs</a>`;

/** How every field for a time is read. */
export const ZONE = 'A time without a zone is in the time zone of the workflow (Settings > Timezone)';

const includeInputFields: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description: 'Whether to add the fields of the input item to each output item, under "input"',
};

/**
 * What an agent's model is told of a deletion. Without it, n8n would tell it the node's description.
 * @param text what is destroyed, that this is permanent, and in which form the IDs are taken
 */
export function toolDescription(text: string): INodeProperties {
	return {
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 5 },
		default: text,
		description: 'Explains to the AI agent what this tool does',
		displayOptions: { show: { '@tool': [true], operation: ['delete'] } },
	};
}

/** A switch of its own below the IDs: who looks for it has said what they want. */
const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description:
		'Whether to only report what would be done. The fields are checked, and nothing is sent to Feishu, except to look up email addresses and mobile numbers. With Output set to Summary, it also shows how many calls this would take, and how long.',
};

/**
 * It was here in earlier versions. It stays in the collection for saved workflows: n8n drops what a collection does
 * not know, and the node would delete. Nor can it be shown only if it is set: n8n looks at `displayOptions` of
 * a collection before it knows what is in it.
 */
const savedDryRun: INodeProperties = {
	displayName: 'Dry Run (Older Workflows)',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description:
		'Whether to only report what would be done. This option is for workflows of earlier versions: use the Dry Run switch above instead. If either is on, nothing is sent.',
};

/** @param example an ID of those that the node deletes */
const neverDelete = (example: string): INodeProperties => ({
	displayName: 'Never Delete',
	name: 'neverDelete',
	type: 'string',
	default: '',
	placeholder: `e.g. ${example}`,
	description:
		'IDs that must never be deleted, even if an item names them: one ID, a list separated by commas or line breaks, or an array. Name people by IDs that match User ID Type, by email address or by mobile number (+86…). The node then also finds them behind attendee IDs. If the list cannot be read, or could protect nobody, nothing is sent.',
});

const stopIfMoreThan: INodeProperties = {
	displayName: 'Stop If More Than',
	name: 'stopIfMoreThan',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 20,
	description:
		'Maximum number of records that one run of this node can delete or create, over all input items. If there are more, nothing is sent. With Batching, the limit applies to each batch. In a tool of an AI agent, it applies to each call and is 20 unless set here.',
};

/** For deletions whose answer names a record as one that is not there. */
export const alreadyGone: INodeProperties = {
	displayName: 'Already Gone Counts as Deleted',
	name: 'alreadyGone',
	type: 'boolean',
	default: true,
	description:
		'Whether to count records that no longer exist as done, so that running the clean-up twice does not fail. Their status is already_gone. A wrong ID, such as one of another type or of another app, also counts as gone. This can take extra calls to look records up.',
};

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Each Record', value: 'records', description: 'Return one item for each record' },
		{
			name: 'Summary',
			value: 'summary',
			description: 'Return one item with the counts and the records that were not deleted, grouped by reason',
		},
	],
	default: 'records',
	description: 'What to return. In a tool of an AI agent, it is Summary unless chosen here.',
};

/**
 * For deletions whose records can be read.
 * @param cost what the copies cost in calls: one or two sentences
 */
export function keepCopy(cost: string): INodeProperties {
	return {
		displayName: 'Keep a Copy',
		name: 'keepCopy',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: `Whether to read each record before deleting it and add it to the output item, under "snapshot". A record that cannot be read is not deleted. Requires one of the Continue settings under On Error, because a failure would lose the copies. ${cost}`,
	};
}

/** What every operation that changes something has, by its value. */
const OPTIONS_OF: Readonly<Record<string, readonly INodeProperties[]>> = {
	delete: [savedDryRun, includeInputFields, output, stopIfMoreThan],
	create: [includeInputFields, output, stopIfMoreThan],
};

/**
 * The last fields of every node: the switch for a dry run, and the options. n8n evaluates a property for each
 * item as often as its name is used, so operations share one collection, and each option is in it once.
 * @param own an operation's own options, by the value of the operation
 * @param example an ID of those that the node deletes
 * @param searched what its Get Many searches, if that can be planned: all chats, for instance
 */
export function lastFields(
	own: Readonly<Record<string, readonly INodeProperties[]>>,
	example = 'ou_xxxxxxxx or name@company.com',
	searched?: string,
): INodeProperties[] {
	const changing = Object.keys(own).filter((operation) => operation in OPTIONS_OF);
	const { delete: deleting } = own;
	const options = deleting === undefined ? own : { ...own, delete: [...deleting, neverDelete(example)] };
	const plan = searched === undefined ? '' : ` Get Many only lists the ${searched}, and returns how many calls it takes to search them.`;
	const operation = searched === undefined ? changing : [...changing, 'getAll'];
	return [{ ...dryRun, description: `${dryRun.description}${plan}`, displayOptions: { show: { operation } } }, optionsField(options)];
}

function optionsField(own: Readonly<Record<string, readonly INodeProperties[]>>): INodeProperties {
	const operations = new Map<INodeProperties, string[]>();
	for (const [operation, options] of Object.entries(own)) {
		for (const option of [...options, ...(OPTIONS_OF[operation] ?? [])]) {
			operations.set(option, [...(operations.get(option) ?? []), operation]);
		}
	}
	const options: Array<INodeProperties | INodePropertyCollection> = [...operations].map(([option, of]) => ({
		...option,
		displayOptions: { ...option.displayOptions, show: { ...option.displayOptions?.show, '/operation': of } },
	}));
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: Object.keys(own) } },
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
