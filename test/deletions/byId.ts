import type { Client } from '@larksuiteoapi/node-sdk';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import type { Endpoint } from '../../nodes/shared/endpoint';
import type { Field, Fields, Spec } from '../specs';
import { thingsOf, type Sandbox } from '../sandbox';
import type { DeletionRow, Deliberate, SdkOptions, WireRow } from './deletion';
import { code, lostThen, rate, type OwnFault } from './fault';
import { BAD, numbered, rl } from './values';

/** What has to be said of a deletion by ID; everything else follows from its page. */
interface RowById
	extends
		Pick<DeletionRow, 'node' | 'title' | 'subtitle' | 'phrases'>,
		Partial<
			Pick<DeletionRow, 'deliberate' | 'done' | 'faults' | 'look' | 'messages' | 'partCodes' | 'passesMissing' | 'seenBy' | 'recordCodes'>
		> {
	contract: Endpoint;
	spec: Spec;
	/** Its field takes several IDs, though each is a call. */
	takesMany?: true;
	/** The key of a record in the output, if the parameter is a list. */
	key?: string;
	/** The column with the ID, if the list holds objects, and the other columns that the node sends with it. */
	column?: { id: string; others?: Readonly<Record<string, string>> };
	/** The name of a thing in the sandbox by the ID of its record, if that is not all of it. */
	thingOf?: (id: string) => string;
	/** The same call by the official SDK, whose payload has the parameters of the page by their names. */
	sdk: (client: Client, payload: never, options: SdkOptions) => Promise<unknown>;
}

/** Options that the engine reads; no page can have them. */
const ENGINE_OPTIONS: Readonly<Record<string, string>> = {
	alreadyGone: 'It decides how an answer is reported.',
	keepCopy: 'It decides what is read before the call.',
};

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** The example that a page gives for an ID: of a parameter, or of the first entry of a list. */
function exampleOf(fields: Fields, name: string, column: string | undefined): string {
	const field = fields[name];
	const example = column === undefined ? field?.example : field?.fields?.[column]?.example;
	return String(Array.isArray(example) ? example[0] : example);
}

/** Every documented refusal of a whole call, as a fault of its own. */
function faultsOf({ errors, rateCodes = [] }: Spec, { missingCodes = [] }: Endpoint): OwnFault[] {
	return [
		...errors.map(({ code: number, status }) => (rateCodes.includes(number) ? rate(number, status) : code(number, status))),
		...missingCodes.map(lostThen),
	];
}

/** Differences between every node and every page: options of the engine, and a list whose name does not say what it lists. */
function differencesOf({ node, contract }: RowById, list: string | undefined): Deliberate[] {
	const options = node.description.properties.find(({ name }) => name === 'options')?.options ?? [];
	const field = list === undefined ? undefined : contract.parameters[list];
	return [
		...options.flatMap(({ name }) => {
			const why = ENGINE_OPTIONS[name];
			return why === undefined ? [] : [{ fact: `field ${name}`, spec: undefined, node: 'is sent nowhere', why }];
		}),
		...(list === undefined || field === camelCase(list)
			? []
			: [
					{
						fact: `body ${list}, field`,
						spec: camelCase(list),
						node: field,
						why: 'The name of the parameter does not say what its IDs are of.',
					},
				]),
	];
}

/** An option of a node that is sent as it is, and the parameter of the page that it fills. */
interface SentOption {
	option: string;
	parameter: string;
	field: Field;
	isColumn: boolean;
}

