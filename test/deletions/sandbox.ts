import { GENERAL_CODES, type Spec } from '../specs';
import type { Clock } from '../sandbox/clock';
import type { ApiEndpoint } from '../sandbox/endpoint';
import { readFolders } from './folders';

/** What the sandbox knows of one deletion: Feishu's page, and the endpoints that behave as it says. */
export interface SandboxPart {
	spec: Spec;
	/** The deletion itself, and calls that belong to it, such as one that looks its records up. */
	endpoints: readonly ApiEndpoint[];
	/** Endpoints of another part that its node calls as well. */
	shared?: readonly ApiEndpoint[];
	/** What it has in the world, where `things` will not do. */
	createWorld?: (clock: Clock) => OwnWorld;
	/** What of it is there for people who want to look around, as `POST /__sandbox/seed` takes it. */
	demo?: object;
	/** Where the page leaves several answers open: a name for each choice, and what is chosen unless told otherwise. */
	answers?: object;
}

/** What is there of one deletion, made anew with each reset. */
export interface OwnWorld {
	/** By the names that `GET /__sandbox/state` shows. */
	state: Readonly<Record<string, ReadonlyMap<string, object>>>;
	/** Ways to put things there. */
	seed: object;
	/** The same for the body of `POST /__sandbox/seed`, which holds more than its own. */
	seedAll(request: object): void;
}

/**
 * Every deletion's `sandbox.ts` by the name of its folder, which is that of its endpoint in the sandbox's
 * log. Each adds itself here, for the compiler; which ones there are is read from the folders.
 */
export interface Parts {}

export type DeletionName = keyof Parts;

type Part = Parts[DeletionName];

/** One type with all that the members of a union have. */
export type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void ? All : never;

export type OwnWorlds = ReturnType<Extract<Part, { createWorld: unknown }>['createWorld']>;
export type AnswerForms = AllOf<Extract<Part, { answers: unknown }>['answers']>;

/** Kept apart from `index.ts`, which knows the nodes: of those, the sandbox must not know. */
export const PARTS = Object.fromEntries(readFolders<SandboxPart>('sandbox')) as Readonly<Record<DeletionName, SandboxPart>>;

const parts: readonly SandboxPart[] = Object.values(PARTS);

export const SPECS: readonly Spec[] = parts.map(({ spec }) => spec);

/** Codes that ask the caller to slow down, whatever the HTTP status. */
export const RATE_CODES: readonly number[] = [GENERAL_CODES.rateLimited.code, ...SPECS.flatMap(({ rateCodes = [] }) => rateCodes)];

/** The endpoints of all deletions. */
export const ENDPOINTS: readonly ApiEndpoint[] = parts.flatMap(({ endpoints }) => endpoints);

export const DEMOS: readonly object[] = parts.flatMap(({ demo }) => demo ?? []);

export const ANSWERS = Object.assign({}, ...parts.map(({ answers }) => answers)) as AnswerForms;

export function createOwnWorlds(clock: Clock): OwnWorld[] {
	return parts.flatMap(({ createWorld }) => createWorld?.(clock) ?? []);
}
