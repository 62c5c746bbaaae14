import type { RateSetting } from './limiter';

/** Where documentation and observation leave several answers open, which one the sandbox gives. */
export interface AnswerForms {
	/** `msg` of a partly failed attendance deletion: the reasons as JSON text, or plain "success" as in the page's example. */
	attendanceMsg: 'reasons' | 'success';
	/** `code` of a partly failed attendance deletion, which the page leaves open. */
	attendancePartialCode: number;
	/** How feed card reasons are written. */
	feedCardReasons: 'names' | 'digits' | 'numbers';
	/** What becomes of a call that names an attendee whom the event does not have. */
	unknownAttendees: 'refuse' | 'ignore';
}

/** What can be changed while the sandbox runs. */
export interface Settings {
	latencyMs: number;
	rateLimits: RateSetting;
	tenantTokenSeconds: number;
	userTokenSeconds: number;
	refreshTokenSeconds: number;
	/** How long a message can be recalled after it was sent. */
	recallWindowSeconds: number;
	/** How long a recall takes until the last recipient has lost the message. */
	recallSeconds: number;
	/** Whether the consent page approves by itself. */
	autoApprove: boolean;
	answers: AnswerForms;
}

/** A change to some of the settings. */
export type SettingsChange = Partial<Omit<Settings, 'answers'>> & { answers?: Partial<AnswerForms> };

export const DEFAULT_SETTINGS: Settings = {
	latencyMs: 0,
	rateLimits: 'documented',
	tenantTokenSeconds: 7_200,
	userTokenSeconds: 7_200,
	refreshTokenSeconds: 604_800,
	recallWindowSeconds: 86_400,
	recallSeconds: 1,
	autoApprove: false,
	answers: {
		attendanceMsg: 'reasons',
		attendancePartialCode: 0,
		feedCardReasons: 'names',
		unknownAttendees: 'refuse',
	},
};

/** The settings with a change applied; the originals stay as they are. */
export function changedSettings(settings: Settings, change: SettingsChange): Settings {
	return { ...settings, ...change, answers: { ...settings.answers, ...change.answers } };
}
