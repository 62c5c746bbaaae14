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
	key: 'public_mailbox_id',
	missing: { place: 1234016, member: 1234040 },
	placesIn: ({ platform: { state } }) => state.publicMailboxes,
	about: () => ({}),
});

declare module '../sandbox' {
	interface Parts {
		publicMailboxMember: typeof import('./sandbox');
	}
}
