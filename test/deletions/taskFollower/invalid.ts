import { inWords } from '../../sandbox/endpoint';
import { Refusal, type FieldViolation } from '../../sandbox/refusal';

/** The pages list no code for wrong parameters; this is the one that those of the newer task API give. */
const INVALID_PARAMETER = 1470400;

export function invalid(violations: readonly FieldViolation[]): Refusal {
	return new Refusal(400, INVALID_PARAMETER, `request parameters error: ${inWords(violations)}`, { fieldViolations: violations });
}
