import type { IDataObject, NodeParameterValueType } from 'n8n-workflow';
import { simpleValue } from '../../nodes/shared/engine/n8n/simpleExpression';
import { NODE, TOOL, contextWith } from '../support/context';

const of = (given: NodeParameterValueType, json: IDataObject, node = NODE) =>
	simpleValue({ ...contextWith({}), getInputData: () => ({ json }) }, { ...node, parameters: { field: given } }, 'field');

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

test.each<[string, NodeParameterValueType, IDataObject, unknown]>([
	['a field by its name', '={{ $json.record_id }}', { record_id: 'r' }, 'r'],
	['without blanks', '={{$json.record_id}}', { record_id: 'r' }, 'r'],
	['a name with blanks in it', '={{ $json["record id"] }}', { 'record id': 'r' }, 'r'],
	['in the other quotes', "={{ $json['记录'] }}", { 记录: 'r' }, 'r'],
	['a number', '={{ $json.id }}', { id: 7 }, 7],
	['nothing of a number', '={{ $json.id }}', { id: 0 }, 0],
	['blank text', '={{ $json.id }}', { id: '' }, ''],
	['a list', '={{ $json.ids }}', { ids: ['a', 7] }, ['a', 7]],
	['an empty list', '={{ $json.ids }}', { ids: [] }, []],
	['an ID in a locator', locator('id', '={{ $json.id }}'), { id: 'r' }, 'r'],
])('is read from the input item: %s', (_what, given, json, value) => {
	expect(of(given, json)).toEqual(value);
});

test.each<[string, NodeParameterValueType, IDataObject]>([
	['a field that is not there', '={{ $json.id }}', {}],
	['what every object has', '={{ $json.constructor }}', {}],
	['a field in a field', '={{ $json.a.id }}', { a: { id: 'r' } }],
	['an expression that does more', '={{ $json.id.trim() }}', { id: 'r' }],
	['text around it', '=x{{ $json.id }}', { id: 'r' }],
	['two of them', '={{ $json.id }}{{ $json.id }}', { id: 'r' }],
	['another node’s field', '={{ $("Other").item.json.id }}', { id: 'r' }],
	['no expression', '{{ $json.id }}', { id: 'r' }],
	['a switch', '={{ $json.id }}', { id: true }],
	['nothing', '={{ $json.id }}', { id: null }],
	['an object', '={{ $json.id }}', { id: { a: 1 } }],
	['a list of objects', '={{ $json.id }}', { id: [{ a: 1 }] }],
	['a link in a locator', locator('url', '={{ $json.id }}'), { id: 'r' }],
	['a choice from a list', locator('list', '={{ $json.id }}'), { id: 'r' }],
])('is left to n8n: %s', (_what, given, json) => {
	expect(of(given, json)).toBeUndefined();
});

test('is left to n8n in a tool, whose input is another', () => {
	expect(of('={{ $json.id }}', { id: 'r' }, TOOL)).toBeUndefined();
});
