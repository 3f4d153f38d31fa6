/** Number of connections at which the ratios of the ingest are taken. */
export const RatioConnections = 64;

const OurDatabases = ['sqlite', 'postgresql'];

/** Number of servers at which the time of one event is a separate figure. */
const FanOutServers = 1_000;

/** Returns ratios of the plugin to others, by name, and other figures that have a goal. */
export function ratiosOf({ ingest, fanout, socket, send, memory, pages, growth }) {
	return {
		...(ingest && ingestRatios(ingest)),
		...(ingest && handledRatios(ingest)),
		...(ingest && latencyRatios(ingest)),
		...(fanout && fanOutTimes(fanout)),
		...(socket && socketRatios(socket)),
		...(send && sendRatios(send)),
		...(memory && memoryAtRest(memory)),
		...(pages && { slowestPageLcp: pages.slowestLcpMs }),
		...(growth?.full && fullRatios(growth.full))
	};
}

/** Returns the unit of a figure; `undefined` for a ratio, which has a slash in its name. */
export function unitOf(name) {
	if (name.includes('/')) return undefined;
	return name.startsWith('memory') ? 'MiB' : 'ms';
}

/** Returns how many requests a second a contestant of the ingest answered. */
export function rateOf(contestant, connections = RatioConnections) {
	return loadOf(contestant, connections).perSecond;
}

function loadOf({ loads }, connections) {
	return loads.find((load) => load.connections === connections);
}

function ingestRatios(ingest) {
	const peers = Object.keys(ingest).filter((name) => !OurDatabases.includes(name));
	return Object.fromEntries(
		OurDatabases.flatMap((database) =>
			peers.map((peer) => [`ingest.${database}/${peer}`, rateOf(ingest[database]) / rateOf(ingest[peer])])
		)
	);
}

/** Returns handled events a second, divided by answered requests a second. */
function handledRatios(ingest) {
	return Object.fromEntries(
		OurDatabases.map((database) => {
			const { handledPerSecond, perSecond } = loadOf(ingest[database], RatioConnections);
			return [`handled.${database}/ingest.${database}`, handledPerSecond / perSecond];
		})
	);
}

/** Returns the median time until the answer at one connection. */
function latencyRatios(ingest) {
	const { p50 } = loadOf(ingest.limit, 1);
	return Object.fromEntries(
		OurDatabases.map((database) => [`latency1.${database}/limit`, loadOf(ingest[database], 1).p50 / p50])
	);
}

/** Returns milliseconds. */
function fanOutTimes(fanout) {
	const { sqliteMs, postgresqlMs } = fanout.find(({ guilds }) => guilds === FanOutServers);
	return { 'fanout1000.sqlite': sqliteMs, 'fanout1000.postgresql': postgresqlMs };
}

function socketRatios(socket) {
	const over = (name, peer) => socket[name].perSecond / socket[peer].perSecond;
	return Object.fromEntries(
		['pusher-js', 'bare'].flatMap((peer) => [
			[`socket/${peer}`, over('plugin', peer)],
			[`socket.typed/${peer}`, over('plugin-typed', peer)]
		])
	);
}

/** Divides the bare time by the plugin's: less time is better, so that a larger ratio is better too. */
function sendRatios({ pluginMs, bareMs }) {
	return { 'send/bare': bareMs / pluginMs };
}

/** Returns MiB. */
function memoryAtRest({ atRest }) {
	return { 'memoryAtRest.sqlite': atRest.residentBytes / 2 ** 20 };
}

/** Compares the bot with a full log and many servers with one that has an empty log and one server. */
function fullRatios(full) {
	return Object.fromEntries(
		full.flatMap(({ provider, grown, empty }) => [
			[`full.ingest.${provider}/empty`, grown.perSecond / empty.perSecond],
			[`full.handled.${provider}/empty`, grown.handledPerSecond / empty.handledPerSecond],
			[`full.latency1.${provider}/empty`, grown.p50 / empty.p50]
		])
	);
}
