/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Area - of the page, in CSS pixels
 */

/**
 * The smallest area that holds all that is there of something, and a margin around it.
 * @param {import('playwright-core').Locator} locator
 * @param {{ left?: number, top?: number, right?: number, bottom?: number }} [margin] - in CSS pixels
 * @returns {Promise<Area>}
 */
export async function areaOf(locator, { left = 0, top = 0, right = 0, bottom = 0 } = {}) {
	const elements = await locator.all();
	const boxes = (await Promise.all(elements.map((element) => element.boundingBox()))).filter((box) => box !== null);
	const x = Math.min(...boxes.map((box) => box.x)) - left;
	const y = Math.min(...boxes.map((box) => box.y)) - top;
	return {
		x,
		y,
		width: Math.max(...boxes.map((box) => box.x + box.width)) + right - x,
		height: Math.max(...boxes.map((box) => box.y + box.height)) + bottom - y,
	};
}

/**
 * The upper part of an area.
 * @param {Area} area
 * @param {Area} last - what is still to be seen of it
 * @param {number} margin - below that, in CSS pixels
 * @returns {Area}
 */
export function downTo(area, last, margin) {
	return { ...area, height: last.y + last.height + margin - area.y };
}
