import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** What the command reads and changes. */
const NEEDED = ['package.json', 'scripts', 'icons/feishu.svg', 'icons/feishu.dark.svg'];

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'new-deletion-'));
	for (const file of NEEDED) cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

const run = (...given: string[]) =>
	execFileSync(process.execPath, [path.join(folder, 'scripts/new.mjs'), ...given], { encoding: 'utf8', stdio: 'pipe' });

test.each([
	['Message', 'recall', '/im/v1/messages/:message_id', 'message'],
	['ApprovalInstance', 'delete', '', 'approvalInstance'],
])('npm run new -- %s %s %s lays out two folders, lists them, and says what is left to write', (resource, operation, call, name) => {
	const said = run(resource, operation, ...(call === '' ? [] : [call]));
	const files = [`nodes/Feishu${resource}`, `test/deletions/${name}`].flatMap((below) =>
		readdirSync(path.join(folder, below)).map((file) => `${below}/${file}`),
	);

	expect(files).toHaveLength(8);
	for (const file of files) {
		expect(read(file)).not.toMatch(/[Ss]ome.?[Tt]hing|[Uu]ndo|PATH|SUBTITLE|DONE/);
		expect(said.includes(`${file}: `)).toBe(read(file).includes('⟨'));
	}
	expect(read('package.json')).toContain(`"dist/nodes/Feishu${resource}/Feishu${resource}.node.js"\n    ]`);
	expect(read(`test/deletions/${name}/sandbox.ts`)).toContain(`${name}: typeof import('./sandbox');`);
	if (call !== '') expect(read(`test/deletions/${name}/page.ts`)).toContain(`path: '/open-apis${call}'`);
});

test('what is there already is not laid out again, and a name that is none lays out nothing', () => {
	run('Message', 'recall');

	expect(() => run('Message', 'recall')).toThrow(/is there already/);
	expect(() => run('message', 'recall')).toThrow(/npm run new -- <Resource> <operation>/);
	expect(() => run('Thing', 'delete', '/im/v1/things')).toThrow(/npm run new -- <Resource> <operation>/);
});
