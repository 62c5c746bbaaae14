import type { INodeProperties } from 'n8n-workflow';
import { refuseOtherThings, type Elsewhere } from '../shared/elsewhere';
import { KIND_NAMES } from '../shared/idKinds';
import { readId } from '../shared/ids';
import { InvalidField, quote } from '../shared/values';
import { WHERE } from './refusals';

export const ROLE = 'Role';

/** Which role, for every operation. */
export const role: INodeProperties = {
	displayName: ROLE,
	name: 'roleId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 7vrj3vk70xk7v5r',
	description: `The ID of the role. ${WHERE} Get Many also takes several: a list separated by commas or line breaks, or an array.`,
	displayOptions: { show: { operation: ['delete', 'create', 'getAll'] } },
};

/** The ID of a role: lower-case letters and digits, without a prefix. @throws {InvalidField} for a name of one, which no call finds */
export function readRole(value: unknown): string {
	if (typeof value === 'string' && /[^\x21-\x7e]/.test(value.trim())) {
		throw new InvalidField(
			ROLE,
			`holds ${quote(value.trim())}, which is not the ID of a role`,
			`Enter the ID of the role, not its name. ${WHERE}`,
		);
	}
	const id = readId(value, ROLE);
	refuseOtherThings(id, ROLE, [], `Enter the ID of a role. ${WHERE}`);
	return id;
}

const PEOPLE = ['open_id', 'union_id', 'email', 'mobile', 'other'];

/** What a field for the members of a role does not take. */
export const noPerson: Elsewhere = Object.fromEntries(
	Object.keys(KIND_NAMES)
		.filter((kind) => !PEOPLE.includes(kind))
		.map((kind) => [kind, 'Enter the IDs, email addresses or mobile numbers of people.']),
);
