/** @param {string[]} head @param {(string | number)[][]} rows The first column is text, the others are figures. */
export function table(head, rows) {
	const line = (cells) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
	return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export const count = (value) => Math.round(value).toLocaleString('en-US');
export const ms = (value) => (value < 10 ? value.toFixed(2) : count(value));
export const times = (value) => `${value.toFixed(2)} x`;
export const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(1);

export const Providers = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };

/** Formats a figure with its unit; figures without a unit are ratios. */
export function withUnit(value, unit) {
	if (unit === 'ms') return `${ms(value)} ms`;
	return unit === 'MiB' ? `${value.toFixed(1)} MiB` : times(value);
}
