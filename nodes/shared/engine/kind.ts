import type { Endpoint, Operation, Observation } from '../endpoint';

/** What an operation does to its records if all is well, by its kind. */
export const SUCCESS = { create: 'created', delete: 'deleted', find: 'found' } as const satisfies Record<Operation['kind'], string>;

/** The same for a message, if the operation has no word of its own. */
export const VERB = { create: 'created', delete: 'deleted', find: 'read' } as const satisfies Record<Operation['kind'], string>;

/** What a look at a record shows if the call has done its work. */
export const DONE_SIGHT = { create: 'there', delete: 'gone' } as const satisfies Record<Endpoint['kind'], Observation['is']>;
