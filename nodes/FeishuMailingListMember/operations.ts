import { getAllOf } from '../shared/mail/find';
import { additionTo } from '../shared/mail/putBack';
import { removalFrom } from '../shared/mail/remove';
import { MEMBER_PAGE, createRefusals, deleteRefusals, mailingList } from './mailingList';

export const removal = removalFrom(mailingList, {
	memberPage: MEMBER_PAGE,
	refusals: deleteRefusals,
	missing: 1234014,
	notice: 'The app can change every mailing list of the company. People who are in through a department stay.',
	tool: 'Permanently removes members from a mailing list in Feishu or Lark. This cannot be undone. Needs the ID or email address of the mailing list, and member IDs of that list, one or several separated by commas. A member ID is not a user ID and not an address of a person: Get Many returns it as member_id. Returns how many were removed, and who was not and why.',
});

export const search = getAllOf(mailingList);

export const addition = additionTo(mailingList, { memberPage: MEMBER_PAGE, refusals: createRefusals });
