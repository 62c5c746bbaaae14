import { mailSamples } from '../mailSamples';
import { spec } from './spec';

export const samples = mailSamples({
	spec,
	names: { list: 'mailgroupList', get: 'mailgroupGet', members: 'mailgroupMembers', create: 'mailgroupMemberCreate' },
	key: 'mailgroup_id',
	seedPlace: ({ seed }, place) => seed.mailgroup(place),
	others: [{ query: { user_id_type: 'union_id' } }],
	sdkPlaces: (client, params, options) => client.mail.v1.mailgroup.list({ params }, options),
	sdkMembers: (client, id, params, options) => client.mail.v1.mailgroupMember.list({ path: { mailgroup_id: id }, params }, options),
});
