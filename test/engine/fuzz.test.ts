import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { TENANT_TOKEN } from '../specs';
import type { LoggedRequest } from '../sandbox';
import { combinedViolations, fieldViolations, queryViolations } from '../sandbox/shape';
import { askedBy, besideId, documented, folded, forbiddenBy, recordOf, Unreadable, type Asked } from '../support/asked';
import { deletions, keepsCopies, nodeOf, sandboxCredentials, type Deletion } from '../support/deletions';
import { runNode, type NodeResult } from '../support/engine';
import { FULL } from '../support/full';
import { composed, fuzzRun, nameOf, triedFields, type Composed, type FuzzItem, type FuzzRun } from '../support/fuzzRun';
import { itemOf } from '../support/law';
import { listsIn } from '../support/nodeFields';
import { sandboxed } from '../support/sandboxed';
import { unhandledDuring } from '../support/unhandled';

const world = sandboxed();

/** Where every request of this process has gone. */
const hosts: string[] = [];
const started = (message: unknown) => hosts.push(String((message as { request: ClientRequest }).request.getHeader('host')));
beforeAll(() => subscribe('http.client.request.start', started));
afterAll(() => unsubscribe('http.client.request.start', started));

/** What JavaScript says where nobody has thought of a value. */
const CRASH =
	/TypeError|RangeError|SyntaxError|is not a function|is not iterable|is not an object|Cannot (read|set|use|destructure|convert|access)|call stack|Invalid (array|string|time|date)|URI malformed/i;

/** What an item that was refused says of itself; several that break one rule are counted, and named beside it. */
const REFUSAL = /^The field “(.+?)” of (?:item (\d+)|\d+ items) /;
const NAMED_BESIDE = /Items: ([\d, ]+)/;

/** Options of one item that hold for all of them. */
const HOLDS_FOR_ALL: ReadonlySet<string> = new Set(['Never Delete', 'Stop If More Than']);

/** One item after the run: what it asked for, or that it was refused, and what was said of it. */
interface Fate {
	item: FuzzItem;
	index: number;
	/** Where the fields can be read. */
	asked: Asked | undefined;
	/** The words of its refusal, where its fields were not taken. */
	refusal: string | undefined;
	lines: IDataObject[];
}

/** A record by the values of its keys: those of its target, then its own. */
function keysOf({ keys, spec }: Deletion, line: IDataObject): unknown[] {
	const inPath = Object.keys(spec.pathParameters);
	const columns = Object.values(spec.body ?? {}).flatMap(({ fields }) => Object.keys(fields ?? {}));
	const names = keys.every((key) => key in line) ? keys : [...inPath, ...columns];
	return names.filter((name) => name in line).map((name) => line[name]);
}

const text = (value: unknown) => JSON.stringify(value);

function unlessUnreadable<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (error) {
		if (error instanceof Unreadable) return undefined;
		throw error;
	}
}

/** The lines of each item, of either branch. */
function linesOf({ outputs }: NodeResult): Map<number, IDataObject[]> {
	const lines = new Map<number, IDataObject[]>();
	outputs.forEach((output, branch) => {
		for (const item of output) {
			const index = itemOf(item);
			const json = branch === 1 ? (item.json.error as IDataObject) : item.json;
			if ('asked' in json) continue;
			lines.set(index, [...(lines.get(index) ?? []), json]);
		}
	});
	return lines;
}

/** What is said instead of lines, once for each batch. */
function summariesOf({ json }: NodeResult): IDataObject[] {
	return json.filter((item) => 'asked' in item);
}

function refusalsIn(words: readonly string[]): Map<number, string> {
	return new Map(
		words.flatMap((reason) => {
			const refusal = REFUSAL.exec(reason);
			const named = refusal && (refusal[2] ?? NAMED_BESIDE.exec(reason)?.[1] ?? '');
			return (named?.match(/\d+/g) ?? []).map((item): [number, string] => [Number(item), reason]);
		}),
	);
}

