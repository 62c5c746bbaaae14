import type { IDataObject } from 'n8n-workflow';
import { idIn } from '../shared/answer';
import type { CallContext, Finding, Reader, RecordKeys } from '../shared/endpoint';
import { findAll } from '../shared/findAll';
import { isOfUserIdType, type UserIdType } from '../shared/idKinds';
import { USER_ID_TYPE, userIdKindIn } from '../shared/userIdKind';
import { membersOf, scopeOf } from './members';
import { ONLY_THESE } from '../shared/onlyTheseMembers';

async function* nothing(): AsyncGenerator<string> {
	yield* [];
}

/** Finds the members of one role: no call lists the roles that there are. */
export function findMembers(
	[{ role_id = '' } = {}]: readonly RecordKeys[],
	{ query, body }: CallContext,
	reader: Reader,
): AsyncGenerator<Finding> {
	const only = body.only === undefined ? undefined : new Set(body.only as string[]);
	const idOf = (row: IDataObject) => idIn(row, 'user_id');
	const type = userIdKindIn(USER_ID_TYPE, query) as UserIdType;
	// An ID of another type than that of the wanted ones does not tell whether it is one of them.
	const isNameless = (row: IDataObject) => idOf(row) === '' || (only !== undefined && !isOfUserIdType(idOf(row), type));
	const isLeftOut = (row: IDataObject) => !isNameless(row) && only?.has(idOf(row)) === false;
	return findAll<string, IDataObject>(
		{
			things: nothing(),
			many: 'roles',
			keys: {},
			keysOf: (id) => ({ role_id: id }),
			read: (id) => membersOf(id, query.user_id_type, reader),
			items: (row, id) => (isNameless(row) || isLeftOut(row) ? [] : [{ role_id: id, member_id: idOf(row), ...scopeOf(row) }]),
			leftOutBy: (row) => (isLeftOut(row) ? ONLY_THESE : undefined),
			key: 'member_id',
			plans: undefined,
			isNameless,
			nameless: (count) => `Feishu gives no ID of ${count === 1 ? 'one member' : `${count} members`} of this role`,
		},
		() => Promise.resolve(role_id),
	);
}
