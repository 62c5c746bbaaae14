import type { Clock } from '../../sandbox/clock';

export interface AttendanceRecord {
	recordId: string;
	/** Only punches imported through the open platform can be deleted. */
	imported: boolean;
	userId: string;
	creatorId: string;
	locationName: string;
	/** Seconds since the epoch, as text. */
	checkTime: string;
	comment: string;
	isField: boolean;
	isWifi: boolean;
	/** As the import gave it. What the calls that read make of it, `answers` decides. */
	type: number;
	ssid?: string;
	bssid?: string;
	photoUrls?: readonly string[];
	/** The device; no import sets it. */
	deviceId?: string;
	/** A word of the table; no import sets it. */
	checkResult?: string;
	externalId?: string;
	idempotentId?: string;
	/** It was made by somebody who has left, and whose ID has been given to another one since. */
	byPredecessor?: boolean;
	/** The record alone fails, with this reason. */
	failsWith?: string;
	/** The record sinks every call that names it, with this code. */
	refuses?: number;
}

export type SeedAttendanceRecord = Partial<Omit<AttendanceRecord, 'recordId'>>;

/** The two IDs of somebody who works there. */
export interface Employee {
	employeeId: string;
	employeeNo: string;
	/** The app may not read or write this person's attendance. */
	outOfReach?: boolean;
}

export interface SeedAttendanceRecords {
	employees?: readonly Employee[];
	attendanceRecords?: ReadonlyArray<{ ids: readonly string[]; about?: SeedAttendanceRecord }>;
}

/** A world without punches. */
export function createWorld(clock: Clock) {
	const records = new Map<string, AttendanceRecord>();
	/** By employee ID. While it is empty, every ID stands for somebody. */
	const employees = new Map<string, Employee>();
	const employee = (one: Employee): void => {
		employees.set(one.employeeId, { ...one });
	};
	const attendanceRecords = (ids: readonly string[], about: SeedAttendanceRecord = {}): void => {
		for (const recordId of ids) {
			records.set(recordId, {
				recordId,
				imported: true,
				userId: 'sandbox_employee',
				creatorId: 'sandbox_employee',
				locationName: 'Sandbox',
				checkTime: String(Math.floor(clock.now() / 1_000)),
				comment: 'Seeded',
				isField: false,
				isWifi: false,
				type: 0,
				...about,
			});
		}
	};
	return {
		state: { attendanceRecords: records, employees },
		seed: { attendanceRecords, employee },
		seedAll(request: SeedAttendanceRecords) {
			request.employees?.forEach(employee);
			request.attendanceRecords?.forEach(({ ids, about }) => attendanceRecords(ids, about));
		},
	};
}

/** The external ID of the import that the demo workflow takes back. */
export const BAD_IMPORT = 'import-2026-11-20';

const DAY_START = Date.UTC(2026, 10, 20, 0, 30) / 1_000;

/** What is known of a punch of the demo, by its number. */
function aboutPunch(number: number): SeedAttendanceRecord {
	// One punch of the bad import stays, so that the demo has a refusal to show.
	if (number === 7) return { ...aboutPunch(1), failsWith: 'attendance of this day is archived' };
	if (number <= 15) return { comment: 'Imported twice by mistake', externalId: BAD_IMPORT };
	return number <= 18 ? { comment: 'Imported', externalId: 'import-2026-11-19' } : { comment: 'Punched by hand', imported: false };
}

export const demo: SeedAttendanceRecords = {
	employees: [
		{ employeeId: 'emp_lin', employeeNo: '1001' },
		{ employeeId: 'emp_zhou', employeeNo: '1002' },
		{ employeeId: 'emp_admin', employeeNo: '1003' },
	],
	attendanceRecords: Array.from({ length: 20 }, (_, index) => index + 1).map((number) => ({
		ids: [`67093593136993569${String(number).padStart(2, '0')}`],
		about: {
			userId: number % 2 === 0 ? 'emp_lin' : 'emp_zhou',
			creatorId: 'emp_admin',
			checkTime: String(DAY_START + number * 1_800),
			locationName: 'Head office',
			...aboutPunch(number),
		},
	})),
};