function fatesOf(run: FuzzRun, { items }: Composed, result: NodeResult): Fate[] {
	const lines = linesOf(result);
	const reasons = summariesOf(result).flatMap((summary) => summary.reasons as IDataObject[]);
	const said = [...reasons, ...[...lines.values()].flat()].filter((line) => keysOf(run.deletion, line).length === 0);
	const { message = '', description } = result.error ?? {};
	const itemsOf = ({ records = [] }: IDataObject) => (records as IDataObject[]).map(({ item }) => String(item)).join();
	const words = [
		...said.map((line) => `${String(line.reason)} ${String(line.what_to_do)} Items: ${itemsOf(line)}`),
		`${message} ${description ?? ''}`,
	];
	const refusals = refusalsIn(words);
	return items.map((item, index) => ({
		item,
		index,
		asked: unlessUnreadable(() => askedBy(run.deletion, item.parameters)),
		refusal: refusals.get(index),
		lines: lines.get(index) ?? [],
	}));
}

/** What is wrong with the path of a call, segment by segment. */
function pathFaults(template: string, sent: string): string[] {
	const [wanted, given] = [template.split('/'), sent.split('/')];
	if (wanted.length !== given.length) return [`${sent} has not the segments of ${template}`];
	return wanted.flatMap((segment, index) => {
		const own = given[index] ?? '';
		if (!segment.startsWith(':')) return own === segment ? [] : [`${own} stands for ${segment}`];
		const decoded = decodeURIComponent(own);
		return decoded === '' || /^\.+$|[/\\?#%\s\p{C}]/u.test(decoded) ? [`${text(decoded)} stands for ${segment}`] : [];
	});
}

/** The path parameters of a call. */
function parametersIn(template: string, sent: string): Record<string, string> {
	const given = sent.split('/').map(decodeURIComponent);
	return Object.fromEntries(
		template.split('/').flatMap((segment, index) => (segment.startsWith(':') ? [[segment.slice(1), given[index] ?? '']] : [])),
	);
}

/** The body cut in two: the records, each by its values and what is said beside them, and the rest. */
function bodyParts(deletion: Deletion, body: unknown) {
	const lists = listsIn(deletion.spec.body);
	const sent = Object.entries((body ?? {}) as IDataObject);
	const listed = lists.length === 0 ? [{}] : sent.flatMap(([name, list]) => (lists.includes(name) ? list : []));
	const beside = besideId(deletion);
	const entries = (listed as Array<string | Record<string, string>>).map((entry) => {
		if (typeof entry === 'string') return { own: [entry], about: {} };
		const columns = Object.entries(entry);
		return {
			own: columns.flatMap(([name, value]) => (name in beside ? [] : [value])),
			about: Object.fromEntries(columns.filter(([name]) => name in beside)),
		};
	});
	return { entries, rest: Object.fromEntries(sent.filter(([name]) => !lists.includes(name))) };
}

/** IDs and addresses of a body that hold what nobody can see, or what would be something else in a URL. */
function badIds({ places }: Deletion, body: unknown): string[] {
	const texts = places.fields
		.filter(({ takes, isList }) => takes === 'other' && isList !== true)
		.map(({ field }) => documented(field.at(-1) ?? ''));
	const lists = Object.values((body ?? {}) as Record<string, unknown>)
		.filter(Array.isArray)
		.flat() as Array<string | Record<string, string>>;
	const ids = lists.flatMap((entry) =>
		typeof entry === 'string' ? [entry] : Object.entries(entry).flatMap(([name, id]) => (texts.includes(name) ? [] : [id])),
	);
	return ids.filter((id) => id === '' || /[\s\p{Cc}\p{Cf}\p{Cs}/?#%\\,]/u.test(id)).map((id) => `${text(id)} stands for an ID`);
}

const same = (one: object, other: object) => text(Object.entries(one).sort()) === text(Object.entries(other).sort());

/** The records of a call, with what is wrong with it. */
function callFaults(run: FuzzRun, call: LoggedRequest, fates: readonly Fate[]): { records: string[][]; faults: string[] } {
	const { spec } = run.deletion;
	const faults = pathFaults(spec.path, call.path);
	if (call.method !== spec.method) faults.push(`${call.method} instead of ${spec.method}`);
	if (call.headers.host !== new URL(world.sandbox.url).host) faults.push(`host ${call.headers.host ?? ''}`);
	if (spec.body === undefined && call.rawBody !== '') faults.push(`a body: ${call.rawBody}`);
	faults.push(...queryViolations(spec.queryParameters, call.query).map((violation) => text(violation)));
	if (spec.body !== undefined) {
		faults.push(
			...[...fieldViolations(spec.body, call.body), ...combinedViolations(spec.combinedLimits, call.body as IDataObject)].map(text),
		);
	}
	const path = parametersIn(spec.path, call.path);
	const { entries, rest } = bodyParts(run.deletion, call.body);
	faults.push(...badIds(run.deletion, call.body));
	const sending = fates.flatMap(({ asked, refusal }) => (asked === undefined || refusal !== undefined || asked.dryRun ? [] : [asked]));
	const records = entries.map(({ own, about }) => {
		const sent = { query: call.query, rest: { ...rest, ...about } };
		const record = recordOf(run.deletion, path, sent, own);
		const asks = (asked: Asked) =>
			same(asked.query, sent.query) && same(asked.rest, sent.rest) && asked.records.some((other) => text(other) === text(record));
		if (!sending.some(asks)) faults.push(`no item asks for ${text(record)} with ${text(sent.query)} and ${text(sent.rest)}`);
		return record;
	});
	return { records, faults };
}

/** Whether records are looked at before they are deleted: of some, Feishu does not say that they were not there. */
const looksBefore = ({ looksFirst, contract }: Deletion) => looksFirst !== undefined || contract.passesMissing === true;

/** What is wrong with what is said of one item. */
function fateFaults({ wild, deletion }: FuzzRun, fate: Fate, isTold: boolean, sent: ReadonlySet<string>): string[] {
	const { item, index, asked, refusal, lines } = fate;
	if (refusal !== undefined) {
		const field = REFUSAL.exec(refusal)?.[1] ?? '';
		const isNamed = wild.some(({ names }) => names.some((name) => field.includes(name) || (name.includes(' ') && refusal.includes(name))));
		return [
			...(item.isGood ? [`item ${index} is well, and refused: ${refusal}`] : []),
			...(isNamed ? [] : [`item ${index} is refused for a field in which all is well: ${refusal}`]),
			...(isTold && lines.length !== 1 ? [`item ${index} is refused in ${lines.length} lines`] : []),
		];
	}
	if (asked === undefined) return [`item ${index} is taken, and nobody can read it`];
	if (!isTold) return [];
	const told = lines.map((line) => text(keysOf(deletion, line))).sort();
	const wanted = asked.records.map(text).sort();
	return [
		...(text(told) === text(wanted) ? [] : [`item ${index} asks for ${wanted.join()}, and is told of ${told.join()}`]),
		...lines.flatMap((line) => {
			const isSent = sent.has(text(keysOf(deletion, line)));
			const isLooked = looksBefore(deletion) && (line.status === 'refused' || line.status === 'already_gone');
			const isSeen = isLooked || (line.status === 'already_gone' && line.confirmed_by === 'read');
			const isOpen = line.status === 'not_sent' || line.status === 'dry_run' || isSeen;
			return isSent || isOpen ? [] : [`${text(keysOf(deletion, line))} is ${String(line.status)}, and was never sent`];
		}),
		...(asked.dryRun && lines.some(({ status }) => !['dry_run', 'not_sent'].includes(String(status)))
			? [`item ${index} is no dry run`]
			: []),
	];
}

/** Everything that is wrong with a run. */
function faultsOf(run: FuzzRun, parts: Composed, result: NodeResult): string[] {
	const { deletion, onError, batchSize } = run;
	const { sandbox } = world;
	const calls = sandbox.calls(deletion.endpoint);
	const shown = text([result.outputs, result.error?.message, result.error?.description]);
	const faults: string[] = [];
	const crash = CRASH.exec(shown);
	if (crash !== null) faults.push(`a crash: …${shown.slice(Math.max(0, crash.index - 100), crash.index + 100)}…`);
	const looks = keepsCopies(deletion) || deletion.look !== undefined;
	const elsewhere = [
		...hosts.filter((host) => host !== new URL(sandbox.url).host),
		...sandbox.log
			.filter(({ endpoint, path }) => endpoint !== deletion.endpoint && path !== TENANT_TOKEN.path && endpoint !== 'userLookUp')
			.filter(({ endpoint }) => !looks || deletions.some((other) => other.endpoint === endpoint))
			.map(({ path }) => path),
	];
	if (elsewhere.length > 0) faults.push(`a request to ${elsewhere.join()}`);
	const { error } = result;
	if (error !== undefined && onError !== 'stopWorkflow') faults.push(`the node fails: ${error.message}`);

	const fates = fatesOf(run, parts, result);
	const summaries = summariesOf(result);
	const read = calls.map((call) => callFaults(run, call, fates));
	faults.push(...read.flatMap((call) => call.faults));
	const sent = new Set(read.flatMap(({ records }) => records).map(text));
	// Whose error it is, n8n keeps; the others are told of in its description alone.
	const isRefused = error !== undefined && REFUSAL.test(error.message);
	if (isRefused) {
		if (calls.length > 0) faults.push(`refused, and something is sent: ${error.message}`);
		return [...faults, ...fates.filter(({ refusal }) => refusal !== undefined).flatMap((fate) => fateFaults(run, fate, false, sent))];
	}
	faults.push(...fates.flatMap((fate) => fateFaults(run, fate, summaries.length === 0 && error === undefined, sent)));
	const taken = fates.flatMap(({ asked, refusal }) => (asked === undefined || refusal !== undefined ? [] : [asked]));
	const wanted = taken.reduce((sum, { records }) => sum + records.length, 0) + fates.filter(({ refusal }) => refusal !== undefined).length;
	const told = summaries.reduce((sum, { asked }) => sum + Number(asked), 0);
	if (summaries.length > 0 && told !== wanted) faults.push(`the summary tells of ${told}, and not of ${wanted}`);
	if (error !== undefined && !new RegExp(`^\\d+ of ${wanted} `).test(error.message))
		faults.push(`${error.message}, and ${wanted} are asked for`);

	if (batchSize === null || onError === 'stopWorkflow') {
		// What an item forbids, it forbids to others, whatever else is wrong with it.
		const forbidden = fates.flatMap(({ item }) => unlessUnreadable(() => forbiddenBy(item.parameters)) ?? []);
		const kept = new Set(forbidden.flatMap((own) => [...own.kept]));
		const lost = read.flatMap(({ records }) => records).filter((record) => record.some((id) => kept.has(folded(id))));
		if (lost.length > 0) faults.push(`never to be deleted, and sent: ${text(lost)}`);
		const open = new Set(
			taken
				.flatMap(({ records }) => records)
				.filter((record) => !record.some((id) => kept.has(folded(id))))
				.map(text),
		);
		const most = Math.min(...forbidden.map((own) => own.most));
		if (open.size > most && calls.length > 0) faults.push(`${open.size} are asked for and sent, where ${most} are allowed`);
		// What holds for all and cannot be read stops all.
		const isStopped = fates.some(({ refusal = '' }) => HOLDS_FOR_ALL.has(REFUSAL.exec(refusal)?.[1] ?? ''));
		if (isStopped && calls.length > 0) faults.push('a list or a bound cannot be read, and something is sent');
		// What cannot be copied is not deleted.
		const { keepCopy } = parts.setup.parameters.options as IDataObject;
		// An ID that could keep nobody stops all: an address if no field takes one, and what is no ID of the node's.
		const { kinds = [], bareIds = [], hasOwnText } = run.deletion.contract;
		const isUnlike = (id: string) => (id.includes('@') ? !kinds.includes('email') : !bareIds.some((form) => form.test(id)));
		const isIdle = hasOwnText !== true && [...kept].some(isUnlike);
		const isOpen = open.size <= most && error === undefined && !isStopped && !isIdle && keepCopy !== true;
		for (const { item, asked } of fates) {
			if (!item.isGood || asked === undefined || asked.dryRun || !isOpen) continue;
			// One that looks at its records first has not found this one.
			const { look = '', looksFirst, contract } = run.deletion;
			const looked = !looksBefore(run.deletion) ? [] : sandbox.calls(look).map((call) => decodeURIComponent(call.path));
			// A list shows all that its target has.
			const shown = (record: string[]) => (looksFirst === undefined || contract.check?.isShared === true ? record.slice(0, 1) : record);
			const isLooked = (record: string[]) => looked.some((path) => shown(record).every((id) => path.includes(id)));
			const left = asked.records.filter((record) => open.has(text(record)) && !sent.has(text(record)) && !isLooked(record));
			if (left.length > 0) faults.push(`of the good item, ${text(left)} is not sent`);
		}
	}
	return faults;
}

/** How often a value of each field was taken, and how often refused. */
const seen = new Map(triedFields.map(([{ endpoint }, field]) => [`${endpoint} ${nameOf(field)}`, { taken: 0, refused: 0 }]));

function note({ deletion, wild }: FuzzRun, fates: readonly Fate[]): void {
	for (const { item, refusal } of fates) {
		if (item.isGood) continue;
		for (const field of wild) {
			const counts = seen.get(`${deletion.endpoint} ${nameOf(field)}`)!;
			if (refusal === undefined) counts.taken += 1;
			else counts.refused += 1;
		}
	}
}

test('whatever is in the fields, each item is refused by the name of its field, or asks Feishu for exactly what it names', async () => {
	await fc.assert(
		fc.asyncProperty(fuzzRun, async (run) => {
			const { sandbox, clock } = world;
			sandbox.reset('empty');
			sandbox.setOptions({ rateLimits: 'off' });
			clock.advance(600_000);
			run.deletion.places.seed(sandbox);
			hosts.length = 0;
			const parts = composed(run);
			let result: NodeResult | Error | undefined;
			const unhandled = await unhandledDuring(async () => {
				result = await runNode(
					parts.items.map(({ json }) => json),
					nodeOf(run.deletion, parts.setup),
					sandboxCredentials(sandbox),
				).catch((error: unknown) => error as Error);
			});
			expect(unhandled.map(String)).toEqual([]);
			if (result instanceof Error) {
				// A field that must be filled in is blank: n8n starts no workflow that has one.
				expect(run.wild.some(({ names }) => names.some((name) => String(result).includes(`Parameter "${name}" is required`)))).toBe(true);
				expect(sandbox.log).toEqual([]);
				return;
			}
			expect(faultsOf(run, parts, result!)).toEqual([]);
			note(run, fatesOf(run, parts, result!));
		}),
		{ numRuns: FULL ? 10_000 : 80 * deletions.length, seed: Number(process.env.FUZZ_SEED ?? 20_261_121) },
	);
	const untried = [...seen].filter(([, { taken, refused }]) => taken === 0 || refused === 0);
	// A few hundred runs may miss a field of so many.
	if (FULL) expect(untried.filter(([name]) => !/options\.(output|includeInputFields)$/.test(name))).toEqual([]);
}, 1_200_000);
