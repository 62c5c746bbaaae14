import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Operation } from '../../endpoint';
import { kindOf, type UserIdType } from '../../idKinds';
import { Unread } from '../../unread';
import { userIdTypeOf } from '../../userIdKind';
import { quote } from '../../values';
import { inTwo, wordsOf } from '../report/wording';
import { Breaks } from '../time/breaks';
import type { CallCost } from '../time/callCost';
import { openAccess } from './access';
import { withIds, type Address } from './addresses';
import { REFUSED_EARLIER } from './endings';
import type { ItemReader } from './read';
import type { ReadItem, NodeTry } from './nodeTry';
import { FOR_APPS_ONLY, NEVER_ASKED, isRefused, troubleOf } from './unfound';
import { FOR_AGENT } from './unmatched';

interface Circumstances {
	cost: CallCost;
	current: NodeTry;
	reader: ItemReader;
}

/** The kinds of user ID by which records of these items name people, or by which their copies do. */
function typesOfPeople(operation: Operation, current: NodeTry, items: readonly ReadItem[]): UserIdType[] {
	const { userKey } = operation;
	const opaqueKey = 'opaque' in operation ? operation.opaque.key : undefined;
	if (userKey === undefined) return current.options?.keepsCopy === true && 'namesIn' in operation ? ['user_id'] : [];
	const isPerson = (record: Readonly<Record<string, string>>) =>
		[userKey, opaqueKey].some((key) => key !== undefined && record[key] !== undefined) ||
		Object.values(record).some((id) => kindOf(id) === 'user_attendee');
	const people = items.flatMap(({ claims }) => claims.filter(({ entry }) => isPerson(entry.record)));
	const named = people.flatMap(({ target, entry }) => userIdTypeOf(operation, target, entry) ?? []);
	// What is asked for by a word is not entered yet.
	const byWord = items.flatMap(({ byWord: request }) =>
		(request?.records ?? []).flatMap((record, place) =>
			request !== undefined && isPerson(record)
				? (userIdTypeOf(operation, request, { record, content: request.contents[place] }) ?? [])
				: [],
		),
	);
	const ofAddresses = items.flatMap(({ byAddress }) => byAddress?.addresses.map(({ type }) => type) ?? []);
	return [...new Set([...named, ...byWord, ...ofAddresses])];
}

/** The request options of the user, as an item has them. */
function optionsOf({ byAddress, byWord, claims }: ReadItem): IHttpRequestOptions | undefined {
	return (byAddress?.request ?? byWord ?? claims[0]?.target)?.options;
}

/** Asks Feishu for addresses, by the kind of ID that is to replace them. */
async function ask(
	operation: Operation,
	{ cost, current }: Circumstances,
	questions: ReadonlyMap<UserIdType, ReadonlySet<string>>,
	items: readonly ReadItem[],
): Promise<void> {
	const [first] = items;
	const options = first && optionsOf(first);
	if (first === undefined || options === undefined) return;
	const withLeavers = operation.kind !== 'create';
	let failed: Unread | undefined;
	try {
		const settlement = await openAccess(operation, cost, current, items);
		if (settlement?.access.actsForPerson === true) failed = FOR_APPS_ONLY;
		for (const [type, addresses] of questions) {
			if (failed !== undefined) break;
			const look = async () =>
				await settlement?.ask(first.context, options, async (reader) => {
					await current.directory.lookUp(reader, type, addresses, withLeavers);
				});
			const why = await look();
			if (why instanceof Unread) failed = why;
		}
	} catch (error) {
		const { reason, todo } = inTwo(wordsOf(error));
		failed = new Unread(null, reason, todo || 'Open the credential and check it.', null, true);
	}
	if (failed === undefined) return;
	for (const [type, addresses] of questions) current.directory.fail(type, addresses, failed);
}

/** Keeps the people that Never Delete names by an address. An address that could not be looked up would keep nobody, and ends the run. */
function protectPeople(current: NodeTry, types: readonly UserIdType[]): void {
	const { protection, directory } = current;
	for (const address of protection.addresses) {
		const found = types.map((type) => directory.find(type, address) ?? NEVER_ASKED);
		const unread = found.find((one) => one instanceof Unread);
		if (unread !== undefined) {
			current.end({
				code: unread.code,
				reason: `Never Delete holds ${quote(address)}, which could not be looked up: ${unread.reason}`,
				what_to_do: `${unread.todo} Or name this person in Never Delete by ID.`,
				for_agent: FOR_AGENT,
				failure: { cause: 'configuration-invalid' },
			});
			return;
		}
		const ids = found.map((one) => (one instanceof Unread ? [] : [...one]));
		protection.addPeople(address, ids.every((some) => some.length > 0) ? ids.flat() : []);
	}
}

/**
 * Looks up the addresses by which items, or Never Delete, name people: each once a run, before anything is
 * sent. An address never takes the place of an ID.
 */
export async function lookUpPeople(operation: Operation, circumstances: Circumstances, items: readonly ReadItem[]): Promise<void> {
	const { current, reader } = circumstances;
	const named = items.filter(({ byAddress }) => byAddress !== undefined);
	const { addresses: kept } = current.protection;
	const types = kept.length === 0 ? [] : typesOfPeople(operation, current, items);
	if (named.length === 0 && types.length === 0) return;
	const breaks = new Breaks();
	if (items.some(({ context, invalid }) => invalid !== undefined && !context.continueOnFail())) current.end(REFUSED_EARLIER);
	if (current.ending !== undefined) {
		for (const item of named) if (item.byAddress) await reader.enterByAddress(item, item.byAddress, NEVER_ASKED.reason, breaks);
		return;
	}
	const questions = new Map(types.map((type) => [type, new Set(kept)]));
	for (const { byAddress } of named) {
		for (const { type, text } of byAddress?.addresses ?? []) questions.set(type, (questions.get(type) ?? new Set()).add(text));
	}
	await ask(operation, circumstances, questions, named.length > 0 ? named : items);
	protectPeople(current, types);
	for (const item of named) {
		const { byAddress } = item;
		if (byAddress === undefined) continue;
		const trouble = troubleOf(current.directory, byAddress);
		if (trouble === undefined) {
			const idOf = ({ type, text }: Address) => [...((current.directory.find(type, text) as ReadonlySet<string> | undefined) ?? [])][0];
			await reader.enterUnlessByWord(item, withIds(operation, byAddress, idOf), breaks);
		} else if (item.isDry && trouble.unread !== undefined && !isRefused(trouble.unread)) {
			await reader.enterByAddress(item, byAddress, trouble.unread.reason, breaks);
		} else {
			item.invalid = trouble.refusal;
		}
		if (breaks.isDue) await breaks.take();
	}
}
