/**
 * Feishu's own code in the body of an answer; 0 is success. A gateway in between may make text of it.
 * @returns undefined where there is none: then it is not an answer of Feishu's
 */
export function codeIn(body: unknown): number | undefined {
	const { code } = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown };
	if (typeof code === 'number') return code;
	return typeof code === 'string' && /^-?\d+$/.test(code) ? Number(code) : undefined;
}
