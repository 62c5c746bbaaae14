import type { INodeProperties } from 'n8n-workflow';
import { refuseOtherThings } from '../elsewhere';
import type { Alias } from '../endpoint';
import { readId } from '../ids';
import { Unread } from '../unread';
import { idOfPlace, type MailPlace } from './place';

const chooseIt = ({ one }: Pick<MailPlace, 'one'>) =>
	`Choose the ${one} from the list, or enter its ID or its email address. A name is not enough.`;

/** The field for a mailing list or a public mailbox, for every operation but a search of all of them. */
export function placeField(place: MailPlace): INodeProperties {
	const { one, field, parameter, key, searchMethod } = place;
	return {
		displayName: field,
		name: parameter,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: `The ${one} of the members. Choose it from the list, or enter its ID, which Get Many returns as ${key}, or its email address.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${one}…`,
				typeOptions: { searchListMethod: searchMethod, searchable: true },
			},
			{ displayName: 'By ID or Address', name: 'id', type: 'string', placeholder: 'e.g. team@example.com' },
		],
		displayOptions: { show: { operation: ['delete', 'create', 'getAll'] }, hide: { scope: ['all'] } },
	};
}

/** The ID of a mailing list or a public mailbox, or its address. */
export function readPlace(place: MailPlace, value: unknown): string {
	const id = readId(value, place.field);
	refuseOtherThings(id, place.field, ['email'], chooseIt(place));
	return id;
}

/** An address names the same as the ID, by which Feishu's answers have it. */
export function addressOf(place: MailPlace): Alias {
	const { key, one, get } = place;
	return {
		key,
		isWord: (text) => text.includes('@'),
		whyUnknown: `The ${one} with this address could not be looked up`,
		todo: chooseIt(place),
		async meaning(reader, word) {
			const { data, logId } = await reader.ask(get, { path: { [key]: word } });
			const id = idOfPlace(place, data);
			if (id === '') throw new Unread(null, 'Feishu’s answer has no ID', 'Check the address.', logId);
			return id;
		},
	};
}
