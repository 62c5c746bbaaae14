import { appFeedCard } from './appFeedCard';
import { attendanceRecord } from './attendanceRecord';
import { batchMessage } from './batchMessage';
import { calendarEventAttendee } from './calendarEventAttendee';
import { taskFollower } from './taskFollower';

export { FEED_CARD_REASONS } from './appFeedCard';
export { FIFTY_PER_SECOND, GENERAL_CODES, RATE_CODES, RATE_HEADERS, TENANT_TOKEN, TENANT_TOKEN_CODES } from './general';
export type { FeedCardReason } from './appFeedCard';
export type { GeneralCode } from './general';
export type * from './page';
export { EMPLOYEE_ID_SCOPE, THOUSAND_PER_MINUTE_FIFTY_PER_SECOND, USER_ID_TYPES } from './page';
export { appFeedCard, attendanceRecord, batchMessage, calendarEventAttendee, taskFollower };

/** The five pages by the name of their endpoint. */
export const PAGES = { attendanceRecord, calendarEventAttendee, taskFollower, appFeedCard, batchMessage } as const;

export type PageName = keyof typeof PAGES;
