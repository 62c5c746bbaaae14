import { clock, unlessAborted } from '../time/clock';
import type { Rate } from '../../endpoint';
import { AdaptiveRate } from './adaptiveRate';

/**
 * How much longer than documented a window is taken to be. Calls leave one after another but arrive
 * with the network's jitter: without it, the first call of a window can overtake the last one of the
 * window before, and Feishu counts one too many.
 */
const WINDOW_MARGIN = 0.03;

/**
 * The shortest wait, in milliseconds, that Feishu's header can name: a window of a second may have room long
 * before. The call that was refused waits that long; others go on at the share of the rate that is left.
 */
const SHORTEST_WAIT_MS = 1_000;

/** Part of the time between two calls, were they spread evenly, that lies between them at least: spread wider, the last one comes later. */
const SPREAD = 0.5;

/** Part of the rate that patient calls use: the rest is free for other calls of the app. */
const PATIENT_PART = 0.5;

/** A call that was let go. */
export interface Permit {
	/** Says that its answer has come, at whatever status. */
	answered(): void;
	/**
	 * Says that Feishu refused it for its rate.
	 * @param waitMs how long Feishu says to wait
	 */
	refused(waitMs: number): void;
	/** Says that it was not sent after all. */
	release(): void;
}

/**
 * The calls of one app to one endpoint, kept below the documented rate in every sliding window.
 * A limiter is shared by all executions of the process. If other processes call for the app too, the
 * limiter learns its share of the rate by Feishu's refusals.
 */
export class RateLimiter {
	/** When the latest calls reached Feishu, as near as can be known; oldest first. */
	private readonly arrivals: Array<{ at: number }> = [];
	private readonly longest: number;
	private readonly turns = { prompt: Promise.resolve(), patient: Promise.resolve() };
	private quickest = Number.POSITIVE_INFINITY;
	private answers = 0;
	/** The rate whose window holds the fewest calls. */
	private readonly tightest: Rate;
	private pausedUntil = 0;
	private readonly share: AdaptiveRate;

	constructor(private readonly rates: readonly Rate[]) {
		this.longest = Math.max(...rates.map((rate) => rate.calls));
		this.tightest = rates.reduce((least, rate) => (rate.calls < least.calls ? rate : least));
		this.share = new AdaptiveRate(this.tightest.calls);
	}

	/**
	 * Waits for this call's turn, first come, first served.
	 * @param isPatient whether it leaves others their part of the rate, and lets them go first
	 * @returns undefined if `signal` was aborted meanwhile: the call must not be sent.
	 */
	async acquire(signal?: AbortSignal, isPatient = false): Promise<Permit | undefined> {
		const queue = isPatient ? 'patient' : 'prompt';
		const before = this.turns[queue];
		let next = () => {};
		this.turns[queue] = new Promise((resolve) => {
			next = resolve;
		});
		await unlessAborted(before, signal);
		try {
			for (let now = clock.now(); signal?.aborted !== true; now = clock.now()) {
				const at = this.earliest(now, isPatient ? PATIENT_PART : 1);
				if (at <= now) return this.start(now);
				await clock.sleep(at - now, signal);
			}
			return undefined;
		} finally {
			// One that gives up keeps the order of those around it.
			void before.then(next);
		}
	}

	/** @param part of the rate that may be in use */
	private earliest(now: number, part = 1): number {
		const share = this.share.at(now);
		let at = this.pausedUntil;
		for (const rate of this.rates) {
			const calls = rate.calls * share * part;
			const allowed = Math.max(1, Math.floor(calls));
			const windowMs = (rate.perMs * (1 + WINDOW_MARGIN)) / Math.min(1, calls);
			const blocking = this.arrivals[this.arrivals.length - allowed];
			if (blocking !== undefined) at = Math.max(at, blocking.at + windowMs);
			if (rate === this.tightest) at = Math.max(at, this.apart(now, share, windowMs / allowed));
		}
		return at;
	}

	/**
	 * The earliest time that is not too close to the last call. Calls in a bunch would all meet a full window,
	 * and a bunch that leaves again as soon as its window ends would keep everybody else out.
	 * @param evenMs between two calls that are spread evenly
	 */
	private apart(now: number, share: number, evenMs: number): number {
		const { calls, perMs } = this.tightest;
		const last = this.arrivals[this.arrivals.length - 1];
		if (last === undefined) return 0;
		const before = this.arrivals[this.arrivals.length - calls];
		// The first ones after a rest find room for all of them.
		if (share === 1 && (before === undefined || before.at < now - 2 * perMs)) return 0;
		return last.at + evenMs * SPREAD;
	}

	/** Milliseconds between two calls at the share that is used now, were they spread evenly. */
	private beatMs(now: number): number {
		const { calls, perMs } = this.tightest;
		return perMs / (calls * this.share.at(now));
	}

	private start(now: number): Permit {
		const arrival = { at: now };
		this.arrivals.push(arrival);
		if (this.arrivals.length > this.longest) this.arrivals.shift();
		return {
			answered: () => {
				const answeredAt = clock.now();
				this.quickest = Math.min(this.quickest, answeredAt - now);
				this.answers += 1;
				// A slow call, say one that had to open its connection first, arrived late. The window
				// after it counts from there. While all calls so far may have been slow, as the first ones
				// of a limiter are, only the answer says for certain when a call had arrived. (Measured: of
				// 50 calls at 100 ms latency, Feishu's limit refused one without this.)
				arrival.at = this.answers <= this.tightest.calls ? answeredAt : Math.max(arrival.at, answeredAt - this.quickest);
			},
			refused: (waitMs) => {
				const refusedAt = clock.now();
				const heldMs = waitMs > SHORTEST_WAIT_MS ? waitMs : 0;
				// If two limiters keep the same beat, the same one would be refused again and again.
				this.pausedUntil = Math.max(this.pausedUntil, refusedAt + heldMs + Math.random() * this.beatMs(refusedAt));
				this.share.refused(refusedAt, now, Math.max(refusedAt, this.earliest(refusedAt)));
			},
			release: () => {
				const index = this.arrivals.indexOf(arrival);
				if (index >= 0) this.arrivals.splice(index, 1);
			},
		};
	}
}

const limiters = new Map<string, RateLimiter>();

/** The limiter of one app's calls to one endpoint. */
export function limiterOf(app: string, endpoint: string, rates: readonly Rate[]): RateLimiter {
	const key = JSON.stringify([app, endpoint]);
	let limiter = limiters.get(key);
	if (limiter === undefined) {
		limiter = new RateLimiter(rates);
		limiters.set(key, limiter);
	}
	return limiter;
}
