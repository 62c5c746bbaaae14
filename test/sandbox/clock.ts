/** Where the sandbox reads the time; tests hand in one that they move themselves. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Waits in real time, whatever clock the sandbox reads: it only shapes how long an answer takes. */
export function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, milliseconds);
	});
}
