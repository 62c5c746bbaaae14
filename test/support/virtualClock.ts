import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { clock as nodeClock, type Clock } from '../../nodes/shared/engine/time/clock';

interface Sleeper {
	at: number;
	wake(): void;
}

/**
 * A clock that stands still while anything happens, and jumps to the next waiter as soon as nothing
 * does: no HTTP request under way, nothing left to do in this turn of the event loop. Waits of
 * minutes take no time, and what happens at the same moment stays in order.
 */
export class VirtualClock implements Clock {
	/** Every wait that was asked for, in milliseconds. */
	readonly waits: number[] = [];
	private time = Date.UTC(2026, 10, 20, 12);
	private sleepers: Sleeper[] = [];
	private requests = 0;
	private idleTurns = 0;
	private readonly real = { ...nodeClock };
	private ticking: NodeJS.Immediate | undefined;
	private readonly started = (message: unknown) => {
		this.requests += 1;
		(message as { request: ClientRequest }).request.once('close', () => {
			this.requests -= 1;
			this.idleTurns = 0;
		});
	};

	/** Puts this clock in the place of the nodes' own. */
	install(): void {
		Object.assign(nodeClock, { now: () => this.now(), sleep: (ms: number, signal?: AbortSignal) => this.sleep(ms, signal) });
		subscribe('http.client.request.start', this.started);
	}

	/** Gives the nodes their own clock back. */
	uninstall(): void {
		Object.assign(nodeClock, this.real);
		unsubscribe('http.client.request.start', this.started);
		if (this.ticking !== undefined) clearImmediate(this.ticking);
		this.ticking = undefined;
	}

	now(): number {
		return this.time;
	}

	advance(ms: number): void {
		this.time += ms;
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted === true) return;
		this.waits.push(ms);
		await new Promise<void>((resolve) => {
			const sleeper = { at: this.time + ms, wake: resolve };
			this.sleepers.push(sleeper);
			signal?.addEventListener('abort', () => {
				this.sleepers = this.sleepers.filter((other) => other !== sleeper);
				resolve();
			});
			this.tick();
		});
	}

	/** Looks again in the next turn, until nobody sleeps. */
	private tick(): void {
		this.ticking ??= setImmediate(() => {
			this.ticking = undefined;
			this.idleTurns = this.requests > 0 ? 0 : this.idleTurns + 1;
			if (this.idleTurns > 4) this.wakeNext();
			if (this.sleepers.length > 0) this.tick();
		});
	}

	private wakeNext(): void {
		this.idleTurns = 0;
		this.sleepers.sort((a, b) => a.at - b.at);
		const next = this.sleepers.shift();
		if (next === undefined) return;
		this.time = Math.max(this.time, next.at);
		next.wake();
	}
}
