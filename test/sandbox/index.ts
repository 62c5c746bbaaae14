export { startSandbox } from './sandbox';
export { ALL_SCOPES } from './endpoints';
export { SANDBOX_APP } from './seed';
export { BAD_IMPORT } from './demoWorld';
export { SANDBOX_USER } from './oauthAuthorize';
export { feedCardKey, thingsOf } from './world';
export type { Sandbox, SandboxOptions } from './sandbox';
export type { Clock } from './clock';
export type { Fault, FaultAction, FaultKind } from './faults';
export type { LoggedRequest } from './requestLog';
export type { RateSetting } from './limiter';
export type { Secret } from './secrets';
export type { SeedRequest } from './control';
export type {
	Seed,
	SeedApp,
	SeedAttendanceRecords,
	SeedAttendee,
	SeedBatchMessage,
	SeedEvent,
	SeedFeedCard,
	SeedTask,
	SeedTenantToken,
	SeedUserToken,
} from './seed';
export type { AnswerForms, Settings, SettingsChange } from './settings';
export type * from './world';
