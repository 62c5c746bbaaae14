import { KIND_NAMES, kindOf, type IdKind } from './idKinds';
import { InvalidField, quote } from './values';

/**
 * Feishu would refuse it in words that do not say why.
 * @param own the kinds of ID that the field takes, besides those that no sign tells apart
 * @param todo the next step
 * @throws {InvalidField} for the ID of something else, such as a person
 */
export function refuseOtherThings(id: string, field: string, own: readonly IdKind[], todo: string): void {
	const kind = kindOf(id);
	if (kind !== 'other' && !own.includes(kind)) throw new InvalidField(field, `holds ${quote(id)}, which is ${KIND_NAMES[kind]}`, todo);
}
