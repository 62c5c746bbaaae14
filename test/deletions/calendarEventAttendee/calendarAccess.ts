import type { ApiCall } from '../../sandbox/endpoint';
import { specRefusal, type RefusingSpec } from '../../sandbox/refusal';
import type { Calendar } from './world';

/** An ID that cannot exist: white space, or a percent sign left by encoding twice. */
export function isMalformed(id: string): boolean {
	return id === '' || /[\s%]/.test(id);
}

/** Refuses an app that acts for itself without the bot ability, which all calls about calendars need. */
export function assertBot({ caller }: ApiCall, spec: RefusingSpec): void {
	if (caller.kind === 'tenant' && !caller.app.bot) throw specRefusal(spec, 190007);
}

/** The word that stands for the caller's main calendar wherever an ID of a calendar does. */
const PRIMARY = 'primary';

/** The main calendar of the caller. */
export function primaryOf({ caller, platform }: ApiCall): Calendar | undefined {
	return [...platform.state.calendars.values()].find(
		({ type, role, deleted, owner }) =>
			type === 'primary' && role === 'owner' && !deleted && (owner ?? caller.identity) === caller.identity,
	);
}

/** The calendar that a call's path names, if the page lets the caller act on one of its type in the caller's role. */
export function findCalendar(
	call: ApiCall,
	spec: RefusingSpec,
	{ types, withoutRole }: { types: ReadonlyArray<Calendar['type']>; withoutRole: ReadonlyArray<Calendar['role']> },
): Calendar {
	assertBot(call, spec);
	const id = call.params['calendar_id'] ?? '';
	const calendar = id === PRIMARY ? primaryOf(call) : call.platform.state.calendars.get(id);
	if (!calendar) throw specRefusal(spec, isMalformed(id) ? 191001 : 191000);
	if (calendar.deleted) throw specRefusal(spec, 191003);
	if (!types.includes(calendar.type)) throw specRefusal(spec, 191004);
	if (withoutRole.includes(calendar.role)) throw specRefusal(spec, 191002);
	return calendar;
}
