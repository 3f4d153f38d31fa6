import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { barColor, contrast, Palette } from '../../../src/lib/pictures/colors.js';
import { type BarChart, drawBarChart, heightOf } from '../../../src/lib/pictures/drawBarChart.js';

function chartOf(changes: Partial<BarChart>): BarChart {
	const bars = [{ label: '1. ana', value: 10, text: '10 min', color: '#75FD46' }];
	return { title: 'Watch time', bars, full: 10, note: 'An estimate', ...changes };
}

/** Returns the colours in a part of the picture, with their counts. */
async function colorsIn(chart: BarChart, [x, y, width, height]: readonly [number, number, number, number]) {
	const { createCanvas } = await import('@napi-rs/canvas');
	const image = await loadImage((await drawBarChart(chart))!);
	const context = createCanvas(image.width, image.height).getContext('2d');
	context.drawImage(image, 0, 0);
	const { data } = context.getImageData(x, y, width, height);
	const colors = new Map<string, number>();
	for (let at = 0; at < data.length; at += 4) {
		const color = `#${Buffer.from(data.slice(at, at + 3)).toString('hex')}`;
		colors.set(color, (colors.get(color) ?? 0) + 1);
	}
	return colors;
}

/** A position in the row of the first bar. */
const Label = [28, 80, 240, 36] as const;
const Track = [305, 90, 300, 16] as const;

describe('a bar chart', () => {
	it('is as high as its bars need', async () => {
		for (const count of [0, 1, 10]) {
			const chart = chartOf({ bars: Array.from({ length: count }, () => chartOf({}).bars[0]!) });
			const { width, height } = await loadImage((await drawBarChart(chart))!);
			expect([width, height]).toEqual([800, heightOf(chart)]);
		}
	});

	it('has visible letters in its own font', async () => {
		const written = await colorsIn(chartOf({}), Label);
		expect(written.get(Palette.text)).toBeGreaterThan(50);
		const other = await colorsIn(chartOf({ bars: [{ ...chartOf({}).bars[0]!, label: 'WWWW' }] }), Label);
		expect(other).not.toEqual(written);
	});

	it('has bars as long as their values', async () => {
		const lengthOf = async (value: number) => {
			const bars = [{ ...chartOf({}).bars[0]!, value }];
			const colors = await colorsIn(chartOf({ bars }), Track);
			return (colors.get('#75fd46') ?? 0) / (Track[2] * Track[3]);
		};
		expect(await lengthOf(10)).toBe(1);
		expect(await lengthOf(5)).toBeCloseTo(0.5, 1);
		expect(await lengthOf(Number.MAX_VALUE)).toBe(1);
		for (const nothing of [0, -1, Number.NaN]) expect(await lengthOf(nothing)).toBeLessThan(0.06);
	});

	it.each([
		['very long', 'W'.repeat(200_000)],
		['of invisible characters', '\u202E\u0000\u200F\n'],
		['of letters that the font lacks', '日本語 😀'],
		['empty', '']
	])('accepts a name that is %s', async (_case, label) => {
		const bars = [{ label, value: 1, text: label, color: label }];
		expect(await drawBarChart(chartOf({ bars, title: label, note: label, full: 0 }))).toBeInstanceOf(Buffer);
	});

	it('is not drawn without the optional package', async () => {
		onTestFinished(() => {
			vi.doUnmock('@napi-rs/canvas');
			// Unit tests share their modules: later tests need a module that looks for the package again.
			vi.resetModules();
		});
		vi.resetModules();
		vi.doMock('@napi-rs/canvas', () => {
			throw new Error('not installed');
		});
		const { drawBarChart: draw } = await import('../../../src/lib/pictures/drawBarChart.js');
		expect(await draw(chartOf({}))).toBeNull();
	});
});

describe('the colour of a bar', () => {
	it('is that of the name if it is visible', () => {
		expect(barColor('#FF7070')).toBe('#FF7070');
		for (const color of ['#000000', '#2b2d31', '#111122', 'red', '#12345', '#1234567', '', null]) {
			expect(barColor(color)).toBe(Palette.bar);
		}
	});

	it('has enough contrast with the background, as do the letters', () => {
		expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
		expect(contrast(Palette.bar, Palette.track)).toBeGreaterThan(3);
		for (const color of [Palette.text, Palette.faint]) expect(contrast(color, Palette.ground)).toBeGreaterThan(4.5);
	});
});
