import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Laboratory } from '../laboratory/laboratory.mjs';
import { lines } from '../laboratory/lines.mjs';
import { byId } from '../laboratory/workflow.mjs';

const calendar = 'feishu.cn_e2e@group.calendar.feishu.cn';
const event = 'e2e-event_0';
const world = {
	events: [
		{
			calendarId: calendar,
			eventId: event,
			start: { at: Date.UTC(2027, 2, 1, 2), timezone: 'Asia/Shanghai' },
			attendees: [
				{ attendeeId: 'user_lin', target: 'ou_lin' },
				{ attendeeId: 'user_zhou', target: 'ou_zhou' },
			],
		},
	],
};

/** Their lists name nobody, as it is for want of a permission. */
const nameless = { endpoint: 'attendeeList', kind: 'omit', field: 'user_id', on: 'every' };

for (const line of lines) {
	describe(`what Feishu does not say is not taken for true in ${line.name}`, () => {
		const laboratory = Laboratory.shared(line);
		const node = 'feishuCalendarEventAttendee';
		const onError = 'continueRegularOutput';
		const where = { calendarId: byId(calendar), eventId: byId(event) };
		const copying = laboratory.prepare({
			node,
			onError,
			items: [{ id: 'user_lin' }, { id: 'user_zhou' }],
			parameters: { ...where, attendeeIds: '={{ $json.id }}', options: { keepCopy: true } },
		});
		const gone = laboratory.prepare({
			node,
			onError,
			items: [{}],
			parameters: { ...where, attendeeIds: '', deleteIds: { ids: [{ type: 'user', userId: 'ou_lin' }] }, options: { alreadyGone: true } },
		});
		const primary = laboratory.prepare({
			node,
			items: [{ calendar: 'primary' }],
			steps: [
				{
					parameters: {
						operation: 'getAll',
						scope: 'period',
						calendarId: byId('={{ $json.calendar }}'),
						periodFrom: '2027-03-01T00:00:00+08:00',
						periodTo: '2027-04-01T00:00:00+08:00',
						returnAll: true,
					},
				},
				{
					parameters: { calendarId: byId('primary'), eventId: byId('={{ $json.event_id }}'), attendeeIds: '={{ $json.attendee_id }}' },
					onError,
				},
			],
		});
		const valuesOf = (items, key) => items.map(({ json }) => json[key]);
		const left = async () => (await laboratory.sandbox.state()).calendars[0].events[0].attendees.map(({ attendeeId }) => attendeeId);

		before(() => laboratory.open());
		after(() => laboratory.close());

		test('nobody is removed whose copy would name nobody', async () => {
			await laboratory.sandbox.reset(world);
			await laboratory.sandbox.fault(nameless);

			const { outputs } = await laboratory.run(copying);
			assert.deepEqual(valuesOf(outputs[0], 'status'), ['not_sent', 'not_sent']);
			assert.match(outputs[0][0].json.what_to_do, /contact:user\.employee_id:readonly/);
			assert.deepEqual(await left(), ['user_lin', 'user_zhou']);
		});

		test('nobody is already gone who may be in a list that names nobody', async () => {
			await laboratory.sandbox.reset(world);
			await laboratory.sandbox.fault([nameless, { endpoint: 'calendarEventAttendee', kind: 'code', code: 190003, on: 'every' }]);

			const { outputs } = await laboratory.run(gone);
			assert.deepEqual(valuesOf(outputs[0], 'status'), ['unknown']);
			assert.deepEqual(await left(), ['user_lin', 'user_zhou']);
		});

		test('the word primary finds the events of the calendar, and names it by its ID', async () => {
			await laboratory.sandbox.reset(world);

			const { error, outputsOf } = await laboratory.run(primary);
			assert.equal(error, undefined, error?.message);
			assert.deepEqual(valuesOf(outputsOf(0)[0], 'calendar_id'), [calendar, calendar]);
			assert.deepEqual(valuesOf(outputsOf(1)[0], 'status'), ['deleted', 'deleted']);
			assert.deepEqual(valuesOf(outputsOf(1)[0], 'calendar_id'), [calendar, calendar]);
			assert.deepEqual(await left(), []);
		});
	});
}
