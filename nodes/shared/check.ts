import type { IDataObject } from 'n8n-workflow';
import type { Reader, RecordKeys } from './call';
import type { CallContext } from './endpoint';
import type { Remark } from './verdict';

/** What a look at a record decides before it is deleted. */
export interface Check {
	/** Whether a record needs the look: its ID may tell enough. */
	isNeeded(record: RecordKeys): boolean;
	/** One look shows all records of a target. */
	isShared?: true;
	/** Why a record is not deleted, by what the look showed. */
	refusal(seen: IDataObject, common: CallContext): Remark | undefined;
	/** What is said of it once it is deleted. */
	remark?(seen: IDataObject, common: CallContext): Remark | undefined;
}

/** What Feishu would refuse, or accept and not change, and one question tells. */
export interface Barred {
	/** The parameter of the path that names it. */
	key: string;
	/**
	 * Asks Feishu for all that there is of it, once a run.
	 * @throws {Unread} then the calls are sent: Feishu decides
	 */
	ask(reader: Reader): Promise<ReadonlySet<string>>;
	/** What is said of its records. */
	why: Remark;
}
