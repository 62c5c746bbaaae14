import { FeishuMailingListMember } from '../../../nodes/FeishuMailingListMember/FeishuMailingListMember.node.ts';
import { removal } from '../../../nodes/FeishuMailingListMember/operations';
import { rowById } from '../byId';
import { mailMessages, sentToTheLook } from '../mailRows';
import { spec } from './spec';

export const deletion = rowById({
	node: new FeishuMailingListMember(),
	contract: removal.endpoint,
	spec,
	key: 'member_id',
	title: 'Mailing list members',
	subtitle: 'delete: mailing list members',
	phrases: [
		'mailing list',
		'mailing list member',
		'remove mailing list member',
		'mail group',
		'distribution list',
		'email list',
		'lark mailing list',
		'feishu mailing list',
		'邮件组',
		'邮件组成员',
		'移除邮件组成员',
		'删除邮件组成员',
	],
	look: 'mailgroupMembers',
	seenBy: { column: 'member_id' },
	deliberate: [
		sentToTheLook,
		{ fact: 'body member_id_list, required', spec: false, node: true, why: 'Without it the call would remove nobody.' },
	],
	messages: mailMessages({
		one: 'mailing list',
		endpoint: spec.name,
		list: 'mailgroupList',
		members: 'mailgroupMembers',
		method: 'searchMailingLists',
		seedPlace: ({ seed }, place) => seed.mailgroup(place),
		get: 'mailgroupGet',
		field: 'mailgroupId',
		noColumn: 'COMPANY',
	}),
	sdk: async (client, payload, options) => await client.mail.v1.mailgroupMember.batchDelete(payload, options),
});
