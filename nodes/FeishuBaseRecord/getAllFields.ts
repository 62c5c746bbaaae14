import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ZONE, onPage } from '../shared/fields';
import { CONDITIONS, DAYS, FILTER, FILTER_JSON, OPERATORS } from './filter';

const show = { operation: ['getAll'] };

const optionsOf = (names: Readonly<Record<string, string>>): INodePropertyOptions[] =>
	Object.entries(names).map(([value, name]) => ({ name, value }));

export const fieldName: INodeProperties = {
	displayName: 'Field Name',
	name: 'fieldName',
	type: 'string',
	default: '',
	placeholder: 'e.g. State',
	description: 'The name of a field of the table, exactly as the table shows it',
};

export const getAllNotices: INodeProperties[] = [
	{
		displayName: onPage('base-record', 'Under Advanced Permissions, Feishu only shows what the app or person may read.'),
		name: 'getAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
];

/** After the table. */
export const getAllFields: INodeProperties[] = [
	{
		displayName: FILTER,
		name: 'filterBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'None', value: 'none', description: 'All records of the table, or of a view' },
			{ name: 'Conditions Below', value: 'conditions', description: 'Records that meet conditions on their fields' },
			{ name: 'JSON', value: 'json', description: 'Records that meet a filter as Feishu documents it' },
		],
		default: 'none',
		description: 'Which records to return. To find old ones, add the option Older Than.',
		displayOptions: { show },
	},
	{
		displayName: 'Match',
		name: 'match',
		type: 'options',
		options: [
			{ name: 'All Conditions', value: 'and' },
			{ name: 'Any Condition', value: 'or' },
		],
		default: 'and',
		description: 'Whether a record must meet all conditions or any of them',
		displayOptions: { show: { ...show, filterBy: ['conditions'] } },
	},
	{
		displayName: CONDITIONS,
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add condition',
		default: {},
		description: 'What the fields of a record must hold, at most 50 conditions',
		displayOptions: { show: { ...show, filterBy: ['conditions'] } },
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{
						displayName: 'Date',
						name: 'date',
						type: 'dateTime',
						default: '',
						description: `The day to compare with. ${ZONE}.`,
						displayOptions: { show: { valueType: ['date'] } },
					},
					fieldName,
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: optionsOf(OPERATORS),
						default: 'is',
						description: 'How to compare. Dates take Is, Is Greater Than, Is Less Than, Is Empty and Is Not Empty.',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Done',
						description:
							'A text, a number, the name of an option, true or false, or the open ID of a person. Not used by Is Empty and Is Not Empty.',
						displayOptions: { show: { valueType: ['text'] } },
					},
					{
						displayName: 'Value Type',
						name: 'valueType',
						type: 'options',
						options: [{ name: 'Text, Number or Option', value: 'text' }, { name: 'Date', value: 'date' }, ...optionsOf(DAYS)],
						default: 'text',
						description: 'What the field holds. Choose a date, or a day such as Today, for a date field.',
					},
				],
			},
		],
	},
	{
		displayName: FILTER_JSON,
		name: 'filterJson',
		type: 'json',
		default: '',
		placeholder: 'e.g. {"conjunction": "and", "conditions": [{"field_name": "State", "operator": "is", "value": ["Done"]}]}',
		description: 'The filter as Feishu documents it: conjunction and conditions, with field_name, operator and a list of values',
		displayOptions: { show: { ...show, filterBy: ['json'] } },
	},
];
