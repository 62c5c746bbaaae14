import { writeFileSync } from 'node:fs';
import { TROUBLESHOOTING, renderTroubleshooting } from './troubleshooting';

// What `npm run docs` runs: writes the documentation that is made of the code.
void renderTroubleshooting().then((text) => writeFileSync(TROUBLESHOOTING, text));
