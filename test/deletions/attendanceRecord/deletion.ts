import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { endpoint } from '../../../nodes/FeishuAttendanceRecord/delete.operation';
import { FeishuAttendanceRecord } from '../../../nodes/FeishuAttendanceRecord/FeishuAttendanceRecord.node.ts';
import type { Sandbox } from '../../sandbox';
import type { DeletionRow, WireRow } from '../deletion';
import { answer, code, lostThen } from '../fault';
import { BAD, numbered } from '../values';

const RECORDS = ['6709359313699356941', '6709359313699356942', '6709359313699356943'];
const [RECORD = '', ...OTHER_RECORDS] = RECORDS;

function records(name: string, parameters: INodeParameters, record_ids: string[], items?: IDataObject[]): WireRow {
	return {
		name,
		parameters,
		...(items && { items }),
		sdk: async (client, options) => await client.attendance.v1.userFlow.batchDel({ data: { record_ids } }, options),
	};
}

const rows: WireRow[] = [
	records('one ID', { recordIds: RECORD }, [RECORD]),
	records('a list with commas', { recordIds: RECORDS.join(', ') }, RECORDS),
	records('a list with line breaks', { recordIds: `${RECORDS.join('\r\n')}\n` }, RECORDS),
	records('JSON text of long numbers', { recordIds: `[${RECORDS.join(',')}]` }, RECORDS),
	records('an array', { recordIds: '={{ $json.ids }}' }, RECORDS, [{ ids: RECORDS }]),
	records(
		'the IDs of several items',
		{ recordIds: '={{ $json.id }}' },
		RECORDS,
		RECORDS.map((id) => ({ id })),
	),
	records(
		'an ID named twice',
		{ recordIds: '={{ $json.id }}' },
		[RECORD, ...OTHER_RECORDS],
		[...RECORDS, RECORD].map((id) => ({ id })),
	),
	records('a small number', { recordIds: '={{ $json.id }}' }, ['42'], [{ id: 42 }]),
];

/** A look at a punch tells nothing: the app may not read. */
const unseen = (sandbox: Sandbox) => sandbox.fault({ endpoint: 'attendanceGet', kind: 'code', code: 1220005, status: 400, on: 'every' });

export const deletion: DeletionRow = {
	node: new FeishuAttendanceRecord(),
	contract: endpoint,
	title: 'Attendance records',
	subtitle: 'delete: attendance records',
	phrases: [
		'attendance',
		'lark attendance',
		'feishu attendance',
		'delete attendance',
		'remove attendance',
		'delete attendance records',
		'punch',
		'delete punch',
		'clock in',
		'timesheet',
		'rollback',
		'考勤',
		'打卡',
		'飞书考勤',
		'考勤打卡',
		'打卡流水',
		'删除打卡',
	],
	limit: 10,
	done: 'deleted',
	keys: ['record_id'],

	parameters: { recordIds: '={{ $json.id }}' },
	names: (count) => numbered(count, (index) => String(6709359313699350000n + BigInt(index))),
	seed: (sandbox, names, about) => {
		sandbox.seed.attendanceRecords(names, about);
	},
	item: (id) => ({ id }),
	listParameters: { recordIds: '={{ $json.ids }}' },
	listNames: (group, count) => numbered(count, (index) => `67093593136${group}${1_000 + index}`),
	listItem: (ids) => ({ ids }),
	nameOf: (json) => String(json.record_id),
	exists: (sandbox, name) => sandbox.state.attendanceRecords.has(name),
	emptyItem: { ids: [] },

	filling: { everything: { recordIds: '1' }, required: { recordIds: '1' }, ownTarget: { recordIds: '={{ $json.id }}' } },
	deliberate: [
		{ fact: 'field alreadyGone', spec: undefined, node: 'is sent nowhere', why: 'It decides how an answer is reported.' },
		{ fact: 'field keepCopy', spec: undefined, node: 'is sent nowhere', why: 'It decides what is read before the call.' },
	],
	places: {
		seed: (sandbox) => sandbox.seed.attendanceRecords(['6709359313699356941']),
		fields: [{ field: ['recordIds'], takes: 'many', parameters: { recordIds: BAD }, good: '6709359313699356941' }],
	},
	recordCodes: [1220001],
	look: 'attendanceGet',
	seenBy: { column: 'record_id' },
	faults: [
		code(1220001, 400),
		code(1225000, 500),
		answer(
			'1220001 with empty lists beside it',
			{ code: 1220001, msg: 'wrong', data: { success_record_ids: [], fail_record_ids: [] } },
			{ status: 400, done: false },
		),
		lostThen(1220001),
	],
	wire: {
		seed: (sandbox) => sandbox.seed.attendanceRecords([...RECORDS, '42']),
		rows,
	},
	messages: {
		runs: [
			['a punch that is not there', { seed: () => {} }],
			[
				'a copy that is not read any more',
				{
					records: 3,
					parameters: { options: { keepCopy: true } },
					fault: { endpoint: 'attendanceGet', kind: 'hang' },
					stoppedAt: 'attendanceGet',
				},
			],
			[
				'a look that shows another punch, so that no copy can be kept',
				{
					parameters: { options: { keepCopy: true } },
					fault: { endpoint: 'attendanceGet', kind: 'answer', body: { code: 0, data: { record_id: '5' } } },
				},
			],
			[
				'a look that shows no punch, so that no copy can be kept',
				{
					parameters: { options: { keepCopy: true } },
					seed: (sandbox) => sandbox.setOptions({ answers: { attendanceMissing: 'empty' } }),
				},
			],
			[
				'a punch from before 2022, so that no copy can be kept',
				{
					parameters: { recordIds: '6709359313699356941', options: { keepCopy: true } },
					seed: (sandbox) => sandbox.seed.attendanceRecords(['6709359313699356941'], { checkTime: '1611476284' }),
				},
			],
			['a punch that is not there, without a reason', { seed: (sandbox) => sandbox.setOptions({ answers: { attendanceMsg: 'success' } }) }],
			['a punch that stands in neither list', { fault: { kind: 'code', code: 0, status: 200, msg: 'success' }, seed: unseen }],
			[
				'a punch that fails after a lost answer',
				{
					fault: { kind: 'resetAfter', on: 1 },
					seed: (sandbox) => {
						sandbox.setOptions({ answers: { attendanceMsg: 'success' } });
						unseen(sandbox);
					},
				},
			],
		],
		stops: [
			['attendance records', { records: 12, fault: { kind: 'code', code: 1220006, msg: '‹Feishu’s words›' } }],
			['attendance records of several calls', { records: 25, seed: () => {} }],
			['one attendance record', { seed: () => {} }],
		],
	},
};
