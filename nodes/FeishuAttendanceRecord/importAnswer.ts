import type { IDataObject } from 'n8n-workflow';
import { idIn } from '../shared/answer';
import type { RecordKeys, Verdict } from '../shared/endpoint';

/**
 * The punches of an answer by the records asked for: by idempotent ID, or by employee, time and order if
 * it has none. If several records have one ID, Feishu may answer all of them with one punch.
 */
function answeredFor(flows: readonly IDataObject[], records: readonly RecordKeys[]): Array<IDataObject | undefined> {
	const left = [...flows];
	const take = (isIt: (flow: IDataObject) => boolean) => {
		const place = left.findIndex(isIt);
		return place < 0 ? undefined : left.splice(place, 1)[0];
	};
	return records.map((record) => {
		const hasItsId = (flow: IDataObject) => idIn(flow, 'idempotent_id') === record.idempotent_id;
		return (
			take((flow) => hasItsId(flow) && isOf(flow, record)) ??
			take(hasItsId) ??
			flows.find(hasItsId) ??
			take((flow) => idIn(flow, 'idempotent_id') === '' && isOf(flow, record))
		);
	});
}

export function isOf(flow: IDataObject, { user_id, check_time }: RecordKeys): boolean {
	return idIn(flow, 'user_id') === user_id && idIn(flow, 'check_time') === check_time;
}

const SHARED_ID: Verdict = {
	status: 'refused',
	reason: 'Another record already has this idempotent ID, so Feishu did not import this one',
	todo: 'Give each record its own Idempotent ID, or leave that field out.',
};

const DOUBTFUL_ID: Verdict = {
	status: 'unknown',
	reason: 'Feishu answered with a record that has this idempotent ID, but may be a different one',
	todo: 'Look for this one with Get Many. If it is not there, give it its own Idempotent ID, or leave that field out.',
};

export function verdictsOf(flows: readonly IDataObject[], records: readonly RecordKeys[], minted: readonly boolean[]): Verdict[] {
	const answered = answeredFor(flows, records);
	const imported = new Set<string | undefined>();
	return records.map((record, index): Verdict => {
		const flow = answered[index];
		if (flow === undefined) return { status: 'unknown', reason: 'Feishu does not list it among the imported records' };
		const record_id = idIn(flow, 'record_id') || null;
		// An ID that the node made is unique: the punch is this one, however Feishu describes it.
		if (minted[index] !== true) {
			const key = record_id ?? record.idempotent_id;
			if (imported.has(key)) return SHARED_ID;
			if (!isOf(flow, record)) return DOUBTFUL_ID;
			imported.add(key);
		}
		if (record_id !== null) return { status: 'created', yields: { record_id } };
		return {
			status: 'created',
			yields: { record_id },
			reason: 'Feishu imported it, but gave no record ID',
			todo: 'Find the record ID with Get Many: look for the record of this employee and time that has this idempotent ID.',
		};
	});
}
