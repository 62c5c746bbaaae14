import type { IDataObject } from 'n8n-workflow';
import { textIn } from '../answer';
import { pagedList } from '../lists';
import { Unread } from '../unread';
import { ROWS_PER_PAGE, idOfPlace, type MailPlace } from './place';

/** Pages of Feishu's list that one question of the editor reads, at most: 2,000 rows. */
const MAX_PAGES = 10;

/** Its name and its address, on one line. */
function labelOf({ field }: MailPlace, described: IDataObject): string {
	const name = textIn(described, 'name').replace(/\s+/g, ' ').trim();
	const email = textIn(described, 'email');
	if (name === '') return email || `${field} without a name`;
	return email === '' ? name : `${name} (${email})`;
}

/** What the editor offers for the field of a mailing list or a public mailbox. Feishu's list has no search. */
export function searchPlaces(place: MailPlace) {
	const { list, one, many } = place;
	const nameIt = 'choose By ID or Address for the field and enter its email address.';
	return pagedList({
		call: list,
		ask: () => ({ query: { page_size: ROWS_PER_PAGE } }),
		isShown: (row) => idOfPlace(place, row) !== '',
		text: (row) => labelOf(place, row),
		entry: (row) => ({ name: labelOf(place, row), value: idOfPlace(place, row) }),
		most: MAX_PAGES,
		nothing: () =>
			new Unread(
				null,
				`Feishu lists no ${one}`,
				`Check in the Feishu Admin console that your company has one. For a certain ${one}, ${nameIt}`,
			),
		nothingYet: ({ filter }) =>
			new Unread(
				null,
				`None of the first ${MAX_PAGES * ROWS_PER_PAGE} ${many} ${filter === '' ? 'can be shown' : 'has this in its name or address'}`,
				`Instead of choosing from the list, ${nameIt}`,
			),
	});
}
