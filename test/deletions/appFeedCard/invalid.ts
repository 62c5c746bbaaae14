import { inWords } from '../../sandbox/endpoint';
import { pageRefusal, type FieldViolation, type Refusal } from '../../sandbox/refusal';
import { page } from './page';

/** The only code that the pages about feed cards have, which is the same on all of them. */
export function invalid(violations: readonly FieldViolation[]): Refusal {
	return pageRefusal(page, 230001, inWords(violations), { fieldViolations: violations });
}
