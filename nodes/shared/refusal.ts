/**
 * How far a refusal reaches, which decides what happens next:
 * - `record`: one record may be the cause. If the call holds several, it is halved.
 * - `target`: the event, task or other thing the records belong to. Its other records are not sent.
 * - `run`: the app, its permissions or its quota. Nothing more is sent.
 * - `rate`: too many calls. Nothing was done; the call is repeated after a wait.
 * - `token`: the access token. It is renewed once, and the call is repeated.
 * - `transient`: Feishu's own trouble. The call is repeated, and may already have worked.
 */
export type Reach = 'record' | 'target' | 'run' | 'rate' | 'token' | 'transient';

/**
 * What a refusal code means, as data. Each endpoint states the codes of its documentation page in
 * its own folder; the codes that any Feishu call may answer with are in `generalRefusals.ts`.
 */
export interface Refusal {
	/** What happened: one sentence, ending with a full stop. */
	what: string;
	/** The next step for the builder of the workflow: one or two sentences in the imperative. */
	todo: string;
	reach: Reach;
	/** n8n's word for why the node failed, if `reach` does not say it: otherwise a `run` is `configuration-invalid`. */
	failure?: 'quota-exhausted' | 'credential-invalid';
}

/** Where an app is set up: how such a sentence begins. */
export const inYourApp = 'In the developer console (open.feishu.cn/app or open.larksuite.com/app), open your app';

/** What makes such a change take effect: how such a sentence ends. */
export const publish = 'publish a version under Version Management & Release, and have it approved';

/** What to do if Feishu leaves out the IDs of people. */
export const USER_ID_PERMISSION =
	'If User ID Type is User ID, add the permission contact:user.employee_id:readonly to the app. Without it, Feishu leaves these IDs out.';

/** Refusals by Feishu's code. */
export type Refusals = Readonly<Record<number, Refusal>>;
