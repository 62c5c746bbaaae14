import { GENERAL_CODES, type Page } from '../pages';
import type { Clock } from '../sandbox/clock';
import type { ApiEndpoint } from '../sandbox/endpoint';
import * as appFeedCard from './appFeedCard/sandbox';
import * as attendanceRecord from './attendanceRecord/sandbox';
import * as batchMessage from './batchMessage/sandbox';
import * as calendarEventAttendee from './calendarEventAttendee/sandbox';
import * as taskFollower from './taskFollower/sandbox';

/** What the sandbox knows of one deletion: Feishu's page, and the endpoints that behave as it says. */
export interface SandboxPart {
	page: Page;
	/** The deletion itself, and calls that belong to it, such as one that looks its records up. */
	endpoints: readonly ApiEndpoint[];
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
 * Every deletion, by the name of its endpoint in the sandbox's log. The list stands here and not in
 * `index.ts`, because that one knows the nodes, of which the sandbox must not know; the compiler holds
 * `index.ts` against it.
 */
export const PARTS = { attendanceRecord, calendarEventAttendee, taskFollower, appFeedCard, batchMessage } satisfies Record<
	string,
	SandboxPart
>;

export type DeletionName = keyof typeof PARTS;

type Part = (typeof PARTS)[DeletionName];

/** One type with all that the members of a union have. */
export type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void ? All : never;

export type OwnWorlds = ReturnType<Extract<Part, { createWorld: unknown }>['createWorld']>;
export type AnswerForms = AllOf<Extract<Part, { answers: unknown }>['answers']>;

const parts: readonly SandboxPart[] = Object.values(PARTS);

export const PAGES: readonly Page[] = parts.map(({ page }) => page);

/** Codes that ask the caller to slow down, whatever the HTTP status. */
export const RATE_CODES: readonly number[] = [GENERAL_CODES.rateLimited.code, ...PAGES.flatMap(({ rateCodes = [] }) => rateCodes)];

/** The endpoints of all deletions. */
export const ENDPOINTS: readonly ApiEndpoint[] = parts.flatMap(({ endpoints }) => endpoints);

export const DEMOS: readonly object[] = parts.flatMap(({ demo }) => demo ?? []);

export const ANSWERS = Object.assign({}, ...parts.map(({ answers }) => answers)) as AnswerForms;

export function createOwnWorlds(clock: Clock): OwnWorld[] {
	return parts.flatMap(({ createWorld }) => createWorld?.(clock) ?? []);
}
