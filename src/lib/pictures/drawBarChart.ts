import type { SKRSContext2D } from '@napi-rs/canvas';
import { barColor, Palette } from './colors.js';
import { FontFamily, loadCanvas } from './loadCanvas.js';

interface Bar {
	label: string;
	value: number;
	/** Formatted value. */
	text: string;
	/** `#RRGGBB` */
	color: string | null;
}

export interface BarChart {
	title: string;
	bars: readonly Bar[];
	/** Value of a full-length bar. */
	full: number;
	/** Small text below the bars. */
	note: string;
}

const Width = 800;
const Margin = 28;
const TitleHeight = 76;
const RowHeight = 44;
const NoteHeight = 48;
const BarHeight = 26;
const LabelWidth = 250;
const TextWidth = 140;
/** More letters than fit, to limit the measuring. */
const MaxLetters = 100;
/** Control characters and characters that change the reading direction. */
const Invisible = /[\p{Cc}\p{Cf}]/gu;
const TrackStart = Margin + LabelWidth + 14;
const TrackWidth = Width - Margin - TextWidth - TrackStart;

/** Returns the height of a chart in pixels. All charts are 800 wide. */
export function heightOf({ bars }: Pick<BarChart, 'bars'>): number {
	return TitleHeight + bars.length * RowHeight + NoteHeight;
}

/** Draws a horizontal bar chart as PNG. Resolves to `null` when the canvas package is missing. */
export async function drawBarChart(chart: BarChart): Promise<Buffer | null> {
	const library = await loadCanvas();
	if (!library) return null;
	const canvas = library.createCanvas(Width, heightOf(chart));
	const context = canvas.getContext('2d');
	context.textBaseline = 'middle';
	fill(context, Palette.ground, 0, 0, Width, canvas.height, 16);
	write(context, chart.title, { x: Margin, y: TitleHeight / 2, size: 26, color: Palette.text });
	for (const [index, bar] of chart.bars.entries()) {
		drawBar(context, bar, chart.full, TitleHeight + (index + 0.5) * RowHeight);
	}
	write(context, chart.note, { x: Margin, y: canvas.height - NoteHeight / 2, size: 17, color: Palette.faint });
	return canvas.encode('png');
}

function drawBar(context: SKRSContext2D, { label, value, text, color }: Bar, full: number, y: number): void {
	const top = y - BarHeight / 2;
	const share = full > 0 ? Math.min(Math.max(value / full, 0), 1) : 0;
	write(context, label, { x: Margin, y, size: 20, color: Palette.text, width: LabelWidth });
	fill(context, Palette.track, TrackStart, top, TrackWidth, BarHeight, BarHeight / 2);
	// A bar that is shorter than its height would not be round.
	fill(context, barColor(color), TrackStart, top, Math.max(share * TrackWidth, BarHeight), BarHeight, BarHeight / 2);
	context.textAlign = 'right';
	write(context, text, { x: Width - Margin, y, size: 20, color: Palette.text, width: TextWidth });
	context.textAlign = 'left';
}

function fill(
	context: SKRSContext2D,
	color: string,
	x: number,
	y: number,
	width: number,
	height: number,
	radius: number
): void {
	context.fillStyle = color;
	context.beginPath();
	context.roundRect(x, y, width, height, radius);
	context.fill();
}

interface Lettering {
	x: number;
	y: number;
	size: number;
	color: string;
	/** @default the whole picture */
	width?: number;
}

function write(
	context: SKRSContext2D,
	text: string,
	{ x, y, size, color, width = Width - 2 * Margin }: Lettering
): void {
	context.fillStyle = color;
	context.font = `${size}px "${FontFamily}", sans-serif`;
	context.fillText(shortened(context, text, width), x, y);
}

/** Shortens a text with `…` when it is too long. */
function shortened(context: SKRSContext2D, text: string, width: number): string {
	const visible = text.replace(Invisible, '');
	if (visible.length <= MaxLetters && context.measureText(visible).width <= width) return visible;
	const letters = [...visible].slice(0, MaxLetters);
	while (letters.length > 0 && context.measureText(`${letters.join('')}…`).width > width) letters.pop();
	return `${letters.join('')}…`;
}
