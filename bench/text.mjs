const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** @param {number} value */
export function count(value) {
	return number.format(value);
}

/** @param {number} ms */
export function seconds(ms) {
	return `${(ms / 1_000).toFixed(2)} s`;
}

/** @param {number} part */
export function percent(part) {
	return `${(part * 100).toFixed(1)} %`;
}

/** @param {number} bytes */
export function megabytes(bytes) {
	return `${count(bytes / 1e6)} MB`;
}

/** @param {number[]} values */
export function median(values) {
	const sorted = [...values].sort((left, right) => left - right);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * A Markdown table that is readable as plain text too.
 * @param {Record<string, string>} columns - titles by key; those that begin with # are of numbers, and aligned to the right
 * @param {Record<string, string | undefined>[]} rows
 */
export function table(columns, rows) {
	const keys = Object.keys(columns);
	const right = keys.map((key) => columns[key].startsWith('#'));
	const lines = [keys.map((key) => columns[key].replace('#', '')), ...rows.map((row) => keys.map((key) => row[key] ?? ''))];
	const widths = keys.map((_key, index) => Math.max(3, ...lines.map((cells) => cells[index].length)));
	const line = (cells) =>
		`| ${cells.map((cell, index) => (right[index] ? cell.padStart(widths[index]) : cell.padEnd(widths[index]))).join(' | ')} |`;
	const rule = widths.map((width, index) => (right[index] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
	const [head, ...body] = lines;
	return [head, rule, ...body].map(line).join('\n');
}
