import type { NodeHint } from 'n8n-workflow';

/** Options of the searches that leave out some of what there is. */
const NARROWING = [
	'attendeeTypes',
	'completed',
	'createdAfter',
	'createdBefore',
	'externalId',
	'importedOnly',
	'messageTypes',
	'olderThan',
	'onlyThese',
	'replies',
	'textContains',
	'viewId',
];

/** What the output panel of every node says besides. n8n evaluates the conditions in the editor, and never for an item. */
export const hints: NodeHint[] = [
	{
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition:
			'={{ ["delete", "create"].includes($parameter["operation"]) && [$parameter["dryRun"], ($parameter["options"] || {})["dryRun"]].some((dry) => String(dry) === "true") }}',
		message: 'Dry Run is on: nothing was sent to Feishu',
	},
	{
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["operation"] === "getAll" && String($parameter["dryRun"]) === "true" }}',
		message: 'Dry Run is on: nothing was searched',
	},
	{
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["operation"] === "getAll" && String($parameter["returnAll"]) !== "true" }}',
		message: 'If there is more than Limit allows, it is left out. To get all of it, switch on Return All.',
	},
	{
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		// What was found, and how much was left out, no condition can know: n8n hands it neither the output nor the node's name.
		displayCondition: `={{ $parameter["operation"] === "getAll" && ${JSON.stringify(NARROWING)}.some((name) => name in ($parameter["options"] || {})) }}`,
		message: 'Options narrow this list. If something is missing, check them first.',
	},
];
