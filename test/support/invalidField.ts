import { InvalidField } from '../../nodes/shared/values';

/** What a function throws, where that is the refusal of a field. */
export function refusalBy(read: () => unknown): InvalidField {
	try {
		read();
	} catch (error) {
		if (error instanceof InvalidField) return error;
		throw error;
	}
	throw new Error('nothing was refused');
}
