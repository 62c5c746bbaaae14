/**
 * Feishu's own code in the body of an answer; 0 is success. A gateway in between may make text of it.
 * @returns undefined if there is none: then it is not Feishu's answer
 */
export function codeIn(body: unknown): number | undefined {
	const { code } = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown };
	if (typeof code === 'number') return code;
	return typeof code === 'string' && /^-?\d+$/.test(code) ? Number(code) : undefined;
}
