import { mailingList } from '../../../nodes/FeishuMailingListMember/mailingList';
import { addition, search } from '../../../nodes/FeishuMailingListMember/operations';
import { mailOperations } from '../mailOperations';
import { CREATE_SPEC, LIST_SPEC, MEMBERS_SPEC, spec } from './spec';

export const operations = mailOperations({
	place: mailingList,
	creation: addition.endpoint,
	reading: search.reading,
	specs: { deletion: spec, list: LIST_SPEC, members: MEMBERS_SPEC, create: CREATE_SPEC },
	seedPlace: ({ seed }, place) => seed.mailgroup(place),
	departments: { department_id_type: 'open_department_id' },
	sdk: {
		list: (client, params, options) => client.mail.v1.mailgroup.list({ params }, options),
		members: (client, id, params, options) => client.mail.v1.mailgroupMember.list({ path: { mailgroup_id: id }, params: params }, options),
		create: (client, id, params, items, options) =>
			client.mail.v1.mailgroupMember.batchCreate({ path: { mailgroup_id: id }, params: params, data: { items: items } }, options),
	},
	without: { list: { 'query.manager_user_id': 'Members are searched for in all lists, whoever manages them.' } },
	others: [
		['a department', { type: 'DEPARTMENT', department_id: 'od-1' }],
		['an address outside the company', { type: 'EXTERNAL_USER', email: 'partner@example.org' }],
		['another mailing list', { type: 'MAIL_GROUP', email: 'all@example.com' }],
		['another address', { type: 'OTHER_MEMBER', email: 'desk@example.com' }],
	],
});
