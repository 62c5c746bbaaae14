import type { INodeProperties } from 'n8n-workflow';
import { ZONE, userIdType } from '../shared/fields';
import { fieldName } from './getAllFields';

export const OLDER_THAN = 'Older Than';

export const AGE_BY = 'Age By';

export const FIELD_NAMES = 'Field Names';

export const SORT = 'Sort';

export const VIEW_ID = 'View ID';

export const getAllOptions: INodeProperties[] = [
	{
		displayName: AGE_BY,
		name: 'ageBy',
		type: 'options',
		options: [
			{ name: 'Creation', value: 'created' },
			{ name: 'Last Change', value: 'changed' },
		],
		default: 'created',
		description: 'The time that Older Than is compared with. It takes effect together with that option.',
		routing: { send: { type: 'body', property: 'age_by' } },
	},
	{
		displayName: FIELD_NAMES,
		name: 'fieldNames',
		type: 'string',
		default: '',
		placeholder: 'e.g. Name, State',
		description: 'The fields to return: names separated by commas or line breaks, or an array. They must match exactly.',
		routing: { send: { type: 'body', property: 'field_names' } },
	},
	{
		displayName: OLDER_THAN,
		name: 'olderThan',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. {{ $now.minus({ days: 90 }) }}',
		description: `Only records created before this time, or last changed before it if Age By says so. ${ZONE}. Feishu cannot search by it, so the node reads all records that the filter or the view lets through.`,
		routing: { send: { type: 'body', property: 'older_than' } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description:
			'Whether to return each record in one level, with people, files and formulas as text and dates as ISO 8601, instead of the raw data. Raw records can be restored.',
		routing: { send: { type: 'body', property: 'simplify' } },
	},
	{
		displayName: SORT,
		name: 'sort',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add field',
		default: {},
		description: 'The order of the records. Without it, they come in the order of the table or the view.',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Descending',
						name: 'descending',
						type: 'boolean',
						default: false,
						description: 'Whether to begin with the largest or latest value',
					},
					fieldName,
				],
			},
		],
		routing: { send: { type: 'body', property: 'sort' } },
	},
	{
		...userIdType,
		description: 'The type of the IDs of people in raw records and in conditions',
	},
	{
		displayName: VIEW_ID,
		name: 'viewId',
		type: 'string',
		default: '',
		placeholder: 'e.g. vewTpR1urY',
		description:
			'Only records that this view shows: its ID or its address, which has view= in it. Feishu ignores the view if there is a filter or a sort order, so the node refuses both together.',
		routing: { send: { type: 'body', property: 'view_id' } },
	},
];
