import { sendAll } from '../support/LoadClient.mjs';
import { median, medians, quantile } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';
import { contestants, takesForgedOnes } from './contestants.mjs';
import { requestsTo } from './deliveries.mjs';
import { platforms } from './signing.mjs';

/** Numbers of connections, each with a time limit for slow databases. */
const Loads = [
	{ connections: 1, share: 0.2 },
	{ connections: 16, share: 0.6 },
	{ connections: 64, share: 1 }
];
const LimitMs = 8_000;
const WarmUp = 1_000;
const Forged = 20;

/**
 * Measures webhook ingest: requests a second, and how long an answer takes.
 * In each round every contestant gets deliveries that were signed beforehand, one contestant after another,
 * so that a slow moment of the machine does not hit a single one.
 *
 * @param {{ rounds: number, deliveries: number, minutes: number, say: (line: string) => void }} options
 */
export async function benchIngest({ rounds, deliveries, minutes, say }) {
	const names = Object.keys(contestants);
	const isLate = timeLimit(minutes);
	const runs = [];
	for (let round = 0; round < rounds && !isLate(); round += 1) {
		const signed = sign(deliveries);
		// Each round begins with another contestant.
		for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
			const { platform, start } = contestants[name];
			const contestant = await start();
			for (const run of await measure(name, contestant, signed[platform])) {
				runs.push({ name, round, ...run });
				say(`ingest ${round + 1}/${rounds} ${name}, ${run.connections} connections: ${Math.round(run.perSecond)}/s`);
			}
			await contestant.stop();
		}
	}
	return Object.fromEntries(names.map((name) => [name, summarize(runs.filter((run) => run.name === name))]));
}

/** Signs the deliveries of each platform: for the warm-up, for each load, and forged ones. */
function sign(deliveries) {
	const make = (count, one) => Array.from({ length: count }, (_, number) => one(number));
	return Object.fromEntries(
		Object.entries(platforms).map(([platform, { genuine, forged }]) => [
			platform,
			{
				warmUp: make(WarmUp, genuine),
				loads: Loads.map(({ share }) => make(Math.round(deliveries * share), genuine)),
				forged: make(Forged, forged)
			}
		])
	);
}

async function measure(name, { url, handled }, signed) {
	const send = (deliveries, connections, limitMs) =>
		sendAll({ url, requests: requestsTo(url, deliveries), connections, limitMs });
	let { sent } = await send(signed.warmUp, 16);
	await handled(sent);
	const runs = [];
	for (const [index, { connections }] of Loads.entries()) {
		const begun = performance.now();
		const load = await send(signed.loads[index], connections, LimitMs);
		sent += load.sent;
		const count = await handled(sent);
		if (count !== sent) throw new Error(`${name} handled ${count} of ${sent} deliveries.`);
		const handledPerSecond = (load.sent / (performance.now() - begun)) * 1_000;
		const { perSecond, latenciesMs } = load;
		runs.push({ connections, perSecond, handledPerSecond, p50: median(latenciesMs), p99: quantile(latenciesMs, 0.99) });
	}
	const { statuses } = await send(signed.forged, 1);
	const refusesForged = !statuses[200] && !statuses[202] && (await handled(sent)) === sent;
	if (!refusesForged && !takesForgedOnes.has(name)) throw new Error(`${name} took a forged delivery.`);
	return runs.map((run) => ({ ...run, refusesForged }));
}

function summarize(runs) {
	const loads = Loads.map(({ connections }) => {
		const own = runs.filter((run) => run.connections === connections);
		const fields = ['perSecond', 'handledPerSecond', 'p50', 'p99'];
		return { connections, ...medians(own, fields) };
	});
	return { rounds: runs.length / Loads.length, refusesForged: runs.every((run) => run.refusesForged), loads };
}
