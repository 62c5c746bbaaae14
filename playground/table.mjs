const widest = 60;

/**
 * Rows as aligned text.
 * @param {string[]} columns
 * @param {Record<string, unknown>[]} rows
 */
export function formatTable(columns, rows) {
	const cells = rows.map((row) => columns.map((column) => shorten(row[column] ?? '')));
	const widths = columns.map((column, index) => Math.max(column.length, ...cells.map((line) => line[index].length)));
	const line = (texts) =>
		texts
			.map((text, index) => text.padEnd(widths[index]))
			.join('  ')
			.trimEnd();
	return [line(columns), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n');
}

function shorten(value) {
	const text = String(value).replace(/\s+/g, ' ');
	return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}
