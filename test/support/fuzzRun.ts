import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { deletions, type Deletion } from '../deletions';
import type { NodeSetup } from './engine';
import { fieldsOf, filledIn, ownValue, withAt, type NodeField } from './nodeFields';
import { batchesOf } from './sandboxed';

/** In the place of a value: what is in the field of a good item. */
const WELL = Symbol('well');

/** One run of a node in which some fields of some items hold whatever they may. */
export interface FuzzRun {
	deletion: Deletion;
	/** The fields that are tried. */
	wild: NodeField[];
	/** What is in each of them, by item. */
	rows: unknown[][];
	/** Where an item is put in which all is well. */
	goodAt: number;
	/** Options that are set besides. */
	options: NodeField[];
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** n8n's Batching, where the node goes on. */
	batchSize: number | null;
	/** Whether a resource locator is filled by one expression, as it is in JSON that somebody wrote. */
	isLoose: boolean;
	/** Whether the values are typed into the node, and not taken from the items. */
	isTyped: boolean;
}

const FIELDS: ReadonlyMap<Deletion, NodeField[]> = new Map(deletions.map((deletion) => [deletion, fieldsOf(deletion)]));

/** Every field of every node that is tried. */
export const triedFields: ReadonlyArray<readonly [Deletion, NodeField]> = [...FIELDS].flatMap(([deletion, fields]) =>
	fields.map((field) => [deletion, field] as const),
);

export const nameOf = ({ path }: NodeField) => path.join('.');

const isOption = ({ path }: NodeField) => path[0] === 'options';

const rowsFor = (wild: readonly NodeField[]) =>
	fc.array(fc.tuple(...wild.map(({ values }) => fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: fc.constant(WELL) }))), {
		minLength: 1,
		maxLength: 4,
	});

/** A run as a failure shows it. */
function shown({ deletion, wild, rows, options, ...how }: FuzzRun): string {
	return fc.stringify({ node: deletion.type, fields: wild.map(nameOf), rows, options: options.map(nameOf), ...how });
}

/** Any run. */
export const fuzzRun: fc.Arbitrary<FuzzRun> = fc
	.constantFrom(...triedFields)
	.chain(([deletion, first]) => {
		const fields = FIELDS.get(deletion) ?? [];
		return fc.tuple(
			fc.constant(deletion),
			fc.constant(first),
			fc.uniqueArray(fc.constantFrom(...fields, ...fields.filter(isOption)), { maxLength: 2 }),
			fc.subarray(fields.filter(isOption)),
		);
	})
	.chain(([deletion, first, more, options]) => {
		const wild = [...new Set([first, ...more])];
		return fc.record({
			deletion: fc.constant(deletion),
			wild: fc.constant(wild),
			rows: rowsFor(wild),
			goodAt: fc.nat(4),
			options: fc.constant(options.filter((option) => !wild.includes(option))),
			onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
			batchSize: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4 }),
			isLoose: fc.boolean(),
			isTyped: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
		});
	})
	.map((run) => ({ ...run, [fc.toStringMethod]: () => shown(run) }));

/** One item of a run. */
export interface FuzzItem {
	/** Whether all of its fields are well. */
	isGood: boolean;
	json: IDataObject;
	/** The node's parameters with the item's values in the place of expressions. */
	parameters: IDataObject;
}

/** A run as n8n gets it. */
export interface Composed {
	items: FuzzItem[];
	setup: Pick<NodeSetup, 'parameters' | 'settings'>;
}

const canBeTyped = (value: unknown) => typeof value === 'string' && !value.startsWith('=');

/** Makes the items and the node of a run. */
export function composed({ deletion, wild, rows, goodAt, options, onError, batchSize, isLoose, isTyped }: FuzzRun): Composed {
	const fields = (FIELDS.get(deletion) ?? []).filter((field) => !isOption(field) || options.includes(field) || wild.includes(field));
	const typed = new Map(
		wild
			.map((field, column): [NodeField, unknown] => [field, rows[0]?.[column]])
			.filter(([{ kind }, value]) => kind === 'literal' || (isTyped && canBeTyped(value))),
	);
	const pathOf = ({ path }: NodeField) => (isLoose && path.at(-1) === 'value' ? path.slice(0, 1) : path);
	const isFromItem = (field: NodeField) => !typed.has(field) && (field.isOwn || wild.includes(field));

	const valuesOf = (row: readonly unknown[] | undefined, index: number) =>
		fields.map((field): unknown => {
			const column = wild.indexOf(field);
			const given = typed.has(field) ? typed.get(field) : row === undefined || column < 0 ? WELL : row[column];
			if (given !== WELL) return given;
			return row !== undefined && field.isOwn ? ownValue(field.good, index) : field.good;
		});
	const parametersOf = (values: readonly unknown[]) =>
		fields.reduce<unknown>((tree, field, index) => withAt(tree, pathOf(field), values[index]), filledIn(deletion)) as IDataObject;

	const all: Array<unknown[] | undefined> = [...rows];
	all.splice(Math.min(goodAt, rows.length), 0, undefined);
	const items = all.map((row, index): FuzzItem => {
		const values = valuesOf(row, index);
		const json = Object.fromEntries(fields.map((_field, at) => [`v${at}`, values[at]] as const).filter(([, value]) => value !== undefined));
		const isGood = typed.size === 0 && (row === undefined || row.every((value) => value === WELL));
		return { isGood, json: json as IDataObject, parameters: parametersOf(values) };
	});
	const expressions = valuesOf(undefined, 0).map((value, index) => (isFromItem(fields[index]!) ? `={{ $json.v${index} }}` : value));
	const batches = batchSize === null || onError === 'stopWorkflow' ? {} : batchesOf(batchSize);
	return { items, setup: { parameters: { ...parametersOf(expressions), ...batches }, settings: { onError } } };
}
