import { ANSWERS, type AnswerForms } from '../deletions/sandbox';
import type { RateSetting } from './limiter';
import { LOOK_UP_ANSWERS, type LookUpAnswers } from './userLookUp';

type AllAnswers = AnswerForms & LookUpAnswers;

/** What can be changed while the sandbox runs. */
export interface Settings {
	latencyMs: number;
	/** How long lists, and all else that only reads, show the world as it was before a write. */
	lagMs: number;
	rateLimits: RateSetting;
	tenantTokenSeconds: number;
	userTokenSeconds: number;
	refreshTokenSeconds: number;
	/** Whether the consent page approves by itself. */
	autoApprove: boolean;
	/** Where documentation and observation leave several answers open, which one the sandbox gives. */
	answers: AllAnswers;
}

/** A change to some of the settings. */
export type SettingsChange = Partial<Omit<Settings, 'answers'>> & { answers?: Partial<AllAnswers> };

export const DEFAULT_SETTINGS: Settings = {
	latencyMs: 0,
	lagMs: 0,
	rateLimits: 'documented',
	tenantTokenSeconds: 7_200,
	userTokenSeconds: 7_200,
	refreshTokenSeconds: 604_800,
	autoApprove: false,
	answers: { ...ANSWERS, ...LOOK_UP_ANSWERS },
};

/** The settings with a change applied; the originals stay as they are. */
export function changedSettings(settings: Settings, change: SettingsChange): Settings {
	return { ...settings, ...change, answers: { ...settings.answers, ...change.answers } };
}
