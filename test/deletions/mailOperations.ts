import type { Client } from '@larksuiteoapi/node-sdk';
import type { INodeParameters } from 'n8n-workflow';
import type { Endpoint, FindOperation } from '../../nodes/shared/endpoint';
import type { MailPlace } from '../../nodes/shared/mail/place';
import { thingsOf, type Sandbox } from '../sandbox';
import type { SeedMailPlace } from '../sandbox/mailPlaces';
import { pagesOf } from '../sandbox/sdkClient';
import type { SiblingSpec, Spec } from '../specs';
import type { SdkOptions, WireRow } from './deletion';
import type { OperationRow } from './operation';
import { PEOPLE, USER_ID_TYPES, numbered, openIdOf, rl, type UserIdType } from './values';

type Paged = Promise<{ data?: object | undefined }>;

/** What the operations of mailing lists, and of public mailboxes, have of their own. */
interface MailRows {
	place: MailPlace;
	creation: Endpoint;
	reading: FindOperation;
	specs: { deletion: Pick<Spec, 'name'>; list: SiblingSpec; members: SiblingSpec; create: SiblingSpec };
	seedPlace: (sandbox: Sandbox, place: SeedMailPlace) => unknown;
	/** What the calls say of departments. */
	departments: Record<string, string>;
	/** The same calls by the official SDK. */
	sdk: {
		list: (client: Client, params: object, options: SdkOptions) => Paged;
		members: (client: Client, id: string, params: object, options: SdkOptions) => Paged;
		create: (client: Client, id: string, params: object, items: object[], options: SdkOptions) => Promise<unknown>;
	};
	/** Parameters of the list that no field fills in. */
	without: { list: Readonly<Record<string, string>> };
	/** Members who are no people of the company, as copies have them. */
	others: ReadonlyArray<[what: string, copy: Record<string, string>]>;
}

const ID = 'place1';

const CROWD = 'place2';

const ADDRESS = 'team@example.com';

