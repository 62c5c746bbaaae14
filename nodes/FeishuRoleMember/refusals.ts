import type { Verdict } from '../shared/endpoint';
import type { Refusals } from '../shared/refusal';

export const WHERE =
	'An administrator finds the ID of a role in the Feishu Admin console, and the call that created the role returned it as role_id. No call lists roles.';

export const noRole: Refusals = {
	41202: { what: 'Feishu does not know this role.', todo: `Check the ID in Role. ${WHERE}`, reach: 'target' },
};

/** What Feishu says of one member, by the number that it gives for a reason: what happened, and what to do. */
const REASONS: Readonly<Record<number, Readonly<{ what: string; todo: string }>>> = {
	2: {
		what: 'this is no valid user ID',
		todo: 'Check this ID, and that User ID Type in Options matches it. An open ID (ou_…) is valid only for the app that received it.',
	},
	3: {
		what: 'the app has no permission for this person',
		todo: 'Ask an administrator to add this person, or all members of the company, to the contact scope of the app.',
	},
	4: { what: 'this person is in the role already', todo: 'Leave this person out: nothing needs to be done.' },
	5: { what: 'this person is not in the role', todo: 'Check this ID, and that User ID Type in Options matches it.' },
	6: {
		what: 'the app has no permission for the departments that this person has the role for',
		todo: 'Ask an administrator to add these departments, or all members of the company, to the contact scope of the app.',
	},
};

/** What Feishu says of one member. */
export function verdictBy(reason: unknown, done: 'deleted' | 'created'): Verdict {
	if (reason === 1) return { status: done };
	const known = typeof reason === 'number' ? REASONS[reason] : undefined;
	if (known === undefined) return { status: 'unknown', reason: `Feishu gives reason ${String(reason)}, which its page does not have` };
	const isMissing = done === 'deleted' && reason === 5;
	return {
		status: 'refused',
		reason: `Feishu gives reason ${String(reason)}: ${known.what}`,
		todo: known.todo,
		...(isMissing && { isMissing }),
	};
}
