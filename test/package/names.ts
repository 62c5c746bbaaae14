import {
	type ICredentialType,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

type Option = INodePropertyOptions | INodeProperties | INodePropertyCollection;

/**
 * Types of fields whose default is a choice: the editor does not save it, so that it decides for saved workflows. Of
 * a field in a collection it saves every value, so that its default is no more than what it is added with.
 */
const CHOICES: ReadonlySet<string> = new Set(['boolean', 'number', 'options', 'multiOptions']);

/** Every name below a field, each with the names around it. */
function namesBelow(path: string, option: Option): string[] {
	// A group of a list of fields.
	if ('values' in option) return option.values.flatMap((field) => namesOf(path, field));
	if ('type' in option) return namesOf(path, option, true);
	return [`${path} value ${option.value}`];
}

/** Every name of a field: its own, those of its modes and choices with its default, and those of the fields in it. */
function namesOf(
	around: string,
	{ name, type, default: given, options = [], modes = [] }: INodeProperties,
	isInCollection = false,
): string[] {
	if (type === 'notice') return [];
	const path = `${around}.${name}`;
	return [
		path,
		...(CHOICES.has(type) && !isInCollection ? [`${path} default ${JSON.stringify(given)}`] : []),
		...modes.map((mode) => `${path} mode ${mode.name}`),
		...options.flatMap((option) => namesBelow('values' in option ? `${path}.${option.name}` : path, option)),
	];
}

/** What workflows in the field hold of a node. */
export function namesOfNode(description: INodeTypeDescription): string[] {
	const { name, version, properties, credentials = [] } = description;
	return [
		...[version].flat().map((each) => `${name} version ${each}`),
		...credentials.map((credential) => `${name} credential ${credential.name}`),
		...properties.flatMap((property) => namesOf(name, property)),
	];
}

/** What credentials in the field hold. */
export function namesOfCredential({ name, extends: parents = [], properties }: ICredentialType): string[] {
	return [name, ...parents.map((parent) => `${name} extends ${parent}`), ...properties.flatMap((property) => namesOf(name, property))];
}
