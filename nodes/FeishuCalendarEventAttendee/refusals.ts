import type { Refusals } from '../shared/refusal';

/**
 * The codes of the page on deleting event attendees:
 * https://open.feishu.cn/document/server-docs/calendar-v4/calendar-event-attendee/batch_delete
 */
export const refusals: Refusals = {
	190002: {
		what: 'Feishu did not accept one of the values sent, for this attendee or for the event.',
		todo: 'Check that this attendee is still on the event and that User ID Type matches the IDs given. Also check that neither Calendar nor Event has been deleted.',
		concerns: 'record',
	},
	190003: {
		what: 'The calendar service of Feishu had internal trouble, and did so again each time the call was repeated.',
		todo: 'Run the workflow again in a few minutes. If it goes on, give the log ID to Feishu support.',
		concerns: 'passing',
	},
	190004: {
		what: 'Feishu received too many calls of this kind, and still did after waiting.',
		todo: 'Run the workflow again in a few minutes, and start fewer workflows that use the same app at the same time.',
		concerns: 'rate',
	},
	190005: {
		what: 'Feishu received too many calendar calls from this app, and still did after waiting.',
		todo: 'Run the workflow again in a few minutes, and start fewer workflows that use the same app at the same time.',
		concerns: 'rate',
	},
	190006: {
		what: 'The app and the company of this call do not belong together.',
		todo: 'Open the credential and check Region, App ID and App Secret against the page Credentials & Basic Info of your app in the Feishu developer console (open.feishu.cn/app, or open.larksuite.com/app).',
		concerns: 'run',
	},
	190007: {
		what: 'The app has no bot, and a call made as the app needs one.',
		todo: 'In the Feishu developer console (open.feishu.cn/app, or open.larksuite.com/app), open your app, switch on the bot under Add Features, and publish a version.',
		concerns: 'run',
	},
	190010: {
		what: 'Something else was changing the same event or room, and still was after waiting.',
		todo: 'Run the workflow again in a few minutes. Make sure that no two workflows change the same event at the same time.',
		concerns: 'rate',
	},
	190011: {
		what: 'Your company has deleted the key that its calendar data is encrypted with, so Feishu can no longer read that data.',
		todo: 'Ask your Feishu administrator about the encryption key of your company. Nothing in this workflow can get around it.',
		concerns: 'run',
	},
	190012: {
		what: 'Your company has deleted a key that was kept to decrypt its calendar data, so Feishu can no longer read that data.',
		todo: 'Ask your Feishu administrator about the encryption key of your company. Nothing in this workflow can get around it.',
		concerns: 'run',
	},
	191000: {
		what: 'There is no such calendar.',
		todo: 'Check the calendar ID in Calendar, and that the credential belongs to the company of that calendar.',
		concerns: 'target',
	},
	191001: {
		what: 'The value in Calendar is not a calendar ID.',
		todo: 'Put the whole calendar ID into Calendar, including the part from the @ sign on.',
		concerns: 'target',
	},
	191002: {
		what: 'The credential has no access to this calendar.',
		todo: 'Share the calendar with the app or the user of the credential, with the right to edit events. Or choose a credential that already has it.',
		concerns: 'target',
	},
	191003: {
		what: 'This calendar has been deleted.',
		todo: 'Choose a calendar that still exists in Calendar, or leave the items of this one out.',
		concerns: 'target',
	},
	191004: {
		what: 'Attendees cannot be deleted on this kind of calendar.',
		todo: 'Choose a primary or a shared calendar in Calendar: those of rooms, of Google or of Exchange cannot be changed here.',
		concerns: 'target',
	},
	193000: {
		what: 'The value in Event is not an event ID.',
		todo: 'Put the whole event ID into Event, including its end, such as _0.',
		concerns: 'target',
	},
	193001: {
		what: 'There is no such event on this calendar.',
		todo: 'Check Event, and check that Calendar holds the calendar on which the event was created.',
		concerns: 'target',
	},
	193002: {
		what: 'The credential may not change this event.',
		todo: 'Use the credential of the organizer of the event, with the role writer or owner on the calendar.',
		concerns: 'target',
	},
	193003: {
		what: 'This event has been deleted.',
		todo: 'Leave the items of this event out: with the event, its attendees are gone too.',
		concerns: 'target',
	},
	194000: {
		what: 'This attendee is not on the event.',
		todo: 'List the attendees of the event to see who is still on it. For one instance of a repeating event, check that Event names that instance.',
		concerns: 'record',
	},
	194001: {
		what: 'The credential may not see who attends this event.',
		todo: 'Put the calendar of the organizer into Calendar and use the credential of the organizer, with the role writer or owner on it.',
		concerns: 'target',
	},
	194002: {
		what: 'The credential may not change who is invited to this event.',
		todo: 'Put the calendar of the organizer into Calendar and use the credential of the organizer, with the role writer or owner on it.',
		concerns: 'target',
	},
	194003: {
		what: 'The credential may not delete attendees of this event, which only its organizer may.',
		todo: 'Put the calendar of the organizer into Calendar and use the credential of the organizer, with the role writer or owner on it.',
		concerns: 'target',
	},
	194004: {
		what: 'Feishu does not know an attendee of this type.',
		todo: 'Check that the type of this attendee fits its ID: a user ID for a user, a chat ID for a group, a room ID for a room, an email address for a guest from outside.',
		concerns: 'record',
	},
	195100: {
		what: 'This attendee, or the user of the credential, has left the company or was never in it.',
		todo: 'For an attendee who has left, list the attendees of the event and try the attendee ID in Attendee IDs in place of the user ID. If every attendee is refused this way, connect the credential again with a user who is still there.',
		concerns: 'record',
	},
};
