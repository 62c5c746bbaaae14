import { mainWorkflow } from '../rollback.mjs';
import { failing, panels, rollbackToShow, shownExamples } from './workflows.mjs';

/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Area - of the page, in CSS pixels
 * @typedef {object} Picture
 * @property {string} name - of its file, without the ending
 * @property {(studio: import('./studio.mjs').Studio) => Promise<Area>} stage - makes the page show it, and says where
 */

const deleting = 'Delete the punches';

/** @type {Picture[]} */
export const pictures = [
	{ name: 'canvas', stage: (studio) => stageCanvas(studio, rollbackToShow().id) },
	...Object.entries(shownExamples).map(([name, id]) => ({ name, stage: (studio) => stageCanvas(studio, id) })),
	{ name: 'result', stage: stageResult },
	{ name: 'error', stage: stageError },
	...panels.nodes
		.filter(({ type }) => type.includes('feishu'))
		.map(({ id, name }) => ({
			name: name.replace('Feishu ', '').replaceAll(' ', '-').toLowerCase(),
			stage: (studio) => stagePanel(studio, id),
		})),
];

async function stageCanvas(studio, workflow) {
	const { page } = studio;
	await studio.show(workflow);
	const nodes = await boxesOf(page.locator('[data-test-id="canvas-node"], [data-test-id="sticky"]'));
	// The names of the nodes hang below their boxes, and the last has a handle.
	return around(nodes, { left: 60, top: 25, right: 95, bottom: 95 });
}

async function stageResult(studio) {
	const { page } = studio;
	await studio.show(mainWorkflow);
	await page.getByTestId('execute-workflow-button').click();
	await page.getByTestId('canvas-node').filter({ hasText: deleting }).getByTestId('canvas-node-status-success').waitFor();
	await page.getByTestId('canvas-node').filter({ hasText: deleting }).dblclick();
	const output = page.getByTestId('output-panel');
	await output.getByTestId('radio-button-table').click();
	await closeNotice(page);
	await widenOutput(page);
	await studio.settle();
	const [{ x, y, width }] = await boxesOf(output);
	const [{ y: top, height }] = await boxesOf(output.locator('table'));
	return { x, y, width, height: top + height + 10 - y };
}

async function stageError(studio) {
	const { page } = studio;
	await studio.show(failing.id, failing.nodes.at(-1).id);
	await page.getByTestId('node-execute-button').click();
	const view = page.locator('.node-error-view');
	await view.waitFor();
	await closeNotice(page);
	await widenOutput(page);
	await studio.settle();
	const [{ x, y, width }] = await boxesOf(page.getByTestId('output-panel'));
	const [{ y: top, height }] = await boxesOf(view.locator('.node-error-view__info'));
	return { x, y, width, height: top + height + 10 - y };
}

async function stagePanel(studio, node) {
	const { page } = studio;
	await studio.show(panels.id, node);
	const [{ x, y, width }] = await boxesOf(page.locator('.node-settings'));
	const [{ y: top, height }] = await boxesOf(page.getByPlaceholder('Add option'));
	return { x, y, width, height: top + height + 20 - y };
}

/** What n8n says at the bottom of the page for a few seconds stands in front of it. */
async function closeNotice(page) {
	await page.locator('.el-notification__closeBtn').click();
}

/** @param {import('playwright-core').Locator} locator */
async function boxesOf(locator) {
	const elements = await locator.all();
	return (await Promise.all(elements.map((element) => element.boundingBox()))).filter((box) => box !== null);
}

function around(boxes, margin) {
	const left = Math.min(...boxes.map(({ x }) => x)) - margin.left;
	const top = Math.min(...boxes.map(({ y }) => y)) - margin.top;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin.right;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin.bottom;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

async function widenOutput(page) {
	const [{ x, y, width, height }] = await boxesOf(page.getByTestId('panel-drag-button'));
	await page.mouse.move(x + width / 2, y + height / 2);
	await page.mouse.down();
	await page.mouse.move(0, y + height / 2, { steps: 10 });
	await page.mouse.up();
}
