import { codeIn } from '../../../../credentials/feishuCode';
import { undeliveredBy } from '../../../../credentials/undelivered';
import { inYourApp, publish, type Refusal } from '../../refusal';
import { connectAgain, generalRefusals } from '../judge/generalRefusals';

/** What a person has granted cannot be renewed, ever. */
export const WITHOUT_REFRESH_TOKEN: Refusal = {
	what: 'Feishu gave no refresh token when the account was connected, so the user token lasts only two hours.',
	todo: `${inYourApp}, switch on offline_access (Permissions & Scopes) and the refreshing of user tokens (Security Settings), ${publish}. Then connect the account again.`,
	reach: 'token',
};

/** n8n 2.x keeps Feishu's code to itself if it says that the refresh token is not valid. */
const SPENT: Refusal = {
	what: 'The user token cannot be renewed, because its refresh token was used before, was revoked or has expired.',
	todo: `${connectAgain} A refresh token works once and for about 7 days: use the credential on one n8n server only, and in a workflow that runs every few days.`,
	reach: 'token',
};

const UNANSWERED: Refusal = {
	what: 'The user token has expired, and Feishu could not be asked to renew it.',
	todo: 'Run the workflow again in a few minutes. If it happens again, check the region, or the Access Token URL, of the credential, and the network of the n8n server.',
	reach: 'transient',
};

/**
 * Why n8n has not renewed a user token.
 * @param thrown what n8n's helper threw: its OAuth client hands over Feishu's answer as `body`
 */
export function renewalRefusalOf(thrown: unknown): Refusal {
	const { name, body } = thrown as { name?: unknown; body?: unknown };
	if (name === 'NodeOperationError') return SPENT;
	const code = codeIn(body);
	if (code === undefined) {
		const undelivered = undeliveredBy(thrown);
		if (undelivered === undefined) return UNANSWERED;
		const { reason, todo, passing } = undelivered;
		return { ...UNANSWERED, what: `${UNANSWERED.what.slice(0, -1)}: ${reason}.`, ...(!passing && { todo }) };
	}
	const known = generalRefusals[code];
	if (known !== undefined) return known;
	return { what: `Feishu did not renew the user token, with code ${code}.`, todo: connectAgain, reach: 'token' };
}
