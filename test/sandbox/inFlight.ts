/** The targets that a call is working on at the moment. */
export class InFlight {
	private readonly targets = new Set<string>();

	/** Reserves a target and hands back the way to release it; undefined when another call holds it. */
	reserve(target: string): (() => void) | undefined {
		if (this.targets.has(target)) return undefined;
		this.targets.add(target);
		return () => this.targets.delete(target);
	}

	clear(): void {
		this.targets.clear();
	}
}
