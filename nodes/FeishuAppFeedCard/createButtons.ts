import type { INodeProperties } from 'n8n-workflow';

export const buttons: INodeProperties = {
	displayName: 'Buttons',
	name: 'buttons',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add button',
	default: {},
	description: 'The buttons of the card, at most two',
	displayOptions: { show: { operation: ['create'] } },
	options: [
		{
			displayName: 'Button',
			name: 'button',
			values: [
				{
					displayName: 'Action',
					name: 'actionType',
					type: 'options',
					options: [
						{
							name: 'Call the App Back',
							value: 'webhook',
							description: 'Feishu sends a callback with the values to the app',
						},
						{
							name: 'Open a Page',
							value: 'url_page',
							description: 'Opens the URL',
						},
					],
					default: 'url_page',
					description: 'What a click does',
				},
				{
					displayName: 'Android URL',
					name: 'androidUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://www.example.com/android',
					description: 'The page to open on Android, if it is a different one',
				},
				{
					displayName: 'Button Text',
					name: 'text',
					type: 'string',
					default: '',
					placeholder: 'e.g. Open',
					description: 'The text of the button, at most 30 characters',
				},
				{
					displayName: 'Callback Values (JSON)',
					name: 'actionMap',
					type: 'json',
					default: '',
					placeholder: 'e.g. {"order": "42"}',
					description: 'Names and texts that the app receives with the callback, as an object or JSON text',
					displayOptions: { show: { actionType: ['webhook'] } },
				},
				{
					displayName: 'iOS URL',
					name: 'iosUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://www.example.com/ios',
					description: 'The page to open on iOS, if it is a different one',
				},
				{
					displayName: 'PC URL',
					name: 'pcUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://www.example.com/pc',
					description: 'The page to open on a computer, if it is a different one',
				},
				{
					displayName: 'Style',
					name: 'buttonType',
					type: 'options',
					options: [
						{
							name: 'Default',
							value: 'default',
						},
						{
							name: 'Primary',
							value: 'primary',
						},
						{
							name: 'Success',
							value: 'success',
						},
					],
					default: 'default',
					description: 'How the button looks',
				},
				{
					displayName: 'URL',
					name: 'url',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://www.example.com',
					description: 'The page that the button opens: an https address of at most 700 characters',
				},
			],
		},
	],
};
