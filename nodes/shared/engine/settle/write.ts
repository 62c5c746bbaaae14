import type { IDataObject } from 'n8n-workflow';
import { clock } from '../time/clock';
import type { Endpoint } from '../../endpoint';
import { wrote } from './lag';
import { saysMissing } from '../judge/feishuError';
import { judgedOutcome } from '../judge/outcome';
import { keepApart, serialize } from '../send/queue';
import { limiterOf } from '../send/rateLimiter';
import type { Entry, CallRefusal, Target } from '../record';
import { addressed, pathOf } from '../n8n/request';
import { MAX_REPEATS, backoffMs } from '../send/retry';
import { sendCall, type Call, type Sent } from '../send/send';
import { endingBy } from './breaker';
import { giveUp, refuse } from './failedCall';
import { thingOf, type Session } from './session';

const contentsOf = (entries: readonly Entry[]) => entries.map(({ record, content = record }) => content);

function without(query: IDataObject = {}, names: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
}

/** Whether a call may have done its work, and only a look can tell. */
function isOpen(sent: Sent): boolean {
	return sent.kind === 'lost' || (sent.kind === 'answered' && sent.answer.reach === 'transient');
}

/**
 * Sends records in one call, and once more, after a wait, those that an accepted call refuses for now.
 * @param look tells which records are still to be sent, if a look comes before a repeat
 * @returns the refusal, if it may concern a single one of several records
 */
export async function write(
	session: Session<Endpoint>,
	target: Target,
	given: readonly Entry[],
	look: (entries: readonly Entry[]) => Promise<readonly Entry[]>,
): Promise<CallRefusal | undefined> {
	const { operation: endpoint, access, breaker, signal } = session;
	let entries = given;
	for (let repeats = 0; ; repeats += 1) {
		const sent = await dispatch(session, target, entries, repeats > 0);
		if (sent.possiblyApplied) {
			for (const entry of entries) entry.possiblyApplied = true;
			wrote(endpoint, thingOf(session, target));
		}
		if (endpoint.lookBeforeRepeat === true && isOpen(sent) && repeats < MAX_REPEATS) {
			await clock.sleep(backoffMs(repeats, Math.random()), signal);
			entries = await look(entries);
			if (entries.length === 0) return undefined;
			continue;
		}
		if (sent.kind !== 'answered') {
			giveUp(session, target, entries, sent, endpoint);
			return undefined;
		}
		const { answer } = sent;
		breaker.answered(answer);
		const verdicts = endpoint.judge(
			answer,
			entries.map((entry) => entry.record),
			entries.map((entry) => entry.possiblyApplied),
			entries.map(({ isMinted = false }) => isMinted),
		);
		if (verdicts === undefined && endpoint.missingInPart === true && saysMissing(endpoint, answer.code)) {
			// One that a copy shows was there before.
			for (const entry of entries) entry.possiblyApplied ||= entries.length > 1 && entry.copy !== undefined;
		}
		if (verdicts === undefined) return refuse(session, target, entries, answer, endpoint);
		wrote(endpoint, thingOf(session, target));
		entries.forEach((entry, index) => {
			const verdict = verdicts[index] ?? { status: 'unknown' };
			entry.outcome = judgedOutcome(verdict, answer, (words) => access.redact(words), endpoint);
			// Another try of the node must not take what this call deleted for a record that was never there.
			if (verdict.status === 'unknown') entry.possiblyApplied = true;
		});
		const again = entries.filter((_entry, index) => verdicts[index]?.status === 'again');
		if (again.length === 0) return undefined;
		if (repeats === MAX_REPEATS) {
			const why = again[0]?.outcome?.explanation;
			// A single one may be held back for its own sake.
			if (again.length > 1 && again.length === given.length && why !== undefined) breaker.end(endingBy(why));
			return undefined;
		}
		await clock.sleep(backoffMs(repeats, 0), signal);
		entries = again;
	}
}

async function dispatch(session: Session<Endpoint>, target: Target, entries: readonly Entry[], isRepeat: boolean): Promise<Sent> {
	const { operation: endpoint, access, breaker, signal, cost } = session;
	const contents = contentsOf(entries);
	const records = entries.map((entry) => entry.record);
	const list = endpoint.write(records, contents, target.keys);
	const queue = endpoint.oneCallAtATime && thingOf(session, target);
	const call: Call = {
		context: target.context,
		endpoint,
		access,
		limiter: limiterOf(access.app, `${String(target.options.method)} ${endpoint.documentation}`, endpoint.rates),
		options: {
			...addressed(
				target.options,
				access.baseUrl,
				pathOf(target.path, (name) => entries[0]?.record[name]),
			),
			...(endpoint.lookQuery !== undefined && { qs: without(target.options.qs, endpoint.lookQuery) }),
			...(endpoint.queryOf !== undefined && { qs: { ...target.options.qs, ...endpoint.queryOf(contents, target.keys) } }),
			...(list !== undefined && { body: { ...list, ...target.body } }),
		},
		signal,
		stopped: () => breaker.hasEnded(target),
		cost,
		isRepeat,
		once: endpoint.lookBeforeRepeat === true,
		...(queue !== undefined && { conflicted: () => keepApart(queue) }),
	};
	if (queue === undefined) return await sendCall(call);
	const sent = await serialize(queue, signal, async () => await sendCall(call));
	return sent ?? { kind: 'stopped', possiblyApplied: false };
}
