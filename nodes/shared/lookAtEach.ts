import type { CallContext, Endpoint, Reader, RecordKeys, Observation } from './endpoint';
import { Unread } from './unread';

/**
 * Looks at records by a call for each. What holds for all of them, such as a missing permission, costs one call.
 * @param look looks at one. @throws {Unread}
 */
export function lookAtEach(
	look: (record: RecordKeys, reader: Reader, common: CallContext, isForCopy: boolean) => Promise<Observation>,
): NonNullable<Endpoint['lookUp']> {
	return async ([first, ...others], common, reader, _minted, isForCopy = false) => {
		const lookAt = async (record: RecordKeys): Promise<Observation> =>
			await look(record, reader, common, isForCopy).catch((error: unknown) => {
				if (error instanceof Unread && !error.isFinal) return { is: 'unseen', why: error };
				throw error;
			});
		if (first === undefined) return [];
		return [await lookAt(first), ...(await Promise.all(others.map(lookAt)))];
	};
}
