import type { ApiCall } from '../../sandbox/endpoint';
import type { JsonObject } from '../../sandbox/json';
import { idKindViolation, toOpenId } from '../../sandbox/people';
import type { FieldViolation } from '../../sandbox/refusal';

/** Somebody whom a call names. */
export interface Named {
	/** An open ID, or an App ID. */
	openId: string;
	role: 'assignee' | 'follower';
}

/** Whom a call names, each once. What is visibly of another kind refuses all of them. */
export function namedIn({ platform, body, userIdType, invalid }: ApiCall): Named[] {
	const { people } = platform.state;
	const entries = body['members'] as JsonObject[];
	const wrong = entries.flatMap(({ id, type = 'user' }, index): FieldViolation[] => {
		const field = `members[${index}].id`;
		const isAppId = String(id).startsWith('cli_');
		if ((type === 'app') !== isAppId) return [{ field, value: JSON.stringify(id), description: `is no ID of the type ${String(type)}` }];
		return isAppId ? [] : [idKindViolation(people, userIdType, String(id), field) ?? []].flat();
	});
	if (wrong.length > 0) throw invalid(wrong);
	const named = entries.map(({ id, role }): Named => ({ openId: toOpenId(people, userIdType, String(id)), role: role as Named['role'] }));
	return [...new Map(named.map((one) => [`${one.role} ${one.openId}`, one])).values()];
}
