import type { INodeProperties } from 'n8n-workflow';
import { onPage } from '../shared/fields';
import { buttons } from './createButtons';

export const USER_IDS = 'User IDs';

const displayOptions = { show: { operation: ['create'] } };

export const createFields: INodeProperties[] = [
	{
		displayName: onPage(
			'app-feed-card',
			'To delete a card later, set a Business ID under Additional Fields, or keep the biz_id of the output.',
		),
		name: 'createNotice',
		type: 'notice',
		default: '',
		displayOptions,
	},
	{
		displayName: USER_IDS,
		name: 'userIds',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. ou_88553eda9014 or name@company.com',
		description:
			'Who gets the card: IDs, email addresses or mobile numbers (+86…). One, a list separated by commas or line breaks, or an array. IDs must match User ID Type in Options, which is Open ID (ou_…) by default. A store app cannot use User ID.',
		displayOptions,
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Order 42 has arrived',
		description: 'The title of the card, at most 60 characters. One line is shown.',
		displayOptions,
	},
	{
		displayName: 'Link',
		name: 'link',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://www.example.com/orders/42',
		description: 'The page that the card opens: an https address or an AppLink of this app, at most 700 characters',
		displayOptions,
	},
	buttons,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions,
		options: [
			{
				displayName: 'Avatar Key',
				name: 'avatarKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. v3_0041_007bca9f-67ba-4199-bf00-4031b12cf226',
				description: 'The key of an image that was uploaded as an avatar, to show instead of the app icon',
			},
			{
				displayName: 'Business ID',
				name: 'bizId',
				type: 'string',
				default: '',
				placeholder: 'e.g. order-42',
				description:
					'Your own ID for the card, at most 200 characters. You need it to delete the card. A user who already has a card with this ID keeps the old one, and the new one is refused. If it is blank, each run creates a new ID.',
			},
			{
				displayName: 'Mute Notification',
				name: 'closeNotify',
				type: 'boolean',
				default: false,
				description: 'Whether the card arrives without a notification',
			},
			{
				displayName: 'Preview',
				name: 'preview',
				type: 'string',
				default: '',
				placeholder: 'e.g. Pick it up at the reception',
				description: 'The text below the title, at most 120 characters. One line is shown.',
			},
			{
				displayName: 'Speak Text',
				name: 'withCustomSound',
				type: 'boolean',
				default: false,
				description: 'Whether a phone speaks the Spoken Text when the card arrives',
			},
			{
				displayName: 'Spoken Text',
				name: 'customSoundText',
				type: 'string',
				default: '',
				placeholder: 'e.g. You have a new order',
				description: 'What a phone speaks if Speak Text is on, at most 20 characters',
			},
			{
				displayName: 'Status Label',
				name: 'statusLabel',
				type: 'string',
				default: '',
				placeholder: 'e.g. Arrived',
				description: 'A label of at most 20 characters, shown instead of the arrival time',
			},
			{
				displayName: 'Status Label Type',
				name: 'statusLabelType',
				type: 'options',
				options: [
					{ name: 'Danger', value: 'danger' },
					{ name: 'Primary', value: 'primary' },
					{ name: 'Secondary', value: 'secondary' },
					{ name: 'Success', value: 'success' },
				],
				default: 'primary',
				description: 'How the label looks',
			},
			{
				displayName: 'Time Sensitive',
				name: 'timeSensitive',
				type: 'boolean',
				default: false,
				description: 'Whether to keep the card at the top of the message feed for now',
			},
		],
	},
];
