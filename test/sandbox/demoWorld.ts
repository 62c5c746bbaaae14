import { SANDBOX_APP, type Seed } from './seed';

/** The external ID of the import that the demo workflow takes back. */
export const BAD_IMPORT = 'import-2026-11-20';

const EMPLOYEES = ['emp_lin', 'emp_zhou'] as const;
const DAY_START = Date.UTC(2026, 10, 20, 0, 30) / 1_000;

function recordId(number: number): string {
	return `67093593136993569${String(number).padStart(2, '0')}`;
}

function seedPunches(seed: Seed): void {
	for (let number = 1; number <= 20; number += 1) {
		const userId = EMPLOYEES[number % 2] ?? EMPLOYEES[0];
		const checkTime = String(DAY_START + number * 1_800);
		const about = { userId, creatorId: 'emp_admin', checkTime, locationName: 'Head office' };
		if (number <= 15) {
			seed.attendanceRecords([recordId(number)], {
				...about,
				comment: 'Imported twice by mistake',
				externalId: BAD_IMPORT,
				// One punch of the bad import stays, so that the demo has a refusal to show.
				...(number === 7 && { failsWith: 'attendance of this day is archived' }),
			});
		} else if (number <= 18) {
			seed.attendanceRecords([recordId(number)], { ...about, comment: 'Imported', externalId: 'import-2026-11-19' });
		} else {
			seed.attendanceRecords([recordId(number)], { ...about, comment: 'Punched by hand', imported: false });
		}
	}
}

/** Fills a world with a little of everything, for people who want to look around. */
export function seedDemoWorld(seed: Seed): void {
	seedPunches(seed);
	seed.person({ openId: 'ou_lin', unionId: 'on_lin', userId: 'emp_lin' });
	seed.person({ openId: 'ou_zhou', unionId: 'on_zhou', userId: 'emp_zhou' });
	seed.event({
		calendarId: 'feishu.cn_sandbox@group.calendar.feishu.cn',
		eventId: 'sandbox-event_0',
		attendees: [
			{ attendeeId: 'user_lin', type: 'user', target: 'ou_lin' },
			{ attendeeId: 'user_zhou', type: 'user', target: 'ou_zhou' },
			{ attendeeId: 'chat_all', type: 'chat', target: 'oc_all' },
			{ attendeeId: 'resource_room', type: 'resource', target: 'omm_room' },
			{ attendeeId: 'third_party_guest', type: 'third_party', target: 'guest@example.com' },
		],
	});
	seed.task({ taskId: '83912691-2e43-47fc-94a4-d512e03984fa', followers: ['ou_lin', 'ou_zhou', 'ou_wang'] });
	seed.feedCards([
		{ bizId: 'sandbox-card-1', userId: 'ou_lin' },
		{ bizId: 'sandbox-card-1', userId: 'ou_zhou' },
		{ bizId: 'sandbox-card-2', userId: 'ou_lin', reason: 'NO_PERMISSION' },
	]);
	seed.batchMessage({ id: 'bm-sandbox-recent', recipients: 12, read: 4 });
	seed.batchMessage({ id: 'bm-sandbox-old', sentAt: Date.UTC(2020, 0, 1), recipients: 5, read: 5 });
}

/** What every world has: the app to sign in with. */
export function seedSandboxApp(seed: Seed): void {
	seed.app(SANDBOX_APP);
}
