const { chmod, readdir } = require('node:fs/promises');
const path = require('node:path');
const { dest, series, src } = require('gulp');

/** Copies what tsc leaves behind: the codex files beside their nodes, and the icons. */
function assets() {
	return src(['nodes/**/*.node.json', 'icons/*.svg'], { base: '.', encoding: false }).pipe(dest('dist'));
}

/**
 * Gives every file that npm packs the same mode. npm packs the modes that it finds, which follow the umask of
 * whoever cloned and built: the same sources would make another tarball elsewhere.
 */
async function modes() {
	const entries = await readdir('dist', { recursive: true, withFileTypes: true });
	const built = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
	await Promise.all(['package.json', 'README.md', 'LICENSE', ...built].map((file) => chmod(file, 0o644)));
}

exports.default = series(assets, modes);
