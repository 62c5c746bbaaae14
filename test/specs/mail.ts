import { type Field, type Fields, type RateLimit } from './spec';

/**
 * The pages of the lists about mail call their rate special, and publish no number. This one is a guess, so that calls
 * that are not paced at all are noticed.
 */
export const SPECIAL_RATE: readonly RateLimit[] = [{ calls: 10, windowMs: 1_000, isUnpublished: true }];

export const TWENTY_PER_SECOND: readonly RateLimit[] = [{ calls: 20, windowMs: 1_000 }];

/** What a place of a list is asked by. */
export const PAGES: Fields = {
	page_token: { type: 'string', required: false, description: 'Where to go on.', example: 'xxx' },
	page_size: { type: 'int', required: false, minimum: 1, maximum: 200, default: 20, description: 'The most rows to answer.', example: 20 },
};

export const PAGED: Fields = {
	has_more: { type: 'boolean', description: 'Whether there are more pages.' },
	page_token: { type: 'string', description: 'Where they go on.' },
};

export const DEPARTMENT_ID_TYPE: Field = {
	type: 'string',
	required: false,
	description: 'Which kind of department ID the request and the answer use. No default is printed.',
	enum: [
		{ value: 'department_id', meaning: 'the ID that the company gave the department' },
		{ value: 'open_department_id', meaning: 'the ID that Feishu gave it' },
	],
	example: 'open_department_id',
};
