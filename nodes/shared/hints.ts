import type { NodeHint } from 'n8n-workflow';

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
		displayCondition: '={{ $parameter["operation"] === "getAll" && String($parameter["returnAll"]) !== "true" }}',
		message: 'If there is more than Limit allows, it is left out. To get all of it, switch on Return All.',
	},
];
