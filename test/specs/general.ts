import type { RateLimit } from './spec';

/** A code that any endpoint may answer. */
export interface GeneralCode {
	code: number;
	/** The statuses it comes with, the usual one first. */
	statuses: readonly number[];
	description: string;
}

/**
 * Codes of the gateway in front of all endpoints. Their documentation leaves the
 * HTTP status out; those given here were seen in recorded answers, except for
 * 99991664, 99991671 and 99991403, whose 400 is taken over from their neighbours.
 */
export const GENERAL_CODES = {
	missingToken: { code: 99991661, statuses: [400], description: 'Missing access token for authorization' },
	tenantTokenInvalid: { code: 99991663, statuses: [400], description: 'Invalid access token for authorization' },
	appTokenInvalid: { code: 99991664, statuses: [400], description: 'Invalid app access token for authorization' },
	userTokenInvalid: { code: 99991668, statuses: [400], description: 'Invalid or unsupported user access token for authorization' },
	badTokenPrefix: { code: 99991671, statuses: [400], description: 'Access token must start with t- or u-' },
	appScopeMissing: { code: 99991672, statuses: [400], description: 'Access denied. The app lacks a required scope' },
	userTokenExpired: { code: 99991677, statuses: [401], description: 'Authentication token expired' },
	userScopeMissing: { code: 99991679, statuses: [400], description: 'Unauthorized. The user has not granted a required scope' },
	rateLimited: { code: 99991400, statuses: [429, 400], description: 'request trigger frequency limit' },
	monthlyQuotaSpent: { code: 99991403, statuses: [400], description: "This month's API call quota has been exceeded" },
} as const satisfies Record<string, GeneralCode>;

/** What the tenant token call answers, with HTTP status 200, to wrong credentials. */
export const TENANT_TOKEN_CODES = {
	wrongAppId: { code: 10003, statuses: [200], description: 'invalid param' },
	wrongAppSecret: { code: 10014, statuses: [200], description: 'app secret invalid' },
} as const satisfies Record<string, GeneralCode>;

/** Headers of a rate refusal: the limit, and the whole seconds until a call may pass. */
export const RATE_HEADERS = { limit: 'x-ogw-ratelimit-limit', reset: 'x-ogw-ratelimit-reset' } as const;

/** The tenant token call for custom apps. */
export const TENANT_TOKEN = {
	method: 'POST',
	path: '/open-apis/auth/v3/tenant_access_token/internal',
	/** The longest life of a token, in seconds. */
	maxSeconds: 7_200,
	/** With this much left, the call hands the same token out again; with less, a new one. */
	reissueSeconds: 1_800,
} as const;

/** The tier of the two attendance calls that read and import punches. */
export const FIFTY_PER_SECOND: readonly RateLimit[] = [{ calls: 50, windowMs: 1_000 }];
