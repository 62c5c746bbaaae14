import { byId } from '../laboratory/workflow.mjs';
import { twentyPerSecond } from './rates.mjs';

const page = 200;

/**
 * The rows of members of mailing lists, or of public mailboxes, in a real n8n. See `live.mjs` for what each part is.
 * @param {{ endpoint: string, places: string, path: string, key: string, parameter: string, name: string, title: string, one: string, missing: number, create: string }} of
 *   `places`: how the control route of the sandbox has the lists or mailboxes. `missing`: the code for a member who is not there
 */
export function mailLive({ endpoint, places, path, key, parameter, name, title, one, missing, create }) {
	const place = 'place1';
	const benchPlace = 'bench-place';
	const member = (id, openId, at = place) => ({ id, in: at, row: { type: 'USER', user_id: openId } });
	const worldOf = (ids, members) => ({
		[places]: ids.map((id) => ({ id, name: `Team ${id}`, email: `${id}@example.com` })),
		things: { [endpoint]: members },
	});
	const membersOf = ({ things }, at = place) => (things[endpoint] ?? []).filter((thing) => thing.in === at);
	const peopleIn = (state) => membersOf(state).map(({ row }) => row.user_id);
	const found = { [parameter]: byId(`={{ $json.${key} }}`), memberIds: '={{ $json.member_id }}' };
	/** More members than a page of their list has. */
	const crowd = Array.from({ length: page + 30 }, (_, index) => `ou_${index}`);

	const deed = {
		world: worldOf([place], [member('m1', 'ou_lin'), member('m2', 'ou_zhou')]),
		parameters: { [parameter]: byId(place), memberIds: '={{ $json.ids }}' },
		items: [{ ids: ['m1'] }],
		wire: {
			method: 'DELETE',
			path: `/open-apis/mail/v1/${path}/${place}/members/batch_delete`,
			query: {},
			body: { member_id_list: ['m1'] },
		},
		records: [{ [key]: place, member_id: 'm1', status: 'deleted' }],
		left: (state) => membersOf(state).map(({ id }) => id),
		remains: ['m2'],
	};
	const load = {
		name,
		title,
		refuses: missing,
		limit: 200,
		rates: twentyPerSecond,
		oneAtATime: false,
		id: (index) => `m${index}`,
		world: (ids) =>
			worldOf(
				[benchPlace],
				ids.map((id) => member(id, `ou_${id}`, benchPlace)),
			),
		left: (state) => membersOf(state, benchPlace).length,
		parameters: { [parameter]: byId(benchPlace), memberIds: '={{ $json.id }}' },
		request: {
			method: 'DELETE',
			path: `/mail/v1/${path}/${benchPlace}/members/batch_delete`,
			body: '{ "member_id_list": ["{{ $json.id }}"] }',
		},
	};
	const tool = {
		destroys: 'members',
		parameters: {
			[parameter]: byId(benchPlace),
			memberIds: `={{ $fromAI('member_id', 'ID of the ${one} member, or several separated by commas', 'string') }}`,
		},
		arguments: (ids) => ({ member_id: ids.join(', ') }),
	};
	const journeys = [
		{
			does: 'lists everybody by the address, removes them with copies, and adds them again',
			world: worldOf(
				[place],
				crowd.map((openId, index) => member(`m${index}`, openId)),
			),
			items: [{ address: `${place}@example.com` }],
			steps: [
				{
					parameters: { operation: 'getAll', scope: 'one', [parameter]: byId('={{ $json.address }}'), returnAll: true, simplify: true },
					gives: crowd.map((user_id, index) => ({ type: 'USER', user_id, [key]: place, member_id: `m${index}` })),
				},
				{
					parameters: { ...found, options: { keepCopy: true } },
					onError: 'continueRegularOutput',
					gives: crowd.map((user_id, index) => ({ member_id: `m${index}`, status: 'deleted', snapshot: { type: 'USER', user_id } })),
				},
				{
					parameters: { operation: 'create', [parameter]: found[parameter], members: '={{ $json.snapshot }}' },
					gives: crowd.map((user_id) => ({ user_id, status: 'created' })),
				},
			],
			left: peopleIn,
			remains: crowd,
		},
		{
			does: `takes one person out of every ${one}`,
			world: worldOf(
				Array.from({ length: 60 }, (_, index) => `p${index}`),
				Array.from({ length: 60 }, (_, index) => [
					member(`z${index}`, 'ou_zhou', `p${index}`),
					...(index % 4 === 0 ? [member(`l${index}`, 'ou_lin', `p${index}`)] : []),
				]).flat(),
			),
			items: [{}],
			steps: [
				{
					parameters: { operation: 'getAll', scope: 'all', returnAll: true, simplify: true, options: { onlyThese: 'ou_lin' } },
					gives: Array.from({ length: 15 }, (_, index) => ({ [key]: `p${index * 4}`, member_id: `l${index * 4}`, user_id: 'ou_lin' })),
				},
				{
					parameters: { ...found, options: { output: 'summary' } },
					onError: 'continueRegularOutput',
					gives: [{ asked: 15, deleted: 15 }],
				},
			],
			left: ({ things }) => things[endpoint].filter(({ row }) => row.user_id === 'ou_lin').length,
			remains: 0,
		},
		{
			does: 'adds, and removes, though the answers are lost: a look tells',
			world: worldOf([place], []),
			fault: [
				{ endpoint: create, kind: 'resetAfter', on: 'every' },
				{ endpoint, kind: 'resetAfter', on: 'every' },
			],
			items: [{ id: 'ou_lin', [key]: place }],
			steps: [
				{
					parameters: { operation: 'create', [parameter]: found[parameter], members: '={{ $json.id }}' },
					onError: 'continueRegularOutput',
					gives: [{ status: 'created', confirmed_by: 'read' }],
				},
				{ parameters: found, onError: 'continueRegularOutput', gives: [{ status: 'deleted', confirmed_by: 'read' }] },
			],
			left: peopleIn,
			remains: [],
		},
	];
	return { deed, load, tool, journeys };
}
