import type { Elsewhere } from '../shared/elsewhere';
import { KIND_NAMES } from '../shared/idKinds';

const MESSAGES = 'Enter the IDs of messages, which begin with om_. Get Many returns them.';

const OTHERS = Object.keys(KIND_NAMES).filter((kind) => kind !== 'message' && kind !== 'other');

/** What a field for messages does not take. */
export const noMessage: Elsewhere = {
	...Object.fromEntries(OTHERS.map((kind) => [kind, MESSAGES])),
	batch_message: 'Recall it with the node Feishu Batch Message. This node recalls single messages, whose IDs begin with om_.',
};
