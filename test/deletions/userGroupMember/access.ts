import { inWords, type ApiCall } from '../../sandbox/endpoint';
import { idKindViolation, toOpenId, type UserIdType } from '../../sandbox/people';
import { Refusal, specRefusal, type FieldViolation, type RefusingSpec } from '../../sandbox/refusal';
import type { JsonObject } from '../../sandbox/json';
import type { UserGroup } from './world';

/** Pages that have no code for malformed parameters answer that of the others. */
export function malformed(violations: readonly FieldViolation[]): Refusal {
	return new Refusal(400, 40001, `param error: ${inWords(violations)}`, { fieldViolations: violations });
}

/** The group that a path names, if the app may see it. */
export function findGroup({ platform, params }: ApiCall, spec: RefusingSpec): UserGroup {
	const group = platform.state.userGroups.get(params['group_id'] ?? '');
	if (group === undefined) throw specRefusal(spec, 42002);
	if (group.isHidden === true) throw specRefusal(spec, 42009);
	return group;
}

/** A person whom the app may not see. */
function isOutOfScope({ platform }: ApiCall, openId: string): boolean {
	return platform.state.people.some((person) => person.openId === openId && person.isHidden === true);
}

/** What one entry of a body names, by its own kind of ID: the person, or the code of a refusal. */
export function personIn(call: ApiCall, { member_id, member_id_type: type = 'open_id' }: JsonObject): { openId: string; code?: number } {
	const { people } = call.platform.state;
	const [id, kind] = [String(member_id), type as UserIdType];
	const openId = toOpenId(people, kind, id);
	if (idKindViolation(people, kind, id, 'member_id') !== undefined) return { openId, code: 41073 };
	return isOutOfScope(call, openId) ? { openId, code: 41050 } : { openId };
}

/** The calls that change members are for custom apps. */
export function assertCustomApp({ caller }: ApiCall): void {
	if (caller.app.kind === 'store') throw malformed([{ field: 'app', value: caller.app.appId, description: 'is a store app' }]);
}
