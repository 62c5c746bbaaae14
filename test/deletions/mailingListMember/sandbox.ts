import { mailEndpoints } from '../../sandbox/mailPlaces';
import { CREATE_SPEC, GET_SPEC, LIST_SPEC, MEMBERS_SPEC, spec } from './spec';

export { MAIL_ANSWERS as answers } from '../../sandbox/mailPlaces';
export { createWorld, demo } from './world';
export { spec };

export const endpoints = mailEndpoints({
	spec,
	list: LIST_SPEC,
	get: GET_SPEC,
	members: MEMBERS_SPEC,
	create: CREATE_SPEC,
	key: 'mailgroup_id',
	missing: { place: 1234013, member: 1234014 },
	placesIn: ({ platform: { state } }) => state.mailgroups,
	about: (_place, members) => ({
		description: '',
		direct_members_count: String(members),
		include_external_member: false,
		include_all_company_member: false,
		who_can_send_mail: 'ALL_INTERNAL_USERS',
	}),
});

declare module '../sandbox' {
	interface Parts {
		mailingListMember: typeof import('./sandbox');
	}
}
