import { plot } from './plot.mjs';
import { Providers } from './tables.mjs';

/** The plots of the report, by file name. */
export function plotsOf({ growth, memory }) {
	return { ...(growth && growthPlots(growth)), ...(memory && memoryPlot(memory)) };
}

function growthPlots({ guilds, rows }) {
	const lines = (measured, field) =>
		Object.entries(Providers).map(([provider, name]) => ({
			name,
			points: measured.filter((row) => row.provider === provider).map((row) => [row[field], row.perSecond])
		}));
	return {
		'guilds.svg': plot({
			title: 'Webhooks a second, 16 connections',
			across: 'linked Discord servers',
			isLog: true,
			lines: lines(guilds, 'guilds')
		}),
		'rows.svg': plot({
			title: 'Webhooks a second, 16 connections',
			across: 'rows in the log of events',
			isLog: true,
			lines: lines(rows, 'rows')
		})
	};
}

function memoryPlot({ samples }) {
	const line = (name, field) => ({ name, points: samples.map((sample) => [sample.events, sample[field] / 2 ** 20]) });
	return {
		'memory.svg': plot({
			title: 'Memory in MiB',
			across: 'events handled',
			lines: [line('heap', 'heapBytes'), line('resident', 'residentBytes')]
		})
	};
}
