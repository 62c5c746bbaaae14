import { createHash } from 'node:crypto';
import type { FieldViolation } from './refusal';
import type { Person } from './world';

export type UserIdType = 'open_id' | 'union_id' | 'user_id';

const COLUMN = { open_id: 'openId', union_id: 'unionId', user_id: 'userId' } as const satisfies Record<UserIdType, keyof Person>;

function kindByPrefix(id: string): UserIdType | undefined {
	if (id.startsWith('ou_')) return 'open_id';
	return id.startsWith('on_') ? 'union_id' : undefined;
}

/**
 * Reports an ID that is visibly of another kind than `user_id_type` says: by its
 * prefix, or because a seeded person has it as such.
 */
export function idKindViolation(people: readonly Person[], type: UserIdType, id: string, field: string): FieldViolation | undefined {
	const column = COLUMN[type];
	if (people.some((person) => person[column] === id)) return undefined;
	const prefixed = kindByPrefix(id);
	const otherwiseKnown = people.some((person) => Object.values<unknown>({ ...person }).includes(id));
	if (!otherwiseKnown && (prefixed === undefined || prefixed === type)) return undefined;
	return { field, value: JSON.stringify(id), description: `is no ${type}` };
}

/** Whether an ID is nobody's. While no person is seeded, every ID stands for somebody. */
export function isNobody(people: readonly Person[], type: UserIdType, id: string): boolean {
	return people.length > 0 && !people.some((person) => person[COLUMN[type]] === id);
}

/** The open ID of a person named by another ID; IDs of people nobody seeded stand for themselves. */
export function toOpenId(people: readonly Person[], type: UserIdType, id: string): string {
	return people.find((person) => person[COLUMN[type]] === id)?.openId ?? id;
}

/** The ID of a kind by which a request knows the person. */
export function fromOpenId(people: readonly Person[], type: UserIdType, openId: string): string {
	return people.find((person) => person.openId === openId)?.[COLUMN[type]] ?? openId;
}

/** The open ID that stands for an app itself, where an answer names it among people. */
export function openIdOfApp(appId: string): string {
	return `ou_${createHash('sha256').update(appId).digest('hex').slice(0, 32)}`;
}
