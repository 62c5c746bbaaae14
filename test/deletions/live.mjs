// The deletions for what runs in a real n8n: the end-to-end tests and the benchmark. They come from the
// folders of those nodes that package.json ships, in that order, so that there is no list to keep here.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * One run in a real n8n: what is there, what is asked, what goes over the wire, and what comes of each record.
 * @typedef {object} Deed
 * @property {object} world - what is there, as the sandbox's control route takes it
 * @property {object} parameters - the node's fields
 * @property {object[]} items - the input
 * @property {{ method: string, path: string, query: object, body?: object }} wire - the call that it comes to
 * @property {object[]} records - the output, without what is the same for all
 * @property {(state: object) => string[]} left - names of what the sandbox still has
 * @property {string[]} remains - and which those must be
 */

/**
 * What somebody does with several operations of a node: each step gets what the one before returns.
 * @typedef {object} Journey
 * @property {string} does - said as a test says it
 * @property {object} world
 * @property {object} [fault] - of the sandbox, or a list of them
 * @property {object[]} [items] - the input of the first step
 * @property {{ parameters: object, onError?: string, gives: object[], refuses?: object[] }[]} steps - `gives` is what each item of
 *   the output holds, beside other things, and `refuses` the same for the output of errors
 * @property {(state: object) => unknown} left - what the sandbox has then
 * @property {unknown} remains - and what that must be
 */

/**
 * What the benchmark must know.
 * @typedef {object} Load
 * @property {string} name - as `--only` takes it
 * @property {string} title
 * @property {number} refuses - a documented code that may concern a single record
 * @property {number} limit - records of one call. From the documentation, not from the nodes: a wrong constant there has to show
 * @property {{ calls: number, perMs: number }[]} rates - documented, all to be held at once
 * @property {boolean} oneAtATime - calls to one target must not overlap
 * @property {(index: number) => string} id
 * @property {(ids: string[]) => object} world - what has to be there, as the sandbox's control route takes it
 * @property {(state: object) => number} left - how many of them the sandbox still has
 * @property {object} parameters - the node's fields, for an item `{ id }`
 * @property {{ method: string, path: string, body?: string }} request - the same for an HTTP Request node
 */

/**
 * The node as a tool of an agent, filled in as the page of the node says; its world is that of the benchmark.
 * @typedef {object} Tool
 * @property {string} destroys - what its description must name
 * @property {object} parameters - the node's fields
 * @property {(ids: string[]) => object} arguments - what the model gives for records of the benchmark; a tool for one record takes the first
 * @property {number} [looks] - calls that look at records before they are deleted; none if left out
 */

/** For every tool: whether it only rehearses is the agent's choice. */
export const dryRun = "={{ $fromAI('dry_run', 'true: only report what would be deleted', 'boolean') }}";

const { n8n } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** `dist/nodes/FeishuThing/FeishuThing.node.js` is what `thing` and `feishuThing` name. */
const resources = n8n.nodes.map((file) => /Feishu(\w+)\.node\.js$/.exec(file)[1]);

const rows = await Promise.all(resources.map(rowOf));

/** @type {({ node: string, endpoint: string } & Deed)[]} */
export const deeds = rows.flatMap(({ names, deed }) => (deed === undefined ? [] : [{ ...names, ...deed }]));

/** @type {({ node: string, endpoint: string } & Journey)[]} */
export const journeys = rows.flatMap(({ names, journeys = [] }) => journeys.map((journey) => ({ ...names, ...journey })));

/** @type {({ node: string, endpoint: string } & Load)[]} */
export const loads = rows.flatMap(({ names, load }) => (load === undefined ? [] : [{ ...names, ...load }]));

/** Other ways to use a deletion that the benchmark measures, such as on many targets. @type {({ node: string, endpoint: string } & Load)[]} */
export const otherLoads = rows.flatMap(({ names, otherLoads: others = [] }) => others.map((load) => ({ ...names, ...load })));

/** @type {({ node: string, endpoint: string } & Load & Tool)[]} */
export const tools = rows.flatMap(({ names, load, tool }) => (tool === undefined ? [] : [{ ...names, ...load, ...tool }]));

/** A deletion by ID has no `live.mjs`: what would stand there follows from its page and its row. */
async function derivedRow(endpoint) {
	const { register } = await import('tsx/cjs/api');
	const unregister = register();
	const load = createRequire(import.meta.url);
	const { liveById } = load('./liveById.ts');
	const row = liveById(load(`./${endpoint}/deletion.ts`).deletion, load(`./${endpoint}/spec.ts`).spec);
	unregister();
	return row;
}

async function rowOf(resource) {
	const endpoint = `${resource[0].toLowerCase()}${resource.slice(1)}`;
	const written = new URL(`${endpoint}/live.mjs`, import.meta.url);
	// What is missing here is named by completeness.test.ts; the rest can still be run.
	const isThere = existsSync(new URL(`${endpoint}/deletion.ts`, import.meta.url));
	const row = existsSync(written) ? import(written.href) : isThere ? derivedRow(endpoint) : {};
	const { deed, journeys, load, otherLoads, tool } = await row;
	return { names: { node: `feishu${resource}`, endpoint }, deed, journeys, load, otherLoads, tool };
}
