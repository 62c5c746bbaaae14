/** Something that only its owner may see, as whoever looks for leaks needs to know it. */
export interface Secret {
	/** What it is, without saying it. */
	name: string;
	/** The texts by which it may be found: as it is, and as other texts carry it. */
	forms: string[];
}

/**
 * Stands in every token that a sandbox makes, and so often that any 32 characters of one hold it. Leaks
 * of thousands of tokens, whole or cut, are found by this one text, which stands nowhere else.
 */
export const TOKEN_MARK = '5ec2e75ec2e7';

/** A shorter one would be found where it is not. */
const SHORTEST = 8;

/** In Base64 of a longer text: its form depends on where in it the secret begins, by three. */
function inBase64(secret: string): string[] {
	return [0, 1, 2].map((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
		const first = Math.ceil((before * 8) / 6);
		const last = Math.floor((bytes.length * 8) / 6);
		return bytes.toString('base64').slice(first, last);
	});
}

function inHex(secret: string, before = ''): string {
	return [...Buffer.from(secret)].map((byte) => `${before}${byte.toString(16).padStart(2, '0')}`).join('');
}

const known = new Map<string, string[]>();

/** The texts by which a secret is found. */
export function formsOf(secret: string): string[] {
	if (secret.length < SHORTEST) throw new Error(`A secret of ${secret.length} characters is too short to be looked for: make it longer.`);
	const forms = known.get(secret) ?? [
		...new Set([
			secret,
			JSON.stringify(secret).slice(1, -1),
			encodeURIComponent(secret),
			...[inHex(secret), inHex(secret, '%')].flatMap((form) => [form, form.toUpperCase()]),
			...inBase64(secret).flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]),
		]),
	];
	known.set(secret, forms);
	return forms;
}

/** What each sandbox of this process keeps secret. */
const keepers = new Set<() => Secret[]>();

/** From now on, what `keeper` tells is looked for. */
export function addKeeper(keeper: () => Secret[]): void {
	keepers.add(keeper);
}

/** Every secret that any sandbox of this process has, or ever had. */
export function allSecrets(): Secret[] {
	return [...keepers].flatMap((keeper) => keeper());
}
