import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { rl } from '../deletions/values';
import type { Sandbox } from '../sandbox';
import { CONTINUE, sandboxCredentials } from './deletions';
import { runNode, type NodeResult, type NodeSetup } from './engine';

/** The event that attendees are of, in the calendar that a test names. */
export const EVENT = 'meeting_0';

export interface Wanted {
	items?: readonly IDataObject[];
	parameters?: INodeParameters;
	options?: INodeParameters;
	settings?: NodeSetup['settings'];
}

/** Runs an operation of the attendees' node on that event, for the sandbox's own app. */
export async function runOnEvent(
	sandbox: Sandbox,
	calendarId: string,
	operation: 'delete' | 'create' | 'getAll',
	{ items = [{}], parameters = {}, options = {}, settings = CONTINUE }: Wanted = {},
): Promise<NodeResult> {
	return await runNode(
		items,
		{
			type: 'feishuCalendarEventAttendee',
			credentials: { feishuTenantApi: 'tenant' },
			parameters: { authentication: 'feishuTenantApi', operation, calendarId: rl(calendarId), eventId: rl(EVENT), ...parameters, options },
			settings,
		},
		sandboxCredentials(sandbox),
	);
}
