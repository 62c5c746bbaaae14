import { mailSamples } from '../mailSamples';
import { spec } from './spec';

export const samples = mailSamples({
	spec,
	names: { list: 'publicMailboxList', get: 'publicMailboxGet', members: 'publicMailboxMembers', create: 'publicMailboxMemberCreate' },
	key: 'public_mailbox_id',
	seedPlace: ({ seed }, place) => seed.publicMailbox(place),
	others: [],
	sdkPlaces: (client, params, options) => client.mail.v1.publicMailbox.list({ params }, options),
	sdkMembers: (client, id, params, options) =>
		client.mail.v1.publicMailboxMember.list({ path: { public_mailbox_id: id }, params }, options),
});
