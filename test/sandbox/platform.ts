import type { Clock } from './clock';
import { FaultScript } from './faults';
import { InFlight } from './inFlight';
import { Limiter } from './limiter';
import type { Reading } from './paging';
import { Past } from './past';
import type { LoggedRequest } from './requestLog';
import type { Settings } from './settings';
import type { TokenMint } from './tokens';
import type { SandboxState } from './world';

/** Everything that the parts of a running sandbox share. */
export interface Platform {
	clock: Clock;
	settings: Settings;
	state: SandboxState;
	readonly log: LoggedRequest[];
	readonly faults: FaultScript;
	readonly limiter: Limiter;
	readonly inFlight: InFlight;
	readonly past: Past;
	/** Lists that somebody began to read, by the number in their page tokens. */
	readonly readings: Map<string, Reading>;
	readonly mint: TokenMint;
}

export function createPlatform(clock: Clock, settings: Settings, mint: TokenMint, state: SandboxState): Platform {
	return {
		clock,
		settings,
		state,
		log: [],
		faults: new FaultScript(),
		limiter: new Limiter(),
		inFlight: new InFlight(),
		past: new Past(),
		readings: new Map(),
		mint,
	};
}
