import { findCalendar, isMalformed } from '../calendarEventAttendee/calendarAccess';
import { invalidOn } from '../calendarEventAttendee/attendee';
import { attendeeList } from '../calendarEventAttendee/attendeeCalls';
import { calendarList, calendarPrimary, calendarSearch } from '../calendarEventAttendee/calendarLists';
import { assertMayChange, exclusiveOn } from '../calendarEventAttendee/eventAccess';
import { eventGet } from '../calendarEventAttendee/eventDetails';
import { calendarEventList, calendarEventSearch } from '../calendarEventAttendee/eventLists';
import { plainOccurrence } from '../calendarEventAttendee/occurrences';
import { eventCreate } from './eventCreate';
import { eventInstances, eventInstanceView } from './occurrenceLists';
import { spec } from './spec';
import type { ApiEndpoint } from '../../sandbox/endpoint';
import { specRefusal } from '../../sandbox/refusal';

interface Answers {
	/** What a call about a deleted event is answered: that it is deleted, to a look the event as cancelled, or that there is none. */
	deletedEvents: 'refuse' | 'cancel' | 'forget';
	/** Whether an occurrence that nobody has changed can be looked up. */
	plainOccurrences: 'hide' | 'show';
}

export const answers: Answers = { deletedEvents: 'refuse', plainOccurrences: 'hide' };

/**
 * Deletes an event. Of one that repeats, the occurrences that were changed before stay; an occurrence that is
 * deleted stays as one that was taken out.
 */
const calendarEventDeletion: ApiEndpoint = {
	rules: spec,
	invalid: invalidOn(spec),
	exclusive: exclusiveOn(spec),
	work(call) {
		const { at, caller, query, platform } = call;
		const calendar = findCalendar(call, spec, { types: ['primary', 'shared'], withoutRole: ['none'] });
		const id = call.params['event_id'] ?? '';
		const event = calendar.events.get(id) ?? plainOccurrence(calendar, id);
		if (event === undefined) throw specRefusal(spec, isMalformed(id) ? 193000 : 193001);
		if (event.deleted) throw specRefusal(spec, platform.settings.answers.deletedEvents === 'forget' ? 193001 : 193003);
		assertMayChange(call, spec, calendar, event, { outsider: 193002 });
		const { isPlain: _plain, ...kept } = event;
		const removal = { at, needNotification: query['need_notification'] !== 'false', by: caller.identity };
		if (event.isPlain === true) calendar.events.set(id, { ...kept, deleted: true, removal });
		else Object.assign(event, { deleted: true, removal });
		return { data: {} };
	},
};

export { spec };

export const endpoints = [calendarEventDeletion, eventCreate, eventInstances, eventInstanceView];

/** Its calendars and events are those of attendees. */
export const shared = [calendarList, calendarSearch, calendarPrimary, calendarEventList, calendarEventSearch, eventGet, attendeeList];

declare module '../sandbox' {
	interface Parts {
		calendarEvent: typeof import('./sandbox');
	}
}
