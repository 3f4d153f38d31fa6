import { findRedis } from '../support/findRedis.mjs';
import { LinkedBot } from '../support/LinkedBot.mjs';
import { sendAll } from '../support/LoadClient.mjs';
import { median, medians, quantile } from '../support/statistics.mjs';
import { timeLimit } from '../support/timeLimit.mjs';

const Counts = [1, 2];
const Channels = 8;
const Connections = 64;
const WarmUp = 800;

/** Measures one and two bots on one PostgreSQL database. Both receive, and each handles the servers of its shard. */
export async function benchProcesses({ rounds, deliveries, minutes, say }) {
	const isLate = timeLimit(minutes);
	const runs = [];
	for (let round = 0; round < rounds && !isLate(); round += 1) {
		for (const processes of Counts) {
			const run = await measure(processes, deliveries);
			runs.push({ processes, ...run });
			say(
				`processes ${round + 1}/${rounds} postgresql, ${processes}: ${Math.round(run.perSecond)}/s, ` +
					`handled ${Math.round(run.handledPerSecond)}/s`
			);
		}
	}
	const fields = ['perSecond', 'handledPerSecond', 'p50', 'p99'];
	const summary = Counts.map((processes) => {
		const own = runs.filter((run) => run.processes === processes);
		return { processes, ...medians(own, fields) };
	});
	return { channels: Channels, hasRedis: (await findRedis()) !== null, runs: summary };
}

async function measure(processes, deliveries) {
	const linked = await LinkedBot.start({ provider: 'postgresql', processes });
	const communities = [{ guild: linked.guild, streamer: linked.streamer }];
	while (communities.length < Channels)
		communities.push(await linked.bot.addCommunity(`streamer${communities.length}`));
	for (const process of linked.bot.processes) await process.ask('startHearing');
	const load = new SharedLoad(linked, communities);
	await load.send(WarmUp);
	const run = await load.send(deliveries);
	await linked.stop();
	return run;
}

/** Spreads connections over the processes. Checks that each event was handled once, by the process of its shard. */
class SharedLoad {
	#linked;
	#communities;
	#expected;

	constructor(linked, communities) {
		this.#linked = linked;
		this.#communities = communities;
		this.#expected = linked.bot.processes.map(() => 0);
	}

	async send(count) {
		const { bot } = this.#linked;
		const streamers = this.#communities.map(({ streamer }) => streamer);
		const requests = this.#linked.sign(count, streamers);
		requests.forEach((_, index) => {
			this.#expected[this.#shardOf(index)] += 1;
		});
		const begun = performance.now();
		const handling = bot.processes.map((process, shard) =>
			process.ask('handled', { count: this.#expected[shard], limitMs: 60_000 })
		);
		const loads = await Promise.all(
			bot.urls.map((url, number) =>
				sendAll({
					url: `${url}/webhooks/kick`,
					requests: requests.filter((_, index) => Math.floor(index / Channels) % bot.urls.length === number),
					connections: Connections / bot.urls.length
				})
			)
		);
		const sentMs = performance.now() - begun;
		const handled = await Promise.all(handling);
		const handledMs = performance.now() - begun;
		this.#checkCounts(handled);
		await this.#checkOnce(count);
		const latenciesMs = loads.flatMap((load) => [...load.latenciesMs]);
		return {
			perSecond: (count / sentMs) * 1_000,
			handledPerSecond: (count / handledMs) * 1_000,
			p50: median(latenciesMs),
			p99: quantile(latenciesMs, 0.99)
		};
	}

	/** Discord's formula for the shard of a server. */
	#shardOf(index) {
		const { guild } = this.#communities[index % Channels];
		return Number((BigInt(guild.id) >> 22n) % BigInt(this.#expected.length));
	}

	#checkCounts(answers) {
		if (this.#expected.includes(0)) throw new Error('A process has no servers: add more channels.');
		answers.forEach(({ handled }, shard) => {
			const expected = this.#expected[shard];
			if (handled !== expected) throw new Error(`Process ${shard} has handled ${handled} of ${expected} events.`);
		});
	}

	/** Checks that no event was handled twice; each event has one server. */
	async #checkOnce(count) {
		const answers = [];
		for (const process of this.#linked.bot.processes) answers.push(await process.ask('takeReceived'));
		const received = answers.flatMap((answer) => answer.received);
		if (received.length !== count || new Set(received).size !== count) {
			throw new Error(
				`${count} events were handled ${received.length} times, ${new Set(received).size} of them different.`
			);
		}
	}
}
