import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import manifest from '../../package.json';

const load = createRequire(__filename);

/** `dist/nodes/FeishuThing/FeishuThing.node.js` is what `thing` names. */
const shipped = manifest.n8n.nodes.map((file) => {
	const resource = /Feishu(\w+)\.node\.js$/.exec(file)?.[1] ?? '';
	return `${resource.slice(0, 1).toLowerCase()}${resource.slice(1)}`;
});

const placeOf = (name: string) => (shipped.includes(name) ? shipped.indexOf(name) : shipped.length);

/** The folders of this one, each a deletion: those of shipped nodes first, as package.json has them. */
const FOLDERS: readonly string[] = readdirSync(__dirname, { withFileTypes: true })
	.flatMap((entry) => (entry.isDirectory() ? entry.name : []))
	.sort((a, b) => placeOf(a) - placeOf(b));

/** What a file exports, for each deletion whose folder has it. */
export function readFolders<Exports>(file: string): Array<[name: string, exports: Exports]> {
	return FOLDERS.flatMap((name): Array<[string, Exports]> => {
		const place = path.join(__dirname, name, file);
		return existsSync(`${place}.ts`) ? [[name, load(place) as Exports]] : [];
	});
}
