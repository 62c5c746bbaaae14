import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '../..');

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	uses?: string;
	needs?: string | string[];
	environment?: string;
	permissions?: Record<string, string>;
	steps?: Step[];
}

interface Workflow {
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const files = readdirSync(path.join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const load = (file: string) => parse(read(file)) as Workflow;

const stepsOf = (job: Job | undefined) => job?.steps ?? [];
const commandsOf = (job: Job | undefined) => stepsOf(job).flatMap(({ run = [] }) => run);

/** What the linter of workflows does not see: with which rights they run, and what of others'. */
describe.each(files)('%s', (file) => {
	const { permissions, jobs } = load(file);

	it('may read the repository, and a job that may do more says so itself', () => {
		expect(permissions).toEqual({ contents: 'read' });
	});

	it('names each action by its commit, since a tag can be moved', () => {
		const uses = [...read(file).matchAll(/uses: (?!\.\/)(.+)$/gm)].map(([, used]) => used);

		for (const used of uses) expect(used).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('leaves no token in the clone, and hands no secret to anything', () => {
		const clones = Object.values(jobs)
			.flatMap(stepsOf)
			.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

		expect(clones.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
		expect(read(file)).not.toMatch(/\bsecrets\b/);
	});
});

it('CI does nothing that .ci/run does not do', () => {
	const local = [...read('.ci/run').matchAll(/^step '[^']+' (.+)$/gm)].map(([, command]) => command);
	const commands = Object.values(load('.github/workflows/ci.yml').jobs).flatMap(commandsOf);

	expect(commands.filter((command) => /^npm (?!ci$)/.test(command) && !local.includes(command))).toEqual([]);
});

describe('a release', () => {
	const { jobs } = load('.github/workflows/release.yml');

	/** A job, and all that must have succeeded before it starts. */
	const withNeeds = (name: string): string[] => [name, ...[jobs[name]?.needs ?? []].flat().flatMap(withNeeds)];

	it('is published by one job, with provenance, after all of CI and the check of the package', () => {
		const before = withNeeds('publish').map((name) => jobs[name]);

		expect(Object.keys(jobs).filter((name) => commandsOf(jobs[name]).some((command) => command.startsWith('npm publish')))).toEqual([
			'publish',
		]);
		expect(commandsOf(jobs['publish'])).toEqual(['npm publish ./*.tgz --provenance --access public']);
		expect(before.map((job) => job?.uses)).toContain('./.github/workflows/ci.yml');
		expect(before.flatMap(commandsOf)).toContain('npm run check:package');
	});

	it('has the environment and the right that npm asks for, and runs nothing of the repository where it may write', () => {
		const writing = Object.values(jobs).filter(({ permissions = {} }) => Object.values(permissions).includes('write'));

		expect(jobs['publish']).toMatchObject({ environment: 'npm', permissions: { 'id-token': 'write' } });
		expect(writing.flatMap(stepsOf).filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
	});

	it('takes nothing from a cache', () => {
		const installs = Object.values(jobs)
			.flatMap(stepsOf)
			.filter(({ uses }) => uses?.startsWith('actions/setup-node@'));

		for (const step of installs) expect(step.with).toMatchObject({ 'package-manager-cache': false });
	});
});
