import type { Endpoint, Observation } from '../../endpoint';
import { Unread } from '../../unread';
import type { Entry, Target } from '../record';
import type { CallReader } from '../send/reader';
import { clock } from '../time/clock';
import { Eyes } from './eyes';
import { cleaned, unreadBy } from './failedCall';
import { sureFrom } from './lag';
import { commonOf, thingOf, type Session } from './session';

/** Of a record that a look has left out. */
export const NOT_SEEN: Observation = {
	is: 'unseen',
	why: new Unread(null, 'The look at Feishu says nothing about it', 'Look it up in Feishu.'),
};

/** Looks at the records of one run. What keeps one look from seeing anything keeps the others, too. */
export class Look {
	private readonly eyes = new Eyes();

	/** Whether the last look had no answer. */
	get isDoubtful(): boolean {
		return this.eyes.areDoubtful;
	}

	/**
	 * Looks at records, and once more, after a pause, at those that a list may show as they were before a call.
	 * @param isUnclear whether a call of this operation may have changed them, and no answer tells; else one of another
	 */
	async untilSure(
		session: Session<Endpoint>,
		target: Target,
		entries: readonly Entry[],
		newReader: () => CallReader,
		{
			reader = newReader(),
			isUnclear = false,
			isForCopy = false,
		}: { reader?: CallReader | undefined; isUnclear?: boolean; isForCopy?: boolean } = {},
	): Promise<Observation[]> {
		const sights = await this.at(session, target, entries, reader, isForCopy);
		const sure = sights.map((sight) => sureFrom(session.operation, thingOf(session, target), sight, isUnclear));
		const early = entries.filter((_entry, index) => (sure[index] ?? 0) > reader.startedAt);
		if (early.length === 0) return sights;
		await clock.sleep(Math.max(...sure) - clock.now(), session.signal);
		const later = await this.at(session, target, early, newReader(), isForCopy);
		const seen = new Map(early.map((entry, index) => [entry, later[index]]));
		return entries.map((entry, index) => seen.get(entry) ?? sights[index] ?? NOT_SEEN);
	}

	async at(
		session: Session<Endpoint>,
		target: Target,
		entries: readonly Entry[],
		reader: CallReader,
		isForCopy = false,
	): Promise<Observation[]> {
		const { lookUp } = session.operation;
		const unseen = (why: Unread) => entries.map((): Observation => ({ is: 'unseen', why }));
		if (entries.length === 0 || lookUp === undefined) return [];
		if (this.eyes.lookUpFailure !== undefined) return unseen(this.eyes.lookUpFailure);
		try {
			const sights = await lookUp(
				entries.map((entry) => entry.record),
				commonOf(target),
				reader,
				entries.map(({ isMinted = false }) => isMinted),
				isForCopy,
			);
			this.eyes.answered();
			return sights.map((sight) => {
				if (sight.is !== 'there') return sight.why === undefined ? sight : { ...sight, why: unreadBy(session, sight.why) };
				return sight.noCopy !== undefined ? { ...sight, noCopy: cleaned(session, sight.noCopy) } : sight;
			});
		} catch (error) {
			const why = unreadBy(session, error);
			this.eyes.failed(session, why);
			return unseen(why);
		}
	}
}
