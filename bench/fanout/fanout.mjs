import { LinkedBot } from '../support/LinkedBot.mjs';
import { median } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';

const Sizes = [1, 10, 100, 1_000];
const WarmUp = 3;

/**
 * Measures one event for many Discord servers that share a channel, from the request until the last listener is done.
 */
export async function benchFanOut({ rounds, events, minutes, say }) {
	const isLate = timeLimit(minutes);
	const runs = [];
	for (let round = 0; round < rounds && !isLate(); round += 1) {
		for (const guilds of Sizes) {
			for (const provider of ['sqlite', 'postgresql']) {
				const perEventMs = await measure(provider, guilds, events);
				runs.push({ provider, guilds, perEventMs });
				say(`fan-out ${round + 1}/${rounds} ${provider}, ${guilds} servers: ${perEventMs.toFixed(1)} ms an event`);
			}
		}
	}
	return Sizes.map((guilds) => {
		const of = (provider) =>
			median(runs.filter((run) => run.guilds === guilds && run.provider === provider).map((run) => run.perEventMs));
		return { guilds, sqliteMs: of('sqlite'), postgresqlMs: of('postgresql') };
	});
}

async function measure(provider, guilds, events) {
	const linked = await LinkedBot.start({ provider });
	await linked.shareChannel(guilds);
	const times = [];
	for (const request of linked.sign(WarmUp + events)) {
		times.push((await linked.deliver([request], 1, guilds)).milliseconds);
	}
	await linked.stop();
	return median(times.slice(WarmUp));
}
