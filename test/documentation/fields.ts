import type { INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';

/** A field or an option of a node, as a reader looks it up. */
export interface Field {
	/** As the editor shows it, after the fields that it is in. */
	path: readonly string[];
	/** What can be chosen, if it is a choice. */
	choices: readonly string[];
	/** The names of the operations that have it. */
	operations: readonly string[];
	description: string;
}

type Property = INodeProperties | INodePropertyCollection;

const isProperty = (option: object): option is Property => 'type' in option || 'values' in option;

/** What the editor shows of every node without a need to explain it here, or shows to agents alone. */
const LEFT_OUT = ['authentication', 'operation', 'toolDescription', 'options'];

function operationsOf(property: Property, nameOf: ReadonlyMap<unknown, string>): string[] {
	const show = 'displayOptions' in property ? property.displayOptions.show : undefined;
	if (show === undefined) return [];
	const values = show['operation'] ?? show['/operation'];
	return values === undefined ? [] : [...nameOf].filter(([value]) => values.some((one) => one === value)).map(([, name]) => name);
}

/** A field with those inside it. A group in a collection has no name that matters. */
function fieldsIn(
	property: Property,
	nameOf: ReadonlyMap<unknown, string>,
	path: readonly string[],
	inherited: readonly string[],
): Field[] {
	if ('values' in property) return property.values.flatMap((inner) => fieldsIn(inner, nameOf, path, inherited));
	if (property.type === 'notice') return [];
	const own = [...path, property.displayName];
	const found = operationsOf(property, nameOf);
	const operations = found.length > 0 ? found : inherited;
	const options = property.options ?? [];
	const isChoice = ['options', 'multiOptions'].includes(property.type);
	return [
		{
			path: own,
			choices: isChoice ? options.map(({ name }) => name) : [],
			operations,
			description: property.description ?? '',
		},
		...options.filter(isProperty).flatMap((inner) => fieldsIn(inner, nameOf, own, operations)),
	];
}

/** The fields of a node and its options, in the order of the editor. */
export function fieldsOf({ properties }: INodeTypeDescription): { fields: Field[]; options: Field[] } {
	const choices = properties.find(({ name }) => name === 'operation')?.options ?? [];
	const nameOf = new Map(choices.map((choice) => ['value' in choice ? choice.value : undefined, choice.name]));
	const collection = properties.find(({ name }) => name === 'options')?.options ?? [];
	return {
		fields: properties.filter(({ name }) => !LEFT_OUT.includes(name)).flatMap((property) => fieldsIn(property, nameOf, [], [])),
		options: collection.filter(isProperty).flatMap((option) => fieldsIn(option, nameOf, [], [])),
	};
}
