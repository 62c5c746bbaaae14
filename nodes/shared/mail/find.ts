import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { idIn, newBy, textIn } from '../answer';
import type { FindOperation, Reader } from '../endpoint';
import { onPage } from '../fields';
import { findAll } from '../findAll';
import { readIds } from '../ids';
import { paginationOf } from '../operation';
import { readBoolean, readChoice } from '../values';
import { readPlace } from './field';
import { kindIn, membersOf, namesOfMember, showsWho } from './members';
import { ONLY_THESE, comparable, listsPeople, readOnly } from './onlyThese';
import { ROWS_PER_PAGE, idOfPlace, type MailPlace } from './place';

/** All places, each once. */
async function* allOf(place: MailPlace, reader: Reader): AsyncGenerator<IDataObject> {
	const isNew = newBy(place.key);
	for await (const one of reader.pages(place.list, 'items', { query: { page_size: ROWS_PER_PAGE } })) {
		if (idOfPlace(place, one) !== '' && isNew(one)) yield one;
	}
}

/** A member with the place: what a person recognises both by, then what the deletion takes. */
function itemOf({ key, nameKey, emailKey }: MailPlace, one: IDataObject, row: IDataObject): IDataObject {
	const [name, address, email] = [textIn(one, 'name'), textIn(one, 'email'), textIn(row, 'email')];
	const [user_id, department_id] = [textIn(row, 'user_id'), textIn(row, 'department_id')];
	return {
		...(email !== '' && { email }),
		type: textIn(row, 'type'),
		...(name !== '' && { [nameKey]: name }),
		...(address !== '' && { [emailKey]: address }),
		[key]: textIn(one, key),
		member_id: idIn(row, 'member_id'),
		...(user_id !== '' && { user_id }),
		...(department_id !== '' && { department_id }),
	};
}

/** A search for the members of one place, or of all. */
export function findMembers(place: MailPlace): FindOperation {
	const { key, parameter, field, one, many, members } = place;
	return {
		kind: 'find',
		canPlan: true,
		...members,
		noun: { one, many, found: place.member },
		field,
		parameters: { scope: 'scope', [key]: parameter, simplify: 'simplify' },
		listsPeople: listsPeople(place),
		// One place is one search: what is wrong with it keeps none of the others from being read.
		limit: 1,
		read(source, { query = {} }) {
			const isOne = readChoice(source.scope, ['one', 'all'], 'Scope') === 'one';
			const record: Record<string, string> = isOne ? { [key]: readPlace(place, source[key]) } : { scope: 'all' };
			const body: IDataObject = { simplify: readBoolean(source.simplify, 'Simplify') };
			if (!('only' in source)) return { records: [record], body };
			const only = readIds(source.only, ONLY_THESE, (entry) => readOnly(place, entry, kindIn({ query })));
			// An empty list names nobody, and so nothing is found.
			return { records: only.length === 0 ? [] : [record], body: { ...body, only } };
		},
		find([record = {}], common, reader, { plans }) {
			const { only, simplify } = common.body;
			const wanted = only === undefined ? undefined : new Set(only as string[]);
			const type = kindIn(common);
			const isWanted = (row: IDataObject) => wanted === undefined || namesOfMember(row).some((name) => wanted.has(comparable(name)));
			const { [key]: id } = record;
			const oneOf = async (given: string): Promise<IDataObject> => {
				const { data } = await reader.ask(place.get, { path: { [key]: given } });
				return { ...data, [key]: idOfPlace(place, data) || given };
			};
			return findAll<IDataObject, IDataObject>(
				{
					things: allOf(place, reader),
					many,
					keys: record,
					keysOf: (of) => ({ [key]: textIn(of, key) }),
					read: (of) => membersOf(place, textIn(of, key), common, reader),
					items(row, of) {
						if (!isWanted(row) || idIn(row, 'member_id') === '') return [];
						return [{ ...itemOf(place, of, row), ...(simplify === false && { member: row, [key.replace(/_id$/, '')]: of }) }];
					},
					leftOutBy: (row) => (isWanted(row) ? undefined : ONLY_THESE),
					key: 'member_id',
					plans,
					isNameless: (row) => (isWanted(row) ? idIn(row, 'member_id') === '' : !showsWho(row, type)),
					nameless: (count) =>
						`Feishu gives no ID of ${count === 1 ? 'one member' : `${count} members`} of this ${one}${wanted === undefined ? '' : `, who may be among ${ONLY_THESE}`}`,
				},
				id === undefined ? undefined : async () => await oneOf(id),
			);
		},
	};
}

/** What the node shows of the search. */
export function getAllOf(place: MailPlace) {
	const { one, many, field, member, members, page } = place;
	const show = { operation: ['getAll'] };
	const reading = findMembers(place);
	const title = (text: string) => text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
	const getAllOperation: INodePropertyOptions = {
		name: 'Get Many',
		value: 'getAll',
		action: `Get many ${member.many}`,
		description: `List the members of a ${one}, or of all ${many}`,
		routing: {
			request: { method: 'GET', url: members.path },
			send: { paginate: true },
			operations: { pagination: paginationOf(reading) },
		},
	};
	const scopes: INodePropertyOptions[] = [
		{ name: `All ${title(many)}`, value: 'all', description: `All ${many} of the company` },
		{ name: `One ${field}`, value: 'one', description: `A ${one} that you choose` },
	];
	const getAllFields: INodeProperties[] = [
		{
			displayName: onPage(page, `The app sees all ${many} of the company.`),
			name: 'getAllNotice',
			type: 'notice',
			default: '',
			displayOptions: { show },
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'options',
			noDataExpression: true,
			options: scopes,
			default: 'one',
			description: `The ${many} whose members to list`,
			displayOptions: { show },
		},
	];
	return { reading, getAllOperation, getAllFields };
}
