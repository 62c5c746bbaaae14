import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import manifest from '../../package.json';

const GITHUB = path.join(__dirname, '../../.github');
const REPOSITORY = path.dirname(GITHUB);

interface Step {
	name?: string;
	uses?: string;
	run?: string;
	if?: string;
	'continue-on-error'?: boolean;
	with?: Record<string, unknown>;
}

interface Job {
	uses?: string;
	needs?: string | string[];
	environment?: string;
	permissions?: Record<string, string>;
	strategy?: { matrix?: { node?: number[] } };
	'timeout-minutes'?: number;
	if?: string;
	'continue-on-error'?: boolean;
	steps?: Step[];
}

interface Workflow {
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const read = (file: string) => readFileSync(path.join(GITHUB, file), 'utf8');
const files = readdirSync(path.join(GITHUB, 'workflows'));
const workflows = new Map(files.map((file) => [file, parse(read(`workflows/${file}`)) as Workflow]));

function jobsOf(file: string): Record<string, Job> {
	const workflow = workflows.get(file);
	if (workflow === undefined) throw new Error(`There is no workflow ${file}.`);
	return workflow.jobs;
}

const stepsOf = (job: Job | undefined) => job?.steps ?? [];
const commandsOf = (job: Job | undefined) => stepsOf(job).flatMap(({ run }) => (run === undefined ? [] : [run]));
const everyStep = [...workflows.values()].flatMap(({ jobs }) => Object.values(jobs)).flatMap(stepsOf);

/** A job, and all that must have succeeded before it starts. */
function withNeeds(jobs: Record<string, Job>, name: string): string[] {
	const needs = [jobs[name]?.needs ?? []].flat();
	return [name, ...needs.flatMap((needed) => withNeeds(jobs, needed))];
}

describe.each(files)('%s', (file) => {
	const { permissions, jobs } = workflows.get(file) ?? { jobs: {} };

	it('may read the repository, and a job that may more says so itself', () => {
		expect(permissions).toEqual({ contents: 'read' });
	});

	it('runs only scripts that there are', () => {
		const names = Object.values(jobs)
			.flatMap(commandsOf)
			.flatMap((command) => [...command.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].map(([, script, short]) => script ?? short));

		expect(names.filter((name) => !Object.keys(manifest.scripts).includes(String(name)))).toEqual([]);
	});

	it('runs only files that there are', () => {
		const named = Object.values(jobs)
			.flatMap(commandsOf)
			.flatMap((command) => [...command.matchAll(/\bnode ([\w./-]+)/g)].map(([, script = '']) => script))
			.filter((script) => script.includes('/'));
		const called = Object.values(jobs).flatMap(({ uses }) => (uses === undefined ? [] : [uses]));

		expect([...named, ...called].filter((script) => !existsSync(path.join(REPOSITORY, script)))).toEqual([]);
	});

	it('gives every job that runs here a time after which it is stopped', () => {
		const endless = Object.entries(jobs).filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined);

		expect(endless.map(([name]) => name)).toEqual([]);
	});

	it('passes over no job and no step, and takes no failure for a success', () => {
		const all = Object.values(jobs).flatMap((job) => [job, ...stepsOf(job)]);

		expect(all.filter((part) => 'if' in part || 'continue-on-error' in part)).toEqual([]);
	});
});

