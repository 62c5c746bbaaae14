import type { ApiEndpoint } from '../endpoint';
import { appFeedCardDeletion } from './appFeedCard';
import { attendanceImport, attendanceQuery } from './attendanceFlows';
import { attendanceRecordDeletion } from './attendanceRecord';
import { batchMessageProgress, batchMessageRecall } from './batchMessage';
import { calendarEventAttendeeDeletion } from './calendarEventAttendee';
import { botInfo, userInfo } from './identity';
import { taskFollowerDeletion } from './taskFollower';

/** Every endpoint behind the gateway. */
export const ENDPOINTS: readonly ApiEndpoint[] = [
	attendanceRecordDeletion,
	attendanceQuery,
	attendanceImport,
	calendarEventAttendeeDeletion,
	taskFollowerDeletion,
	appFeedCardDeletion,
	batchMessageRecall,
	batchMessageProgress,
	botInfo,
	userInfo,
];
