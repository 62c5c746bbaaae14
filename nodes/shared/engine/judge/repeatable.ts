import type { Api } from '../../endpoint';

/** What to do about a record if it is not known whether it is gone. */
const STAYED_UNKNOWN = 'This may already be done. Look it up in Feishu, or run the workflow again: repeating is safe.';

/** The same if sending it twice does it twice. */
const STAYED_UNKNOWN_ONCE = 'This may already be done. Look it up in Feishu first, because running the workflow again could do it twice.';

/** What decides what is said about a record if it is not known whether it is done. */
export type Repeatable = Pick<Api, 'idempotent' | 'whenUnknown'>;

/** The rule on what another try of the node (Retry On Fail) may send again: never what may be done already, if that would do it twice. */
export function mayBeSentAgain(possiblyApplied: boolean, { idempotent = true }: Repeatable): boolean {
	return !possiblyApplied || idempotent === true;
}

export function stayedUnknown(api: Repeatable): string {
	return api.whenUnknown ?? (mayBeSentAgain(true, api) ? STAYED_UNKNOWN : STAYED_UNKNOWN_ONCE);
}
