import { FeishuPublicMailboxMember } from '../../../nodes/FeishuPublicMailboxMember/FeishuPublicMailboxMember.node.ts';
import { removal } from '../../../nodes/FeishuPublicMailboxMember/operations';
import { rowById } from '../byId';
import { mailMessages, sentToTheLook } from '../mailRows';
import { spec } from './spec';

export const deletion = rowById({
	node: new FeishuPublicMailboxMember(),
	contract: removal.endpoint,
	spec,
	key: 'member_id',
	title: 'Public mailbox members',
	subtitle: 'delete: public mailbox members',
	phrases: [
		'public mailbox',
		'public mailbox member',
		'remove public mailbox member',
		'shared mailbox',
		'shared inbox',
		'group mailbox',
		'lark public mailbox',
		'feishu public mailbox',
		'公共邮箱',
		'公共邮箱成员',
		'移除公共邮箱成员',
		'删除公共邮箱成员',
	],
	look: 'publicMailboxMembers',
	seenBy: { column: 'member_id' },
	deliberate: [sentToTheLook],
	messages: mailMessages({
		one: 'public mailbox',
		endpoint: spec.name,
		list: 'publicMailboxList',
		members: 'publicMailboxMembers',
		method: 'searchPublicMailboxes',
		seedPlace: ({ seed }, place) => seed.publicMailbox(place),
		get: 'publicMailboxGet',
		field: 'publicMailboxId',
	}),
	sdk: async (client, payload, options) => await client.mail.v1.publicMailboxMember.batchDelete(payload, options),
});
