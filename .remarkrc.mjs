import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const { homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Finds mistakes, and links to a file or a heading that the repository does not have. Style is left to whoever writes. */
export default {
	plugins: [
		'remark-gfm',
		'remark-preset-lint-recommended',
		['remark-lint-no-literal-urls', false],
		['remark-lint-no-shortcut-reference-link', false],
		['remark-validate-links', { repository: homepage, root }],
	],
};