/** The options that fill a parameter of the query, or a column of the list. */
function sentOptionsOf({ node, spec }: RowById, list: string | undefined): SentOption[] {
	const options = (node.description.properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
	const columns = list === undefined ? {} : (spec.body?.[list]?.fields ?? {});
	return options.flatMap(({ name: option, routing }) => {
		const parameter = routing?.send?.property ?? '';
		const isColumn = parameter in columns;
		const field = isColumn ? columns[parameter] : spec.queryParameters[parameter];
		return field === undefined ? [] : [{ option, parameter, field, isColumn }];
	});
}

/** A list of objects as a node has it: the IDs in a list, and beside it the columns that an option fills. */
function bodyInFields({ spec: { body = {} } }: RowById, list: string, sent: readonly SentOption[]): Fields {
	const { fields: _columns, example: _example, ...listField } = body[list] ?? { type: 'string[]', description: '' };
	const columns = sent.filter(({ isColumn }) => isColumn).map(({ parameter, field }) => [parameter, field]);
	return { ...body, [list]: { ...listField, type: 'string[]' }, ...(Object.fromEntries(columns) as Fields) };
}

/** The row of a deletion whose records are named by IDs alone. */
export function rowById(row: RowById): DeletionRow {
	const { spec, key, column, takesMany = false, thingOf = (id: string) => id, sdk, contract, node, ...own } = row;
	const [list] = Object.entries(spec.body ?? {}).find(([, { type }]) => type.endsWith('[]')) ?? [];
	const inPath = Object.keys(spec.pathParameters);
	const recordKey = key ?? inPath.at(-1) ?? '';
	const path = Object.fromEntries(inPath.map((name) => [name, exampleOf(spec.pathParameters, name, undefined)]));
	const id = list === undefined ? String(path[recordKey]) : exampleOf(spec.body ?? {}, list, column?.id);

	const field = (parameter: string) => contract.parameters[parameter] ?? parameter;
	const property = (name: string): INodeProperties | undefined => node.description.properties.find((one) => one.name === name);
	const filledWith = (name: string, value: string) => (property(name)?.type === 'resourceLocator' ? rl(value) : value);
	const recordField = field(list ?? recordKey);
	const target: INodeParameters = Object.fromEntries(
		inPath.filter((name) => field(name) !== recordField).map((name) => [field(name), filledWith(field(name), String(path[name]))]),
	);
	const withRecord = (value: string): INodeParameters => ({ ...target, [recordField]: filledWith(recordField, value) });
	const filled = withRecord(id);
	const seedAll = (sandbox: Sandbox, names: readonly string[], about: { refuses?: number } = {}) => {
		sandbox.seed.things(
			spec.name,
			names.map((name) => ({ id: thingOf(name), ...about })),
		);
	};
	const seed = (sandbox: Sandbox) => {
		seedAll(sandbox, [id, `${id}2`]);
	};
	const narrowest = Object.keys(target).at(-1) ?? recordField;

	const wireRow = (
		name: string,
		parameters: INodeParameters,
		ids: readonly string[],
		more: { params?: object; columns?: object } = {},
	): WireRow => ({
		name,
		parameters,
		sdk: async (client, options) => {
			const entries = column === undefined ? ids : ids.map((one) => ({ ...column.others, ...more.columns, [column.id]: one }));
			const { params } = more;
			const payload = { path, ...(params && { params }), ...(list !== undefined && { data: { [list]: entries } }) };
			return await sdk(client, payload as never, options);
		},
	});
	const sent = sentOptionsOf(row, list);
	const choiceRows = sent.flatMap(({ option, parameter, field: { enum: values = [] }, isColumn }) =>
		values.map(({ value }) =>
			wireRow(`${parameter} ${value}`, { ...filled, options: { [option]: value } }, [id], {
				[isColumn ? 'columns' : 'params']: { [parameter]: value },
			}),
		),
	);
	const everything: INodeParameters = {
		...filled,
		...(sent.length > 0 && { options: Object.fromEntries(sent.map(({ option, field: { example = '' } }) => [option, example as string])) }),
	};

	return {
		done: 'deleted',
		recordCodes: [],
		...own,
		node,
		contract,
		faults: [...faultsOf(spec, contract), ...(own.faults ?? [])],
		deliberate: [...differencesOf(row, list), ...(own.deliberate ?? [])],
		limit: list === undefined ? 1 : (spec.body?.[list]?.maxItems ?? Number.NaN),
		keys: list === undefined ? inPath : [...inPath, recordKey],
		parameters: withRecord('={{ $json.id }}'),
		names: (count) => numbered(count, (index) => `${id}${1_000 + index}`),
		seed: seedAll,
		item: (name) => ({ id: name }),
		listParameters: withRecord(list === undefined ? '={{ $json.ids[0] }}' : '={{ $json.ids }}'),
		listNames: (group, count) => numbered(count, (index) => `${id}g${group}n${1_000 + index}`),
		listItem: (ids) => ({ ids }),
		...(list !== undefined && { emptyItem: { ids: [] } }),
		...(list !== undefined && column !== undefined && { bodyInFields: bodyInFields(row, list, sent) }),
		nameOf: (json) => String(json[recordKey]),
		exists: (sandbox, name) => thingsOf(sandbox.state, spec.name).has(thingOf(name)),
		filling: { everything, required: filled, ownTarget: { ...filled, [narrowest]: filledWith(narrowest, '={{ $json.id }}') } },
		places: {
			seed,
			fields: Object.keys(filled).map((name) => ({
				field: [name],
				takes: name === recordField && (list !== undefined || takesMany) ? 'many' : 'one',
				parameters: { ...filled, [name]: filledWith(name, BAD) },
				good: name === recordField ? id : String(path[inPath.find((one) => field(one) === name) ?? '']),
			})),
		},
		wire: {
			seed,
			rows: [
				wireRow('one record', filled, [id]),
				wireRow('an ID with blanks and a line break around it', withRecord(` ${id}\n`), [id]),
				...choiceRows,
				...(list === undefined ? [] : [wireRow('several records', withRecord(`${id},${id}2`), [id, `${id}2`])]),
			],
		},
	};
}
