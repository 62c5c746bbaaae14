import { UserError } from 'n8n-workflow';
import { type Resolved, type TokenSource } from './caller';
import { TenantTokenSource } from './tenant';
import { UserTokenSource } from './user';
import { GivenTokenSource } from './given';

const SOURCES: Readonly<Record<string, new (resolved: Resolved) => TokenSource>> = {
	feishuAccessTokenApi: GivenTokenSource,
	feishuOAuth2Api: UserTokenSource,
	feishuTenantApi: TenantTokenSource,
};

/**
 * The source of a credential's tokens.
 * @throws {UserError} if the credential has none yet
 */
export function tokenSourceOf(resolved: Resolved): TokenSource {
	const Source = SOURCES[resolved.type];
	if (Source === undefined) throw new UserError('Authentication names no credential of this node. Choose one in the node.');
	return new Source(resolved);
}
