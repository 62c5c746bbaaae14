import { USER_ID_TYPE, type Fields } from '../specs/spec';
import { guardedBy, kindIn } from './userIdKind';

const QUERY: Fields = { page_size: { type: 'int', description: '' }, member_id_type: USER_ID_TYPE };

const BODY: Fields = {
	members: {
		type: 'object[]',
		description: '',
		fields: { member_id: { type: 'string', description: '' }, member_id_type: USER_ID_TYPE },
	},
};

test('a query says the kind of its user IDs by whatever name its page has for that', () => {
	expect(kindIn(QUERY, { member_id_type: 'union_id' })).toBe('union_id');
	expect(kindIn(QUERY, { page_size: '20' })).toBeUndefined();
	expect(kindIn({}, { user_id_type: 'user_id' })).toBeUndefined();
});

test.each([
	['a query', QUERY, { member_id_type: 'user_id' }, 'member_id_type'],
	['a query without it', QUERY, { member_id_type: 'open_id' }, undefined],
	[
		'one member of several',
		BODY,
		{ members: [{ member_id: 'ou_1' }, { member_id: '1', member_id_type: 'user_id' }] },
		'members.member_id_type',
	],
	['none of them', BODY, { members: [{ member_id: 'user_id', member_id_type: 'open_id' }] }, undefined],
])('user IDs of the company are guarded: %s', (_which, fields, values, expected) => {
	expect(guardedBy(fields, values)).toBe(expected);
});
