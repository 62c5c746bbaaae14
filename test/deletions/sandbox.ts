import { GENERAL_CODES, type Page } from '../pages';
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

const parts: readonly SandboxPart[] = Object.values(PARTS);

export const PAGES: readonly Page[] = parts.map(({ page }) => page);

/** Codes that ask the caller to slow down, whatever the HTTP status. */
export const RATE_CODES: readonly number[] = [GENERAL_CODES.rateLimited.code, ...PAGES.flatMap(({ rateCodes = [] }) => rateCodes)];

/** The endpoints of all deletions. */
export const ENDPOINTS: readonly ApiEndpoint[] = parts.flatMap(({ endpoints }) => endpoints);
