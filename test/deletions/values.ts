/** What n8n stores for a field of the kind "resource locator" that holds an ID. */
export const rl = (value: string) => ({ __rl: true, mode: 'id', value });

/** The expression that takes a bad value from the input item. */
export const BAD = '={{ $json.bad }}';

export const numbered = (count: number, name: (index: number) => string) => Array.from({ length: count }, (_, index) => name(index));

/** People who are there when the wire rows run. */
export const PEOPLE = [1, 2].map((number) => ({ openId: `ou_wire${number}`, unionId: `on_wire${number}`, userId: `wire${number}` }));

/** The open ID of one of them who is named by an ID of any kind; that of anybody else is theirs. */
export function openIdOf(id: unknown): string {
	return PEOPLE.find((person) => Object.values(person).includes(String(id)))?.openId ?? String(id);
}

/** Each user ID type, and which ID of a person it is. */
export const USER_ID_TYPES = [
	['open_id', 'openId'],
	['union_id', 'unionId'],
	['user_id', 'userId'],
] as const;

export type UserIdType = (typeof USER_ID_TYPES)[number][0];
