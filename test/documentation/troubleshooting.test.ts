import { readFileSync } from 'node:fs';
import { TROUBLESHOOTING, renderTroubleshooting } from './troubleshooting';

test('docs/TROUBLESHOOTING.md is what the code’s own tables say; `npm run docs` writes it anew', async () => {
	expect(readFileSync(TROUBLESHOOTING, 'utf8')).toBe(await renderTroubleshooting());
});
