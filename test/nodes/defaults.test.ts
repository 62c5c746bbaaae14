import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { OptionReader } from '../../nodes/shared/engine/n8n/options';
import { NODE } from '../support/context';
import { endpointWith } from '../support/endpoint';
import { nodeTypesByName } from '../support/engine';

const nodes = Object.values(nodeTypesByName).map(({ description }) => description);

const optionsOf = (properties: readonly INodeProperties[]) =>
	(properties.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];

/** Who adds one of these has said what they want. */
const COME_ON = ['keepCopy', 'alreadyGone', 'waitUntilRecalled', 'importedOnly', 'includeInputFields', 'dryRun'];

test('an option that only makes sense switched on comes on when it is added', () => {
	const defaults = nodes.flatMap(({ properties }) => optionsOf(properties).filter(({ name }) => COME_ON.includes(name)));
	expect(new Set(defaults.map(({ name }) => name))).toEqual(new Set(COME_ON));
	expect(defaults.filter((option) => option.default !== true)).toEqual([]);
});

test('no option loosens what holds without it: Stop If More Than comes with the bound of a tool', () => {
	const bound = new OptionReader({ ...NODE, type: 'feishuTool', parameters: { options: {} } }, endpointWith()).stopIfMoreThan({} as never);
	for (const { properties } of nodes) {
		expect(optionsOf(properties).find(({ name }) => name === 'stopIfMoreThan')?.default).toBe(bound);
	}
});

test('a list is cut only if that is wanted: what it leaves out would stay in Feishu', () => {
	const returnAll = nodes.flatMap(({ properties }) => properties.filter(({ name }) => name === 'returnAll'));
	expect(returnAll.length).toBeGreaterThan(2);
	expect(returnAll.every((field) => field.default === true)).toBe(true);
});

/** Fields, with those in collections. */
const fieldsIn = (properties: readonly INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => [
		property,
		...(property.options ?? []).flatMap((option) => fieldsIn('type' in option ? [option] : 'values' in option ? option.values : [])),
	]);

test('each field for a time says in which zone it is read, and a period has a default', () => {
	const times = nodes.flatMap(({ properties }) => fieldsIn(properties).filter(({ type }) => type === 'dateTime'));
	expect(times.length).toBeGreaterThan(5);
	for (const { description } of times) expect(description).toContain('in the time zone of the workflow (Settings > Timezone)');
	const periods = times.filter(({ displayName }) => ['From', 'To'].includes(displayName));
	expect(periods.length).toBeGreaterThan(3);
	for (const period of periods) expect(period.default).toMatch(/^=\{\{ \$(now|today)\b.* \}\}$/);
});

test('a field for people that takes their addresses shows one in its placeholder', () => {
	const takesAddresses = ({ name, description = '', placeholder }: INodeProperties) =>
		placeholder !== undefined && name !== 'neverDelete' && /email address(es)?( or|, )/.test(description) && description.includes('(+86…)');
	const fields = nodes.flatMap(({ properties }) => fieldsIn(properties).filter(takesAddresses));
	expect(fields.length).toBeGreaterThan(10);
	for (const { placeholder } of fields) expect(placeholder).toMatch(/^e\.g\. \S+ or name@company\.com$/);
});

test('what a list shows in an empty Never Delete is an ID of those that the node deletes', () => {
	const examples = nodes.map(({ name, properties }) => [
		name,
		optionsOf(properties).find((option) => option.name === 'neverDelete')?.placeholder,
	]);
	expect(Object.fromEntries(examples)).toMatchObject({
		feishuAttendanceRecord: 'e.g. 6709359313699356941',
		feishuBatchMessage: 'e.g. bm-xxxxxxxx',
		feishuTaskFollower: 'e.g. ou_xxxxxxxx or name@company.com',
	});
});

test.each<[INodeParameters, boolean]>([
	[{}, false],
	[{ keepCopy: false }, false],
	[{ keepCopy: true }, true],
])('copies are kept only if that is saved as on: %j', (options, keeps) => {
	expect(new OptionReader({ ...NODE, parameters: { options } }, endpointWith()).keepsCopy).toBe(keeps);
});

describe.each(nodes)('Dry Run of $displayName', ({ properties }) => {
	test('is a switch below the fields, right above the options, for all that changes something, and for a search over many things', () => {
		const [last, before] = [properties.at(-1), properties.at(-2)];
		expect([before?.name, last?.name]).toEqual(['dryRun', 'options']);
		expect(before).toMatchObject({
			type: 'boolean',
			default: false,
			displayOptions: { show: { operation: expect.any(Array) as unknown } },
		});
		const values = (properties.find(({ name }) => name === 'operation')?.options as INodePropertyOptions[]).map(({ value }) => value);
		const changing = ['create', 'delete'].filter((value) => values.includes(value));
		const searching = properties.some(({ name }) => name === 'scope') ? ['getAll'] : [];
		expect(before?.displayOptions?.show?.operation?.toSorted()).toEqual([...changing, ...searching]);
		expect(before).not.toHaveProperty('noDataExpression');
		expect(before).not.toHaveProperty('routing');
	});
});
