import { calendarRefusalsOf, LICENSE } from '../shared/calendar/refusals';
import type { Refusals } from '../shared/refusal';

const ORGANIZER = 'Put the calendar of the organizer into Calendar: Get Many returns it as organizer_calendar_id.';

/** The codes of the page: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar-event/delete */
export const refusals: Refusals = {
	...calendarRefusalsOf(190003, 190004, 190005, 190006, 190007, 190010, 191000, 191001, 191002, 191003),
	190002: {
		what: 'Feishu did not accept a value.',
		todo: 'Read the reason, then check the IDs, that calendar and event still exist, and that the app has calendar:calendar.event:delete or calendar:calendar.',
		reach: 'record',
	},
	191004: {
		what: 'Events of this kind of calendar cannot be deleted.',
		todo: 'Choose a primary or shared calendar in Calendar, on which your role is writer or owner.',
		reach: 'target',
	},
	193000: {
		what: 'The value in Event is not an event ID.',
		todo: 'Put the whole event ID into Event, including its end, such as _0.',
		reach: 'record',
	},
	193001: { what: 'There is no such event on this calendar.', todo: `Check Event. ${ORGANIZER}`, reach: 'record' },
	193002: {
		what: 'This account is not allowed to delete this event: only its organizer can.',
		todo: `${ORGANIZER} The account of the credential needs the role writer or owner on that calendar. ${LICENSE}`,
		reach: 'record',
	},
	193003: { what: 'This event is already deleted.', todo: 'Leave it out.', reach: 'record' },
	195100: {
		what: 'The account of this credential has left the company or was never in it.',
		todo: 'Use another account.',
		reach: 'run',
	},
};
