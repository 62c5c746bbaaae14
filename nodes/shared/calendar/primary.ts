import { objectIn, objectsIn, textIn } from '../answer';
import type { Alias } from '../endpoint';
import { PRIMARY } from '../idKinds';
import { Unread } from '../unread';
import { calendarPrimary } from './calls';

const ENTER_ID = `Or enter the ID of the calendar instead of “${PRIMARY}”.`;

/** Feishu takes a word for the calendar of the account that acts, but names that calendar by its ID in all of its answers. */
export const primary: Alias = {
	key: 'calendar_id',
	isWord: (text) => text === PRIMARY,
	whyUnknown: `Feishu does not say which calendar “${PRIMARY}” is`,
	todo: ENTER_ID,
	async meaning(reader) {
		const { data, logId } = await reader.ask(calendarPrimary, {});
		const [first = {}] = objectsIn(data.calendars);
		const id = textIn(objectIn(first.calendar), 'calendar_id');
		if (id === '') throw new Unread(null, 'its answer names no calendar', 'Choose a calendar from the list.', logId);
		return id;
	},
};
