/** What the checks read of a package.json. */
export interface Manifest {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** npm runs these on the machine of whoever installs the package: n8n accepts none of them. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];

/** Each of these would bring something else onto the machine that installs the package. */
const FORBIDDEN_KEYS = ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies', 'overrides', 'bin'];

function saysElse(manifest: Record<string, unknown>, key: string, wanted: unknown): string[] {
	const expected = JSON.stringify(wanted);
	const found = manifest[key] === undefined ? 'missing' : JSON.stringify(manifest[key]);
	return found === expected ? [] : [`package.json: "${key}" is ${found}, it must be exactly ${expected}.`];
}

/** What in a package.json n8n would not verify, one line each. */
export function findManifestFaults(manifest: Record<string, unknown>): string[] {
	const scripts: object = manifest.scripts ?? {};
	return [
		...saysElse(manifest, 'files', ['dist']),
		...saysElse(manifest, 'peerDependencies', { 'n8n-workflow': '*' }),
		...FORBIDDEN_KEYS.filter((key) => key in manifest).map((key) => `package.json: "${key}" must not be there.`),
		...INSTALL_SCRIPTS.filter((name) => name in scripts).map(
			(name) => `package.json: the script "${name}" would run where the package is installed.`,
		),
	];
}
