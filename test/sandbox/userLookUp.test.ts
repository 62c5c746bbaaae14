import { SANDBOX_APP } from './index';
import { callAsSpecified, dataOf, gist, type SpecCall } from './sandboxClient';
import { as, sdkClient } from './sdkClient';
import type { JsonObject } from './json';
import { sandboxed } from '../support/sandboxed';
import { userLookUp } from './userLookUp';

const world = sandboxed();

const LIN = { openId: 'ou_lin', unionId: 'on_lin', userId: 'emp_lin', email: 'Lin@example.com', mobile: '13800138000' };

beforeEach(() => {
	world.sandbox.seed.person(LIN);
	world.sandbox.seed.person({ openId: 'ou_tan', unionId: 'on_tan', userId: 'emp_tan', mobile: '+6581234567' });
});

const ask = (body: unknown, more: SpecCall = {}) => callAsSpecified(world.sandbox, userLookUp.rules, { body, ...more });
const found = async (body: unknown, more: SpecCall = {}) => dataOf(await ask(body, more))['user_list'] as JsonObject[];

it('answers the official SDK with an ID for each address, in another order', async () => {
	const { code, data } = await sdkClient(world.sandbox).contact.v3.user.batchGetId(
		{ data: { emails: ['lin@example.com', 'nobody@example.com'], mobiles: ['+6581234567'] }, params: { user_id_type: 'union_id' } },
		as(world.sandbox),
	);
	expect(code).toBe(0);
	expect(data?.user_list).toEqual([
		{ user_id: 'on_tan', mobile: '+6581234567' },
		{ email: 'nobody@example.com' },
		{ user_id: 'on_lin', email: 'lin@example.com' },
	]);
});

it.each([
	['withoutId', [{ email: 'x@example.com' }]],
	['blankId', [{ email: 'x@example.com', user_id: '' }]],
	['leftOut', []],
] as const)('answers an address that is nobody’s as %s', async (unknownAddress, entries) => {
	world.sandbox.setOptions({ answers: { unknownAddress } });
	expect(await found({ emails: ['x@example.com'] })).toEqual(entries);
});

it('knows a number from mainland China with its prefix and without it', async () => {
	for (const mobile of ['13800138000', '+8613800138000'])
		expect(await found({ mobiles: [mobile] })).toEqual([{ user_id: 'ou_lin', mobile }]);
	world.sandbox.setOptions({ answers: { addressForm: 'asStored' } });
	expect(await found({ emails: ['LIN@example.com'], mobiles: ['+8613800138000'] })).toEqual([
		{ user_id: 'ou_lin', mobile: '13800138000' },
		{ user_id: 'ou_lin', email: 'Lin@example.com' },
	]);
});

it('finds people who have left where it is told to, and nobody outside the contact scope', async () => {
	world.sandbox.seed.person({ openId: 'ou_old', unionId: 'on_old', userId: 'emp_old', email: 'lin@example.com', hasLeft: true });
	world.sandbox.seed.person({ openId: 'ou_far', unionId: 'on_far', userId: 'emp_far', email: 'far@example.com', isHidden: true });
	expect(await found({ emails: ['lin@example.com', 'far@example.com'] })).toEqual([
		{ email: 'far@example.com' },
		{ user_id: 'ou_lin', email: 'lin@example.com' },
	]);
	expect(await found({ emails: ['lin@example.com'], include_resigned: true })).toHaveLength(2);
});

it.each<[number, number, string, unknown]>([
	[400, 99992402, 'nobody', {}],
	[400, 99992402, 'empty lists', { emails: [], mobiles: [] }],
])('answers %i/%i to %s', async (status, code, _name, body) => {
	expect(gist(await ask(body))).toEqual([status, code]);
});

it('leaves User IDs out without the field permission, and shows what has become of people with another one', async () => {
	const scopes = ['contact:user.id:readonly'];
	const query = { user_id_type: 'user_id' };
	world.sandbox.seed.app({ ...SANDBOX_APP, scopes });
	expect(await found({ emails: ['lin@example.com'] }, { query })).toEqual([{ email: 'lin@example.com' }]);
	world.sandbox.seed.app({ ...SANDBOX_APP, scopes: [...scopes, 'contact:user.employee_id:readonly', 'contact:contact:readonly'] });
	expect(await found({ emails: ['lin@example.com'] }, { query })).toEqual([
		{
			user_id: 'emp_lin',
			email: 'lin@example.com',
			status: { is_frozen: false, is_resigned: false, is_activated: true, is_exited: false, is_unjoin: false },
		},
	]);
});
