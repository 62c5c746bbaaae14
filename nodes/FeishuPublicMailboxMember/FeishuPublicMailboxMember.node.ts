import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/authentication';
import { lastFields, userIdType } from '../shared/fields';
import { hints } from '../shared/hints';
import { searchPlaces } from '../shared/mail/lists';
import { onlyTheseOption } from '../shared/mail/onlyThese';
import { manyFields } from '../shared/manyFields';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { publicMailbox } from './publicMailbox';
import { addition, removal, search } from './operations';

/** Who may use a public mailbox. */
export class FeishuPublicMailboxMember implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Public Mailbox Member',
		name: 'feishuPublicMailboxMember',
		icon: { light: 'file:../../icons/public-mailbox-member.svg', dark: 'file:../../icons/public-mailbox-member.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": public mailbox members" }}',
		description: 'Find, add and remove members of public mailboxes in Feishu or Lark',
		defaults: { name: 'Feishu Public Mailbox Member' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: tenantOnly.credentials,
		requestDefaults,
		requestOperations,
		hints,
		properties: [
			tenantOnly.field,
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [addition.createOperation, search.getAllOperation, removal.deleteOperation],
				default: 'delete',
			},
			...removal.notices,
			addition.createNotice,
			...search.getAllFields,
			...removal.fields,
			addition.createField,
			...manyFields,
			simplifyFor(['getAll'], ', which is then under "member" and "public_mailbox"'),
			...lastFields(
				{ delete: removal.deleteOptions, create: [userIdType], getAll: [onlyTheseOption(publicMailbox), userIdType] },
				'ou_xxxxxxxx',
				'public mailboxes',
			),
		],
	};

	methods = { listSearch: { searchPublicMailboxes: searchPlaces(publicMailbox) } };
}
