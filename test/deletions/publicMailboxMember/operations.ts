import { publicMailbox } from '../../../nodes/FeishuPublicMailboxMember/publicMailbox';
import { addition, search } from '../../../nodes/FeishuPublicMailboxMember/operations';
import { mailOperations } from '../mailOperations';
import { CREATE_SPEC, LIST_SPEC, MEMBERS_SPEC, spec } from './spec';

export const operations = mailOperations({
	place: publicMailbox,
	creation: addition.endpoint,
	reading: search.reading,
	specs: { deletion: spec, list: LIST_SPEC, members: MEMBERS_SPEC, create: CREATE_SPEC },
	seedPlace: ({ seed }, place) => seed.publicMailbox(place),
	departments: {},
	sdk: {
		list: (client, params, options) => client.mail.v1.publicMailbox.list({ params }, options),
		members: (client, id, params, options) =>
			client.mail.v1.publicMailboxMember.list({ path: { public_mailbox_id: id }, params: params }, options),
		create: (client, id, params, items, options) =>
			client.mail.v1.publicMailboxMember.batchCreate({ path: { public_mailbox_id: id }, params: params, data: { items: items } }, options),
	},
	without: { list: {} },
	others: [],
});
