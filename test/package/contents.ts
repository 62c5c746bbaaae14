import type { Manifest } from './manifest';

/**
 * Documentation that npm packs beside `dist`, whatever "files" says, and the CHANGELOG should that change. npm packs
 * every README, so that one in another language lives in docs/: n8n wants English in what is published.
 */
const DOCUMENTATION = /^(README\.md|LICENSE|CHANGELOG\.md)$/;

const BUILT = [/^dist\/(nodes|credentials)\/.+\.(js|d\.ts)$/, /^dist\/nodes\/.+\.node\.json$/, /^dist\/icons\/[^/]+\.svg$/];

const withEnding = (file: string, ending: string): string => file.replace(/\.js$/, ending);

/** The TypeScript file that a built file was compiled from; undefined for what the compiler doesn't write. */
function sourceOf(file: string): string | undefined {
	return /^dist\/(.+)\.js$/.exec(file)?.[1]?.concat('.ts');
}

function isExpected(file: string): boolean {
	return file === 'package.json' || DOCUMENTATION.test(file) || BUILT.some((pattern) => pattern.test(file));
}

/**
 * What is in the tarball and should not be, or should be and is not, one line each.
 * @param packed paths in the tarball, with forward slashes
 * @param sourceExists whether the repository holds a file: a built file without a source is left over from an
 * earlier build, and would be published.
 */
export function findContentFaults(packed: readonly string[], manifest: Manifest, sourceExists: (file: string) => boolean): string[] {
	const { nodes, credentials } = manifest.n8n;
	const required = [
		'package.json',
		'README.md',
		'LICENSE',
		...[...nodes, ...credentials].flatMap((file) => [file, withEnding(file, '.d.ts')]),
		...nodes.map((file) => withEnding(file, '.json')),
	];
	const stray = packed.filter((file) => !isExpected(file));
	const missing = required.filter((file) => !packed.includes(file));
	const leftOver = packed.filter((file) => {
		const source = sourceOf(file);
		return isExpected(file) && source !== undefined && !sourceExists(source);
	});
	return [
		...stray.map((file) => `${file}: does not belong in the tarball.`),
		...missing.map((file) => `${file}: is missing from the tarball.`),
		...leftOver.map((file) => `${file}: has no source. It is left over from an earlier build: delete dist and build again.`),
	];
}

/** What the tarball may weigh, in bytes: all of it is code and one README. More is something that strayed in. */
const LARGEST = 400_000;

/** @param size of the tarball, compressed, in bytes */
export function findSizeFaults(size: number): string[] {
	return size <= LARGEST ? [] : [`The tarball has ${size} bytes, more than ${LARGEST}.`];
}
