import { getAllOf } from '../shared/mail/find';
import { additionTo } from '../shared/mail/putBack';
import { removalFrom } from '../shared/mail/remove';
import { MEMBER_PAGE, createRefusals, deleteRefusals, publicMailbox } from './publicMailbox';

export const removal = removalFrom(publicMailbox, {
	memberPage: MEMBER_PAGE,
	refusals: deleteRefusals,
	missing: 1234040,
	notice: 'The app can change every public mailbox of the company.',
	tool: 'Permanently removes members from a public mailbox in Feishu or Lark, so that they no longer read or send its mail. This cannot be undone. Needs the ID or email address of the mailbox, and member IDs of that mailbox, one or several separated by commas. A member ID is not a user ID and not an address of a person: Get Many returns it as member_id. Returns how many were removed, and who was not and why.',
});

export const search = getAllOf(publicMailbox);

export const addition = additionTo(publicMailbox, { memberPage: MEMBER_PAGE, refusals: createRefusals });
