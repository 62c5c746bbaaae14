import type { GeneralCode, Spec } from '../specs';
import type { Answer } from './answer';
import { logId, type LoggedRequest } from './requestLog';

export interface FieldViolation {
	field: string;
	value: string;
	description: string;
}

export interface PermissionViolation {
	type: string;
	subject: string;
}

export interface Help {
	url: string;
	description: string;
}

/** What a refusal may say beyond its code and message. */
export interface RefusalDetails {
	fieldViolations?: readonly FieldViolation[];
	permissionViolations?: readonly PermissionViolation[];
	helps?: readonly Help[];
	troubleshooter?: string;
	headers?: Record<string, string>;
}

/** Thrown by whatever finds a reason not to do what a request asks. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: number,
		message: string,
		readonly details: RefusalDetails = {},
	) {
		super(message);
	}
}

/** A refusal with one of the codes that belong to no page in particular. */
export function generalRefusal(general: GeneralCode, detail?: string, details?: RefusalDetails): Refusal {
	const message = detail === undefined ? general.description : `${general.description}: ${detail}`;
	return new Refusal(general.statuses[0] ?? 400, general.code, message, details);
}

/** A page, as far as it lists the codes of its refusals. */
export type RefusingSpec = Pick<Spec, 'name' | 'errors'>;

/** A refusal with a code from an endpoint's page; a code that the page lacks is a mistake of the sandbox or its seed. */
export function specRefusal(spec: RefusingSpec, code: number, detail?: string, details?: RefusalDetails): Refusal {
	const row = spec.errors.find((error) => error.code === code);
	if (row === undefined) throw new Error(`The page of ${spec.name} documents no code ${code}.`);
	const message = detail === undefined ? row.description : `${row.description}: ${detail}`;
	return new Refusal(row.status, code, message, details);
}

/** The answer that carries a refusal, with the error object that Feishu sends along. */
export function refusalAnswer(refusal: Refusal, entry: LoggedRequest): Answer {
	const id = logId(entry);
	const { fieldViolations, permissionViolations, helps, troubleshooter, headers } = refusal.details;
	const search = `https://open.feishu.cn/search?from=openapi&log_id=${id}&code=${refusal.code}`;
	return {
		status: refusal.status,
		...(headers && { headers }),
		body: {
			code: refusal.code,
			msg: refusal.message,
			error: {
				message: refusal.message,
				log_id: id,
				troubleshooter: troubleshooter ?? `Troubleshooting suggestions: ${search}`,
				...(fieldViolations && { field_violations: fieldViolations }),
				...(permissionViolations && { permission_violations: permissionViolations }),
				...(helps && { helps }),
			},
		},
	};
}
