import { inYourApp, publish, type Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting attendance punches:
 * https://open.feishu.cn/document/attendance-v1/user_task/batch_del
 */
export const refusals: Refusals = {
	1220001: {
		what: 'Feishu did not accept this record ID.',
		todo: 'Read the reason. If it mentions the internal server, run the workflow again later, and give the log ID to Feishu support if it stays. Otherwise check that Record IDs holds the ID of a punch that was imported through the open platform.',
		reach: 'record',
	},
	1220002: {
		what: 'Feishu could not tell which company this call is for.',
		todo: 'Open the credential and check that its region and its app, or the token pasted in, belong to your company. Then save it again.',
		reach: 'run',
	},
	1220003: {
		what: 'Feishu took a value in Record IDs for a user ID.',
		todo: 'Check Record IDs: it must hold the IDs of punches, which are long numbers.',
		reach: 'record',
	},
	1220006: {
		what: 'The app lacks a permission to change attendance data.',
		todo: `Read the reason. ${inYourApp}, add attendance:task under Permissions & Scopes, ${publish}.`,
		reach: 'run',
	},
	1225000: {
		what: 'Feishu had an internal fault each time the call was sent.',
		todo: 'Run the workflow again in a few minutes. If it happens again, give the log ID to Feishu support.',
		reach: 'transient',
	},
	1227000: {
		what: 'The attendance service of Feishu had an internal fault each time the call was sent.',
		todo: 'Run the workflow again in a few minutes. If it happens again, give the log ID to Feishu support.',
		reach: 'transient',
	},
};

const badEmployee = (fields: string) =>
	`Check ${fields} and Employee ID Type: an employee ID is the user ID that the Feishu Admin console shows, not an open ID or a union ID. The employee must belong to the company of the credential.`;

const outOfRange = {
	what: 'The app is not allowed to see the attendance of this employee, or of these records.',
	todo: 'In the attendance console of Feishu, open the range of data that the app can manage, and add these employees. A query also needs a custom app.',
	reach: 'record',
} as const;

const internalFault = {
	what: 'The attendance service of Feishu had an internal fault each time the call was sent.',
	todo: 'Run the workflow again in a few minutes. If it happens again, read the reason and give the log ID to Feishu support.',
	reach: 'transient',
} as const;

const noCompany = {
	what: 'Feishu could not tell which company this call is for.',
	todo: 'Open the credential and check that its region and its app, or the token pasted in, belong to your company. Then save it again.',
	reach: 'run',
} as const;

/**
 * The codes of the pages on querying and looking up punches:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/query
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/get
 */
export const readRefusals: Refusals = {
	1220001: {
		what: 'Feishu did not accept one of the values, or knows no such record.',
		todo: 'Read the reason. Check Record IDs or Employee IDs, and whether the record was deleted.',
		reach: 'record',
	},
	1220002: noCompany,
	1220004: {
		what: 'Feishu does not know this employee, or the app is not allowed to see them.',
		todo: badEmployee('Employee IDs'),
		reach: 'record',
	},
	1220005: outOfRange,
	1220600: {
		what: 'Feishu did not accept the query.',
		todo: 'Read the reason, and correct the value that it names.',
		reach: 'record',
	},
	1225000: internalFault,
	1226500: internalFault,
	// Under HTTP 500, but its example is an employee whom Feishu cannot find.
	1227500: {
		what: 'Feishu could not find an employee, or its directory had an internal fault.',
		todo: `Read the reason. ${badEmployee('Employee IDs')} Otherwise run the workflow again in a few minutes.`,
		reach: 'record',
	},
};

/**
 * The codes of the page on importing punches:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/attendance-v1/user_flow/batch_create
 */
export const importRefusals: Refusals = {
	1220001: {
		what: 'Feishu did not accept one of the values of this record.',
		todo: 'Read the reason, and correct the value that it names.',
		reach: 'record',
	},
	1220002: noCompany,
	1220004: {
		what: 'Feishu does not know the employee or the creator of this record, or the app is not allowed to see them.',
		todo: badEmployee('Employee ID, Creator ID'),
		reach: 'record',
	},
	1220005: outOfRange,
	1220600: {
		what: 'Feishu did not accept this record.',
		todo: 'Read the reason, and correct the value that it names.',
		reach: 'record',
	},
	1225000: internalFault,
	1226500: internalFault,
};
