import type { Alias, Operation } from '../../endpoint';
import { Unread } from '../../unread';
import { quote } from '../../values';
import { Breaks } from '../time/breaks';
import { unresolvedOutcome } from '../judge/unsent';
import { wordIn } from '../n8n/request';
import type { CallCost } from '../time/callCost';
import { openAccess } from './access';
import type { ItemReader } from './read';
import type { ReadItem, NodeTry } from './nodeTry';
import { FOR_AGENT } from './unmatched';

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
	const options = first && (first.byWord ?? first.claims[0]?.target)?.options;
	if (first === undefined || options === undefined) return undefined;
	const { context } = first;
	try {
		const settlement = await openAccess(operation, cost, current, items);
		const known = current.meanings.get(word);
		const meaning = known ?? (await settlement?.ask(context, options, async (reader) => await alias.meaning(reader, word)));
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

/**
 * Never Delete may name a thing by such a word, too: its ID is kept as well. An address that is neither a person's nor means
 * anything here may be that of somebody from outside.
 */
export async function protectMeanings(
	operation: Operation,
	alias: Alias,
	circumstances: Circumstances,
	items: readonly ReadItem[],
): Promise<void> {
	const { current } = circumstances;
	const { protection } = current;
	const asking = items.filter(({ isDry, byWord, claims }) => !isDry && (byWord !== undefined || claims.length > 0));
	for (const word of protection.addresses) {
		if (current.ending !== undefined || !alias.isWord(word) || !protection.isNobodys(word)) continue;
		const meaning = await meaningOf(operation, alias, circumstances, word, asking);
		if (typeof meaning === 'string') protection.addPeople(word, [meaning]);
		const isOther = meaning === undefined || typeof meaning === 'string' || (meaning.code !== null && !meaning.isFinal);
		if (isOther) continue;
		const { code, reason, todo } = meaning;
		current.end({
			code,
			reason: `Never Delete holds ${quote(word)}, which could not be looked up: ${reason}`,
			what_to_do: todo,
			for_agent: FOR_AGENT,
			failure: { cause: 'configuration-invalid' },
		});
	}
}
