import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { FeishuAccessTokenApi } from '../../credentials/FeishuAccessTokenApi.credentials';
import { FeishuOAuth2Api } from '../../credentials/FeishuOAuth2Api.credentials';
import { FeishuTenantApi } from '../../credentials/FeishuTenantApi.credentials';
import manifest from '../../package.json';

const FOLDER = path.join(__dirname, '../../.github/ISSUE_TEMPLATE');

interface Form {
	name?: string;
	description?: string;
	body: Array<{
		type: string;
		id?: string;
		attributes: { label?: string; value?: string; options?: unknown[] };
		validations?: { required?: boolean };
	}>;
}

const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');
const forms = readdirSync(FOLDER).filter((file) => file !== 'config.yml');

describe.each(forms)('the issue form %s', (file) => {
	const form = parse(read(file)) as Form;
	const fields = form.body.filter(({ type }) => type !== 'markdown');

	it('has what GitHub demands of a form', () => {
		expect(form.name).toMatch(/./);
		expect(form.description).toMatch(/./);
		for (const { type } of form.body) expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
		for (const { attributes } of fields) expect(attributes.label).toMatch(/./);
		for (const { type, attributes } of fields) expect(attributes.options !== undefined).toBe(['dropdown', 'checkboxes'].includes(type));
	});

	it('names each field once', () => {
		const [ids, labels] = [fields.map(({ id }) => id), fields.map(({ attributes }) => attributes.label)];

		expect(ids).not.toContain(undefined);
		expect(new Set(ids).size).toBe(ids.length);
		expect(new Set(labels).size).toBe(labels.length);
	});

	it('offers words, which YAML might read as something else', () => {
		const options = fields.filter(({ type }) => type === 'dropdown').flatMap(({ attributes }) => attributes.options);

		for (const option of options) expect(typeof option).toBe('string');
	});
});

describe('the form for what does not work', () => {
	const { body } = parse(read('bug.yml')) as Form;

	it('asks for secrets to be left out, before and after', () => {
		expect(body[0]?.attributes.value).toContain('Leave secrets and personal data out');
		expect(body.at(-1)).toMatchObject({ type: 'checkboxes', attributes: { options: [{ required: true }] } });
	});

	it('offers each credential by its name', () => {
		const offered = body.find(({ id }) => id === 'credential')?.attributes.options;

		expect(offered).toEqual(
			[new FeishuTenantApi(), new FeishuOAuth2Api(), new FeishuAccessTokenApi()].map(({ displayName }) => displayName),
		);
	});
});

test('whoever opens an issue is pointed to this repository, and to no blank form', () => {
	const { blank_issues_enabled: blank, contact_links: links } = parse(read('config.yml')) as {
		blank_issues_enabled: boolean;
		contact_links: Array<{ url: string }>;
	};

	expect(blank).toBe(false);
	for (const { url } of links) expect(url.startsWith(`${manifest.homepage}/`)).toBe(true);

	const files = links.flatMap(({ url }) => url.split('/blob/main/').slice(1));

	expect(files.length).toBeGreaterThan(0);
	expect(files.filter((file) => !existsSync(path.join(FOLDER, '../..', file)))).toEqual([]);
});
