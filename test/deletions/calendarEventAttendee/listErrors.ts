import type { ErrorCode } from '../../specs/spec';
import { spec } from './spec';

/** Codes that other pages have, and that of the deletion has not. */
const OWN: readonly ErrorCode[] = [
	{ code: 190008, status: 400, description: 'page_token or sync_token expired', advice: 'Leave the token out and begin anew.' },
	{
		code: 190009,
		status: 400,
		description: 'sync token cannot be used with other request restrictions',
		advice: 'Leave out what the table forbids beside sync_token.',
	},
	{ code: 190013, status: 400, description: 'content being saved is at risk', advice: 'Check that the content is lawful.' },
	{
		code: 190014,
		status: 400,
		description: 'invalid request parameters. check details for more info.',
		advice: 'Read the details of the answer.',
	},
];

/** Codes that all pages about calendars have. */
const COMMON = [190002, 190003, 190004, 190005, 190006, 190007, 190010, 195100];

/** The rows of the codes that all pages about calendars share, and of some more, which read alike on every page. */
export function listErrors(...more: readonly number[]): readonly ErrorCode[] {
	const rows = [...spec.errors, ...OWN];
	return [...COMMON, ...more].map((code) => {
		const row = rows.find((error) => error.code === code);
		if (row === undefined) throw new Error(`No page about calendars documents the code ${code}.`);
		return row;
	});
}
