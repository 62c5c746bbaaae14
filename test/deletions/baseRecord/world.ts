import type { Clock } from '../../sandbox/clock';
import type { JsonObject } from '../../sandbox/json';
import { SANDBOX_APP } from '../../sandbox/world';

/** A field of a table, with Feishu's number for its type. */
export interface Column {
	name: string;
	type: number;
}

export interface BaseRow {
	recordId: string;
	/** By the names of the fields, in the form in which Feishu shows them. */
	fields: JsonObject;
	createdAt: number;
	modifiedAt: number;
	/** It refuses every call that would delete it. */
	refuses?: number;
	/** A call that would delete it answers that it did not. */
	stays?: boolean;
	/** Only those who manage the Base may see it. */
	isHidden?: boolean;
}

export interface Table {
	tableId: string;
	name: string;
	/** The first one names a record to people. */
	columns: Column[];
	records: Map<string, BaseRow>;
	/** Records by the ID of the view that shows them. */
	views: Record<string, readonly string[]>;
}

export interface Base {
	appToken: string;
	tables: Map<string, Table>;
	/** Advanced permissions are on: only these may change anything, and see all. */
	managers?: readonly string[];
	/** Tokens of files that were uploaded to it. */
	files: string[];
	/** Calls that created something, by their client tokens, with the IDs of what they created. */
	created: Map<string, readonly string[]>;
}

/** What a page of a wiki is of. */
export interface WikiNode {
	nodeToken: string;
	objToken: string;
	objType: string;
}

export interface SeedRow extends Pick<BaseRow, 'recordId'>, Partial<Omit<BaseRow, 'recordId'>> {
	/** Counted from now: what stands in the demo must not grow old. */
	ageDays?: number;
}

export interface SeedTable extends Pick<Table, 'tableId'>, Partial<Pick<Table, 'name' | 'columns' | 'views'>> {
	records?: readonly SeedRow[];
}

export interface SeedBase extends Pick<Base, 'appToken'>, Partial<Pick<Base, 'managers' | 'files'>> {
	tables?: readonly SeedTable[];
}

export interface SeedBases {
	bases?: readonly SeedBase[];
	wikiNodes?: readonly WikiNode[];
}

const DAY_MS = 86_400_000;

const NAME: Column = { name: 'Name', type: 1 };

/** A text as Feishu shows it. */
export const text = (words: string) => [{ text: words, type: 'text' }];

/** A world without a Base. */
export function createWorld(clock: Clock) {
	const bases = new Map<string, Base>();
	const wikiNodes = new Map<string, WikiNode>();
	const rowOf = ({ ageDays = 0, ...about }: SeedRow): BaseRow => {
		const createdAt = about.createdAt ?? clock.now() - ageDays * DAY_MS;
		return { fields: { Name: text(`Row ${about.recordId}`) }, createdAt, modifiedAt: createdAt, ...about };
	};
	/** Puts a Base there, or more into one that is there. */
	const base = ({ appToken, tables = [], managers, files = [] }: SeedBase): Base => {
		const full: Base = bases.get(appToken) ?? { appToken, tables: new Map(), files: [], created: new Map() };
		if (managers !== undefined) full.managers = managers;
		full.files.push(...files);
		for (const { tableId, name = `Table ${tableId}`, columns = [NAME], views = {}, records = [] } of tables) {
			const table: Table = full.tables.get(tableId) ?? { tableId, name, columns: [...columns], records: new Map(), views };
			for (const record of records) table.records.set(record.recordId, rowOf(record));
			full.tables.set(tableId, table);
		}
		bases.set(appToken, full);
		return full;
	};
	const wikiNode = (node: WikiNode): void => {
		wikiNodes.set(node.nodeToken, { ...node });
	};
	return {
		state: { bases, wikiNodes },
		seed: { base, wikiNode },
		seedAll(request: SeedBases) {
			request.bases?.forEach(base);
			request.wikiNodes?.forEach(wikiNode);
		},
	};
}

const DEMO_BASE = 'appbcbWCzen6D8dezhoCH2RpMAh';

const COLUMNS: Column[] = [
	{ name: 'Task', type: 1 },
	{ name: 'State', type: 3 },
	{ name: 'Hours', type: 2 },
	{ name: 'Due', type: 5 },
	{ name: 'Owner', type: 11 },
	{ name: 'No.', type: 1005 },
];

const demoRow = (number: number, task: string, state: string, ageDays: number): SeedRow => ({
	recordId: `recDemo${String(number).padStart(3, '0')}`,
	ageDays,
	fields: {
		Task: text(task),
		State: state,
		Hours: number * 2,
		Due: Date.UTC(2026, 2, number),
		Owner: [{ id: number % 2 === 0 ? 'ou_lin' : 'ou_zhou', name: number % 2 === 0 ? 'Lin' : 'Zhou' }],
		'No.': String(number),
	},
});

const leaver = (recordId: string, name: string, email: string, lastDay: number, isDone: boolean): SeedRow => ({
	recordId,
	fields: { Name: text(name), Email: text(email), 'Last Day': lastDay, Done: isDone },
});

export const demo: SeedBases = {
	bases: [
		{
			appToken: DEMO_BASE,
			tables: [
				{
					tableId: 'tblsRc9GRRXKqhvW',
					name: 'Requests',
					columns: COLUMNS,
					records: [
						demoRow(1, 'Replace the projector', 'Done', 200),
						demoRow(2, 'Order badges', 'Done', 150),
						demoRow(3, '整理仓库', 'Done', 120),
						demoRow(4, 'Repaint the lobby', 'Open', 95),
						demoRow(5, 'Book a photographer', 'Open', 20),
						demoRow(6, 'Update the floor plan', 'Done', 3),
					],
				},
				{
					tableId: 'tblLeavers000001',
					name: 'Leavers',
					columns: [
						{ name: 'Name', type: 1 },
						{ name: 'Email', type: 1 },
						{ name: 'Last Day', type: 5 },
						{ name: 'Done', type: 7 },
					],
					records: [
						leaver('recLeaver1', 'Wang Fang', 'wang@example.com', Date.UTC(2026, 0, 30), true),
						leaver('recLeaver2', 'Zhou Ming', 'zhou@example.com', Date.UTC(2026, 2, 31), false),
						leaver('recLeaver3', 'Lin Xia', 'lin@example.com', Date.UTC(2099, 11, 31), false),
					],
				},
				{
					tableId: 'tblSuppliers0001',
					name: 'Suppliers',
					records: [{ recordId: 'recSupplier1', fields: { Name: text(SANDBOX_APP.appId) } }],
				},
			],
		},
	],
	wikiNodes: [{ nodeToken: 'wikcnKQ1k3pBase', objToken: DEMO_BASE, objType: 'bitable' }],
};
