import type { IDataObject } from 'n8n-workflow';
import { isBlankText } from './values';

/** The key under which a snapshot says what became of its record. Those of earlier versions do not say. */
export const DELETION_STATUS = 'deletion_status';

/** Why a record is not put back: it is still in Feishu, or it is not known whether it is. */
export type KeptBy = 'there' | 'unclear';

/** What a snapshot says of a record that may still be in Feishu. */
export function keptBy({ [DELETION_STATUS]: status }: IDataObject): KeptBy | undefined {
	if (isBlankText(status) || status === 'deleted' || status === 'already_gone') return undefined;
	return status === 'refused' || status === 'not_sent' ? 'there' : 'unclear';
}

/** Whether an expression reads something of the name `snapshot`, and does not only have the word in a text, such as the name of a node. */
function readsSnapshot(raw: unknown): boolean {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return false;
	const inBrackets = /\[\s*(['"`])snapshot\1\s*\]/g;
	const text = /(['"`]).*?\1/gs;
	return /\bsnapshot\b/.test(raw.replace(inBrackets, '.snapshot').replace(text, ''));
}

/**
 * What a field that takes snapshots holds, without those that are missing: of these records nothing was deleted. A
 * typing error in another expression must not read as nothing to do.
 * @param raw the content of the field, before n8n evaluates it
 */
export function withoutMissing(value: unknown, raw: unknown): unknown {
	if (!readsSnapshot(raw)) return value;
	if (isBlankText(value)) return [];
	return Array.isArray(value) ? value.filter((snapshot) => !isBlankText(snapshot)) : value;
}
