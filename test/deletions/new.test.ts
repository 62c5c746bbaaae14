import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** What the command reads and changes. */
const NEEDED = ['package.json', 'scripts'];

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
	['Pin', 'remove', 'pin', '/im/v1/pins/:message_id', []],
	['UserGroupMember', 'remove', 'userGroupMember', '/contact/v3/group/:group_id/member/batch_remove', ['members', 'member_id']],
])(
	'npm run new -- %s %s lays out six files and two pages, lists the node, and says what is left to write',
	(resource, operation, name, call, list) => {
		const said = run(resource, operation, call, ...list);
		const files = [`nodes/Feishu${resource}`, `test/deletions/${name}`].flatMap((below) =>
			readdirSync(path.join(folder, below)).map((file) => `${below}/${file}`),
		);

		const pages = readdirSync(path.join(folder, 'docs/nodes')).map((file) => `docs/nodes/${file}`);

		expect(files).toHaveLength(6);
		expect(pages).toHaveLength(2);
		for (const file of [...files, ...pages]) {
			expect(read(file)).not.toMatch(/[Ss]ome.?[Tt]hing|\b[Uu]ndo\b|\bPATH|SUBTITLE|DONE|METHOD|LIST\b|IDS\b|PARAMETERS|\/\/(list|path)/);
			expect(said.includes(`${file}: `)).toBe(read(file).includes('⟨'));
		}
		expect(read('package.json')).toContain(`"dist/nodes/Feishu${resource}/Feishu${resource}.node.js"\n    ]`);
		expect(read(`test/deletions/${name}/sandbox.ts`)).toContain(`${name}: typeof import('./sandbox');`);
		expect(read(`test/deletions/${name}/spec.ts`)).toContain(`path: '/open-apis${call}'`);
		expect(read(`test/deletions/${name}/spec.ts`).includes('body: {')).toBe(list.length > 0);
		expect(read(`nodes/Feishu${resource}/deletion.ts`)).toContain('cannot be undone');
	},
);

test('what is there already is not laid out again, and a name that is none lays out nothing', () => {
	run('Pin', 'remove', '/im/v1/pins/:message_id');

	expect(() => run('Pin', 'remove', '/im/v1/pins/:message_id')).toThrow(/is there already/);
	expect(() => run('pin', 'remove', '/im/v1/pins/:message_id')).toThrow(/npm run new -- <Resource> <operation> <path>/);
	expect(() => run('Pin', 'remove', '/im/v1/pins')).toThrow(/npm run new -- <Resource> <operation> <path>/);
	expect(() => run('Thing', 'delete', '/im/v1/:id/things', 'ids')).toThrow(/npm run new -- <Resource> <operation> <path>/);
});
