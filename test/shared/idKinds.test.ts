import { isOfUserIdType, kindOf, mayNameTheSame, type IdKind, type UserIdType } from '../../nodes/shared/idKinds';

test.each<[string, IdKind]>([
	['ou_99e1a581b36ecc4862cbfbce473f3123', 'open_id'],
	['on_8ed6aa67826108097d9ee143816345', 'union_id'],
	['oc_a0553eda9014c201e6969b478895c230', 'chat_id'],
	['omm_3c8e1f4ff3f5bd0e6e3b1ef8f1e6a1c7', 'room_id'],
	['user_xxxxx', 'user_attendee'],
	['chat_oc_1', 'chat_attendee'],
	['resource_omm_1', 'room_attendee'],
	['third_party_wangwu@example.com', 'guest_attendee'],
	['bm-dc13264520392913993dd051dba21dcf', 'batch_message'],
	['om_dc13264520392913993dd051dba21dcf', 'message'],
	['cli_9a3a2b1c0d4e5f6a', 'app_id'],
	['feishu.cn_x@group.calendar.feishu.cn', 'calendar'],
	['larksuite.com_x@group.calendar.larksuite.com', 'calendar'],
	['primary', 'primary'],
	['wangwu@example.com', 'email'],
	['wangwu@calendar', 'email'],
	['user_wang@example.com', 'email'],
	['on_call@example.com', 'email'],
	['chat_x@group.calendar.feishu.cn', 'calendar'],
	['3e3cf96b', 'other'],
	['75d28f9b-e35c-4230-8a83-4a661497db54_0', 'other'],
	['6709359313699356941', 'other'],
	['', 'other'],
	['x ou_1', 'other'],
])('%s is of the kind %s', (id, kind) => {
	expect(kindOf(id)).toBe(kind);
});

test.each<[string, UserIdType, boolean]>([
	['ou_1', 'open_id', true],
	['on_1', 'open_id', false],
	['3e3cf96b', 'open_id', false],
	['on_1', 'union_id', true],
	['ou_1', 'union_id', false],
	['3e3cf96b', 'user_id', true],
	['ou_1', 'user_id', false],
	['on_1', 'user_id', false],
	['', 'user_id', false],
	[' ', 'user_id', false],
	['', 'open_id', false],
])('%j as an ID of the type %s: %s', (id, type, expected) => {
	expect(isOfUserIdType(id, type)).toBe(expected);
});

test.each<[IdKind, IdKind, boolean]>([
	['open_id', 'open_id', true],
	['open_id', 'user_attendee', true],
	['other', 'user_attendee', true],
	['chat_id', 'chat_attendee', true],
	['room_attendee', 'room_id', true],
	['email', 'guest_attendee', true],
	['message', 'message', true],
	['message', 'batch_message', false],
	['open_id', 'chat_attendee', false],
	['chat_id', 'room_id', false],
	['calendar', 'other', false],
])('%s and %s may name the same: %s', (one, other, expected) => {
	expect(mayNameTheSame(one, other)).toBe(expected);
});

test('10 MB without an end are looked at once', () => {
	for (const id of ['@'.repeat(10 * 1024 * 1024), `a@${'b.'.repeat(5 * 1024 * 1024)}`, 'a'.repeat(10 * 1024 * 1024)])
		expect(kindOf(id)).toMatch(/email|other/);
});
