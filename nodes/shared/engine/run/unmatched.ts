import type { Operation } from '../../endpoint';
import { KIND_NAMES, PRIMARY, type IdKind, type UserIdType } from '../../idKinds';
import { quote } from '../../values';
import { userIdTypeOf, type Protection } from '../protection';
import type { Ending, Target } from '../record';

const FOR_AGENT = 'Whoever built the workflow must correct Never Delete first.';

const TYPE_NAMES: Readonly<Record<UserIdType, string>> = { open_id: 'Open ID', union_id: 'Union ID', user_id: 'User ID' };

/** IDs of people: whoever names one of these wants somebody kept, who may be there under another ID. */
const OF_PEOPLE: readonly IdKind[] = ['open_id', 'union_id', 'user_attendee', 'email'];

function endingBy(reason: string, todo: string): Ending {
	return {
		code: null,
		reason: `Never Delete ${reason}`,
		what_to_do: todo,
		for_agent: FOR_AGENT,
		failure: { cause: 'configuration-invalid' },
	};
}

/** Whether IDs of a kind can be among those that a run asks for. */
function canMatch(kind: IdKind, { userKey, kinds = [], hasOwnText }: Operation, types: ReadonlySet<UserIdType>): boolean {
	if (kind === 'other' || kinds.includes(kind)) return true;
	if (kind === 'open_id' || kind === 'union_id') return userKey !== undefined && [...types].every((type) => type === kind);
	// Text of an app's own may begin in any way.
	return hasOwnText === true;
}

/** Why an ID keeps nobody in a run, and what would. */
function endingFor(kind: IdKind, id: string, { userKey, noun, field }: Operation, types: ReadonlySet<UserIdType>): Ending {
	const holds = `holds ${quote(id)}, ${KIND_NAMES[kind]},`;
	if (userKey === undefined || !OF_PEOPLE.includes(kind)) {
		return endingBy(
			`${holds} and no ${noun.one} is named by such an ID`,
			`Name what to keep by the IDs that ${field} takes, or take it out.`,
		);
	}
	const type = [...types].find((one) => one !== kind) ?? 'open_id';
	const other = kind === 'open_id' || kind === 'union_id' ? `, or set User ID Type to ${TYPE_NAMES[kind]}` : '';
	return endingBy(
		`${holds} while User ID Type is ${TYPE_NAMES[type]}: it would keep nobody`,
		`Name this person in Never Delete by ${TYPE_NAMES[type]}${other}.`,
	);
}

/**
 * Why an ID that Never Delete names can match nothing in a run. Lists may be shared by several nodes: a
 * group, a room or a message that this one has no field for stops a run only where nothing else of the
 * list can match; a person always does.
 */
export function unmatched(operation: Operation, protection: Protection, targets: ReadonlySet<Target>): Ending | undefined {
	const types = new Set([...targets].map(userIdTypeOf));
	const idle = [...protection.examples].filter(([kind]) => !canMatch(kind, operation, types));
	const isIdle = idle.length > 0 && idle.length === protection.examples.size;
	const [kind, id] = idle.find(([one]) => isIdle || OF_PEOPLE.includes(one)) ?? [];
	return kind === undefined || id === undefined ? aliased(protection, targets) : endingFor(kind, id, operation, types);
}

/** Feishu takes a word for the calendar of the account that acts. */
function aliased({ examples }: Protection, targets: ReadonlySet<Target>): Ending | undefined {
	const calendars = new Set([...targets].map(({ keys }) => keys.calendar_id).filter((id) => id !== undefined));
	const primary = examples.get('primary');
	const calendar = examples.get('calendar');
	const isHidden =
		(calendar !== undefined && calendars.has(PRIMARY)) || (primary !== undefined && [...calendars].some((id) => id !== PRIMARY));
	if (!isHidden) return undefined;
	return endingBy(
		`holds ${quote(calendar ?? PRIMARY)}, and nothing tells whether “${PRIMARY}” is the same calendar`,
		'Enter the ID of the calendar, in Calendar and in Never Delete.',
	);
}
