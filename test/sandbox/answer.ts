/** A complete HTTP answer. */
export interface Answer {
	status: number;
	/** An object is sent as JSON, text as it stands. */
	body: object | string;
	headers?: Record<string, string>;
	contentType?: string;
}

/** What may become of a request: an answer, silence, a cut connection, or one whose encryption breaks. */
export type Outcome = Answer | 'silence' | 'cut' | 'broken';

/** The answer to a path or method that does not exist. */
export const PAGE_NOT_FOUND: Answer = {
	status: 404,
	body: '404 page not found',
	contentType: 'text/plain; charset=utf-8',
};
