import { sendAll } from '../support/LoadClient.mjs';
import { median, quantile } from '../support/statistics.mjs';
import { contestants } from './contestants.mjs';

const Connections = [1, 16, 64];
const WarmUp = 300;
const Forged = 20;

/**
 * Webhook ingest: requests a second and how long an answer takes. In each round every contestant gets the same number of
 * genuine deliveries, one contestant after another, so that a slow moment of the machine is nobody's alone.
 *
 * @param {{ rounds: number, deliveries: number, names?: string[], say: (line: string) => void }} options
 */
export async function benchIngest({ rounds, deliveries, names = Object.keys(contestants), say }) {
	const runs = [];
	for (let round = 1; round <= rounds; round += 1) {
		for (const name of names) {
			const contestant = await contestants[name]();
			try {
				for (const run of await measure(contestant, deliveries)) {
					runs.push({ name, round, ...run });
					say(`ingest ${round}/${rounds} ${name}, ${run.connections} connections: ${Math.round(run.perSecond)}/s`);
				}
			} finally {
				await contestant.stop();
			}
		}
	}
	return summarize(runs, names);
}

async function measure(contestant, deliveries) {
	const { url, genuine, forged, handled } = contestant;
	let sent = WarmUp;
	const make = (count) => Array.from({ length: count }, (_, number) => genuine(number));
	await sendAll({ url, requests: make(WarmUp), connections: 16 });
	const runs = [];
	for (const connections of Connections) {
		const requests = make(deliveries);
		const { perSecond, latenciesMs, statuses } = await sendAll({ url, requests, connections });
		const stored = performance.now();
		sent += deliveries;
		const count = await handled(sent);
		const behindMs = performance.now() - stored;
		runs.push({
			connections,
			perSecond,
			behindMs,
			p50: median(latenciesMs),
			p99: quantile(latenciesMs, 0.99),
			statuses,
			isComplete: count === sent
		});
	}
	const requests = Array.from({ length: Forged }, (_, number) => forged(number));
	const { statuses } = await sendAll({ url, requests, connections: 1 });
	const refused = !statuses[200] && !statuses[202] && (await handled(sent)) === sent;
	return runs.map((run) => ({ ...run, refusesForged: refused }));
}

function summarize(runs, names) {
	return names.flatMap((name) =>
		Connections.map((connections) => {
			const own = runs.filter((run) => run.name === name && run.connections === connections);
			const of = (field) => median(own.map((run) => run[field]));
			return {
				name,
				connections,
				perSecond: of('perSecond'),
				p50: of('p50'),
				p99: of('p99'),
				behindMs: of('behindMs'),
				isComplete: own.every((run) => run.isComplete),
				refusesForged: own.every((run) => run.refusesForged)
			};
		})
	);
}
