import { GENERAL_CODES, type TokenKind } from '../specs';
import type { Rules } from './endpoint';
import { generalRefusal, type Refusal } from './refusal';
import type { Caller } from './tokens';

function consoleUrl(appId: string, scopes: readonly string[]): string {
	return `https://open.feishu.cn/app/${appId}/auth?q=${scopes.join(',')}&op_from=openapi`;
}

function missing(caller: Caller, scopes: readonly string[], type: string): Refusal | undefined {
	const lacks = (granted: readonly string[]): boolean => !scopes.some((scope) => granted.includes(scope));
	const permissionViolations = scopes.map((subject) => ({ type, subject }));
	const helps = [{ url: consoleUrl(caller.app.appId, scopes), description: 'Apply for the permission here.' }];
	if (lacks(caller.app.scopes)) {
		return generalRefusal(GENERAL_CODES.appScopeMissing, `[${scopes.join(', ')}]`, { permissionViolations, helps });
	}
	if (caller.userScopes && lacks(caller.userScopes)) {
		return generalRefusal(GENERAL_CODES.userScopeMissing, `[${scopes.join(', ')}]`, { permissionViolations, helps });
	}
	return undefined;
}

/** Refuses a kind of token that the endpoint does not take. */
export function assertTokenKind(caller: Caller, kinds: readonly TokenKind[]): void {
	if (kinds.includes(caller.kind)) return;
	throw generalRefusal(GENERAL_CODES.userTokenInvalid, `${caller.kind} access token not support`);
}

/** Refuses an app of a kind that the page does not name: none of the page's scopes can be granted to it. */
export function assertAppKind({ app }: Caller, { appKinds = [app.kind], scopes }: Pick<Rules, 'appKinds' | 'scopes'>): void {
	if (!appKinds.includes(app.kind)) throw generalRefusal(GENERAL_CODES.appScopeMissing, `[${scopes.join(', ')}]`);
}

/** Refuses a caller with none of the scopes, any of which would do. A call without scopes is open to all. */
export function assertScope(caller: Caller, scopes: readonly string[]): void {
	if (scopes.length === 0) return;
	const refusal = missing(caller, scopes, 'action_scope_required');
	if (refusal) throw refusal;
}

/** Refuses a caller without the field permission that a request makes necessary. */
export function assertFieldScope(caller: Caller, scope: string): void {
	const refusal = missing(caller, [scope], 'field_scope_required');
	if (refusal) throw refusal;
}
