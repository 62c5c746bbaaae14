import { inYourApp, publish, type Refusals } from '../refusal';

/** A person without a license is refused as one without the role: https://github.com/larksuite/cli/issues/2620 */
export const LICENSE =
	'If this is already the case, check in the Feishu Admin console that a Feishu license is assigned to the person of the credential.';

/** The codes that the pages about calendars, their events and attendees share. A page may mean something of its own by one. */
export const calendarRefusals: Refusals = {
	190003: {
		what: 'The calendar service of Feishu had an internal fault each time the call was sent.',
		todo: 'Run the workflow again in a few minutes. If it happens again, give the log ID to Feishu support.',
		reach: 'transient',
	},
	190004: {
		what: 'Feishu received too many calls of this kind, even after waiting.',
		todo: 'Run the workflow again in a few minutes, with fewer workflows that use the same app at the same time.',
		reach: 'rate',
	},
	190005: {
		what: 'Feishu received too many calendar calls from this app, even after waiting.',
		todo: 'Run the workflow again in a few minutes, with fewer workflows that use the same app at the same time.',
		reach: 'rate',
	},
	190006: {
		what: 'The app and the company of this call do not belong together.',
		todo: 'Open the credential and check its region and its app: App ID and App Secret are on the page Credentials & Basic Info of your app in the Feishu developer console (open.feishu.cn/app, or open.larksuite.com/app). If they are right, give the log ID to Feishu support.',
		reach: 'run',
	},
	190007: {
		what: 'The app has no bot, but a call with a tenant token needs one.',
		todo: `${inYourApp}, switch on the bot under Add Features, ${publish}. If it has one, give the log ID to Feishu support.`,
		reach: 'run',
	},
	190010: {
		what: 'Something else was changing the same event or room, even after waiting.',
		todo: 'Run the workflow again in a few minutes, and let only one workflow change the event at a time.',
		reach: 'rate',
	},
	190011: {
		what: 'Your company has deleted the key that its calendar data is encrypted with, so Feishu can no longer read that data.',
		todo: 'Ask your Feishu administrator about the encryption key of your company. Nothing in this workflow can get around it.',
		reach: 'run',
	},
	190012: {
		what: 'Your company has deleted a key that was kept to decrypt its calendar data, so Feishu can no longer read that data.',
		todo: 'Ask your Feishu administrator about the encryption key of your company. Nothing in this workflow can get around it.',
		reach: 'run',
	},
	191000: {
		what: 'There is no such calendar.',
		todo: 'Check the calendar ID in Calendar, and that the credential belongs to the company of that calendar.',
		reach: 'target',
	},
	191001: {
		what: 'The value in Calendar is not a calendar ID.',
		todo: 'Put the whole calendar ID into Calendar, including the @ sign and what follows it.',
		reach: 'target',
	},
	191002: {
		what: 'This account has no access to this calendar.',
		todo: 'Share the calendar with the app or the person of the credential, as writer or owner. Or choose the credential of somebody who already has that role.',
		reach: 'target',
	},
	191003: {
		what: 'This calendar has been deleted.',
		todo: 'Choose a calendar that still exists in Calendar, or leave the items of this one out.',
		reach: 'target',
	},
	193000: {
		what: 'The value in Event is not an event ID.',
		todo: 'Put the whole event ID into Event, including its end, such as _0.',
		reach: 'target',
	},
	193001: {
		what: 'There is no such event on this calendar.',
		todo: 'Check Event. Put the calendar of the organizer into Calendar: the event list shows it as organizer_calendar_id.',
		reach: 'target',
	},
	193002: {
		what: 'This account is not allowed to change this event.',
		todo: `Use the credential of the organizer; it needs the role writer or owner on the calendar. ${LICENSE}`,
		reach: 'target',
	},
	193003: {
		what: 'This event has been deleted.',
		todo: 'Leave the items of this event out: with the event, its attendees are gone too.',
		reach: 'target',
	},
	194000: {
		what: 'This attendee is not on the event.',
		todo: 'List the attendees of the event to see who is still on it, and check the ID and its kind.',
		reach: 'record',
	},
	194001: {
		what: 'This account is not allowed to see who attends this event.',
		todo: 'Put the calendar of the organizer into Calendar: the event list shows it as organizer_calendar_id. Also check that the organizer is allowed to see the attendees.',
		reach: 'target',
	},
	194002: {
		what: 'This account is not allowed to change who is invited to this event.',
		todo: 'Put the calendar of the organizer into Calendar: the event list shows it as organizer_calendar_id. Also check that the organizer is allowed to invite attendees.',
		reach: 'target',
	},
	194003: {
		what: 'This account is not allowed to remove attendees of this event.',
		todo: 'Put the calendar of the organizer into Calendar: the event list shows it as organizer_calendar_id. Use the credential of the organizer.',
		reach: 'target',
	},
	194004: {
		what: 'Feishu does not know an attendee of this type.',
		todo: 'Check that the type of this attendee fits its ID: a user ID for a user, a chat ID for a group, a room ID for a room, an email address for a guest from outside.',
		reach: 'record',
	},
	195100: {
		what: 'The attendee, or the account of this credential, has left the company or was never in it.',
		todo: 'If only this attendee is refused, use the attendee ID in Attendee IDs. If all are, use another account.',
		reach: 'record',
	},
};

/** Those of them that a page has. */
export function calendarRefusalsOf(...codes: number[]): Refusals {
	return Object.fromEntries(Object.entries(calendarRefusals).filter(([code]) => codes.includes(Number(code))));
}
