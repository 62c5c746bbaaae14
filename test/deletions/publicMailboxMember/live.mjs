import { mailLive } from '../mailLive.mjs';

export const { deed, load, tool, journeys } = mailLive({
	endpoint: 'publicMailboxMember',
	places: 'publicMailboxes',
	path: 'public_mailboxes',
	key: 'public_mailbox_id',
	parameter: 'publicMailboxId',
	name: 'public-mailbox-member',
	title: 'Members of one public mailbox',
	one: 'public mailbox',
	missing: 1234040,
	create: 'publicMailboxMemberCreate',
});
