import type { SandboxState } from './world';

/** The world as it was before each of the latest writes: what lists show for as long as they lag. */
export class Past {
	private states: Array<{ until: number; state: SandboxState }> = [];

	/** Remembers the world before a write, and forgets what no list shows any more. */
	keep(state: SandboxState, now: number, lagMs: number): void {
		if (lagMs <= 0) return;
		this.states = [...this.states.filter(({ until }) => until > now - lagMs), { until: now, state: structuredClone(state) }];
	}

	/** The world as lists show it, which is the present one unless there was a write just now. */
	shown(present: SandboxState, now: number, lagMs: number): SandboxState {
		return this.states.find(({ until }) => until > now - lagMs)?.state ?? present;
	}

	clear(): void {
		this.states = [];
	}
}
