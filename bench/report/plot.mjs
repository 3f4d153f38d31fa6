const Size = { width: 720, height: 340, left: 80, right: 150, top: 40, bottom: 50 };
const Colors = ['#2f6fdb', '#d9480f', '#2b8a3e'];

/**
 * Draws lines as an SVG.
 *
 * @typedef {{ name: string, points: [number, number][] }} Line
 * @param {{ title: string, across: string, isLog?: boolean, lines: Line[] }} plot
 */
export function plot({ title, across, isLog = false, lines }) {
	const points = lines.flatMap((line) => line.points);
	const scaleOf = isLog ? Math.log10 : (value) => value;
	const [first, last] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))].map(scaleOf);
	const top = niceTop(Math.max(...points.map(([, y]) => y)));
	const x = (value) => Size.left + ((scaleOf(value) - first) / (last - first || 1)) * plotWidth;
	const y = (value) => Size.height - Size.bottom - (value / top) * plotHeight;
	const ticks = [...new Set(points.map(([value]) => value))];
	const labelled = ticks.filter((_, index) => index % Math.ceil(ticks.length / 6) === 0 || index === ticks.length - 1);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Size.width} ${Size.height}" font-family="sans-serif" font-size="12">`,
		`<title>${title}</title>`,
		`<rect width="${Size.width}" height="${Size.height}" fill="#ffffff"/>`,
		text(Size.left, 22, title, 'start', 15),
		text(Size.left + plotWidth / 2, Size.height - 10, across),
		...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
			`<line x1="${Size.left}" x2="${Size.left + plotWidth}" ` +
				`y1="${y(share * top)}" y2="${y(share * top)}" stroke="#dddddd"/>`,
			text(Size.left - 8, y(share * top) + 4, number(share * top), 'end')
		]),
		...labelled.map((value) => text(x(value), Size.height - Size.bottom + 18, number(value))),
		...lines.map((line, index) => drawn(line, Colors[index % Colors.length], x, y)),
		'</svg>',
		''
	].join('\n');
}

const plotWidth = Size.width - Size.left - Size.right;
const plotHeight = Size.height - Size.top - Size.bottom;

function drawn({ name, points }, color, x, y) {
	const path = points.map(([across, up]) => `${x(across).toFixed(1)},${y(up).toFixed(1)}`);
	const dots = path.map((place) => {
		const [cx, cy] = place.split(',');
		return `<circle cx="${cx}" cy="${cy}" r="3" fill="${color}"/>`;
	});
	const [, lastY] = path.at(-1).split(',');
	return [
		`<polyline points="${path.join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>`,
		...dots,
		`<text x="${Size.width - Size.right + 10}" y="${Number(lastY) + 4}" fill="${color}">${name}</text>`
	].join('\n');
}

function text(x, y, words, anchor = 'middle', size = 12) {
	return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="#222222">${words}</text>`;
}

function number(value) {
	return value >= 1e6 ? `${value / 1e6} M` : value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** Returns the next 1, 2, 2.5 or 5 with zeros. */
function niceTop(value) {
	const power = 10 ** Math.floor(Math.log10(value || 1));
	return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value);
}
