import { recognised } from '../../nodes/shared/engine/report/recognised';

const ROW = { attendee_id: 'user_1', display_name: 'Lin Xia', summary: 'Weekly', start_time: '2026-11-20T09:00:00+08:00', role: 'host' };
const KEYS = { event_id: 'e1', attendee_id: 'user_1' };

test('a record is recognised by names, titles and times of the item that is about it', () => {
	const { attendee_id: _id, role: _role, ...known } = ROW;
	expect(recognised(KEYS, undefined, ROW)).toEqual(known);
	expect(Object.keys(recognised(KEYS, undefined, ROW))).toEqual(['display_name', 'summary', 'start_time']);
});

test.each([
	['of another record', { ...ROW, attendee_id: 'user_2' }],
	['that names it by another key', { ...ROW, attendee_id: undefined, leaver: 'user_1' }],
	['of a record of the same ID elsewhere', { ...ROW, event_id: 'e2' }],
	['with a list of records', { ...ROW, attendee_id: ['user_1', 'user_2'] }],
	['that is not there', undefined],
])('and not by an item %s', (_what, input) => {
	expect(recognised(KEYS, undefined, input)).toEqual({});
});

test('its own copy is always about it, and comes before what the item says', () => {
	expect(recognised(KEYS, { display_name: 'Lin', user_id: 'ou_lin' }, ROW)).toMatchObject({
		display_name: 'Lin',
		user_id: 'ou_lin',
		summary: 'Weekly',
	});
});

test('what is blank, or no text, says nothing', () => {
	expect(recognised(KEYS, { display_name: '', summary: null, start_time: { date: '2026' }, external_id: 7 }, undefined)).toEqual({
		external_id: 7,
	});
});
