import type { Clock } from './clock';
import { FaultScript } from './faults';
import { InFlight } from './inFlight';
import { Limiter } from './limiter';
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
		mint,
	};
}
