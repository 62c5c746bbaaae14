import type { IDataObject } from 'n8n-workflow';
import type { RecordKeys } from './call';
import type { CallContext } from './endpoint';
import type { Remark } from './verdict';

/** What a look at a record decides before it is deleted. */
export interface Check {
	/** Whether a record needs the look: its ID may tell enough. */
	isNeeded(record: RecordKeys): boolean;
	/** Why a record is not deleted, by what the look showed. */
	refusal(seen: IDataObject, common: CallContext): Remark | undefined;
	/** What is said of it once it is deleted. */
	remark?(seen: IDataObject, common: CallContext): Remark | undefined;
}
