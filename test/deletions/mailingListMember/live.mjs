import { mailLive } from '../mailLive.mjs';

export const { deed, load, tool, journeys } = mailLive({
	endpoint: 'mailingListMember',
	places: 'mailgroups',
	path: 'mailgroups',
	key: 'mailgroup_id',
	parameter: 'mailgroupId',
	name: 'mailing-list-member',
	title: 'Members of one mailing list',
	one: 'mailing list',
	missing: 1234014,
	create: 'mailgroupMemberCreate',
});
