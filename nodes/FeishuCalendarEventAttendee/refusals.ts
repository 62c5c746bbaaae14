import { calendarRefusals } from '../shared/calendar/refusals';
import type { Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting event attendees:
 * https://open.feishu.cn/document/server-docs/calendar-v4/calendar-event-attendee/batch_delete
 */
export const refusals: Refusals = {
	...calendarRefusals,
	190002: {
		what: 'Feishu did not accept a value.',
		todo: 'Read the reason, then check the IDs, User ID Type, that calendar and event still exist, and that the app has calendar:calendar.event:update or calendar:calendar.',
		reach: 'record',
	},
	191004: {
		what: 'Attendees cannot be removed on this kind of calendar.',
		todo: 'Choose a primary or shared calendar in Calendar, on which your role is writer or owner.',
		reach: 'target',
	},
};
