/**
 * `npm start`: a real n8n with this package in it, talking to a local Feishu.
 *
 * Nothing may be installed yet when this runs, and Node may be too old to read the rest. So it looks at the
 * version first, in words that old versions understand, and loads the rest afterwards.
 */
import { readFileSync } from 'fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = engines.node.replace('>=', '');

if (isOlder(process.versions.node, needed)) {
	console.error(
		`This needs Node ${needed} or newer, and runs on ${process.versions.node}. Get a newer one from https://nodejs.org, then run npm start again.`,
	);
	process.exitCode = 1;
} else {
	import('./play.mjs').then(({ play }) => play(process.argv.slice(2)));
}

function isOlder(version, floor) {
	const [major, minor] = version.split('.').map(Number);
	const [floorMajor, floorMinor] = floor.split('.').map(Number);
	return major < floorMajor || (major === floorMajor && minor < (floorMinor || 0));
}
