/** Something could not be read. */
export class Unread extends Error {
	/**
	 * @param code Feishu's code, if it refused
	 * @param reason Feishu's words, or ours if it was not asked or did not answer
	 * @param todo what happened and the next step
	 * @param logId Feishu's log ID, which its support asks for
	 * @param isFinal no other call of the kind would succeed: a permission, the token, the network
	 */
	constructor(
		readonly code: number | null,
		readonly reason: string,
		readonly todo: string,
		readonly logId: string | null = null,
		readonly isFinal = false,
	) {
		super(reason);
	}
}
