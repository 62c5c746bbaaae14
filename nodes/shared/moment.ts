import { tryToParseDateTime } from 'n8n-workflow';

/** What can be done with a time of the calendar's. */
export type DateTime = ReturnType<typeof tryToParseDateTime>;

/** Text, or a date, as a time in a zone; nothing if it is no time. n8n throws on such, and Feishu may hold any number of seconds. */
export function momentOf(value: string | Date, timezone: string): DateTime | undefined {
	try {
		const time = tryToParseDateTime(value, timezone).setZone(timezone);
		return time.isValid ? time : time.setZone('UTC');
	} catch {
		return undefined;
	}
}

/** Unix seconds as a time in the workflow's zone; nothing if no calendar reaches that far. */
export function timeOf(seconds: number, timezone: string): DateTime | undefined {
	const date = new Date(seconds * 1_000);
	// A date need not be parsed.
	return Number.isNaN(date.getTime()) ? undefined : momentOf(date, timezone);
}

/**
 * Unix seconds as all output shows a time: `2026-03-15T13:00:00+08:00`, in the workflow's zone. Feishu has 0 if there is
 * none; nothing for that, and for what is no time.
 */
export function isoOf(seconds: unknown, timezone: string): string | undefined {
	const time = Number(seconds) === 0 ? undefined : timeOf(Number(seconds), timezone);
	return time?.toISO({ suppressMilliseconds: true }) ?? undefined;
}
