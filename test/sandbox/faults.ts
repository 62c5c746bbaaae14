import type { Help, PermissionViolation } from './refusal';

/** The status and code of a refused token. */
interface TokenFault {
	kind: 'token';
	status: 200 | 400 | 401;
	code: 99991663 | 99991664 | 99991668 | 99991671 | 99991677;
	/** Whether the token itself stops working, so that only a new one helps; true unless told otherwise. */
	invalidate?: boolean;
}

interface RateFault {
	kind: 'rate';
	code: number;
	/** As the page or the gateway answers unless given. */
	status?: number;
	/** Sent as header; without it there is no header. */
	resetSeconds?: number;
}

interface CodeFault {
	kind: 'code';
	code: number;
	status?: number;
	msg?: string;
	permissionViolations?: PermissionViolation[];
	helps?: Help[];
	troubleshooter?: string;
}

/** An answer lost or spoilt; `done` says whether the work was done before that, which it is not by default. */
interface SpoiltAnswer {
	kind: 'http500' | 'http502html' | 'http200html' | 'hang' | 'brokenJson' | 'emptyBody';
	done?: boolean;
}

interface PlainFault {
	/** The connection is reset before or after the work, or its TLS breaks after it. */
	kind: 'resetBefore' | 'resetAfter' | 'tlsAfter';
}

/** A field is missing from a good answer, wherever it would stand, as it is for want of a field permission. */
interface HiddenField {
	kind: 'omit';
	field: string;
}

/** All that stands in a field of a good answer is another kind of ID. */
interface OtherKind {
	kind: 'otherKind';
	field: string;
	/** What the IDs of that kind begin with. */
	prefix: string;
}

/** An answer of Feishu's own form with another content; `done` says whether the work was done, which it is by default. */
interface OddAnswer {
	kind: 'answer';
	status?: number;
	/** What stands in the answer's body in place of what would: `code`, `msg`, `data`. */
	body: Readonly<Record<string, unknown>>;
	headers?: Readonly<Record<string, string>>;
	done?: boolean;
}

interface RedirectFault {
	kind: 'redirect';
	location: string;
	status?: 301 | 302 | 307 | 308;
}

export type FaultAction =
	TokenFault | RateFault | CodeFault | SpoiltAnswer | PlainFault | HiddenField | OtherKind | OddAnswer | RedirectFault;

export type FaultKind = FaultAction['kind'];

/** A scripted fault: what happens, at which endpoint, on which of its calls. */
export type Fault = FaultAction & {
	/** The name of an endpoint, or `*` for all. */
	endpoint: string;
	/** Calls counted from 1 since the fault was added. */
	on: number | readonly number[] | 'every';
	/** After so many times the fault is used up. */
	times?: number;
};

interface Scripted {
	fault: Fault;
	seen: number;
	fired: number;
}

function isDue({ fault, seen, fired }: Scripted): boolean {
	if (fault.times !== undefined && fired >= fault.times) return false;
	if (fault.on === 'every') return true;
	return typeof fault.on === 'number' ? fault.on === seen : fault.on.includes(seen);
}

/** The faults in the order in which they were scripted. */
export class FaultScript {
	private scripted: Scripted[] = [];

	add(fault: Fault): void {
		this.scripted.push({ fault, seen: 0, fired: 0 });
	}

	clear(): void {
		this.scripted = [];
	}

	/** Counts a call with every fault it concerns and hands back the first that is due. */
	next(endpoint: string): Fault | undefined {
		const concerned = this.scripted.filter(({ fault }) => fault.endpoint === endpoint || fault.endpoint === '*');
		for (const scripted of concerned) scripted.seen += 1;
		const due = concerned.find(isDue);
		if (due) due.fired += 1;
		return due?.fault;
	}
}
