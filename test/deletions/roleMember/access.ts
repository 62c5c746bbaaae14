import { inWords, type ApiCall } from '../../sandbox/endpoint';
import { idKindViolation, toOpenId } from '../../sandbox/people';
import { Refusal, specRefusal, type FieldViolation, type RefusingSpec } from '../../sandbox/refusal';
import type { Role } from './world';

/** Most pages have no code for malformed parameters: this is the one of the list. */
export function malformed(violations: readonly FieldViolation[]): Refusal {
	return new Refusal(400, 40001, `param error: ${inWords(violations)}`, { fieldViolations: violations });
}

/** The role that a path names. All of these calls are for custom apps. */
export function findRole({ platform, params, caller }: ApiCall, spec: RefusingSpec): Role {
	if (caller.app.kind === 'store') throw malformed([{ field: 'app', value: caller.app.appId, description: 'is a store app' }]);
	const role = platform.state.roles.get(params['role_id'] ?? '');
	if (role === undefined) throw specRefusal(spec, 41202);
	return role;
}

/** What one user ID names, or the reason why it names nobody whom the app may change. */
export function personBy({ platform: { state }, userIdType }: ApiCall, id: string): { openId: string; reason?: number } {
	const openId = toOpenId(state.people, userIdType, id);
	if (idKindViolation(state.people, userIdType, id, 'members') !== undefined) return { openId, reason: 2 };
	return state.people.some((person) => person.openId === openId && person.isHidden === true) ? { openId, reason: 3 } : { openId };
}

/** Those whom a body names: at least one. */
export function namedIn(call: ApiCall): string[] {
	const named = (call.body['members'] ?? []) as string[];
	if (named.length === 0) throw malformed([{ field: 'members', value: '[]', description: 'at least one entry is needed' }]);
	return named;
}
