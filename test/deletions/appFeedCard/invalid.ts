import { inWords } from '../../sandbox/endpoint';
import { specRefusal, type FieldViolation, type Refusal } from '../../sandbox/refusal';
import { spec } from './spec';

/** The only code that the pages about feed cards have, which is the same on all of them. */
export function invalid(violations: readonly FieldViolation[]): Refusal {
	return specRefusal(spec, 230001, inWords(violations), { fieldViolations: violations });
}
