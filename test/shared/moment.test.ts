import { isoOf } from '../../nodes/shared/moment';

test.each([
	['1773550800', 'Asia/Shanghai', '2026-03-15T13:00:00+08:00'],
	[1773550800, 'America/New_York', '2026-03-15T01:00:00-04:00'],
	['1773550800', 'UTC', '2026-03-15T05:00:00Z'],
	['-1', 'UTC', '1969-12-31T23:59:59Z'],
])('%s in %s is %s', (seconds, timezone, shown) => {
	expect(isoOf(seconds, timezone)).toBe(shown);
});

test.each(['0', 0, '', undefined, null, 'soon', '8640000000001', '99999999999999999999'])('%s is no time', (seconds) => {
	expect(isoOf(seconds, 'UTC')).toBeUndefined();
});
