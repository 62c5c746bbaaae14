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

/** The only form of address in which npm finds the repository that a provenance statement names. */
const REPOSITORY = /^git\+(https:\/\/github\.com\/[\w.-]+\/[\w.-]+)\.git$/;

function saysElse(manifest: Record<string, unknown>, key: string, wanted: unknown): string[] {
	const expected = JSON.stringify(wanted);
	const found = manifest[key] === undefined ? 'missing' : JSON.stringify(manifest[key]);
	return found === expected ? [] : [`package.json: "${key}" is ${found}, it must be exactly ${expected}.`];
}

const isFilled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** What names the package, its author and its repository otherwise than n8n wants, one line each. */
function findIdentityFaults({ name, keywords, author, repository, homepage, bugs }: Record<string, unknown>): string[] {
	const { name: person, email } = (author ?? {}) as { name?: unknown; email?: unknown };
	const { url } = (repository ?? {}) as { url?: unknown };
	const { url: issues } = (bugs ?? {}) as { url?: unknown };
	const [, page] = REPOSITORY.exec(String(url)) ?? [];
	return [
		...(/^(@[^/]+\/)?n8n-nodes-./.test(String(name)) ? [] : ['package.json: "name" must begin with n8n-nodes-.']),
		...(Array.isArray(keywords) && keywords.includes('n8n-community-node-package')
			? []
			: ['package.json: "keywords" must hold n8n-community-node-package.']),
		...(isFilled(person) && isFilled(email) ? [] : ['package.json: "author" must have a name and an email.']),
		...(page === undefined
			? ['package.json: "repository" must be git+https://github.com/<owner>/<repository>.git.']
			: Object.entries({ homepage, bugs: issues })
					.filter(([, address]) => address !== page && !String(address).startsWith(`${page}/`) && !String(address).startsWith(`${page}#`))
					.map(([key]) => `package.json: "${key}" is not in ${page}.`)),
	];
}

/** What in a package.json n8n would not verify, one line each. */
export function findManifestFaults(manifest: Record<string, unknown>): string[] {
	const scripts: object = manifest.scripts ?? {};
	return [
		...findIdentityFaults(manifest),
		...saysElse(manifest, 'license', 'MIT'),
		// Nobody publishes from their own machine by accident: npm refuses where it cannot prove the origin.
		...saysElse(manifest, 'publishConfig', { access: 'public', provenance: true }),
		...saysElse(manifest, 'files', ['dist']),
		...saysElse(manifest, 'peerDependencies', { 'n8n-workflow': '*' }),
		...FORBIDDEN_KEYS.filter((key) => key in manifest).map((key) => `package.json: "${key}" must not be there.`),
		...INSTALL_SCRIPTS.filter((name) => name in scripts).map(
			(name) => `package.json: the script "${name}" would run where the package is installed.`,
		),
	];
}
