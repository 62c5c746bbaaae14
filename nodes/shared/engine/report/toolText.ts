import type { Explanation } from '../record';

/** The next step as an agent should read it: it calls a tool, and has no workflow to run. */
export function forAgent({ what_to_do, for_agent }: Explanation): string {
	if (for_agent !== undefined) return for_agent;
	return what_to_do.replace(/(R|r)un the workflow again/g, (_match, first: string) => (first === 'R' ? 'Try again' : 'try again'));
}
