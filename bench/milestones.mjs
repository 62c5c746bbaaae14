/**
 * Loaded into n8n (`node --import`) where a node's time is told apart: marks the moments at which n8n begins the node,
 * hands the latest item over to this package, gets the latest one back, and is done with the node. With each stands the
 * CPU time that the process had used by then. `ProcessProbe` reads them.
 */
import { registerHooks } from 'node:module';

/** Appended to the modules that these patterns match. Of moments that recur, the latest counts. */
const marks = [
	[
		/\/n8n-core\/dist\/execution-engine\/routing-node\.js$/,
		`
;{
	const { runNode } = exports.RoutingNode.prototype;
	exports.RoutingNode.prototype.runNode = async function (...given) {
		performance.mark('node began', { detail: process.cpuUsage() });
		try {
			return await runNode.apply(this, given);
		} finally {
			performance.mark('node ended', { detail: process.cpuUsage() });
		}
	};
}`,
	],
	[
		/\/n8n-nodes-feishu-cleanup\/dist\/nodes\/shared\/operation\.js$/,
		`
;{
	const { paginationOf } = exports;
	const markLatest = (name) => {
		performance.clearMarks(name);
		performance.mark(name, { detail: process.cpuUsage() });
	};
	exports.paginationOf = (operation) => {
		const join = paginationOf(operation);
		return function (...given) {
			markLatest('items handed over');
			const joined = join.apply(this, given);
			joined.then(() => markLatest('items handed back'), () => markLatest('items handed back'));
			return joined;
		};
	};
}`,
	],
];

registerHooks({
	load(url, context, nextLoad) {
		const loaded = nextLoad(url, context);
		const [, source] = marks.find(([module]) => module.test(url)) ?? [];
		return source === undefined ? loaded : { ...loaded, source: `${loaded.source}${source}` };
	},
});
