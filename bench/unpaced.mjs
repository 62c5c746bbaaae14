/**
 * Loaded into n8n (`node --import`) where the cost of our node is measured and not Feishu's rate: the package's clock
 * is moved on where it would wait. All its code runs as it is, the pacer's too.
 */
import { registerHooks } from 'node:module';

const clock = /\/n8n-nodes-feishu-cleanup\/dist\/nodes\/shared\/engine\/(?:\w+\/)*clock\.js$/;

/** Appended to the module that holds the clock. */
const moveOn = `
;{
	let ahead = 0;
	exports.clock.now = () => Date.now() + ahead;
	exports.clock.sleep = async (ms) => {
		ahead += ms;
		await new Promise((resolve) => { setImmediate(resolve); });
	};
}`;

registerHooks({
	load(url, context, nextLoad) {
		const loaded = nextLoad(url, context);
		return clock.test(url) ? { ...loaded, source: `${loaded.source}${moveOn}` } : loaded;
	},
});