/** The rows of adding members, and of the two searches. */
export function mailOperations(mail: MailRows): readonly OperationRow[] {
	const { place, creation, reading, specs, seedPlace, departments, sdk, without, others } = mail;
	const { parameter, field } = place;
	const seed = (sandbox: Sandbox) => {
		seedPlace(sandbox, { id: ID, email: ADDRESS });
		seedPlace(sandbox, { id: CROWD });
		sandbox.seed.things(
			specs.deletion.name,
			PEOPLE.map(({ openId }, index) => ({ id: `m${index}`, in: ID, row: { type: 'USER', user_id: openId } })),
		);
		sandbox.seed.things(
			specs.deletion.name,
			numbered(450, (index) => `c${index}`).map((id) => ({ id, in: CROWD })),
		);
	};
	const listed = (name: string, parameters: INodeParameters, id = ID, user_id_type: UserIdType = 'open_id'): WireRow => ({
		name,
		parameters,
		sdk: async (client, options) =>
			await pagesOf((next) => sdk.members(client, id, { page_size: 200, user_id_type, ...departments, ...next }, options)),
	});
	const one: OperationRow = {
		operation: 'getAll',
		contract: reading,
		spec: specs.members,
		parameters: { scope: 'one', [parameter]: rl(ID), returnAll: true, simplify: true },
		seed,
		wire: [
			listed('by the ID', {}),
			listed('by the address', { [parameter]: rl(ADDRESS) }),
			listed('from the list', { [parameter]: { __rl: true, mode: 'list', value: ID, cachedResultName: 'Team' } }),
			listed('more members than a page has', { [parameter]: rl(CROWD) }, CROWD),
			listed('certain members', { options: { onlyThese: 'ou_wire1' } }),
			...USER_ID_TYPES.map(([type]) => listed(`user_id_type ${type}`, { options: { userIdType: type } }, ID, type)),
		],
		without: {},
		refused: [
			{ name: 'a blank place', parameters: { [parameter]: rl('={{ "" }}') }, words: new RegExp(`“${field}” of item 0 is blank`) },
			{ name: 'a person as the place', parameters: { [parameter]: rl('ou_1') }, words: new RegExp(`“${field}” of item 0 holds "ou_1"`) },
			{ name: 'a group chat as the place', parameters: { [parameter]: rl('oc_1') }, words: /which is the ID of a group chat/ },
			{ name: 'a limit of none', parameters: { returnAll: false, limit: 0 }, words: /“Limit” of item 0 is 0/ },
			{ name: 'an unknown user ID type', parameters: { options: { userIdType: 'email' } }, words: /“User ID Type”/ },
			{ name: 'nobody in particular', parameters: { options: { onlyThese: '' } }, words: /“Only These Members” of item 0 is blank/ },
			{ name: 'a group chat as a member', parameters: { options: { onlyThese: 'oc_1' } }, words: /which is the ID of a group chat/ },
			{ name: 'another type of user ID', parameters: { options: { onlyThese: 'on_1' } }, words: /and User ID Type says Open ID/ },
		],
		reads: [place.get],
		messages: {
			runs: [
				['a place that is not there', { parameters: { [parameter]: rl('absent') } }],
				[
					'members without IDs among certain ones',
					{
						parameters: { options: { onlyThese: 'ou_1' } },
						fault: { kind: 'answer', body: { data: { items: [{ type: 'USER' }], has_more: false } } },
					},
				],
			],
		},
	};
	const all: OperationRow = {
		operation: 'getAll',
		contract: { ...reading, ...place.list },
		spec: specs.list,
		parameters: { scope: 'all', returnAll: true, simplify: true },
		seed: (sandbox) => {
			for (const id of numbered(250, (index) => `place${index}`)) seedPlace(sandbox, { id });
		},
		wire: [
			{
				name: 'all of them',
				parameters: {},
				sdk: async (client, options) => await pagesOf((next) => sdk.list(client, { page_size: 200, ...next }, options)),
			},
		],
		without: {
			...without.list,
			...('user_id_type' in specs.list.queryParameters && { 'query.user_id_type': 'No user ID is asked for or answered.' }),
		},
		refused: [{ name: 'an unknown scope', parameters: { scope: '={{ "some" }}', [parameter]: rl(ID) }, words: /“Scope”/ }],
		messages: {
			runs: [
				['a search that is only planned', { parameters: { dryRun: true } }],
				['a list that breaks off', { fault: { kind: 'code', code: 1234008, msg: '‹Feishu’s words›', on: 2 } }],
			],
		},
	};
	const added = (name: string, parameters: INodeParameters, items: object[], user_id_type?: UserIdType): WireRow => ({
		name,
		parameters,
		sdk: async (client, options) => await sdk.create(client, ID, { ...departments, ...(user_id_type && { user_id_type }) }, items, options),
	});
	const person = (user_id: string) => ({ type: 'USER', user_id });
	const refusedAs = (name: string, members: string, words: RegExp) => ({ name, parameters: { members }, words });
	const create: OperationRow = {
		operation: 'create',
		contract: creation,
		spec: specs.create,
		parameters: { [parameter]: rl(ID) },
		seed: (sandbox) => {
			seedPlace(sandbox, { id: ID });
		},
		wire: [
			added('one person', { members: 'ou_wire1' }, [person('ou_wire1')]),
			added('several people', { members: 'ou_wire1, ou_wire2' }, [person('ou_wire1'), person('ou_wire2')]),
			added('a copy', { members: '={{ ({ member_id: "1", type: "USER", user_id: "ou_wire1", user_id_type: "open_id" }) }}' }, [
				person('ou_wire1'),
			]),
			added('copies as JSON text', { members: '[{ "type": "USER", "user_id": "ou_wire1" }, "ou_wire2"]' }, [
				person('ou_wire1'),
				person('ou_wire2'),
			]),
			...others.map(([what, copy]) => added(what, { members: `={{ (${JSON.stringify({ member_id: '1', ...copy })}) }}` }, [copy])),
			...USER_ID_TYPES.map(([type, of]) =>
				added(
					`user_id_type ${type}`,
					{ members: PEOPLE.map((one) => one[of]).join(), options: { userIdType: type } },
					PEOPLE.map((one) => person(one[of])),
					type,
				),
			),
		],
		countOf: ({ state }, json) =>
			[...thingsOf(state, specs.deletion.name).values()].filter(({ row = {} }) =>
				['user_id', 'department_id', 'email'].every(
					(name) => (name === 'user_id' && json[name] !== undefined ? openIdOf(json[name]) : json[name]) === row[name],
				),
			).length,
		without: { 'body.items.member_id': 'It is given by Feishu.' },
		refused: [
			refusedAs('nobody', '={{ "" }}', /“Members or Snapshots to Restore” of item 0 is blank/),
			refusedAs('an object that names nobody', '={{ ({ name: "Lin" }) }}', /without type and user_id/),
			refusedAs('an object without its column', '={{ ({ type: "USER" }) }}', /without user_id/),
			refusedAs('a type that cannot be added', '={{ ({ type: "COMPANY" }) }}', /“Members or Snapshots to Restore: type”/),
			refusedAs('an object that JSON cannot read', '{ user_id }', /“Members or Snapshots to Restore”/),
			refusedAs('a word for all', 'all', /“Members or Snapshots to Restore” of item 0 holds "all"/),
			refusedAs(
				'a copy of another kind',
				'={{ ({ type: "USER", user_id: "on_1", user_id_type: "union_id" }) }}',
				/type "union_id", but User ID Type is "open_id"/,
			),
		],
		messages: {
			runs: [
				[
					'an answer that names others',
					{
						parameters: { members: 'ou_wire1' },
						seed: (sandbox) => blind(sandbox, specs),
						fault: { kind: 'answer', body: { data: { items: [] } } },
					},
				],
				['a server that stays down', { parameters: { members: 'ou_wire1' }, fault: { kind: 'http500' } }],
			],
		},
	};
	return [create, one, all];
}

/** Nobody may look at the members, so that what no answer settles stays open. */
function blind(sandbox: Sandbox, { members }: MailRows['specs']): void {
	sandbox.fault({ endpoint: members.name, kind: 'code', code: members.errors[0]?.code ?? 0, msg: '‹Feishu’s words›', on: 'every' });
}
