/**
 * Our advice as an agent should read it: it calls a tool, and has no workflow to run. What Feishu says
 * does not come here.
 */
export function forAgent(advice: string): string {
	return advice.replace(/(R|r)un the workflow again/g, (_match, first: string) => (first === 'R' ? 'Try again' : 'try again'));
}
