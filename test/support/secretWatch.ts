import { allSecrets, type Secret } from '../sandbox/secrets';

/** A value inside others. */
interface Spot {
	value: unknown;
	key: string;
	around: Spot | undefined;
}

interface Text {
	text: string;
	spot: Spot;
}

/** More values than this are those of a program, not of a result. */
const MOST = 2_000_000;

/** The values right inside a value, hidden properties of errors among them. */
function insideOf(value: object): Array<[key: string, value: unknown]> {
	if (value instanceof Map)
		return [...value].flatMap(([key, inner], index) => [
			[`key ${index}`, key],
			[`entry ${index}`, inner],
		]);
	if (value instanceof Set) return [...value].map((inner, index) => [`entry ${index}`, inner]);
	return Object.getOwnPropertyNames(value).flatMap((key): Array<[string, unknown]> => {
		try {
			return [[key, (value as Record<string, unknown>)[key]]];
		} catch {
			return [];
		}
	});
}

/** Every text in a value, names of properties included, wherever it stands. */
function textsIn(where: string, value: unknown): Text[] {
	const texts: Text[] = [];
	const seen = new Set<object>();
	const open: Spot[] = [{ value, key: where, around: undefined }];
	for (let spot = open.pop(); spot !== undefined && seen.size < MOST; spot = open.pop()) {
		const { value: own } = spot;
		if (typeof own === 'string') texts.push({ text: own, spot });
		if (typeof own !== 'object' || own === null || seen.has(own)) continue;
		seen.add(own);
		if (ArrayBuffer.isView(own)) {
			texts.push({ text: Buffer.from(own.buffer, own.byteOffset, own.byteLength).toString('latin1'), spot });
			continue;
		}
		for (const [key, inner] of insideOf(own)) {
			const at: Spot = { value: inner, key, around: spot };
			if (!Array.isArray(own)) texts.push({ text: key, spot: at });
			open.push(at);
		}
	}
	return texts;
}

function holds(text: string, { forms }: Secret): boolean {
	return forms.some((form) => text.includes(form));
}

/** The way to a value; the name of a property may itself be what leaked. */
function pathTo(spot: Spot, secrets: readonly Secret[]): string {
	const own = secrets.some((secret) => holds(spot.key, secret)) ? '[secret]' : spot.key;
	return spot.around === undefined ? own : `${pathTo(spot.around, secrets)} > ${own}`;
}

/** Where a value holds a secret of a sandbox: by its place, and not by itself. */
export function leaksIn(where: string, value: unknown): string[] {
	const secrets = allSecrets();
	if (secrets.length === 0) return [];
	const texts = textsIn(where, value);
	// One look at everything: as a rule there is nothing to be found.
	const all = texts.map(({ text }) => text).join('\n');
	return secrets
		.filter((secret) => holds(all, secret))
		.flatMap((secret) => texts.filter(({ text }) => holds(text, secret)).map(({ spot }) => `${secret.name} in ${pathTo(spot, secrets)}`));
}

let found: string[] = [];

/** Looks whether a value that leaves n8n, or is written down, holds a secret of a sandbox. The test in which it does fails. */
export function watch(where: string, value: unknown): void {
	found.push(...leaksIn(where, value));
}

/** What was found since the last time. */
export function takeLeaks(): string[] {
	const leaks = found;
	found = [];
	return leaks;
}

/** @throws where something was found */
export function expectNoLeaks(): void {
	const leaks = takeLeaks();
	if (leaks.length > 0) throw new Error(`Secrets have leaked:\n${[...new Set(leaks)].slice(0, 20).join('\n')}`);
}
