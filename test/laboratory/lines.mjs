import { n8n1, n8n2 } from './installation.mjs';

/** The two lines of n8n that this package promises to work in. */
export const lines = [
	{
		name: 'n8n 2.x',
		installation: n8n2.folder,
		connectsWithPkce: true,
		inlineNeedsOwner: true,
		agentOutlivesTool: true,
		reviewsTools: true,
		signsForms: true,
		closesTestedCredential: true,
		makesDataTables: true,
	},
	{
		name: 'n8n 1.x',
		installation: n8n1.folder,
		connectsWithPkce: false,
		inlineNeedsOwner: false,
		agentOutlivesTool: false,
		reviewsTools: false,
		signsForms: false,
		closesTestedCredential: false,
		makesDataTables: false,
	},
];

/** The line that is measured and shown. */
export const [current] = lines;
