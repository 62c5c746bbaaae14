/** One request that reached the sandbox, and what became of it. */
export interface LoggedRequest {
	/** Position in order of arrival, from 1. */
	sequence: number;
	at: number;
	method: string;
	/** As sent: still percent-encoded, without the query. */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** The parsed JSON or form body; undefined where there is none or it does not parse. */
	body: unknown;
	rawBody: string;
	endpoint: string;
	/** The app the request spoke for, once known. */
	app: string | undefined;
	/** Undefined while unanswered, and for good where the connection was cut. */
	status: number | undefined;
	/** The `code` in the answer. */
	code: number | undefined;
	answeredAt: number | undefined;
	/** The kind of scripted fault that met the request. */
	fault?: string;
}

/** The log ID of a request, in the shape of Feishu's: a time, then hexadecimal digits. */
export function logId(entry: LoggedRequest): string {
	const time = new Date(entry.at).toISOString().replace(/\D/g, '').slice(0, 14);
	return `${time}${entry.sequence.toString(16).toUpperCase().padStart(20, '0')}`;
}
