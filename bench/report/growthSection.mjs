import { count, mebibytes, ms, Providers, table, times } from './tables.mjs';

/** Reports what the same work costs with more servers and with a longer log. */
export function growthSection({ guilds, rows, full = [] }) {
	return `## Cost as it grows

Webhooks at 16 connections for one channel, the newest page of its server's log, the start, and resident memory. Sizes
that there was no time for are missing.

${sizes('linked servers', guilds, 'guilds')}

${sizes('rows in the log', rows, 'rows')}
${full.length > 0 ? `\n${comparison(full)}\n` : ''}
![Requests a second over linked servers](plots/guilds.svg)

![Requests a second over rows in the log](plots/rows.svg)`;
}

function sizes(title, measured, field) {
	return table(
		[title, 'req/s', 'ms p50 / p99', 'log page ms', 'start ms', 'resident MiB'],
		measured.map(({ provider, readyMs, perSecond, p50, p99, logPageMs, residentBytes, [field]: size }) => [
			`${Providers[provider]}, ${count(size)}`,
			count(perSecond),
			`${ms(p50)} / ${ms(p99)}`,
			ms(logPageMs),
			count(readyMs),
			mebibytes(residentBytes)
		])
	);
}

function comparison(full) {
	const cells = ({ perSecond, handledPerSecond, p50, p99 }) => [
		count(perSecond),
		count(handledPerSecond),
		`${ms(p50)} / ${ms(p99)}`
	];
	const rows = full.flatMap(({ provider, rows: logRows, guilds, grown, empty }) => [
		[`${Providers[provider]}, empty log, 1 server`, ...cells(empty)],
		[`${Providers[provider]}, ${count(logRows)} rows, ${count(guilds)} servers`, ...cells(grown)],
		[
			'the second over the first',
			times(grown.perSecond / empty.perSecond),
			times(grown.handledPerSecond / empty.handledPerSecond),
			`${times(grown.p50 / empty.p50)} / ${times(grown.p99 / empty.p99)}`
		]
	]);
	return `A full log and many servers at once, beside an empty log. Both bots ran all the time and were
measured in turn.

${table(['', 'req/s, 64', 'handled/s, 64', 'ms p50 / p99, 1'], rows)}`;
}
