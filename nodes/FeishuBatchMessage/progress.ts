import type { IDataObject } from 'n8n-workflow';
import { objectIn } from '../shared/answer';
import type { ReadCall, Reader } from '../shared/endpoint';
import { inYourApp, publish, type Refusals } from '../shared/refusal';
import { Unread } from '../shared/unread';

/**
 * The codes of the page on the progress of a batch message:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress
 */
const refusals: Refusals = {
	230001: {
		what: 'Feishu does not accept the value in Batch Message ID.',
		todo: 'Enter the ID that starts with bm-, as Send Batch Message returned it. An ID that starts with om_ belongs to a single message.',
		reach: 'record',
	},
	230006: {
		what: 'The app has no bot, and only a bot can ask about its messages.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}.`,
		reach: 'run',
	},
	230012: {
		what: 'This message was not sent by this app, and a bot can only ask about its own messages.',
		todo: 'Use the credential of the app that sent the batch message.',
		reach: 'record',
	},
	230027: {
		what: 'The app lacks a permission to see this progress.',
		todo: `Read the reason. ${inYourApp}, add im:message:send_multi_users or im:message:send_multi_depts under Permissions & Scopes, ${publish}. If the bot works in external groups, also switch on external sharing.`,
		reach: 'record',
	},
	230030: {
		what: 'Feishu has no batch message with this ID, or no longer shows it: progress is available for 30 days.',
		todo: 'Check Batch Message ID: it starts with bm- and comes from the same app and company as the credential.',
		reach: 'record',
	},
};

/** Tells how far sending and recall of a batch message have come. */
export const progressCall: ReadCall = {
	documentation: 'https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/batch_message/get_progress',
	method: 'GET',
	path: '/im/v1/batch_messages/:batch_message_id/get_progress',
	rates: [
		{ calls: 50, perMs: 1_000 },
		{ calls: 1_000, perMs: 60_000 },
	],
	refusals,
};

/** How far a batch message has come, in Feishu's own names. A count that Feishu does not give is left out: it is not 0. */
export interface Progress {
	/** People to whom it is to go, those that the bot cannot see among them; 0 before Feishu has begun. */
	valid_user_ids_count?: number;
	success_user_ids_count?: number;
	read_user_ids_count?: number;
	/** Whether a recall was asked for. */
	recall: boolean;
	recall_count?: number;
}

/** The counts among some data. Each is a number, or text: a call of the same family gives its counts so. */
function counts<Name extends string>(data: IDataObject, names: readonly Name[]): Partial<Record<Name, number>> {
	const read: Partial<Record<Name, number>> = {};
	for (const name of names) {
		const value = data[name];
		const count = typeof value === 'string' && value !== '' ? Number(value) : value;
		if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) read[name] = count;
	}
	return read;
}

/**
 * Asks how far a batch message has come.
 * @throws {Unread} if Feishu does not say
 */
export async function readProgress(batchMessageId: string, reader: Reader): Promise<Progress> {
	const { data, logId } = await reader.ask(progressCall, { path: { batch_message_id: batchMessageId } });
	const sending = objectIn(data.batch_message_send_progress);
	const recalling = objectIn(data.batch_message_recall_progress);
	const { recall } = recalling;
	if (typeof recall !== 'boolean') {
		throw new Unread(
			null,
			'Feishu did not return the progress of this message',
			`Run the workflow again. If it happens again, give Feishu support the log ID and the page of this call: ${progressCall.documentation}`,
			logId,
		);
	}
	return {
		...counts(sending, ['valid_user_ids_count', 'success_user_ids_count', 'read_user_ids_count']),
		recall,
		...counts(recalling, ['recall_count']),
	};
}