describe('all workflows', () => {
	it('name each action by its commit, with its version beside it, and each the same', () => {
		const uses = files.flatMap((file) => [...read(`workflows/${file}`).matchAll(/uses: (?!\.\/)(.+)$/gm)].map(([, used = '']) => used));

		expect(uses.length).toBeGreaterThan(5);
		for (const used of uses) expect(used).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
		expect(new Set(uses).size).toBe(new Set(uses.map((used) => used.split('@')[0])).size);
	});

	it('leave no token behind in the clone', () => {
		const clones = everyStep.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

		expect(clones.length).toBeGreaterThan(0);
		expect(clones.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
	});

	it('hand no stored secret to anything', () => {
		expect(files.filter((file) => /\bsecrets\b/.test(read(`workflows/${file}`)))).toEqual([]);
	});

	it('run nothing that whoever opens a pull request could write into a command', () => {
		expect(everyStep.flatMap(({ run = '' }) => run).filter((command) => command.includes('${{'))).toEqual([]);
	});
});

describe('CI', () => {
	const jobs = jobsOf('ci.yml');

	it('comes with every change, with the rights of whoever proposes it, and where another workflow calls it', () => {
		expect(Object.keys(workflows.get('ci.yml')?.on ?? {})).toEqual(['push', 'pull_request', 'workflow_call']);
	});

	it('tests, lints and checks the package on every line of Node.js that is supported', () => {
		expect(jobs.check?.strategy?.matrix?.node).toEqual([20, 22, 24]);
		expect(commandsOf(jobs.check)).toEqual(['npm ci', 'npm test', 'npm run lint', 'npm run check:package']);
	});

	it('runs the tarball in real n8n', () => {
		expect(commandsOf(jobs.e2e)).toEqual(['npm ci', 'npm start -- --once', 'npm run test:e2e']);
		expect(commandsOf(jobs.queue)).toEqual([expect.stringMatching(/ redis-server postgresql$/), 'npm ci', 'npm run test:queue']);
	});

	it('does nothing that .ci/run does not do', () => {
		const local = readFileSync(path.join(REPOSITORY, '.ci/run'), 'utf8');
		const steps = [...local.matchAll(/^step '[^']+' (.+)$/gm)].map(([, command]) => command);
		const commands = Object.values(jobs)
			.flatMap(commandsOf)
			.filter((command) => command.startsWith('npm ') && command !== 'npm ci');

		expect(commands.filter((command) => !steps.includes(command))).toEqual([]);
	});
});

describe('the nightly run', () => {
	it('comes by itself and on demand, and runs all that CI runs, every fault, many runs, and the mutants', () => {
		expect(Object.keys(workflows.get('nightly.yml')?.on ?? {})).toEqual(['schedule', 'workflow_dispatch']);

		const jobs = jobsOf('nightly.yml');

		expect(jobs.ci?.uses).toBe('./.github/workflows/ci.yml');
		expect(commandsOf(jobs.full)).toContain('npm run test:full');
		expect(commandsOf(jobs.soak)).toContain('npm run test:soak');
		expect(commandsOf(jobs.mutation)).toContain('npm run test:mutation');
	});
});

describe('a release', () => {
	const jobs = jobsOf('release.yml');
	const publishing = Object.keys(jobs).filter((name) => commandsOf(jobs[name]).some((command) => command.startsWith('npm publish')));

	it('begins with a tag alone', () => {
		expect(workflows.get('release.yml')?.on).toEqual({ push: { tags: ['v*'] } });
	});

	it('is published in one job, with provenance, once all of CI and the check of the package have passed', () => {
		expect(publishing).toEqual(['publish']);

		const before = withNeeds(jobs, 'publish').map((name) => jobs[name]);

		expect(before.map((job) => job?.uses)).toContain('./.github/workflows/ci.yml');
		expect(before.flatMap(commandsOf)).toContain('npm run check:package');
		expect(commandsOf(jobs.publish)).toEqual(['npm publish ./*.tgz --provenance --access public']);
	});

	it('is announced once it is published', () => {
		expect(withNeeds(jobs, 'announce')).toContain('publish');
	});

	it('names the environment that is registered with npm, and has the right to prove who publishes, and no other', () => {
		expect(jobs.publish?.environment).toBe('npm');
		expect(jobs.publish?.permissions).toEqual({ 'id-token': 'write' });
	});

	it('runs nothing of the repository where it may write', () => {
		const writing = Object.values(jobs).filter(({ permissions = {} }) => Object.values(permissions).includes('write'));

		expect(writing).toHaveLength(2);
		expect(writing.flatMap(stepsOf).filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
	});

	it('takes nothing from a cache', () => {
		const installs = Object.values(jobs)
			.flatMap(stepsOf)
			.filter(({ uses }) => uses?.startsWith('actions/setup-node@'));

		expect(installs).toHaveLength(2);
		for (const step of installs) expect(step.with).toMatchObject({ 'package-manager-cache': false });
		for (const step of installs) expect(step.with).not.toHaveProperty('cache');
	});

	it('checks that the tag names the version, and that the changelog tells of it', () => {
		expect(commandsOf(jobs.pack).slice(0, 2)).toEqual([
			`test "v$(node -p "require('./package.json').version")" = "$GITHUB_REF_NAME"`,
			'node scripts/releaseNotes.mjs > release-notes.md',
		]);
	});
});
