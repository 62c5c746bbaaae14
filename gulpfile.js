const { dest, src } = require('gulp');

/** Copies what tsc leaves behind: the codex files beside their nodes, and the icons. */
function assets() {
	return src(['nodes/**/*.node.json', 'icons/*.svg'], { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.default = assets;
