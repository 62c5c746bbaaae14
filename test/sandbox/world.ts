import type { AllOf, OwnWorlds } from '../deletions/sandbox';
import type { JsonObject } from './json';

/** The app that every sandbox starts with. */
export const SANDBOX_APP = { appId: 'cli_sandbox', secret: 'sandbox-secret' } as const;

export interface App {
	appId: string;
	secret: string;
	kind: 'custom' | 'store';
	scopes: string[];
	bot: boolean;
	/** Where the consent page may send users back to; an empty list allows every address. */
	redirectUris: string[];
}

/** Why a token stopped working before its time, and how that is answered. */
export interface TokenRejection {
	status: number;
	code: number;
}

export interface TenantToken {
	token: string;
	appId: string;
	expiresAt: number;
	rejected?: TokenRejection;
}

export interface UserToken {
	token: string;
	appId: string;
	openId: string;
	scopes: string[];
	expiresAt: number;
	rejected?: TokenRejection;
}

export interface RefreshToken {
	token: string;
	appId: string;
	openId: string;
	scopes: string[];
	expiresAt: number;
	used: boolean;
}

export interface AuthorizationCode {
	code: string;
	appId: string;
	openId: string;
	scopes: string[];
	redirectUri: string;
	challenge?: { value: string; method: 'S256' | 'plain' };
	expiresAt: number;
	used: boolean;
}

/** The three IDs of one person, and how else they are known. */
export interface Person {
	openId: string;
	unionId: string;
	userId: string;
	/** The address of the profile. That of a company mailbox finds nobody, so that there is no place for it. */
	email?: string;
	mobile?: string;
	/** Left the company. */
	hasLeft?: boolean;
	/** Outside the contact scope of every app. */
	isHidden?: boolean;
}

/** Something that is there until it is deleted, of which a test needs to say no more. */
export interface Thing {
	id: string;
	/** What it belongs to: the values of its path, with a slash between them. Without it, it belongs to any. */
	in?: string;
	/** It is refused with this code, and sinks every call that names it, unless its page says otherwise. */
	refuses?: number;
	/** A call that names it is accepted, and leaves it where it is. */
	stays?: true;
	/** What lists show of it besides. */
	row?: JsonObject;
}

/** What may exist whatever there is to delete. */
export interface GeneralState {
	apps: Map<string, App>;
	people: Person[];
	tenantTokens: Map<string, TenantToken>;
	userTokens: Map<string, UserToken>;
	refreshTokens: Map<string, RefreshToken>;
	authorizationCodes: Map<string, AuthorizationCode>;
	/** What needs no shape of its own, by the name of its endpoint: see `thingsOf`. */
	things: Record<string, Map<string, Thing>>;
}

/** Everything that exists in the sandbox, open to reading and writing. */
export type SandboxState = GeneralState & AllOf<OwnWorlds['state']>;

/** The things of one endpoint, by ID. */
export function thingsOf({ things }: GeneralState, endpoint: string): Map<string, Thing> {
	return (things[endpoint] ??= new Map<string, Thing>());
}
