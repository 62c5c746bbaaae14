import type { IDataObject } from 'n8n-workflow';
import { idIn } from '../shared/answer';
import type { Reader, RecordKeys, Observation } from '../shared/endpoint';
import { Unread } from '../shared/unread';
import type { InvalidField } from '../shared/values';
import { GET } from './calls';
import { readFlow } from './importedFlow';

/** The code of a look for an ID that names no record. The page has none of its own for that, and this one has other causes as well. */
const NO_RECORD = 1220001;

const NOUN = String.raw`(?:user[ _]?|attendance |punch )?(?:flow|record)(?:[ _]?id)?`;
const GAP = String.raw`[\s'"“”‘’=]+`;
const GONE = String.raw`(?:(?:is|was|does|has|been|already) )*(?:not (?:found|exist(?:s|ed)?)|deleted)`;

/**
 * Clauses that say that the record is missing, and not something else: a group, an employee and
 * what belongs to a record may be missing as well. Feishu documents no words of its own.
 */
const SAYS_GONE = [
	new RegExp(`^(?:(?:the|this) )?${NOUN}(?:${GAP}${NOUN})*${GAP}${GONE}$`, 'i'),
	new RegExp(`^no such ${NOUN}(?:${GAP}${NOUN})*$`, 'i'),
	/^[该此]?(?:考勤|打卡)*(?:流水|记录|record\s*)+(?:id)?\s*(?:不存在|未找到|找不到|已经?被?删除)$/i,
];

/** Whether words say that this very record is not there. */
function isGoneBy(words: string, record_id: string): boolean {
	const ownId = new RegExp(`(?<![\\w-])${record_id.replace(/[.+]/g, '\\$&')}(?![\\w-])`, 'g');
	const clauses = words.replace(ownId, 'record').split(/[;；:：,，.。()（）\n]+/);
	return clauses.some((clause) => SAYS_GONE.some((said) => said.test(clause.trim())));
}

const NOT_AS_ASKED = new Unread(null, 'Feishu answered with another record', 'Look the record up in Feishu.');

const NO_ANSWER = new Unread(
	null,
	'Feishu answered without a record, which does not mean that it is gone',
	'Look the record up in Feishu.',
);

/** How a look names employees, and with it a copy. */
const EMPLOYEE_TYPE = 'employee_id';

/** Why Import could not put a punch back. */
function whyNoCopy(columns: IDataObject): Unread | undefined {
	try {
		readFlow({ columns, nameOf: (column) => column, type: EMPLOYEE_TYPE, timezone: 'UTC' });
		return undefined;
	} catch (error) {
		const { field, what } = error as InvalidField;
		return new Unread(
			null,
			`Import Attendance Records would refuse it, because its ${field} ${what}`,
			'Switch Keep a Copy off to delete this record without a copy.',
		);
	}
}

/** Looks one record up, with its employees named as an import takes them by default. */
export async function look({ record_id = '' }: RecordKeys, reader: Reader): Promise<Observation> {
	const answer = await reader
		.ask(GET, { path: { user_flow_id: record_id }, query: { employee_type: EMPLOYEE_TYPE } })
		.catch((error: unknown) => {
			if (error instanceof Unread && !error.isFinal) return error;
			throw error;
		});
	if (answer instanceof Unread) {
		return answer.code === NO_RECORD && isGoneBy(answer.reason, record_id) ? { is: 'gone' } : { is: 'unseen', why: answer };
	}
	const id = idIn(answer.data, 'record_id');
	if (id !== record_id) return { is: 'unseen', why: id === '' ? NO_ANSWER : NOT_AS_ASKED };
	const noCopy = whyNoCopy(answer.data);
	return { is: 'there', copy: { ...answer.data, employee_type: EMPLOYEE_TYPE }, ...(noCopy !== undefined && { noCopy }) };
}
