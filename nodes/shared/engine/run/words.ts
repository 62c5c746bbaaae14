import type { Alias, Operation } from '../../endpoint';
import { Unread } from '../../unread';
import { Breaks } from '../time/breaks';
import { unresolvedOutcome } from '../judge/unsent';
import { wordIn } from '../n8n/request';
import type { CallCost } from '../time/callCost';
import { openAccess } from './access';
import type { ItemReader } from './read';
import type { ReadItem, NodeTry } from './nodeTry';

interface Circumstances {
	cost: CallCost;
	current: NodeTry;
	reader: ItemReader;
}

/** Whether nothing of what the word names will be sent anyway. */
function isIdle(word: string, { ending, protection }: NodeTry, items: readonly ReadItem[]): boolean {
	const stops = items.some(({ context, invalid }) => invalid !== undefined && !context.continueOnFail());
	return ending !== undefined || stops || protection.names([word]);
}

/** @returns undefined if Feishu cannot be asked: what gains access for the whole batch says why */
async function meaningOf(
	operation: Operation,
	alias: Alias,
	{ cost, current }: Circumstances,
	word: string,
	items: readonly ReadItem[],
): Promise<string | Unread | undefined> {
	const [first] = items;
	if (first?.byWord === undefined) return undefined;
	const { context, byWord } = first;
	try {
		const settlement = await openAccess(operation, cost, current, items);
		const known = current.meanings.get(word);
		const meaning = known ?? (await settlement?.ask(context, byWord.options, async (reader) => await alias.meaning(reader, word)));
		if (meaning !== undefined) current.meanings.set(word, meaning);
		return meaning;
	} catch {
		return undefined;
	}
}

/**
 * Enters what items ask for by a word, with the ID that it means: so that a thing has one name,
 * whichever item asks for it. If Feishu does not say which ID that is, nothing is sent for them.
 */
export async function resolveWords(
	operation: Operation,
	alias: Alias,
	circumstances: Circumstances,
	items: readonly ReadItem[],
): Promise<void> {
	const { current, reader } = circumstances;
	const named = new Map<string, ReadItem[]>();
	for (const item of items) {
		const word = item.byWord && wordIn(alias, item.byWord);
		if (word !== undefined) named.set(word, [...(named.get(word) ?? []), item]);
	}
	const breaks = new Breaks();
	for (const [word, own] of named) {
		const meaning = isIdle(word, current, items) ? undefined : await meaningOf(operation, alias, circumstances, word, own);
		for (const item of own) {
			if (item.byWord === undefined) continue;
			await reader.enterByWord(item, item.byWord, typeof meaning === 'string' ? meaning : undefined, breaks);
			if (meaning instanceof Unread) for (const { entry } of item.claims) entry.outcome ??= unresolvedOutcome(alias, meaning);
		}
	}
}
