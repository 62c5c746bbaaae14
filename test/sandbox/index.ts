export { startSandbox } from './sandbox';
export { ALL_SCOPES } from './endpoints';
export { SANDBOX_USER } from './oauthAuthorize';
export { SANDBOX_APP, thingsOf } from './world';
export type { Sandbox } from './sandbox';
export type { Fault, FaultAction } from './faults';
export type { LoggedRequest } from './requestLog';
export type { Secret } from './secrets';
export type { SeedRequest } from './seed';
