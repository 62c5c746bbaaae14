import { ENDPOINTS as OF_DELETIONS } from '../deletions/sandbox';
import type { ApiEndpoint } from './endpoint';
import { botInfo, userInfo } from './identity';
import { userLookUp } from './userLookUp';

/** Every endpoint behind the gateway. */
export const ENDPOINTS: readonly ApiEndpoint[] = [...OF_DELETIONS, botInfo, userInfo, userLookUp];

/** Every scope that one of them asks for. */
export const ALL_SCOPES: readonly string[] = [
	...new Set(
		ENDPOINTS.flatMap(({ rules: { scopes, fieldScope, needs = [] } }) => [
			...scopes,
			...(fieldScope === undefined ? [] : [fieldScope]),
			...('tenant' in needs ? [...needs.tenant, ...needs.user] : needs).flat(),
		]),
	),
];
