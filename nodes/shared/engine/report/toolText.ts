import type { Explanation } from '../record';

/** The next step as an agent should read it: it calls a tool, and has no workflow to run. */
export function forAgent({ what_to_do, for_agent }: Explanation): string {
	if (for_agent !== undefined) return for_agent;
	return what_to_do.replace(/(R|r)un the workflow again/g, (_match, first: string) => (first === 'R' ? 'Try again' : 'try again'));
}

/** The next step; the address of Feishu's help comes last, as it is long. */
export function adviceOf(explanation: Explanation, agent: boolean): string {
	const { what_to_do, link } = explanation;
	const advice = agent ? forAgent(explanation) : what_to_do;
	return link === undefined ? advice : `${advice} Feishu’s own help: ${link}`;
}
