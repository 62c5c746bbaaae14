import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { requestDefaults, tenantOnly } from '../shared/authentication';
import { lastFields, userIdType } from '../shared/fields';
import { hints } from '../shared/hints';
import { searchPlaces } from '../shared/mail/lists';
import { onlyTheseOption } from '../shared/mail/onlyThese';
import { manyFields } from '../shared/manyFields';
import { requestOperations } from '../shared/operation';
import { simplifyFor } from '../shared/simplify';
import { mailingList } from './mailingList';
import { addition, removal, search } from './operations';

/** Who receives what is sent to a mailing list. */
export class FeishuMailingListMember implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feishu Mailing List Member',
		name: 'feishuMailingListMember',
		icon: { light: 'file:../../icons/mailing-list-member.svg', dark: 'file:../../icons/mailing-list-member.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["dryRun"] === true || $parameter["options"]?.["dryRun"] === true ? "dry run" : $parameter["operation"]) + ": mailing list members" }}',
		description: 'Find, add and remove members of mailing lists in Feishu or Lark',
		defaults: { name: 'Feishu Mailing List Member' },
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
			simplifyFor(['getAll'], ', which is then under "member" and "mailgroup"'),
			...lastFields(
				{ delete: removal.deleteOptions, create: [userIdType], getAll: [onlyTheseOption(mailingList), userIdType] },
				'ou_xxxxxxxx',
				'mailing lists',
			),
		],
	};

	methods = { listSearch: { searchMailingLists: searchPlaces(mailingList) } };
}
