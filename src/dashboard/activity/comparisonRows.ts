import type { StreamFigures } from '../../lib/figures/StreamFigures.js';
import { figure } from '../charts/plot.js';
import { durationText } from './durationText.js';

const MinuteMs = 60_000;

export interface ComparisonRow {
	name: string;
	stream: string;
	previous: string;
	/** Difference in words. Empty if a value is not known. */
	change: string;
}

interface Measure {
	name: string;
	of: (stream: StreamFigures) => number | null;
	show?: (value: number) => string;
	words?: readonly [more: string, less: string];
}

const Fewer = ['more', 'fewer'] as const;

const Measures: readonly Measure[] = [
	{ name: 'Length', of: ({ lengthMs }) => lengthMs, show: lengthText, words: ['longer', 'shorter'] },
	{ name: 'Messages', of: ({ messages }) => messages },
	{
		name: 'Messages per minute',
		of: ({ messagesPerMinute }) => messagesPerMinute,
		show: (value) => value.toFixed(1)
	},
	{ name: 'Chatters', of: ({ chatters }) => chatters },
	{ name: 'Average viewers', of: ({ averageViewers }) => averageViewers },
	{ name: 'Most viewers', of: ({ peakViewers }) => peakViewers },
	{ name: 'New followers', of: ({ followers }) => followers },
	{ name: 'Subscriptions', of: ({ subscriptions }) => subscriptions },
	{ name: 'Gifted subscriptions', of: ({ gifts }) => gifts },
	{ name: 'KICKs', of: ({ kicks }) => kicks }
];

const Unknown = 'not known';

/** Compares the figures of two streams, one by one. */
export function comparisonRows(stream: StreamFigures, previous: StreamFigures): ComparisonRow[] {
	return Measures.map(({ name, of, show = figure, words = Fewer }) => {
		const [now, before] = [of(stream), of(previous)];
		return {
			name,
			stream: now === null ? Unknown : show(now),
			previous: before === null ? Unknown : show(before),
			change: now === null || before === null ? '' : changeText(now, before, words)
		};
	});
}

/** Describes a difference in words, with its percentage. */
export function changeText(now: number, before: number, [more, less]: readonly [string, string] = Fewer): string {
	if (now === before) return 'the same';
	if (before === 0) return 'none before';
	const percent = Math.round((100 * (now - before)) / before);
	if (percent === 0) return 'about the same';
	return percent > 0 ? `${figure(percent)}% ${more}` : `${-percent}% ${less}`;
}

function lengthText(lengthMs: number): string {
	return durationText(Math.round(lengthMs / MinuteMs) * MinuteMs);
}
