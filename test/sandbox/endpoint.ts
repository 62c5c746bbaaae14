import type { Spec, RateLimit, Fields, CombinedLimit, SiblingSpec, TokenKind } from '../specs';
import type { JsonObject } from './json';
import type { UserIdType } from './people';
import type { Platform } from './platform';
import type { FieldViolation, Refusal } from './refusal';
import type { Caller } from './tokens';

/** A call that has passed every check of its form. */
export interface ApiCall {
	platform: Platform;
	caller: Caller;
	/** When the request arrived. */
	at: number;
	params: Readonly<Record<string, string>>;
	query: Readonly<Record<string, string>>;
	body: JsonObject;
	userIdType: UserIdType;
	/** The endpoint's refusal of invalid parameters. */
	invalid: (violations: readonly FieldViolation[]) => Refusal;
}

/** What an endpoint answers when it does not refuse. */
export interface Result {
	data: object | null;
	msg?: string;
	code?: number;
	/** HTTP status; 200 unless given. */
	status?: number;
}

/** Only the part of a page that decides how a call is checked. */
export type Rules = Pick<Spec, 'name' | 'path' | 'tokens' | 'scopes' | 'rateLimits' | 'queryParameters'> & {
	method: 'GET' | Spec['method'];
	tokens: readonly TokenKind[];
	rateLimits: readonly RateLimit[];
	fieldScope?: string;
	needs?: NonNullable<Spec['needs']>;
	appKinds?: Spec['appKinds'];
	body?: Fields;
	combinedLimits?: readonly CombinedLimit[];
	successMsg: string;
};

/** An endpoint of the sandbox: its rules, and its work. */
export interface ApiEndpoint {
	rules: Rules;
	invalid: (violations: readonly FieldViolation[]) => Refusal;
	/** Calls with the same target must not overlap; the second gets this refusal. */
	exclusive?(params: Readonly<Record<string, string>>): { target: string; refusal: Refusal };
	/** It changes nothing, though it is no GET. */
	onlyReads?: true;
	/** For a caller without the field permission, its answer lacks User IDs; any other endpoint refuses the call. */
	leavesOutUserIds?: true;
	/** Does the work at once and completely, or throws before anything is done. */
	work(call: ApiCall): Result;
}

/** An endpoint beside a deletion, with its own page as its rules. */
export type SiblingEndpoint = ApiEndpoint & { rules: SiblingSpec };

/** The violations as the words that follow a code's description. */
export function inWords(violations: readonly FieldViolation[]): string {
	return violations.map(({ field, description }) => `${field} ${description}`).join('; ');
}
