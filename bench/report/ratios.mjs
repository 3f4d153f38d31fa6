/** At this many connections the ratios of the ingest are taken. */
export const RatioConnections = 64;

const OurDatabases = ['sqlite', 'postgresql'];

/** Throughput of ours over theirs, by name. */
export function ratiosOf({ ingest, socket, send }) {
	return { ...(ingest && ingestRatios(ingest)), ...(socket && socketRatios(socket)), ...(send && sendRatios(send)) };
}

/** How many requests a second a contestant of the ingest answered. */
export function rateOf({ loads }, connections = RatioConnections) {
	return loads.find((load) => load.connections === connections).perSecond;
}

function ingestRatios(ingest) {
	const peers = Object.keys(ingest).filter((name) => !OurDatabases.includes(name));
	return Object.fromEntries(
		OurDatabases.flatMap((database) =>
			peers.map((peer) => [`ingest.${database}/${peer}`, rateOf(ingest[database]) / rateOf(ingest[peer])])
		)
	);
}

function socketRatios(socket) {
	const over = (name, peer) => socket[name].perSecond / socket[peer].perSecond;
	return Object.fromEntries(
		['pusher-js', 'bare'].flatMap((peer) => [
			[`socket/${peer}`, over('ours', peer)],
			[`socket.typed/${peer}`, over('ours-typed', peer)]
		])
	);
}

/** Of times: one over the other way round. */
function sendRatios({ pluginMs, bareMs }) {
	return { 'send/bare': bareMs / pluginMs };
}
