import { inYourApp, publish, type Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting attendance punches:
 * https://open.feishu.cn/document/attendance-v1/user_task/batch_del
 */
export const refusals: Refusals = {
	1220001: {
		what: 'Feishu did not accept this record ID.',
		todo: 'Read the reason. If it speaks of the internal server, run the workflow again later, and give the log ID to Feishu support if it stays. Otherwise check that Record IDs holds the ID of a punch that was imported through the open platform.',
		concerns: 'record',
	},
	1220002: {
		what: 'Feishu could not tell which company this call is for.',
		todo: 'Open the credential and check that its region and its app, or the token pasted in, belong to your company. Then save it again.',
		concerns: 'run',
	},
	1220003: {
		what: 'Feishu took a value in Record IDs for a user ID.',
		todo: 'Check Record IDs: it must hold the IDs of punches, which are long numbers.',
		concerns: 'record',
	},
	1220006: {
		what: 'The app lacks a permission to change attendance data.',
		todo: `Read the reason. ${inYourApp}, add attendance:task under Permissions & Scopes, ${publish}.`,
		concerns: 'run',
	},
	1225000: {
		what: 'Feishu had an internal fault each time the call was sent.',
		todo: 'Run the workflow again in a few minutes. If it stays, give the log ID to Feishu support.',
		concerns: 'passing',
	},
	1227000: {
		what: 'The attendance service of Feishu had an internal fault each time the call was sent.',
		todo: 'Run the workflow again in a few minutes. If it stays, give the log ID to Feishu support.',
		concerns: 'passing',
	},
};
