import { EMPLOYEE_ID_SCOPE, GENERAL_CODES, RATE_HEADERS, USER_ID_TYPES } from '../specs';
import { assertAppKind, assertFieldScope, assertScope, assertTokenKind } from './access';
import type { Answer } from './answer';
import type { ApiEndpoint } from './endpoint';
import { isObject, type JsonObject } from './json';
import type { UserIdType } from './people';
import type { Platform } from './platform';
import { generalRefusal, type FieldViolation } from './refusal';
import type { LoggedRequest } from './requestLog';
import { combinedViolations, fieldViolations, queryViolations } from './shape';
import { authenticate, type Caller } from './tokens';
import { guardedBy, kindIn } from './userIdKind';

function isUserIdType(value: string): value is UserIdType {
	return USER_ID_TYPES.includes(value);
}

function assertRate(platform: Platform, endpoint: ApiEndpoint, caller: Caller, at: number): void {
	const { name, rateLimits } = endpoint.rules;
	const refused = platform.limiter.admit(`${caller.app.appId} ${name}`, rateLimits, platform.settings.rateLimits, at);
	if (!refused) return;
	throw generalRefusal(GENERAL_CODES.rateLimited, undefined, {
		headers: { [RATE_HEADERS.limit]: String(refused.limit), [RATE_HEADERS.reset]: String(refused.resetSeconds) },
	});
}

function checkedBody(endpoint: ApiEndpoint, entry: LoggedRequest): JsonObject {
	const { body: fields, combinedLimits = [] } = endpoint.rules;
	if (!fields) {
		// An empty object is what some clients send for want of a body.
		if (entry.rawBody === '' || entry.rawBody === '{}') return {};
		throw endpoint.invalid([{ field: 'body', value: entry.rawBody.slice(0, 100), description: 'is not expected' }]);
	}
	const type = (entry.headers['content-type'] ?? '').toLowerCase().replace(/\s/g, '');
	if (type !== 'application/json' && type !== 'application/json;charset=utf-8') {
		throw endpoint.invalid([{ field: 'Content-Type', value: type, description: 'must be application/json' }]);
	}
	const { body } = entry;
	const violations: FieldViolation[] = fieldViolations(fields, body);
	if (isObject(body)) violations.push(...combinedViolations(combinedLimits, body));
	if (violations.length > 0 || !isObject(body)) throw endpoint.invalid(violations);
	return body;
}

function assertQuery(endpoint: ApiEndpoint, query: Readonly<Record<string, string>>): void {
	const violations = queryViolations(endpoint.rules.queryParameters, query);
	if (violations.length > 0) throw endpoint.invalid(violations);
}

/** User IDs of the company take a permission of their own, by whatever parameter a call says that its IDs are such. */
function assertMayNameUserIds(endpoint: ApiEndpoint, caller: Caller, query: Readonly<Record<string, string>>, body: JsonObject): void {
	const { queryParameters, body: fields = {} } = endpoint.rules;
	const field = guardedBy(queryParameters, query) ?? guardedBy(fields, body);
	if (field === undefined) return;
	if (caller.app.kind === 'store') {
		throw endpoint.invalid([{ field, value: 'user_id', description: 'is not available to store apps' }]);
	}
	if (endpoint.leavesOutUserIds !== true) assertFieldScope(caller, EMPLOYEE_ID_SCOPE);
}

/** A call that reads sees the world as lists show it; any other works on the present one, which is remembered for those. */
function worldFor({ rules, onlyReads }: ApiEndpoint, platform: Platform): Platform {
	const { past, state, clock, settings } = platform;
	if (rules.method === 'GET' || onlyReads === true) return { ...platform, state: past.shown(state, clock.now(), settings.lagMs) };
	past.keep(state, clock.now(), settings.lagMs);
	return platform;
}

/** A call on its way: work it may do now, and what ends it. */
export interface Admitted {
	run(): Answer;
	release(): void;
	exclusive: boolean;
}

/**
 * Takes a request through the checks in the order of the platform's gateway: token,
 * scope, rate, form, and whether another call is at work on the same target.
 */
export function admit(platform: Platform, endpoint: ApiEndpoint, entry: LoggedRequest, params: Readonly<Record<string, string>>): Admitted {
	const { rules } = endpoint;
	const caller = authenticate(platform.state, entry.headers['authorization'], platform.clock.now());
	entry.app = caller.app.appId;
	assertTokenKind(caller, rules.tokens);
	assertAppKind(caller, rules);
	assertScope(caller, rules.scopes);
	assertRate(platform, endpoint, caller, entry.at);
	assertQuery(endpoint, entry.query);
	const body = checkedBody(endpoint, entry);
	assertMayNameUserIds(endpoint, caller, entry.query, body);
	const kind = kindIn(rules.queryParameters, entry.query) ?? '';
	const userIdType = isUserIdType(kind) ? kind : 'open_id';
	const exclusive = endpoint.exclusive?.(params);
	const release = exclusive && platform.inFlight.reserve(exclusive.target);
	if (exclusive && !release) throw exclusive.refusal;
	const call = { caller, at: entry.at, params, query: entry.query, body, userIdType, invalid: endpoint.invalid };
	return {
		run() {
			const { data, msg = rules.successMsg, code = 0, status = 200 } = endpoint.work({ ...call, platform: worldFor(endpoint, platform) });
			return { status, body: { code, msg, data } };
		},
		release: () => release?.(),
		exclusive: exclusive !== undefined,
	};
}
