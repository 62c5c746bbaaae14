/** The two kinds of access token that a page may allow. */
export type TokenKind = 'tenant' | 'user';

/** At most `calls` calls in any window of `windowMs`, per app. */
export interface RateLimit {
	calls: number;
	windowMs: number;
	/** The page says that there is a limit, and not which: this one is ours. */
	isUnpublished?: true;
}

export type FieldType = 'string' | 'boolean' | 'int' | 'string[]' | 'object' | 'object[]';

/** One documented value of an enumeration. */
export interface EnumValue {
	value: string;
	meaning: string;
}

/** One row of a parameter or response table. */
export interface Field {
	type: FieldType;
	description: string;
	/** Rows of request tables say whether they are required; rows of response tables do not. */
	required?: boolean;
	/** Set when the field must be present only if a sibling has the given value. */
	requiredWhen?: { field: string; equals: string };
	default?: string | boolean | number;
	enum?: readonly EnumValue[];
	minItems?: number;
	maxItems?: number;
	/** 0 where the page allows, or gives, an empty text. */
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	example?: string | boolean | number | readonly string[];
	/** The columns of an object, or of each entry of a list of objects. */
	fields?: Fields;
}

export type Fields = Readonly<Record<string, Field>>;

/** Fields whose entries are counted together against one limit. */
export interface CombinedLimit {
	fields: readonly string[];
	maxItems: number;
}

/** Groups of permissions, of each of which one is needed. */
export type Needs = ReadonlyArray<readonly string[]>;

export interface ErrorCode {
	code: number;
	status: number;
	description: string;
	advice: string;
}

/** One endpoint's documentation page, restated as data. */
export interface Spec {
	name: string;
	title: string;
	url: string;
	lastUpdated: string;
	method: 'POST' | 'DELETE' | 'PATCH';
	/** Always with the `/open-apis` prefix; parameters as `:name`. */
	path: string;
	tokens: readonly TokenKind[];
	appKinds: ReadonlyArray<'custom' | 'store'>;
	/** One of these is enough, unless `needs` says more. */
	scopes: readonly string[];
	/** Where it takes several permissions for all that the call can do: one of each of these groups, which may differ by token. */
	needs?: Needs | Readonly<Record<TokenKind, Needs>>;
	/** Needed on top to receive or to send user IDs of the `user_id` kind. */
	fieldScope?: string;
	botAbility: 'required' | 'required for tenant tokens' | 'not mentioned';
	rateLimits: readonly RateLimit[];
	contentType?: string;
	pathParameters: Fields;
	queryParameters: Fields;
	/** Absent where the page documents no request body. */
	body?: Fields;
	combinedLimits: readonly CombinedLimit[];
	/** The content of `data`; `code` and `msg` accompany every answer. */
	response: Fields;
	/** The `msg` of the page's example of a success. */
	successMsg: string;
	errors: readonly ErrorCode[];
	/** Those among them that ask the caller to slow down, whatever the HTTP status. */
	rateCodes?: readonly number[];
	notes: readonly string[];
}

/**
 * The page of a call that belongs to a deletion, such as one that lists what there is to choose from. It
 * reads, so that no node is held against it: the sandbox alone behaves as it says.
 */
export type SiblingSpec = Omit<Spec, 'method' | 'lastUpdated' | 'combinedLimits'> & { method: 'GET' | 'POST' | 'PATCH' };

/** The rate tier of 10 calls per second. */
export const TEN_PER_SECOND: readonly RateLimit[] = [{ calls: 10, windowMs: 1_000 }];

/** The rate tier of 100 calls per minute. */
export const HUNDRED_PER_MINUTE: readonly RateLimit[] = [{ calls: 100, windowMs: 60_000 }];

/** The rate tier of 1000 calls per minute and 50 per second; both hold at once. */
export const THOUSAND_PER_MINUTE_FIFTY_PER_SECOND: readonly RateLimit[] = [
	{ calls: 50, windowMs: 1_000 },
	{ calls: 1_000, windowMs: 60_000 },
];

export const JSON_CONTENT_TYPE = 'application/json; charset=utf-8';

export const EMPLOYEE_ID_SCOPE = 'contact:user.employee_id:readonly';

/** The query parameter that three of the pages share, word for word. */
export const USER_ID_TYPE: Field = {
	type: 'string',
	required: false,
	default: 'open_id',
	description: 'Which kind of user ID the request and the answer use.',
	enum: [
		{ value: 'open_id', meaning: 'the user within one app' },
		{ value: 'union_id', meaning: 'the user within the apps of one developer' },
		{ value: 'user_id', meaning: 'the user within one tenant; needs the employee ID field permission' },
	],
	example: 'open_id',
};

/** The values that `user_id_type` takes. */
export const USER_ID_TYPES: readonly string[] = (USER_ID_TYPE.enum ?? []).map(({ value }) => value);
