import { KIND_NAMES, kindOf, type IdKind } from './idKinds';
import { InvalidField, quote } from './values';

/** Kinds of ID that belong into another field, or another node, and what to do with one: a sentence in the imperative. */
export type Elsewhere = Readonly<Partial<Record<IdKind, string>>>;

/** @throws {InvalidField} for an ID that belongs elsewhere: Feishu would refuse it in words that do not say where */
export function refuseElsewhere(id: string, field: string, elsewhere: Elsewhere): void {
	const kind = kindOf(id);
	const todo = elsewhere[kind];
	if (todo !== undefined) throw new InvalidField(field, `holds ${quote(id)}, which is ${KIND_NAMES[kind]}`, todo);
}

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
