import type { Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting attendance punches:
 * https://open.feishu.cn/document/attendance-v1/user_task/batch_del
 */
export const refusals: Refusals = {
	1220001: {
		what: 'Feishu did not accept this record ID, or had trouble of its own while reading it.',
		todo: 'Read the reason: if it speaks of an internal server fault, run the workflow again later. Otherwise check that Record IDs holds the ID of a punch that was imported through the Feishu API, since punches made by employees themselves cannot be deleted.',
		concerns: 'record',
	},
	1220002: {
		what: 'Feishu could not tell which company this call is for.',
		todo: 'Open the credential, check that App ID, App Secret and Region belong to an app that is installed in your company, and save it again.',
		concerns: 'run',
	},
	1220003: {
		what: 'Feishu says that an employee is named by a kind of user ID that it does not know here.',
		todo: 'Check that Record IDs holds the IDs of punches and not of employees. If it does, look the punches up again in Feishu and use the IDs found there.',
		concerns: 'record',
	},
	1220006: {
		what: 'The app has no right to change attendance data.',
		todo: 'In the Feishu developer console (open.feishu.cn/app, or open.larksuite.com/app), open your app, add attendance:task under Permissions & Scopes, and publish a version. Then have your Feishu administrator approve it.',
		concerns: 'run',
	},
	1225000: {
		what: 'Feishu had internal trouble, and did so again each time the call was repeated.',
		todo: 'Run the workflow again in a few minutes. If it goes on, give the log ID to Feishu support.',
		concerns: 'passing',
	},
	1227000: {
		what: 'The attendance service of Feishu had internal trouble, and did so again each time the call was repeated.',
		todo: 'Run the workflow again in a few minutes. If it goes on, give the log ID to Feishu support.',
		concerns: 'passing',
	},
};
