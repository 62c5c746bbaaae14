import { spec } from './spec';
import { inWords, type ApiEndpoint } from '../../sandbox/endpoint';
import { specRefusal } from '../../sandbox/refusal';
import * as flows from './flows';
import type { AttendanceRecord } from './world';

interface Answers {
	/** `msg` of a partly failed deletion: the reasons as JSON text, or plain "success" as in the page's example. */
	attendanceMsg: 'reasons' | 'success';
	/** Its `code`. */
	attendancePartialCode: number;
	/** The `type` of an imported punch: 7, as the pages that read say, or the one that the import gave it, as that page says. */
	attendanceImportedType: 'seven' | 'given';
	/** Whether the idempotent ID of a punch that was deleted can be used again. */
	attendanceIdempotentIds: 'free after deletion' | 'spent for good';
	/** How an import describes what it has imported. No page says that it is to the letter what was asked for. */
	attendanceImported: 'as given' | 'by another ID' | 'in capitals' | 'to the minute';
	/** What a look at a punch that is not there gets: a refusal that names it, a bare one, or success without a punch. */
	attendanceMissing: 'refused by name' | 'refused without a word' | 'empty' | 'null';
}

export const answers: Answers = {
	attendanceMsg: 'reasons',
	attendancePartialCode: 0,
	attendanceImportedType: 'seven',
	attendanceIdempotentIds: 'free after deletion',
	attendanceImported: 'as given',
	attendanceMissing: 'refused by name',
};

function reasonToKeep(record: AttendanceRecord | undefined): string | undefined {
	if (!record) return 'record not found';
	if (record.failsWith !== undefined) return record.failsWith;
	return record.imported ? undefined : 'record was not imported through the open platform';
}

/** Deletes punches one by one; those that stay are listed with their reasons. */
const attendanceRecordDeletion: ApiEndpoint = {
	rules: spec,
	invalid: (violations) => specRefusal(spec, 1220001, inWords(violations), { fieldViolations: violations }),
	work({ platform: { state, settings }, body }) {
		const ids = body['record_ids'] as string[];
		for (const id of ids) {
			const code = state.attendanceRecords.get(id)?.refuses;
			if (code !== undefined) throw specRefusal(spec, code, `record ${id}`);
		}
		const deleted: string[] = [];
		const failed: string[] = [];
		const reasons: Record<string, string> = {};
		// An ID named twice is found the first time and missing the second: it ends up in both lists.
		for (const id of ids) {
			const reason = reasonToKeep(state.attendanceRecords.get(id));
			if (reason === undefined) {
				state.attendanceRecords.delete(id);
				deleted.push(id);
			} else {
				failed.push(id);
				reasons[id] = reason;
			}
		}
		const data = { success_record_ids: deleted, fail_record_ids: failed };
		if (failed.length === 0) return { data };
		const { attendanceMsg, attendancePartialCode } = settings.answers;
		return {
			data,
			code: attendancePartialCode,
			msg: attendanceMsg === 'reasons' ? JSON.stringify(reasons) : spec.successMsg,
		};
	},
};

export { spec };
export { createWorld, demo } from './world';

export const endpoints = [attendanceRecordDeletion, ...Object.values(flows)];

declare module '../sandbox' {
	interface Parts {
		attendanceRecord: typeof import('./sandbox');
	}
}
